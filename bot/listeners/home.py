"""App Home: published when a person opens it, when they act on it, and when what it shows changes."""

import logging
from http.client import HTTPException
from typing import Any

from slack_bolt import App
from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError

from bot.blocks import Home, home_view
from bot.delivery import stopped
from bot.desk import Desk, Requester, is_operator, of_this_newsroom
from bot.listeners.clicks import acknowledge
from bot.replies import calling, names, public_wishes
from bot.slack import Act, understood
from models.domain import EVERYWHERE, Subject
from models.errors import DeskError, UsageError
from models.queries import freshness_by_source, newest, recent_editions

logger = logging.getLogger(__name__)

RECENT = 6
"""Editions with changes that Home shows."""


def register(app: App, desk: Desk) -> None:
    """Register the event of a person who opens App Home."""
    app.event("app_home_opened")(ack=acknowledge, lazy=[calling(_show, desk)])


def _show(client: WebClient, event: dict[str, Any], body: dict[str, Any], *, desk: Desk) -> None:
    if event.get("tab", "home") == "home":
        publish(str(event["user"]), client, desk, opened=True)


def publish(user: str, client: WebClient, desk: Desk, *, opened: bool = False) -> None:
    """Publish a person's Home as it stands now.

    Args:
        user: Whose, by Slack's id.
        client: Slack's Web API.
        desk: What it shows.
        opened: The person has just opened it.

    Raises:
        SlackClientError: Slack does not take it.
        StoreError: The database can't be read.
        DeliveryError: Slack doesn't say who the person is.
    """
    with desk.reading() as session:
        news = newest(session)
    client.views_publish(user_id=user, view=home_view(home(user, desk)))
    desk.homes.published(user, news, opened=opened)


def publish_again(user: str, client: WebClient, desk: Desk) -> None:
    """Publish the Home of a person who may be looking: what they did there shows at once.

    Raises:
        SlackClientError: Slack does not take it.
        StoreError: The database can't be read.
        DeliveryError: Slack doesn't say who the person is.
    """
    if desk.homes.shown_to(user):
        publish(user, client, desk)


def refresh(client: WebClient, desk: Desk) -> int:
    """Publish the Home of everyone who may look at one that is no longer so; return how many."""
    if not desk.homes.open():
        return 0
    try:
        with desk.reading() as session:
            news = newest(session)
        outdated = desk.homes.outdated(news)
        for user in outdated:
            publish(user, client, desk)
    except (DeskError, SlackClientError, OSError, HTTPException) as error:
        logger.exception("App Home could not be brought up to date")
        if not isinstance(error, DeskError) and understood(error).act is Act.STOP:
            desk.homes.close()  # no look would get further until the token is mended
        return 0
    return len(outdated)


def home(user: str, desk: Desk) -> Home:
    """Return what App Home shows a person.

    Raises:
        StoreError: The database can't be read.
        DeliveryError: Slack doesn't say whether the person is an admin.
    """
    newsroom = desk.settings.newsroom
    with desk.reading() as session:
        seen = freshness_by_source(session)
        recent = recent_editions(session, Subject(EVERYWHERE), limit=RECENT)
    return Home(
        wishes=public_wishes(desk),
        seen=seen,
        sources=desk.sources,
        zone=newsroom.zone,
        command=desk.command,
        operators=bool(newsroom.operators or newsroom.operators_channel),
        names=names(desk),
        now=desk.clock(),
        recent=recent,
        member=_is_member(user, desk),
        operator=is_operator(user, desk),
        replay=desk.replay,
        stopped=halted.code if (halted := stopped(desk.engine)) else "",
    )


def _is_member(user: str, desk: Desk) -> bool:
    try:
        of_this_newsroom(Requester("", user), desk)
    except UsageError:
        return False
    return True
