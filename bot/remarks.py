"""What people say of the desk, or of what it told them → kept, and told to operators."""

from bot.blocks import mrkdwn
from bot.blocks.limits import Message
from bot.caller import Caller
from bot.desk import Desk
from bot.permissions import of_this_newsroom
from models.errors import UsageError
from models.remarks import Remark, add_remark


def feedback(words: str, caller: Caller, desk: Desk) -> Message:
    """Keep what a person says of the desk, and tell operators.

    Raises:
        UsageError: Nothing was said, or by a guest.
        StoreError: The database can't be written.
    """
    of_this_newsroom(caller, desk)
    if not words:
        command = desk.settings.slack.command
        raise UsageError("Say what.", f"For example `{command} feedback The page of Travis County is wrong`.")
    remark = Remark(caller.channel, caller.user, words)
    add_remark(desk.engine, remark, desk.settings.newsroom, desk.clock())
    newsroom = desk.settings.newsroom
    heard = newsroom.operators or newsroom.operators_channel
    who = (
        "The people who run this desk have it" if heard else "It is kept; no operators are set to hear of it"
    )
    return Message(f"Thank you. {who}: “{mrkdwn.literal(words, 300)}”")
