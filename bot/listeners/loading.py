"""A form that needs something first: opened at once with a sentence, filled when that is known.

A trigger_id opens one view within three seconds (https://docs.slack.dev/surfaces/modals), and neither Slack
nor the database promises to answer in that time. What can't be known stands in the form as a sentence.
"""

import logging
from collections.abc import Callable

from slack_sdk import WebClient

from bot.blocks import kit
from bot.desk import Desk
from bot.replies import sorry
from bot.slack import FAILED_CALL

logger = logging.getLogger(__name__)

ONE_MOMENT = "One moment…"


def open_loading(
    trigger: str,
    blank: Callable[[str], kit.Block],
    fill: Callable[[], kit.Block],
    client: WebClient,
    desk: Desk,
) -> None:
    """Open a form that says to wait, then put into it what is found out.

    Args:
        trigger: The trigger_id of what was pressed.
        blank: Makes the form with a sentence (mrkdwn) in place of its fields.
        fill: Makes the form; may ask Slack and the database.
        client: Slack's Web API.
        desk: For whom to turn to.

    Raises:
        SlackClientError: Slack opens no form.
    """
    view = client.views_open(trigger_id=trigger, view=blank(ONE_MOMENT))["view"]
    try:
        form = fill()
    except Exception as error:  # noqa: BLE001 - the form is where the person looks
        form = blank(sorry(error, desk).text)
    try:
        client.views_update(view_id=view["id"], hash=view["hash"], view=form)
    except FAILED_CALL:
        logger.info("A form was closed before it was filled", exc_info=True)
