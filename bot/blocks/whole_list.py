"""A list that is gone: what stood on it, and what its absence doesn't mean."""

from bot.blocks import limits, mrkdwn
from bot.blocks.agreements import is_not
from bot.blocks.alert_words import sentence
from bot.blocks.evidence import buttons, headed, marked, small_print
from models.bulletin import Bulletin, Form
from models.wishes import EVERYWHERE

NAMED = 40
"""Places named; more of them are counted."""

_NO_REASON = "We know of no reason given by the publisher."

NOT_DELISTED = "Taken down is not the same as delisted."


def gone(bulletin: Bulletin, form: Form = Form.TABLE) -> limits.Message:
    """Return the message that tells one channel of a list's withdrawal."""
    text = mrkdwn.literal(marked(bulletin, sentence(bulletin)), 1000)
    if form is Form.TEXT:
        lines = [text, _absence(bulletin), *_copy(bulletin), NOT_DELISTED, *small_print(bulletin)]
        return limits.plain(lines)
    return limits.message(
        text,
        [
            limits.header(headed(bulletin, f"Withdrawn: {bulletin.source.short} list")),
            limits.section(_absence(bulletin)),
            *(limits.section(line) for line in _copy(bulletin)),
            limits.section(f"_{NOT_DELISTED} {_NO_REASON} {is_not(bulletin)}_"),
            limits.context(*small_print(bulletin)),
            limits.actions(buttons(bulletin)),
        ],
    )


def _absence(bulletin: Bulletin) -> str:
    absence = bulletin.absence
    told = f"*{mrkdwn.literal(bulletin.source.title)}*"
    if not absence or not absence.since:
        return f"{told}\n*Page not found.*"
    seen = absence.seen or bulletin.edition.observed
    when = mrkdwn.local_day if bulletin.replay else mrkdwn.moment
    checks = f", {mrkdwn.counted(absence.checks, 'check')}" if absence.checks else ""
    return (
        f"{told}\n*Page not found since {when(absence.since, bulletin.zone)}*{checks}. "
        f"Last seen {when(seen, bulletin.zone)}."
    )


def _copy(bulletin: Bulletin) -> list[str]:
    if not bulletin.standing:
        return []
    named = [mrkdwn.literal(word, 60) for word in bulletin.standing[:NAMED]]
    more = len(bulletin.standing) - len(named)
    told = mrkdwn.listed([*named, f"{more:,} more"] if more else named)
    if bulletin.state == EVERYWHERE:
        return [mrkdwn.cut(f"*In our last copy:* {told}.", limits.SECTION)]
    return [mrkdwn.cut(f"*{mrkdwn.literal(bulletin.state_name)} in our last copy:* {told}.", limits.SECTION)]
