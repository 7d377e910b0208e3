"""Made-up logs, edited from entry to entry as publishers edit their lists. The places are real.

A log is drawn as it stood, a list and its edits; then some of its entries are held, rejected, or accepted
late, and they arrive in an order of their own.
"""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from models.domain import (
    CELLS,
    STATE,
    Cell,
    Listing,
    ListingKind,
    Outcome,
    Period,
    Place,
    PlaceKind,
    Resolution,
    comparable,
    event_day,
    key,
    place_text,
)
from tests.support.oracle.agreement import play
from tests.support.oracle.log import Decision, Entry, Kind
from tests.support.oracle.oracle import Oracle

SEQUENCES = int(os.environ.get("DESK_TEST_SEQUENCES", "100"))
"""How many sequences a property is tried on; more take longer and find more."""

GEOIDS = {
    ("Travis County", "TX"): "48453",
    ("Franklin County", "TX"): "48159",
    ("Austin", "TX"): "4805000",
    ("Suffolk County", "MA"): "25025",
    ("Franklin County", "MA"): "25011",
    ("Boston", "MA"): "2507000",
    ("Suffolk County", "NY"): "36103",
    ("Franklin County", "NY"): "36033",
    ("Albany", "NY"): "3601000",
}
STATES = {"TX": "Texas", "MA": "Massachusetts", "NY": "New York"}
_MISSPELT = {"TX": "Texsa", "MA": "Masachusets", "NY": "New Yorq"}
NAMES = (*dict.fromkeys(name for name, _ in GEOIDS), "Nowhere Flats", "Suffok County")
"""Names that lists print, those included that mean no place in a state, or in any."""

MONTHS = (
    Period(date(2026, 1, 1), date(2026, 1, 31)),
    Period(date(2026, 2, 1), date(2026, 2, 28)),
    Period(date(2026, 3, 1), date(2026, 3, 31)),
)
FIRST_DAY = date(2026, 1, 5)
DAYS = [FIRST_DAY + timedelta(days=number) for number in range(12)]
_BEGIN = datetime(2026, 4, 6, 14, 0, tzinfo=UTC)
_STYLES = ("page", "item", "sheet", "both")

Rows = list[Listing]
"""A list as its publisher keeps it: rows that don't stand on a page yet."""


@dataclass(frozen=True)
class LogStory:
    """What one source put out: its entries in the order of arrival."""

    kind: Kind
    entries: tuple[Entry, ...]


def oracle_of(story: LogStory) -> Oracle:
    """Return an oracle that was handed a log, with what was accepted late."""
    oracle = Oracle(story.kind, resolve)
    play(story.entries, oracle)
    return oracle


def resolve(listing: Listing) -> Resolution:
    """Return the place that a made-up row names in its state, or openly none.

    A county in a state that has none of its name is unknown, and so a slip of one that has.
    """
    said = f"{comparable(place_text(listing))} "
    for (name, state), geoid in GEOIDS.items():
        if state == listing.state and said.startswith(f"{comparable(name)} "):
            kind = PlaceKind.COUNTY if "County" in name else PlaceKind.CITY
            return Resolution(Outcome.RESOLVED, (Place(geoid, name, state, kind),))
    return Resolution(Outcome.UNKNOWN, reason="No place of that name is known.")


def typeset(rows: Sequence[Listing], style: str = "both", a_page: int = 3) -> tuple[Listing, ...]:
    """Return rows as a reader hands them over: each with its text, its page and its position.

    Args:
        rows: In their order.
        style: What the document has: pages, numbered items, a sheet, or both pages and positions.
        a_page: How many rows stand on one page.
    """
    positions = {"page": "", "item": "item {}", "sheet": "sheet FY2026 row {}", "both": "row {}"}
    return tuple(
        replace(
            listing,
            page=1 + number // a_page if style in ("page", "both") else None,
            position=positions[style].format(number + 1),
            as_read=_as_read(listing),
        )
        for number, listing in enumerate(rows)
    )


def _as_read(listing: Listing) -> str:
    state = STATES.get(listing.state, listing.state)
    cells = [*listing.fields.values(), *listing.annotations.values(), state]
    return " | ".join(str(cell) for cell in cells if cell not in (None, ""))


def designation(name: str, state: str, heading: str = "Counties", beside: str = "") -> Listing:
    """Return a designated place; `beside` is an annotation."""
    annotations = {"county": beside} if beside else {}
    fields = {"name": name, "heading": heading}
    return Listing(ListingKind.DESIGNATION, fields, state, section=heading, annotations=annotations)


def agreement(agency: str, state: str, support: str = "Jail Enforcement Model") -> Listing:
    """Return a signed agreement."""
    fields = {
        "agency": f"{agency} Sheriff's Office",
        "agency_type": "County",
        "support_type": support,
        "signed": "2025-03-01",
    }
    return Listing(ListingKind.AGREEMENT, fields, state)


def policy(jurisdiction: str, state: str, criteria: str = "A judge's warrant") -> Listing:
    """Return a policy."""
    fields: dict[str, Cell] = {
        "jurisdiction": jurisdiction,
        "aor": "",
        "enacted": "2014-08",
        "enacted_as_printed": "August 2014",
        "policy": "County ordinance",
        "criteria": criteria,
    }
    return Listing(ListingKind.POLICY, fields, state, section="Section III")


def refusal(agency: str, state: str, day: date | None, citizenship: str = "Mexico") -> Listing:
    """Return a declined detainer of a day."""
    fields: dict[str, Cell] = {
        "agency": f"{agency} Jail",
        "citizenship": citizenship,
        "offense": "DUI",
        "disposition": "Conviction",
        "issued": day.isoformat() if day else None,
        "declined": None,
        "activity_as_printed": "DUI (Conviction)",
    }
    return Listing(ListingKind.REFUSAL, fields, state)


_MADE: dict[ListingKind, Callable[[str, str], Listing]] = {
    ListingKind.DESIGNATION: designation,
    ListingKind.AGREEMENT: agreement,
    ListingKind.POLICY: policy,
}
_SAYS: dict[str, Sequence[str]] = {
    "name": NAMES,
    "heading": ("Counties", "Cities"),
    "agency": NAMES,
    "agency_type": ("County", "Municipality", ""),
    "support_type": ("Jail Enforcement Model", "Task Force Model", ""),
    "signed": ("2025-03-01", "2025-03-11", "1925-03-01", "2026-04-12"),
    "jurisdiction": NAMES,
    "aor": ("", "Boston"),
    "enacted_as_printed": ("August 2014", "June 2014", "13/45/2014"),
    "policy": ("County ordinance", "Sheriff's order"),
    "criteria": ("A judge's warrant", "None"),
    "citizenship": ("Mexico", "Cuba", "Honduras"),
    "issued": ("2026-01-06", "2026-01-08"),
    "declined": ("2026-01-09", "2026-01-12"),
    "activity_as_printed": ("DUI (Conviction)", "Assault (Charged)"),
    STATE: list(STATES),
}
_DERIVED: dict[str, dict[str, Cell]] = {
    "August 2014": {"enacted": "2014-08"},
    "June 2014": {"enacted": "2014-06"},
    "13/45/2014": {"enacted": None},
    "DUI (Conviction)": {"offense": "DUI", "disposition": "Conviction"},
    "Assault (Charged)": {"offense": "Assault", "disposition": "Charged"},
}
"""What readers make of a cell, beside keeping it as printed."""
_SUFFIX = {ListingKind.AGREEMENT: " Sheriff's Office", ListingKind.REFUSAL: " Jail"}
_SHARES: dict[Decision, int] = {"accepted": 7, "held": 1, "rejected": 1, "accepted late": 2}
"""How often entries meet with each decision, of eleven."""
_DECISIONS = [decision for decision, share in _SHARES.items() for _ in range(share)]


def _new(draw: st.DrawFn, kind: ListingKind, days: Sequence[date]) -> Listing:
    name, state = draw(st.sampled_from(NAMES)), draw(st.sampled_from(list(STATES)))
    if kind is not ListingKind.REFUSAL:
        return _MADE[kind](name, state)
    day = draw(st.sampled_from([*days[:6], None]))
    return refusal(name, state, day, draw(st.sampled_from(_SAYS["citizenship"])))


def _with_cell(draw: st.DrawFn, listing: Listing, name: str, days: Sequence[date]) -> Listing:
    """Return a row that says something else, or the same again, in one field."""
    if name == STATE:
        return replace(listing, state=draw(st.sampled_from(list(STATES))))
    says = [day.isoformat() for day in days] if name in ("issued", "declined") else _SAYS[name]
    value = draw(st.sampled_from(says))
    if name == CELLS[listing.kind][0][0]:
        value += _SUFFIX.get(listing.kind, "")
    return replace(listing, fields={**listing.fields, name: value, **_DERIVED.get(value, {})})


def _edit(draw: st.DrawFn, rows: Rows, days: Sequence[date]) -> Rows:
    """Return a list with one thing done to it that publishers do."""
    at = draw(st.integers(0, len(rows) - 1))
    row, rest = rows[at], [*rows[:at], *rows[at + 1 :]]
    cells = [name for fields in CELLS[row.kind] for name in fields]
    edits: dict[str, Callable[[], Rows]] = {
        "add": lambda: [*rows[:at], _new(draw, row.kind, days), *rows[at:]],
        "remove": lambda: rest,
        "duplicate": lambda: [*rows, row],
        "leave a twin out": lambda: _without_a_twin(rows),
        "correct": lambda: _put(rows, at, _with_cell(draw, row, draw(st.sampled_from(cells)), days)),
        "rename": lambda: _put(rows, at, _with_cell(draw, row, cells[0], days)),
        "annotate": lambda: _put(rows, at, _annotated(row, draw(st.sampled_from("abc")))),
        "shout": lambda: _put(rows, at, _shouted(row)),
        "shout a twin": lambda: [*rows, _shouted(row)],
        "annotate a twin": lambda: [*rows, _annotated(row, draw(st.sampled_from("abc")))],
        "misspell": lambda: _put(rows, at, _misspelt(row)),
        "misspell all": lambda: [_misspelt(each) if each.state == row.state else each for each in rows],
        "note": lambda: _put(rows, at, _noted(row, draw(st.sampled_from(cells)))),
        "mend": lambda: [_mended(each) for each in rows],
        "reshuffle": lambda: draw(st.permutations(rows)),
    }
    return edits[draw(st.sampled_from(sorted(edits)))]() or rows


def _put(rows: Rows, at: int, row: Listing) -> Rows:
    return [*rows[:at], row, *rows[at + 1 :]]


def _without_a_twin(rows: Rows) -> Rows:
    said = [key(row) for row in rows]
    twins = [number for number, each in enumerate(said) if each in said[:number]]
    return [row for number, row in enumerate(rows) if number != twins[0]] if twins else rows


def _annotated(row: Listing, note: str) -> Listing:
    return replace(row, annotations={**row.annotations, "note": note})


def _misspelt(row: Listing) -> Listing:
    """Return a row whose state is printed so that it is no state's."""
    if not row.state:
        return row
    return replace(row, state="", annotations={**row.annotations, "state": _MISSPELT[row.state]})


def _noted(row: Listing, name: str) -> Listing:
    """Return a row with a sign behind one of its cells, which says nothing; events keep their days."""
    name = CELLS[row.kind][0][0] if row.kind is ListingKind.REFUSAL or name == STATE else name
    return replace(row, fields={**row.fields, name: f"{row.fields[name]}*"})


def _mended(row: Listing) -> Listing:
    """Return a row as it reads without what `_misspelt` and `_noted` do."""
    beside = dict(row.annotations)
    printed = beside.pop("state", "")
    state = next((code for code, name in _MISSPELT.items() if name == printed), row.state)
    fields = {
        name: value.rstrip("*") if isinstance(value, str) else value for name, value in row.fields.items()
    }
    return replace(row, state=state, annotations=beside, fields=fields)


def _shouted(row: Listing) -> Listing:
    """Return a row that prints its place in capitals, which says the same."""
    name = CELLS[row.kind][0][0]
    return replace(row, fields={**row.fields, name: str(row.fields[name]).upper()})


def _next(draw: st.DrawFn, known: Sequence[Rows], days: Sequence[date]) -> Rows:
    """Return a list made of the last one, or of an earlier one, by up to three edits."""
    rows = known[draw(st.sampled_from([-1, -1, -1, -1, -2, 0])) % len(known)]
    for _ in range(draw(st.sampled_from([1, 1, 2, 3, 0]))):
        rows = _edit(draw, rows, days)
    return rows


def _first(draw: st.DrawFn, kind: ListingKind, days: Sequence[date]) -> Rows:
    return [_new(draw, kind, days) for _ in range(draw(st.integers(1, 5)))]


def _print(draw: st.DrawFn, rows: Sequence[Listing], style: str) -> tuple[Listing, ...]:
    return typeset(rows, style, draw(st.sampled_from([3, 3, 3, 2])))


def _in_time(draw: st.DrawFn, entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Return entries as they arrive, each standing a day or more after the one before, or hours.

    Hours only where the rows say something else: a list that is merely printed in another order is
    kept once a day.
    """
    names: Sequence[int] = range(len(entries))
    if draw(st.booleans()):
        names = draw(st.permutations(names))
    moment, placed, last = _BEGIN, list[Entry](), None
    for name, entry in zip(names, entries, strict=True):
        says = None if entry.partial else sorted(map(key, entry.rows))
        alone = last is None or says is None or last == says or moment.hour != _BEGIN.hour
        soon = not alone and draw(st.integers(0, 3)) == 0
        hours = draw(st.sampled_from([3, 6])) if soon else 24 * draw(st.integers(1, 3))
        moment = moment + timedelta(hours=hours) if soon else _morning(moment, hours)
        decision = draw(st.sampled_from(_DECISIONS))
        placed.append(replace(entry, name=name, stood=moment, decision=decision))
        last = says
    return tuple(sorted(placed, key=lambda entry: entry.name))


def _morning(moment: datetime, hours: int) -> datetime:
    return (moment + timedelta(hours=hours)).replace(hour=_BEGIN.hour)


@st.composite
def state_logs(draw: st.DrawFn) -> LogStory:
    """Draw a log of a list whose editions replace each other, but for partial copies."""
    kind, style = draw(st.sampled_from(list(_MADE))), draw(st.sampled_from(_STYLES))
    kind_of_source: Kind = draw(st.sampled_from(["state", "confirmed"]))
    lists, entries = [_first(draw, kind, DAYS)], list[Entry]()
    for number in range(draw(st.integers(2, 8))):
        if number:
            lists.append(_next(draw, lists, DAYS))
        entry = Entry(number, _BEGIN, _print(draw, lists[-1], style), struck=_crossed(draw, lists, style))
        if draw(st.integers(0, 4)) == 0:
            entry = _copied(draw, entry, lists, style)
        entries.append(entry)
    return LogStory(kind_of_source, _in_time(draw, entries))


def _copied(draw: st.DrawFn, whole: Entry, lists: Sequence[Rows], style: str) -> Entry:
    """Return a partial copy of an edition, which may name rows that an earlier one had."""
    rows = [row for row in whole.rows if draw(st.booleans())] or list(whole.rows[:1])
    earlier = [row for known in lists for row in known]
    said_off = draw(st.lists(st.sampled_from(earlier), max_size=2))
    return replace(whole, rows=_print(draw, rows, style), partial=True, said_off=typeset(said_off, style))


def _crossed(draw: st.DrawFn, lists: Sequence[Rows], style: str) -> tuple[Listing, ...]:
    """Return rows that an edition crosses out, which it or an earlier one has; mostly none."""
    if draw(st.integers(0, 3)):
        return ()
    known = [row for rows in lists for row in rows]
    return typeset(draw(st.lists(st.sampled_from(known), min_size=1, max_size=2)), style)


@st.composite
def event_logs(draw: st.DrawFn) -> LogStory:
    """Draw a log of reports, each of its month; some issue a month again."""
    style = draw(st.sampled_from(_STYLES))
    issued: dict[Period, list[Rows]] = {}
    entries = list[Entry]()
    for number in range(draw(st.integers(2, 8))):
        period = draw(st.sampled_from(MONTHS))
        days = [period.first + timedelta(days=day) for day in range(0, 28, 4)]
        known = issued.setdefault(period, [])
        known.append(_next(draw, known, days) if known else _first(draw, ListingKind.REFUSAL, days))
        struck = _crossed(draw, known, style)
        entries.append(Entry(number, _BEGIN, _print(draw, known[-1], style), struck=struck, period=period))
    return LogStory("event", _in_time(draw, entries))


@st.composite
def cumulative_logs(draw: st.DrawFn) -> LogStory:
    """Draw a log of releases, each with what was known by then of the days that it covers."""
    style = draw(st.sampled_from(_STYLES))
    lists, entries = [_first(draw, ListingKind.REFUSAL, DAYS)], list[Entry]()
    for number in range(draw(st.integers(2, 8))):
        if number:
            lists.append(_next(draw, lists, DAYS))
        first, last = sorted(draw(st.tuples(st.sampled_from([0, 0, 0, 2, 4]), st.integers(3, 11))))
        period = Period(DAYS[first], DAYS[last])
        known = [row for row in lists[-1] if _within(row, period)]
        known = known or [refusal("Travis County", "TX", period.first)]
        struck = _crossed(draw, lists, style)
        entries.append(Entry(number, _BEGIN, _print(draw, known, style), struck=struck, period=period))
    return LogStory("cumulative", _in_time(draw, entries))


def _within(row: Listing, period: Period) -> bool:
    day = event_day(row)
    return day is None or period.first <= day <= period.last


def logs() -> st.SearchStrategy[LogStory]:
    """Draw a log of any kind of source."""
    return st.one_of(state_logs(), event_logs(), cumulative_logs())
