"""A row that names a place, as a table shows it. Plain text. Pure."""

from bot.words.membership import seen_as
from bot.words.style import day, names_of, period
from models.domain import FIELDS, TOOK_BACK, Fact, ListingKind, ListSeen, day_in

ROW_HEAD = ("List", "As printed", "For", "Standing", "Where", "Note")
_LONGEST = 220
_SKIPPED = frozenset({"activity_as_printed", "enacted", "period", "measure"})
"""Fields that another cell says as printed, or in parts."""


def row_cells(fact: Fact, of: ListSeen, zone: str) -> tuple[str, ...]:
    """Return a row's cells under `ROW_HEAD`.

    Args:
        fact: The row.
        of: Its list.
        zone: IANA name of the newsroom's time zone.
    """
    names = [name for name in FIELDS[fact.kind] if name not in _SKIPPED and fact.fields.get(name)]
    printed = " | ".join(str(fact.fields[name]) for name in names) or fact.as_read
    where = f"p. {fact.page}" if fact.page else fact.position
    return (
        names_of(of.source).label,
        printed if len(printed) <= _LONGEST else f"{printed[:_LONGEST].rpartition(' ')[0]} …",
        _for(fact, of),
        _standing(fact, of, zone),
        where,
        " ".join(note for note in fact.doubts if not note.startswith(TOOK_BACK)),
    )


def _for(fact: Fact, of: ListSeen) -> str:
    """Return what a count covers; of a list the day on which it was published."""
    if fact.kind in {ListingKind.TALLY, ListingKind.REFUSAL}:
        return period(fact.first, fact.last)
    return day(of.first) if of.first else ""


def _standing(fact: Fact, of: ListSeen, zone: str) -> str:
    """Return how a row stands: what became of itself, else of its list."""
    if fact.taken_back:
        return f"taken back {day(day_in(zone, fact.taken_back))}"
    if fact.is_missing and fact.missing_since:
        return f"missing since {day(fact.missing_since.day(zone))}; not confirmed yet"
    if fact.kind is ListingKind.REFUSAL:
        return "refusal on file"
    if fact.kind is ListingKind.TALLY:
        return "sent, not a refusal" if fact.measure == "issued" else "refusals, total only"
    verb = "named" if fact.kind is ListingKind.POLICY else "on"
    return f"{'was ' if of.taken_down else ''}{verb}{_since(of)}"


def _since(of: ListSeen) -> str:
    if of.taken_down:
        return ", since taken down"
    if of.suspended:
        return ", since suspended"
    return f", {seen_as(of)} {day(of.seen)}" if of.seen else ""
