"""What operators add to rows for everyone to see, with where it can be read. Pure."""

from collections.abc import Iterable

from bot.blocks import limits, mrkdwn, rows
from models.bulletin import Bulletin
from models.facts import PublicNote

SHOWN = 3
"""Notes below one message; the newest."""


def notes_section(lines: Iterable[str]) -> list[limits.Block]:
    """Return the block of some notes, if there are any."""
    told = list(lines)
    return [limits.section(mrkdwn.lines(told[:SHOWN]))] if told else []


def note_line(note: PublicNote, zone: str, name: str = "") -> str:
    """Return one note in mrkdwn, with its source: `Note, 24 Nov 2026: The county disputes it. (source)`.

    Args:
        note: What is noted.
        zone: IANA name of the newsroom's time zone.
        name: What it is on, where the message tells of several rows or lists.
    """
    on = f"; on {mrkdwn.literal(name, 80)}" if name else ""
    day = mrkdwn.local_day(note.at, zone)
    return f"*Note, {day}:* {mrkdwn.literal(note.text, 800)} ({mrkdwn.link(note.citation, 'source')}{on})"


def printed(note: PublicNote, zone: str) -> str:
    """Return one note as a sentence to print."""
    end = "" if note.text.endswith((".", "!", "?", "”")) else "."
    return f"Note of {mrkdwn.local_day(note.at, zone)}: {note.text}{end} ({note.citation})"


def of_bulletin(bulletin: Bulletin) -> list[str]:
    """Return the notes on an alert's rows, each once, in mrkdwn."""
    told: dict[PublicNote, str] = {}
    for row in bulletin.rows:
        for note in row.public:
            told.setdefault(note, rows.name(row))
    return [note_line(note, bulletin.zone, name) for note, name in told.items()]
