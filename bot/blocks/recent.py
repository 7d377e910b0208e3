"""What has changed lately, an edition a line, the one seen last first. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.blocks import limits, mrkdwn
from bot.blocks.handles import ANSWER_WRONG, Handle
from models.query_values import RecentEdition
from models.values import ChangeKind, Source


@dataclass(frozen=True, slots=True)
class Where:
    """What recent changes are of: its name in plain text, and its GEOID; none of every state."""

    name: str
    geoid: str = ""


def recent_message(
    where: Where,
    since: date,
    editions: Sequence[RecentEdition],
    sources: Mapping[str, Source],
    *,
    older: bool,
) -> limits.Message:
    """Return the editions that changed something.

    Args:
        where: The state or place, or `every state`.
        since: The day from which on changes count.
        editions: The one seen last first.
        sources: The lists by name.
        older: Nothing came since that day, and these are the last before it.
    """
    name, day = mrkdwn.literal(where.name), mrkdwn.day(since)
    if not editions:
        return limits.Message(f"Nothing of {name} has changed since {day}, and nothing before it is known.")
    number = mrkdwn.counted(len(editions), "edition")
    told = f"{number} with changes since {day}"
    if older:
        told = f"nothing has changed since {day}. The last before that:"
    text = f"{name[:1].upper()}{name[1:]}: {told}"
    blocks = [limits.section(f"*{text}*"), limits.section(mrkdwn.lines(recent_lines(editions, sources)))]
    if where.geoid:
        wrong = limits.button("This is wrong", ANSWER_WRONG, str(Handle(where.geoid)))
        blocks.append(limits.actions([wrong]))
    return limits.message(text, blocks)


def recent_lines(editions: Sequence[RecentEdition], sources: Mapping[str, Source]) -> list[str]:
    """Return a line of mrkdwn for each edition."""
    return [_line(edition, sources) for edition in editions]


def _line(edition: RecentEdition, sources: Mapping[str, Source]) -> str:
    source = sources.get(edition.source)
    short = mrkdwn.literal(source.short if source else edition.source, 60)
    # What happens to a list later has a day of its own, whatever the edition it stood at was dated.
    later = bool(edition.events) and ChangeKind.PUBLISHED not in edition.events
    published = None if later else edition.published
    day = published or edition.observed.date()
    seen = "" if published or later else " (seen)"
    told = [f"the list is {event.value}" for event in edition.events]
    told += [f"{count:,} {kind.value}" for kind, count in edition.counts.items()]
    link = mrkdwn.link(edition.address, short)
    return f"• *{mrkdwn.day(day)}*{seen} {link}: {', '.join(told)}{_rows(edition)}"


def _rows(edition: RecentEdition) -> str:
    rows = [f"{mrkdwn.literal(text, 100)} ({kind.value})" for kind, text in edition.rows]
    return f": {'; '.join(rows)}" if rows else ""
