"""A channel that goes by another id since its sharing ended: known again by what the desk sent there.

Slack tells nobody: it answers the old id with channel_not_found (https://docs.slack.dev/apis/slack-connect).
So whoever types in a channel lets the desk look whether what it sent to one that is gone stands here:
https://docs.slack.dev/reference/methods/chat.getPermalink needs no scope.
"""

import logging

from bot.desk import Desk
from models.domain import Channel
from models.newsroom import follow, lost_channels

logger = logging.getLogger(__name__)


def channel_of(where: str, desk: Desk) -> Channel:
    """Return the channel in which somebody asks, with all that belongs to it.

    Args:
        where: Slack's id of it.
        desk: The desk.

    Raises:
        DeliveryError: Slack doesn't say where the app is installed.
        StoreError: The database can't be read or written.
    """
    here = desk.at(where)
    if desk.people is None or where.startswith("D"):
        return here
    for lost, sent in lost_channels(desk.engine, here.team).items():
        if lost != where and desk.people.stands_in(where, sent):
            number = follow(desk.engine, desk.at(lost), where, desk.clock())
            logger.info("Slack calls %s %s now; %d subscriptions went with it", lost, where, number)
    return here
