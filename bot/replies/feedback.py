"""What a person says of the desk or of a message: who reads it, and what the person is told of that."""

from bot.blocks.kit import Message
from bot.desk import Desk, Requester, of_this_newsroom
from bot.grammar import Request
from bot.words import escape, listed, literal
from models.errors import UsageError
from models.newsroom import Remark, add_remark


def feedback(asked: Request, requester: Requester, desk: Desk) -> Message:
    """Keep what a person says of the desk, and send it to operators.

    Raises:
        UsageError: They say nothing, or only look up.
        DeliveryError: Slack doesn't say who they are.
        StoreError: The database can't be written.
    """
    of_this_newsroom(requester, desk)
    if not asked.about:
        raise UsageError("Say what.", f"For example `{desk.command} feedback The map of Texas is cut off`.")
    remark = Remark(desk.at(requester.where), requester.user, asked.about)
    add_remark(desk.engine, remark, desk.settings.newsroom, desk.clock())
    return received(asked.about, desk)


def received(words: str, desk: Desk) -> Message:
    """Return who has what a person said; nobody is promised who isn't set to get it."""
    quoted = f"“{literal(words, 300)}”"
    who = readers(desk)
    if not who:
        return Message(f"Saved. Nobody has been notified: {quoted}")
    return Message(f"Thanks. {listed(who)} {'has' if len(who) == 1 else 'have'} it: {quoted}")


def readers(desk: Desk) -> list[str]:
    """Return who reads what is said, mrkdwn: the operators' channel, else each of them."""
    newsroom = desk.settings.newsroom
    if newsroom.operators_channel:
        return [f"<#{escape(newsroom.operators_channel)}>"]
    return [f"<@{escape(person)}>" for person in newsroom.operators]
