"""A row of a list as text: in a table, in a line, in a file, each from the same statement. Pure."""

from collections.abc import Mapping, Sequence

from bot.words.style import day, listed, literal, names_of, period, place_name, short_state, spoken_state
from models.domain import ListRow, Unit, comparable
from models.places import state_name

CSV_HEADERS = (
    "list", "title", "what", "place", "state", "as_printed", "count", "unit", "period_start", "period_end",
    "standing", "listed_on", "last_seen", "off_on", "corrected_from", "note", "page", "position",
    "publisher_page", "copied_from", "sha256",
)  # fmt: skip
"""Columns of a file of rows; they are a promise to spreadsheets."""
CHANGE_HEADERS = ("change", *CSV_HEADERS)
"""Columns of a file of changed rows."""

UNITS = {
    Unit.REFUSAL: ("refusal", "refusals"),
    Unit.REFUSAL_TOTAL: ("refusal (total only)", "refusals (total only)"),
    Unit.DETAINER_SENT: ("detainer sent", "detainers sent"),
    Unit.JURISDICTION: ("place", "places"),
    Unit.AGREEMENT: ("agreement", "agreements"),
    Unit.APPLICATION: ("application", "applications"),
    Unit.POLICY: ("policy", "policies"),
}
"""What rows count, one and many."""
TOTALS = frozenset({Unit.REFUSAL_TOTAL, Unit.DETAINER_SENT})
"""Units of rows that count detainers without the case of each."""
_AGENCIES = frozenset({Unit.REFUSAL, Unit.AGREEMENT, Unit.APPLICATION})
"""Units of rows that name an agency, of which a place has several."""
_FIELDS = {
    "activity_as_printed": "activity",
    "agency": "name",
    "agency_type": "type of agency",
    "aor": "area",
    "enacted_as_printed": "enacted",
    "heading": "listed under",
    "jurisdiction": "name",
    "support_type": "model",
}
"""Cells whose name of ours is none that people read."""
_CHANGES = {"late": "added late", "again": "signed again"}


def field_name(field: str) -> str:
    """Return how messages call a cell of a row."""
    return _FIELDS.get(field, field.replace("_", " "))


def row_place(row: ListRow) -> str:
    """Return the places that a row names, without their state; empty where they aren't known."""
    return listed([place_name(place) for place in row.places])


def row_name(row: ListRow, *, state: bool = True) -> str:
    """Return whom a row names, with the state: `Boston, Mass.`; as printed where no one place is known."""
    if row.is_state or not row.state:
        return spoken_state(row.places[0].state) if row.is_state else row.named
    named = row_place(row) if len(row.places) == 1 and row.unit not in _AGENCIES else _unstated(row)
    return f"{named}, {short_state(row.state)}" if state else named


def _unstated(row: ListRow) -> str:
    """Return a name as printed without the state that it ends with: `Travis County, TX`."""
    for said in (row.state, state_name(row.state) or row.state, short_state(row.state)):
        if row.named.endswith(f", {said}"):
            return row.named.removesuffix(f", {said}")
    return row.named


def row_change(row: ListRow) -> str:
    """Return what became of a row, with the days and the rows that belong to it."""
    became = _CHANGES.get(row.change, row.change)
    missing = f"missing since {day(row.missing)}" if row.missing else ""
    return ", ".join(filter(None, (became, missing, row.alike)))


def row_what(row: ListRow) -> str:
    """Return what a row says of whom it names; a corrected cell with what it said before."""
    once = row.unit is Unit.AGREEMENT and row.first and row.change != "again"
    signed = f"signed {day(row.first)}" if once and row.first else ""
    return "; ".join(filter(None, (row.what, signed, was(row))))


def was(row: ListRow) -> str:
    """Return the corrected cells of a row: `listed under Counties (was Cities)`."""
    return "; ".join(
        f"{field_name(field)} {after or 'empty'} (was {before or 'empty'})"
        for field, before, after in row.before
    )


def row_where(row: ListRow) -> str:
    """Return where a row stands in its document: `p. 3`, `item 14`."""
    if row.cited is None:
        return ""
    return f"p. {row.cited.page}" if row.cited.page else row.cited.position


def row_table(rows: Sequence[ListRow], *, one_state: bool = False) -> tuple[list[str], list[list[str]]]:
    """Return the headings and the cells of a table of rows; a column that says nothing is left out.

    Args:
        rows: Statements.
        one_state: The state stands above, so that no row names it.
    """
    told = any(row.change not in {"", "on"} or row.alike for row in rows)
    columns = {
        "Change": [row_change(row) if told else "" for row in rows],
        "Name": [_stated_name(row, one_state=one_state) for row in rows],
        "Place": [_place_beside(row) for row in rows],
        "Count": [f"{row.number:,}" if row.unit in TOTALS else "" for row in rows],
        "Of": [UNITS[row.unit][1] if row.unit in TOTALS else "" for row in rows],
        "What": [row_what(row) for row in rows],
        "For": [period(row.first, row.last) if row.unit in TOTALS else "" for row in rows],
        "Where": [row_where(row) for row in rows],
    }
    shown = {title: cells for title, cells in columns.items() if any(cells)}
    return [*shown], [list(cells) for cells in zip(*shown.values(), strict=True)]


def _stated_name(row: ListRow, *, one_state: bool) -> str:
    """Return a name as printed, with its state where nothing else says that."""
    named = row.named or row.printed
    says = one_state or not row.state or row.is_state or named != _unstated(row)
    return named if says else f"{named}, {short_state(row.state)}"


def _place_beside(row: ListRow) -> str:
    """Return the place of a row whose printed name doesn't say it."""
    if row.perhaps:
        return "may be elsewhere"
    place = row_place(row)
    return "" if comparable(place) == comparable(_unstated(row)) else place


def row_line(row: ListRow, *, one_state: bool = False) -> str:
    """Return a row as a line of mrkdwn; `one_state`: the state stands above."""
    place = _place_beside(row)
    count = f"{row.number:,} {UNITS[row.unit][row.number != 1]}" if row.unit in TOTALS else ""
    said = period(row.first, row.last) if row.unit in TOTALS else ""
    facts = [place, f"{count} for {said}" if count and said else count, row_what(row), row_where(row)]
    told = [] if row.change in {"", "on"} and not row.alike else [row_change(row)]
    detail = "; ".join(filter(None, [*told, *facts]))
    name = literal(_stated_name(row, one_state=one_state))
    return f"*{name or '–'}*: {literal(detail, 900)}" if detail else f"*{name or '–'}*"


def row_csv(row: ListRow) -> Mapping[str, object]:
    """Return a row of a file by its column; dates are ISO, states postal codes."""
    names, cited = names_of(row.on.source), row.cited
    return {
        "change": _CHANGES.get(row.change, row.change),
        "list": names.label,
        "title": cited.title if cited and cited.title else row.on.source.title,
        "what": row.what,
        "place": "; ".join(place_name(place) for place in row.places),
        "state": row.state or next((place.state for place in row.places), ""),
        "as_printed": row.named or row.printed,
        "count": row.number,
        "unit": row.unit.value,
        "period_start": row.first,
        "period_end": row.last,
        "standing": row.standing.value,
        "listed_on": row.since,
        "last_seen": row.on.seen,
        "off_on": row.off,
        "corrected_from": "; ".join(f"{field}: {before}" for field, before, _ in row.before),
        "note": " ".join(
            filter(None, (row.alike, "Its place isn't known." if row.perhaps else "", row.note))
        ),
        "page": cited.page if cited else None,
        "position": cited.position if cited else "",
        "publisher_page": cited.publisher_page if cited else "",
        "copied_from": cited.copied_from if cited else "",
        "sha256": cited.sha256 if cited else "",
    }
