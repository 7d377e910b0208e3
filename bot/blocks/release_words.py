"""The words of an alert on a release that holds everything again: what is new, late, taken back. Pure."""

from collections import Counter
from collections.abc import Sequence

from bot.blocks import mrkdwn, rows
from models.bulletin import Bulletin, ToldRow
from models.cumulative import event_day
from models.values import ChangeKind, Listing


def is_release(bulletin: Bulletin) -> bool:
    """Tell whether an alert is on a later release of a cumulative list; the first is a new list."""
    return bulletin.source.cumulative and bulletin.event is None


def news_of(bulletin: Bulletin) -> Sequence[ToldRow]:
    """Return the rows that figures count by place: of a release only what is new."""
    return parts(bulletin.rows)[0] if is_release(bulletin) else bulletin.rows


def release_heading(bulletin: Bulletin) -> str:
    """Return the headline: `New release: Texas, 3 new refusals, 14 recorded late (ICE via DDP)`."""
    new, late, others = parts(bulletin.rows)
    told = [*([rows_new(new)] if new else []), *([f"{len(late):,} {rows.LATE}"] if late else [])]
    told += [others] if others else []
    perhaps = all(row.perhaps(bulletin.state) for row in bulletin.rows)
    where = f"perhaps {bulletin.state_name}" if perhaps else bulletin.state_name
    return f"New release: {where}, {', '.join(told)} ({bulletin.source.short})"


def release_sentence(bulletin: Bulletin) -> str:
    """Return the sentence that notifies; what was recorded late is never told as new."""
    new, late, others = parts(bulletin.rows)
    perhaps = sum(row.perhaps(bulletin.state) for row in bulletin.rows)
    where = f"in {bulletin.state_name}"
    if perhaps:
        where = f"perhaps {where}" if perhaps == len(bulletin.rows) else f"{where}, {perhaps:,} only perhaps"
    told = [rows_new(new) if new else "nothing new", *([_late(late)] if late else []), others]
    return f"{bulletin.source.short} release, {where}: {'; '.join(filter(None, told))}"


def release_figures(bulletin: Bulletin) -> list[str]:
    """Return the same as fields of mrkdwn."""
    new, late, others = parts(bulletin.rows)
    name = mrkdwn.literal(bulletin.state_name)
    return [
        f"*{name}* {rows_new(new) if new else 'nothing new'}",
        *([f"*Recorded late* {_number(late)}, issued {days_of(late)}"] if late else []),
        *([f"*Of earlier releases* {others}"] if others else []),
    ]


def rows_new(new: Sequence[ToldRow]) -> str:
    """Return how many refusals are new, of days that no release covered before."""
    return mrkdwn.counted(len(new), "new refusal")


def parts(told: Sequence[ToldRow]) -> tuple[list[ToldRow], list[ToldRow], str]:
    """Return what is new, what was recorded late, and in words how many rows changed otherwise."""
    late = [row for row in told if row.late]
    new = [row for row in told if row.change is ChangeKind.ADDED and not row.late]
    others: Counter[ChangeKind] = Counter(row.change for row in told)
    del others[ChangeKind.ADDED]
    return new, late, rows.changes(others)


def _late(late: Sequence[ToldRow]) -> str:
    which = "a detainer" if len(late) == 1 else "detainers"
    return f"{rows.LATE}: {_number(late)} of {which} issued {days_of(late)}, which this release shows first"


def _number(late: Sequence[ToldRow]) -> str:
    return mrkdwn.counted(len(late), "refusal")


def days_of(told: Sequence[ToldRow]) -> str:
    """Return from when to when the detainers were issued, as far as their rows say."""
    days = [day for row in told if (day := event_day(Listing(row.kind, row.fields)))]
    return mrkdwn.period(min(days), max(days)) if days else "on days that are not told"
