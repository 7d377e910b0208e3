"""The slash command: parse, ask, answer in the acknowledgement; a file follows it."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from bot import grammar
from bot.caller import who_typed
from bot.commands import Export
from bot.desk import Desk
from bot.exporting import send_export
from bot.failures import safely
from bot.patience import Patience
from bot.replies import reply

FILES = 2
"""Files written at once; each reads up to 50,000 rows."""


def register(app: App, desk: Desk) -> None:
    """Register the slash command of the settings."""
    patience = Patience(desk)
    files = ThreadPoolExecutor(FILES, thread_name_prefix="files")
    send = safely(send_export, desk)

    @app.command(desk.settings.slack.command)
    def typed(ack: Ack, respond: Respond, client: WebClient, command: dict[str, Any]) -> None:
        caller = who_typed(command)
        text = command.get("text", "")
        patience.answer(lambda: reply(text, caller, desk), ack, respond)
        if isinstance(asked := grammar.parse(text), Export):
            files.submit(send, asked=asked, caller=caller, client=client, respond=respond, desk=desk)
