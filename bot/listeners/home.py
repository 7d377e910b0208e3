"""App Home: published anew each time that a person opens it."""

from typing import Any

from slack_bolt import App
from slack_sdk import WebClient

from bot.blocks.home import Home, home_view
from bot.desk import Desk
from bot.failures import safely
from bot.permissions import is_operator
from bot.wishing import names
from models.freshness import freshness
from models.store import reading
from models.subscriptions import subscriptions_of_team


def register(app: App, desk: Desk) -> None:
    """Register the event of a person who opens App Home."""

    def publish(client: WebClient, event: dict[str, Any], body: dict[str, Any]) -> None:
        if event.get("tab", "home") == "home":
            client.views_publish(
                user_id=event["user"], view=home_view(home(body["team_id"], event["user"], desk))
            )

    app.event("app_home_opened")(ack=_acknowledge, lazy=[safely(publish, desk)])


def _acknowledge() -> None:
    """Bolt acknowledges events by itself; the view follows."""


def home(team: str, user: str, desk: Desk) -> Home:
    """Return what App Home shows a person of a workspace.

    Raises:
        StoreError: The database can't be read.
        DeliveryError: Slack doesn't say whether the person is an admin.
    """
    newsroom = desk.settings.newsroom
    with reading(desk.engine) as session:
        seen = freshness(session)
    return Home(
        wishes=subscriptions_of_team(desk.engine, team),
        seen=seen,
        sources=desk.sources,
        zone=newsroom.zone,
        command=desk.settings.slack.command,
        operators=bool(newsroom.operators or newsroom.operators_channel),
        names=names(desk),
        operator=is_operator(user, desk),
        replay=desk.replay,
    )
