"""What operators end from the command line: the subscriptions of any channel, a private one's too."""

from bot.desk import Desk
from models.db import reading
from models.domain import Channel, Wish
from models.newsroom import Actor, unsubscribe
from models.queries import all_subscriptions


def end_all(desk: Desk, channel: str, by: str) -> list[Wish]:
    """End all subscriptions of a channel; return them as they were.

    Args:
        desk: Whose database it is.
        channel: Slack's id of it.
        by: Who does, for the log.

    Raises:
        StoreError: The database can't be read or written.
    """
    with reading(desk.engine) as session:
        ended = [wish for wish in all_subscriptions(session) if wish.channel == channel]
    actor = Actor(by, desk.clock(), desk.settings.newsroom.zone)
    for team in {wish.team for wish in ended}:
        unsubscribe(desk.engine, Channel(team, channel), actor)
    return ended
