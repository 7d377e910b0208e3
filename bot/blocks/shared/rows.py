"""A row, wherever it is shown: where it stands, what a total counts, and the notes on it."""

from collections.abc import Iterable, Mapping

from bot import words
from bot.blocks import kit
from bot.blocks.shared.stated import shown_cell
from models.domain import FIELDS, Bulletin, Cell, Fact, PublicNote

SHOWN = 10
"""Rows in the message itself; more stand in its thread and in a CSV."""

NOTES = 3
"""Public notes below one message; the newest."""

MEASURES = {"declined": "declined", "issued": "issued, no refusals"}
"""What a tally counts."""


def tallied(fields: Mapping[str, object]) -> str:
    """Return a tally's number with what it counts: `142 declined, Jan. 28 to Feb. 3, 2017`.

    Args:
        fields: Of the row, its `measure` and `period` among them; of one that is no tally empty comes back.
    """
    measure, count = str(fields.get("measure") or ""), fields.get("count")
    if not measure:
        return ""
    number = f"{count:,}" if isinstance(count, int) else str(count or kit.NOTHING)
    period = shown_cell("period", str(fields.get("period") or ""))
    return f"{number} {', '.join(filter(None, (MEASURES.get(measure, measure), period)))}"


def on_page(page: int | None) -> str:
    """Return a page as citations print it: `p. 3`; empty where there is none."""
    return f"p. {page}" if page else ""


def place_of(fact: Fact) -> str:
    """Return where a row stands in its document: `p. 3`, else `item 14`; empty where nothing says it."""
    return place_in(fact.page, fact.position)


def place_in(page: int | None, position: str) -> str:
    """Return a page, else a position, as citations print it: `p. 3`, `item 14`."""
    return on_page(page) or position


def fields_of(fact: Fact) -> dict[str, Cell]:
    """Return a row's fields by the names of its kind; a tally that names no period has its report's."""
    fields = {name: fact.fields.get(name) for name in FIELDS[fact.kind]}
    if fields.get("period", "") is None and fact.first and fact.last:
        fields["period"] = f"{fact.first.isoformat()}/{fact.last.isoformat()}"
    return fields


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
            notes.setdefault(note, row.fact.named)
    return [note_line(note, bulletin.zone, whose) for note, whose in notes.items()]


def of_plain(bulletin: Bulletin) -> list[str]:
    """Return the same as plain text, to be copied."""
    public = dict.fromkeys(note for row in bulletin.rows for note in row.public)
    return [printed(note, bulletin.zone) for note in list(public)[:NOTES]]
