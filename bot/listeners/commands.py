"""The slash command: parse, ask, answer in the acknowledgement."""

from typing import Any

from slack_bolt import Ack, App, Respond

from bot.desk import Desk
from bot.patience import Patience
from bot.replies import Caller, reply
from models.wishes import Channel


def register(app: App, desk: Desk) -> None:
    """Register the slash command of the settings."""
    patience = Patience(desk)

    @app.command(desk.settings.slack.command)
    def typed(ack: Ack, respond: Respond, command: dict[str, Any]) -> None:
        caller = Caller(Channel(command["team_id"], command["channel_id"]), command["user_id"])
        patience.answer(lambda: reply(command.get("text", ""), caller, desk), ack, respond)
