"""Changed rows as a table, as lines of text, and in words that name and count them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

from bot.blocks import limits, mrkdwn
from bot.blocks.agreements import STANDS, signed
from models.bulletin import ToldRow
from models.listings import CELLS, comparable
from models.values import ChangeKind, ListingKind

SHOWN = 10
"""Rows in the message itself; more stand in its thread and in a CSV."""

COLUMNS: dict[ListingKind, tuple[tuple[str, str], ...]] = {
    ListingKind.REFUSAL: (("Agency", "agency"), ("Declined", "declined"), ("Offense", "offense")),
    ListingKind.TALLY: (("Agency", "agency"), ("Count", "count"), ("Of", "measure"), ("Period", "period")),
    ListingKind.POLICY: (
        ("Jurisdiction", "jurisdiction"),
        ("Enacted", "enacted_as_printed"),
        ("Policy", "policy"),
    ),
    ListingKind.DESIGNATION: (("Name", "name"), ("Listed under", "heading")),
    ListingKind.AGREEMENT: (("Agency", "agency"), ("Support", "support_type"), ("Signed", "signed")),
}

_UNDECLINED = (("Agency", "agency"), ("Issued", "issued"), ("Offense", "offense"))
"""Of refusals that bear no day on which they were declined: ICE's records of single detainers."""

LATE = "recorded late"
"""What is said of an added row whose day an earlier release covered already."""

NOUNS: dict[ListingKind, tuple[str, str]] = {
    ListingKind.REFUSAL: ("refusal", "refusals"),
    ListingKind.TALLY: ("tally", "tallies"),
    ListingKind.POLICY: ("policy", "policies"),
    ListingKind.DESIGNATION: ("place", "places"),
    ListingKind.AGREEMENT: ("agreement", "agreements"),
}


def name(row: ToldRow) -> str:
    """Return the text of the cell that names the place, as printed."""
    return str(row.fields.get(CELLS[row.kind][0][0]) or "")


def counted(rows: Sequence[ToldRow]) -> str:
    """Return what the rows are, each kind counted on its own: `3 refusals and 142 declined by tally`.

    Issued detainers are never counted as refusals, nor a tally as rows.
    """
    numbers = Counter(row.kind for row in rows)
    told = [
        mrkdwn.counted(number, *NOUNS[kind])
        for kind, number in numbers.items()
        if kind is not ListingKind.TALLY
    ]
    for measure, meant in (("declined", "declined by tally"), ("issued", "issued by tally (not refusals)")):
        tallies = [row for row in rows if row.kind is ListingKind.TALLY and row.fields["measure"] == measure]
        if tallies:
            told.append(f"{sum(int(row.fields.get('count') or 0) for row in tallies):,} {meant}")
    return mrkdwn.listed(told)


def became(row: ToldRow) -> str:
    """Return in which way a row changed: `removed`; of an agreement, `no longer listed`."""
    if row.late:
        return LATE
    words = STANDS if row.kind is ListingKind.AGREEMENT else {}
    return words.get(row.change, row.change.value)


def changes(counts: Counter[ChangeKind], words: Mapping[ChangeKind, str] = MappingProxyType({})) -> str:
    """Return how many rows changed in which way: `1 removed and 2 added`; in other words where given."""
    order = (ChangeKind.REMOVED, ChangeKind.ADDED, ChangeKind.CORRECTED, ChangeKind.MOVED)
    told = [f"{counts[kind]:,} {words.get(kind, kind.value)}" for kind in order if counts[kind]]
    return mrkdwn.listed(told)


def table(rows: Sequence[ToldRow]) -> limits.Block:
    """Return the rows as a table; a corrected cell shows what it said before."""
    head, cells = _grid(rows)
    numbers = [column for column, title in enumerate(head) if title in {"Count", "Page"}]
    return limits.table(head, cells, right=numbers)


def fitting(rows: Sequence[ToldRow]) -> int:
    """Return how many of the rows one table takes."""
    return len(table(rows)["rows"]) - 1


def lines(rows: Sequence[ToldRow], address: str = "") -> list[str]:
    """Return each row as a line of mrkdwn, for where a table can't stand; of an address with a link."""
    return [_line(row, address) for row in rows]


def _grid(rows: Sequence[ToldRow]) -> tuple[list[str], list[list[str]]]:
    kinds = {row.kind for row in rows}
    columns = _columns(rows) if len(kinds) == 1 else (("Agency or place", ""), ("Says", ""))
    told = any(row.change is not ChangeKind.ADDED or row.late for row in rows)
    paged = any(row.page for row in rows)
    head = [*(["Change"] if told else []), *(title for title, _ in columns), *(["Page"] if paged else [])]
    return head, [
        [
            *([became(row)] if told else []),
            *(_cells(row, columns) if len(kinds) == 1 else [name(row), _says(row)]),
            *([str(row.page or "")] if paged else []),
        ]
        for row in rows
    ]


def _columns(rows: Sequence[ToldRow]) -> tuple[tuple[str, str], ...]:
    kind = rows[0].kind
    undeclined = kind is ListingKind.REFUSAL and not any(row.fields.get("declined") for row in rows)
    return _UNDECLINED if undeclined else COLUMNS[kind]


def _cells(row: ToldRow, columns: Sequence[tuple[str, str]]) -> list[str]:
    changed = {field: (before, after) for field, before, after in row.differences}
    return [
        _arrow(*(_told(field, side) for side in changed[field])) if field in changed else _printed(row, field)
        for _, field in columns
    ]


def _printed(row: ToldRow, field: str) -> str:
    value = row.fields.get(field)
    if field == "offense" and row.fields.get("disposition"):
        return f"{value} ({row.fields['disposition']})"
    return "" if value is None else _told(field, str(value))


def _told(field: str, value: str) -> str:
    """Return the value of a field as people write it; only a period, `FIRST/LAST`, is kept otherwise."""
    if field != "period" or "/" not in value:
        return value
    try:
        first, last = (date.fromisoformat(day) for day in value.split("/"))
    except ValueError:
        return value
    return mrkdwn.period(first, last)


def _says(row: ToldRow) -> str:
    if row.kind is ListingKind.AGREEMENT:
        return signed(row.fields)
    cells = [
        f"{title} {_printed(row, field)}" for title, field in _columns([row])[1:] if row.fields.get(field)
    ]
    return "; ".join(cells)


def _arrow(before: str, after: str) -> str:
    return f"{before or limits.NOTHING} → {after or limits.NOTHING}"


def _line(row: ToldRow, address: str = "") -> str:
    place = [mrkdwn.literal(word) for word in row.places if comparable(word) not in comparable(name(row))]
    detail = [difference(*one) for one in row.differences] or [mrkdwn.literal(_says(row))]
    where = _linked(row, address)
    change = "" if row.change is ChangeKind.ADDED and not row.late else became(row)
    told = "; ".join(fact for fact in (change, *place, *detail, where) if fact)
    return f"• *{mrkdwn.literal(name(row)) or limits.NOTHING}*{': ' if told else ''}{told}"


def _linked(row: ToldRow, address: str) -> str:
    where = f"p. {row.page}" if row.page else row.position
    if not where or not address:
        return mrkdwn.literal(where)
    page = f"#page={row.page}" if row.page and "#" not in address else ""
    return mrkdwn.link(f"{address}{page}", where)


def difference(field: str, before: str, after: str) -> str:
    """Return a corrected field in mrkdwn: `offense Trespass → Theft`."""
    arrow = _arrow(_told(field, before), _told(field, after))
    return f"{mrkdwn.literal(field.replace('_', ' '))} {mrkdwn.literal(arrow)}"
