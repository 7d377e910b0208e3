"""287(g) agreements that are new on a list, off it or signed again: headline, and whose each is. Pure."""

from collections.abc import Iterator, Sequence

from bot.words.events.shares import in_states, on_and_off, one_state
from bot.words.rows import row_name
from bot.words.style import counted, day, names_of, short_state, spoken_state, with_article
from models.domain import ListRow, News
from models.places import state_name


def agreement_headlines(rows: Sequence[ListRow], news: News) -> Iterator[str]:
    """Yield the headline of changed agreements, each shorter than the one before."""
    publisher, one = names_of(news.of.source).publisher, one_state(rows)
    state = spoken_state(one) if one else ""
    new = [row for row in rows if row.change == "on"]
    off = [row for row in rows if row.change == "off"]
    rest = [row for row in rows if row.change not in {"on", "off"}]
    place = f" in {state}" if state else in_states(rows)
    since = f" since {day(news.since)}" if news.since and (news.apart or len(rows) > MANY) else ""
    others = [on_and_off(rest, unit=False)] if rest else []
    if new:
        noun = counted(len(new), "new 287(g) agreement")
        gone = [f"{len(off):,} {'is' if len(off) == 1 else 'are'} off"] if off else []
        yield "; ".join([f"{publisher} lists {noun}{place}{since}", *gone, *others])
    elif off:
        gone_one = f"{agreement_of(off[0])} is off {publisher}'s list"
        of = f"{state_name(one) or one} " if one else ""
        several = f"{counted(len(off), f'{of}agreement')}{in_states(off)} are off {publisher}'s 287(g) list"
        yield "; ".join([gone_one if len(off) == 1 else several, *others])
        yield "; ".join([f"{counted(len(off), 'agreement')}{place} off {publisher}'s 287(g) list", *others])
    elif len(rest) == 1:
        did = (
            "signed its 287(g) agreement again"
            if rest[0].change == "again"
            else "287(g) agreement is corrected"
        )
        yield f"{row_name(rest[0])}{',' if rest[0].change == 'again' else ':'} {did}"
    yield f"{publisher}'s 287(g) list: {on_and_off(rows, unit=False)}{place}"


MANY = 10
"""Rows from which on a headline says since when."""
_SHERIFF = (
    " Sheriff's Office",
    " Sheriff's Department",
    " Sheriff’s Office",
    " Sheriff’s Department",
    " Sheriff",
)


def agency_of(row: ListRow) -> str:
    """Return an agency inside a sentence: `the Cass County Sheriff's Office`."""
    sheriff = row.named.removesuffix(" Sheriff")
    return with_article(row.named if sheriff == row.named else f"{sheriff} Sheriff's Office")


def agreement_of(row: ListRow) -> str:
    """Return whose agreement it is: `Jackson County, Minn., sheriff's 287(g) agreement`."""
    office = next((end for end in _SHERIFF if row.named.endswith(end)), "")
    state = short_state(row.state)
    if office:
        return f"{row.named.removesuffix(office)}, {state}, sheriff's 287(g) agreement"
    return f"{row.named}, {state}, 287(g) agreement"
