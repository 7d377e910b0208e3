"""What nobody listens to (any more): a button of an older version, another command, an event of no use here.

Each is acknowledged, since Slack shows a warning sign or sends it again otherwise, and who pressed or typed
gets a sentence. Registered last: what comes before takes what it knows.
"""

import logging
import re
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot import words
from bot.blocks import kit
from bot.desk import Desk
from bot.listeners.clicks import acknowledge
from bot.replies import safely
from models.errors import UsageError

logger = logging.getLogger(__name__)

ANYTHING = re.compile("")
FORM = "gone_form"
"""callback_id of what stands in place of a form that is gone."""
PUT_OUT = ("app_uninstalled", "tokens_revoked")
"""https://docs.slack.dev/reference/events/app_uninstalled, …/tokens_revoked"""


def register(app: App, desk: Desk) -> None:
    """Register what takes everything that is left."""
    app.action(ANYTHING)(ack=acknowledge, lazy=[safely(_gone, desk)])
    app.shortcut(ANYTHING)(ack=acknowledge, lazy=[safely(_gone, desk)])
    app.view_submission(ANYTHING)(_form_gone)
    app.view_closed(ANYTHING)(acknowledge)
    app.options(ANYTHING)(_no_options)
    app.event(ANYTHING)(_unused)

    @app.command(ANYTHING)
    def another(ack: Ack, command: dict[str, Any]) -> None:
        typed = words.literal(str(command.get("command", "")), 40)
        sentence = f"I don't know `{typed}`. Try `{desk.command} help`."
        ack(text=sentence, response_type="ephemeral")


def _gone(body: dict[str, Any], client: WebClient, *, desk: Desk) -> None:
    raise UsageError("This button is out of date.", f"Ask again, or type `{desk.command} help`.")


def _form_gone(ack: Ack) -> None:
    sentence = "This form is out of date. Nothing was saved: close it and open it again."
    ack(response_action="update", view=kit.modal(FORM, "Out of date", "", [kit.section(sentence)]))


def _no_options(ack: Ack) -> None:
    ack(options=[])


def _unused(ack: Ack, event: dict[str, Any]) -> None:
    ack()
    if event["type"] in PUT_OUT:
        logger.warning("Slack says %s: nothing can be sent until the app is installed again.", event["type"])
