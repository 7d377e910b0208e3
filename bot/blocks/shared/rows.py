"""A row, wherever it is shown: its name, in tables and lines, counted, an agreement's words, public notes.

A 287(g) agreement is an agency's that began to cooperate, never a refusal.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from bot import words
from bot.blocks import kit
from bot.blocks.shared.standing import gone_since, signed_anew
from models.domain import (
    CELLS,
    FIELDS,
    Bulletin,
    Cell,
    ChangeKind,
    Fact,
    Happened,
    ListingKind,
    PublicNote,
    comparable,
)

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


STANDS = {ChangeKind.ADDED: "newly listed", ChangeKind.REMOVED: "no longer listed"}
"""What became of an agreement's row: that it is gone doesn't say that the agreement ended."""

NOTES = 3
"""Public notes below one message; the newest."""

MEASURES = {"declined": "declined", "issued": "issued, no refusals"}
"""What a tally counts."""

LATE = "recorded late"
"""What is said of an added row whose day an earlier release covered already."""

ANEW = "signed anew"
"""What became of an agreement whose only change is a later date."""

ALIKE = "possibly the same"
"""Of rows that are gone and new, of which no pair was certain."""
RIVALS = 3
"""Rows named that one may be the same as; more are counted."""

NOUNS: dict[ListingKind, tuple[str, str]] = {
    ListingKind.REFUSAL: ("refusal", "refusals"),
    ListingKind.TALLY: ("tally", "tallies"),
    ListingKind.POLICY: ("policy", "policies"),
    ListingKind.DESIGNATION: ("place", "places"),
    ListingKind.AGREEMENT: ("agreement", "agreements"),
}


def name(fact: Fact) -> str:
    """Return the text of the cell that names the place, as printed."""
    return str(fact.fields.get(CELLS[fact.kind][0][0]) or "")


def became(row: Happened) -> str:
    """Return in which way a row changed: `removed`; of an agreement, `no longer listed`."""
    if row.late:
        return LATE
    if row.signed_anew:
        return ANEW
    words = STANDS if row.fact.kind is ListingKind.AGREEMENT else {}
    return words.get(row.kind, row.kind.value)


def anew(rows: Iterable[Happened]) -> int:
    """Return how many rows are agreements that were signed again."""
    return sum(row.signed_anew is not None for row in rows)


def alike(row: Happened) -> str:
    """Return which rows one may be the same as: `possibly the same as Freeborn County`; empty if it isn't."""
    if not row.possibly_same:
        return ""
    named = [_rival(row.fact, each) for each in row.rivals[:RIVALS]]
    more = len(row.rivals) - len(named)
    others = words.listed([*named, *([f"{more:,} more"] if more > 0 else [])])
    if not others:
        other = "a row that is new" if row.kind is ChangeKind.REMOVED else "a row that is gone"
        return f"{ALIKE} as {other}"
    return f"{ALIKE} as {others}"


def _rival(fact: Fact, other: Fact) -> str:
    """Return a row by what tells it from another one: its name and state, else what it says."""
    named = name(other)
    state = f", {other.state}" if other.state and other.state not in {fact.state, named} else ""
    says = "" if state or comparable(named) != comparable(name(fact)) else f" ({_says(other)})"
    return f"{named}{state}{says}"


def _told(row: Happened, zone: str) -> str:
    """Return in which way a row changed, with the days and the rows that belong to it."""
    return ", ".join(filter(None, (signed_anew(row) or became(row), gone_since(row, zone), alike(row))))


def lines(rows: Sequence[Happened], zone: str, address: str = "") -> list[str]:
    """Return each row as a line of mrkdwn, for where a table can't stand; of an address with a link."""
    return [_line(row, zone, address) for row in rows]


def _columns(facts: Sequence[Fact]) -> tuple[tuple[str, str], ...]:
    kind = facts[0].kind
    undeclined = kind is ListingKind.REFUSAL and not any(fact.fields.get("declined") for fact in facts)
    return _UNDECLINED if undeclined else COLUMNS[kind]


def _printed(fact: Fact, field: str) -> str:
    value = fact.fields.get(field)
    if field == "offense" and fact.fields.get("disposition"):
        return f"{value} ({fact.fields['disposition']})"
    return "" if value is None else _shown(field, str(value))


def _shown(field: str, value: str) -> str:
    """Return the value of a field as people write it; only a period, `FIRST/LAST`, is kept otherwise."""
    if field != "period" or "/" not in value:
        return value
    try:
        first, last = (date.fromisoformat(day) for day in value.split("/"))
    except ValueError:
        return value
    return words.period(first, last)


def _says(fact: Fact) -> str:
    if fact.kind is ListingKind.AGREEMENT:
        return signed(fact.fields)
    cells = [
        f"{title} {_printed(fact, field)}" for title, field in _columns([fact])[1:] if fact.fields.get(field)
    ]
    return "; ".join(cells)


def _arrow(before: str, after: str) -> str:
    return f"{before or kit.NOTHING} → {after or kit.NOTHING}"


def _line(row: Happened, zone: str, address: str) -> str:
    fact, named = row.fact, name(row.fact)
    place = [
        words.literal(each.name) for each in fact.places if comparable(each.name) not in comparable(named)
    ]
    cells = () if row.signed_anew else row.differences
    detail = [difference(*cell) for cell in cells] or (
        [] if row.signed_anew else [words.literal(_says(fact))]
    )
    where = linked(fact, address)
    change = words.literal(_told(row, zone), 400) if _is_marked(row) else ""
    facts = "; ".join(fact for fact in (change, *place, *detail, where) if fact)
    return f"• *{words.literal(named) or kit.NOTHING}*{': ' if facts else ''}{facts}"


def _is_marked(row: Happened) -> bool:
    """Tell whether it is said in which way a row changed: that one is simply new goes without saying."""
    return row.kind is not ChangeKind.ADDED or row.late or row.possibly_same


def on_page(page: int | None) -> str:
    """Return a page as citations print it: `p. 3`; empty where there is none."""
    return f"p. {page}" if page else ""


def place_of(fact: Fact) -> str:
    """Return where a row stands in its document: `p. 3`, else `item 14`; empty where nothing says it."""
    return place_in(fact.page, fact.position)


def place_in(page: int | None, position: str) -> str:
    """Return a page, else a position, as citations print it: `p. 3`, `item 14`."""
    return on_page(page) or position


def measured(fields: Mapping[str, object]) -> str:
    """Return what a tally's number counts, and of which days: `declined, Jan. 28 to Feb. 3, 2017`.

    Args:
        fields: Of the row, its `measure` and `period` among them; of one that is no tally empty comes back.
    """
    measure = str(fields.get("measure") or "")
    period = _shown("period", str(fields.get("period") or ""))
    return ", ".join(filter(None, (MEASURES.get(measure, measure), period))) if measure else ""


def tallied(fields: Mapping[str, object]) -> str:
    """Return a tally's number with what it counts: `142 declined, Jan. 28 to Feb. 3, 2017`."""
    what, count = measured(fields), fields.get("count")
    number = f"{count:,}" if isinstance(count, int) else str(count or kit.NOTHING)
    return f"{number} {what}" if what else ""


def fields_of(fact: Fact) -> dict[str, Cell]:
    """Return a row's fields by the names of its kind; a tally that names no period has its report's."""
    fields = {name: fact.fields.get(name) for name in FIELDS[fact.kind]}
    if fields.get("period", "") is None and fact.first and fact.last:
        fields["period"] = f"{fact.first.isoformat()}/{fact.last.isoformat()}"
    return fields


def linked(fact: Fact, address: str, *, otherwise: str = "", paged: bool = True) -> str:
    """Return where a row stands, in mrkdwn, with a link to an address that shows it.

    Args:
        fact: The row.
        address: Of the document, or of the page that it was copied from; empty for no link.
        otherwise: What is said where nothing says where it stands.
        paged: The address is of the document whose pages are counted.
    """
    where = place_of(fact) or otherwise
    if not where or not address:
        return words.literal(where)
    page = f"#page={fact.page}" if fact.page and paged and "#" not in address else ""
    return words.link(f"{address}{page}", where)


def difference(field: str, before: str, after: str) -> str:
    """Return a corrected field in mrkdwn: `offense Trespass → Theft`."""
    arrow = _arrow(_shown(field, before), _shown(field, after))
    return f"{words.literal(field.replace('_', ' '))} {words.literal(arrow)}"


def signed(fields: Mapping[str, Cell]) -> str:
    """Return what an agency did: `signed a 287(g) agreement (Task Force Model), Sept. 22, 2025`."""
    return f"signed a {agreement(fields)}"


def agreement(fields: Mapping[str, Cell]) -> str:
    """Return which of an agency's agreements one is: `287(g) agreement (…), Sept. 22, 2025`."""
    support = f" ({fields['support_type']})" if fields.get("support_type") else ""
    return f"287(g) agreement{support}, {_signed_on(fields)}"


def _signed_on(fields: Mapping[str, Cell]) -> str:
    """Return the day of an agreement; one that can't be read stays as it is printed."""
    text = str(fields.get("signed") or "")
    try:
        return words.day(date.fromisoformat(text))
    except ValueError:
        return f"dated “{text}”" if text else "undated"


def happened(change: Happened) -> str:
    """Return what happened to a row, for a history: of an agreement that, of all others the kind."""
    words = change.kind.value.replace("_", " ")
    fact = change.after or change.before
    if fact is None or fact.kind is not ListingKind.AGREEMENT:
        return words
    told = ANEW if change.signed_anew else STANDS.get(change.kind, words)
    return f"287(g) agreement {told}"


def notes_section(lines: Iterable[str]) -> list[kit.Block]:
    """Return the block of some notes, if there are any."""
    notes = list(lines)
    return [kit.section(words.lines(notes[:NOTES]))] if notes else []


def note_line(note: PublicNote, zone: str, whose: str = "") -> str:
    """Return one note in mrkdwn, with its source: `Note, Nov. 24, 2026: The county disputes it. (source)`.

    Args:
        note: What is noted.
        zone: IANA name of the newsroom's time zone.
        whose: What it is on, where the message tells of several rows or lists.
    """
    on = f"; on {words.literal(whose, 80)}" if whose else ""
    day = words.local_day(note.at, zone)
    return f"*Note, {day}:* {words.literal(note.text, 800)} ({words.link(note.citation, 'source')}{on})"


def printed(note: PublicNote, zone: str) -> str:
    """Return one note as a sentence to print."""
    end = "" if note.text.endswith((".", "!", "?", "”")) else "."
    return f"Note of {words.local_day(note.at, zone)}: {note.text}{end} ({note.citation})"


def of_bulletin(bulletin: Bulletin) -> list[str]:
    """Return the notes on an alert's rows, each once, in mrkdwn."""
    notes: dict[PublicNote, str] = {}
    for row in bulletin.rows:
        for note in row.public:
            notes.setdefault(note, name(row.fact))
    return [note_line(note, bulletin.zone, whose) for note, whose in notes.items()]


def of_plain(bulletin: Bulletin) -> list[str]:
    """Return the same as plain text, to be copied."""
    public = dict.fromkeys(note for row in bulletin.rows for note in row.public)
    return [printed(note, bulletin.zone) for note in list(public)[:NOTES]]
