"""What stands behind an answer: rows, their evidence, the place's history; and what changed lately. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.answers import Answer
from bot.blocks import kit
from bot.blocks.answer.facts import label, short, wrong_button
from bot.blocks.kit import REPLAY
from bot.blocks.shared import (
    ALIKE,
    fields_of,
    happened,
    is_missing,
    measured,
    missing,
    on_page,
    place_of,
    short_of,
    signed_anew,
    tallied,
)
from models.domain import FIELDS, ChangeKind, Dated, Fact, Happened, ListingKind, RecentEdition, Source

PAGE = 10
"""Rows shown at a time."""
SKIPPED = frozenset({"activity_as_printed", "enacted", "period"})
"""Fields that another field says as printed, or in parts; a period is told as people write it."""


def rows_message(answer: Answer, facts: Sequence[Fact], offset: int, *, more: bool) -> kit.Message:
    """Return some rows of a place as a table, with the way to the next ones.

    Args:
        answer: Whom it is about.
        facts: The rows to show.
        offset: How many there were before them.
        more: Whether there are more after them.
    """
    place = label(answer.place) if answer.place else answer.query
    if not facts:
        return kit.Message(f"No row names {kit.literal(place)}.")
    text = (
        f"{kit.literal(place)}: rows {offset + 1:,} to {offset + len(facts):,}, "
        "current lists first, then the newest"
    )
    cells = [
        [answer.short(fact.source), fact.kind.value, _says(fact, answer), place_of(fact)] for fact in facts
    ]
    blocks = [kit.section(f"*{text}*"), kit.table(["List", "Kind", "As printed", "Where"], cells)]
    blocks += [kit.context(REPLAY)] if answer.replay else []
    return kit.message(text, [*blocks, *_paging(answer, offset, more=more)])


def _paging(answer: Answer, offset: int, *, more: bool) -> list[kit.Block]:
    if answer.place is None:
        return []
    ways = [("Previous", max(offset - PAGE, 0))] if offset else []
    ways += [("Next", offset + PAGE)] if more else []
    geoid, as_of = answer.place.geoid, answer.as_of
    turns = [kit.button(way, kit.MORE_ROWS, str(kit.Handle(geoid, as_of, to))) for way, to in ways]
    return [kit.actions([*turns, wrong_button(geoid, as_of)])]


def _says(fact: Fact, answer: Answer) -> str:
    names = [name for name in FIELDS[fact.kind] if name not in SKIPPED and fact.fields.get(name)]
    cells = [str(fact.fields[name]) for name in names] or [fact.as_read]
    counted = kit.period(fact.first, fact.last) if fact.kind == ListingKind.TALLY else ""
    notes = f" Note: {' '.join(fact.doubts)}" if fact.doubts else ""
    lacking = f" {missing(fact, answer.short(fact.source), answer.zone)}" if is_missing(fact) else ""
    return kit.clip(" | ".join([*cells, *([counted] if counted else [])]), 220) + lacking + notes


def evidence_message(answer: Answer, facts: Sequence[Fact]) -> kit.Message:
    """Return where each edition behind an answer was fetched, when, and its hash.

    The hash is left out where the bytes are not the publisher's own.
    """
    place = kit.literal(label(answer.place) if answer.place else answer.query)
    editions = {fact.edition: fact for fact in facts}
    if not editions:
        return kit.Message(f"No document names {place}.")
    lines = [_evidence(answer, fact) for fact in editions.values()]
    text = f"Evidence for {place}: {kit.counted(len(editions), 'edition')}"
    small = [kit.context(REPLAY)] if answer.replay else []
    return kit.message(
        text, [kit.section(f"*{text}*"), *_missing(answer, facts), kit.section(kit.lines(lines)), *small]
    )


def _missing(answer: Answer, facts: Sequence[Fact]) -> list[kit.Block]:
    """Return the block that says which of some rows their lists lack, not confirmed yet."""
    named = dict.fromkeys(
        kit.literal(f"“{fact.as_read}”: {missing(fact, answer.short(fact.source), answer.zone)}", 300)
        for fact in facts
        if is_missing(fact)
    )
    return [kit.section(kit.lines(list(named)))] if named else []


def _evidence(answer: Answer, fact: Fact) -> str:
    published = f"published {kit.day(fact.published)}" if fact.published else "no date of publication"
    by_day = fact.transcription or answer.replay
    seen = kit.local_day(fact.observed, answer.zone) if by_day else kit.moment(fact.observed, answer.zone)
    covered = kit.period(fact.first, fact.last)
    named = f"{kit.literal(answer.title(fact.source), 120)}{f', {covered}' if covered else ''}"
    line = f"• *{short(answer, fact.source)}*: {named}, {published}, {'as of' if by_day else 'seen'} {seen}: "
    if fact.transcription:
        cited = kit.link(fact.cited, "cited page")
        return f"{line}{cited}; {kit.literal(fact.transcription, 400)} No hash."
    link = kit.link(fact.address, "archived copy" if fact.capture else "document")
    if answer.replay:
        return f"{line}{link}. No hash: re-typeset."
    whence = f". {kit.literal(fact.capture)}" if fact.capture else ""
    return f"{line}{link}, SHA-256 *{fact.sha256[:8]}* ({fact.sha256}){whence}"


def history_message(answer: Answer, changes: Sequence[Happened]) -> kit.Message:
    """Return a place's changes, the latest first, each with its date and page."""
    place = kit.literal(label(answer.place) if answer.place else answer.query)
    if not changes:
        known = f"No change of {place} is known."
        standing = _missing(answer, answer.missing)
        return kit.message(known, [kit.section(known), *standing]) if standing else kit.Message(known)
    text = f"History of {place}: {kit.counted(len(changes), 'change')}, the latest first"
    lines = [_change(answer, change) for change in changes]
    small = [kit.context(REPLAY)] if answer.replay else []
    standing = _missing(answer, answer.missing)
    blocks = [kit.section(f"*{text}*"), *standing, kit.section(kit.lines(lines)), *small]
    if answer.place is None:
        return kit.message(text, blocks)
    return kit.message(text, [*blocks, kit.actions([wrong_button(answer.place.geoid, answer.as_of)])])


def _change(answer: Answer, change: Happened) -> str:
    page = f", {kit.link(change.address, on_page(change.page))}" if change.page else ""
    kind = kit.literal(happened(change))
    detail = _of_list(change) if change.whole else _what(change, answer.zone)
    return f"• *{_when(change, answer.zone)}* {kind} ({short(answer, change.source)}{page}): {detail}"


def _of_list(change: Happened) -> str:
    said = f": “{kit.literal(change.sentence, 200)}”" if change.sentence else ""
    return f"the whole list{said}"


def _what(change: Happened, zone: str) -> str:
    """Return what changed; a number of a tally always with what it counts, and of which days."""
    if change.signed_anew:
        return f"{kit.literal(change.fact.as_read, 160)}: {signed_anew(change)}"
    fields = fields_of(change.fact)
    gone = f", first missing {kit.day(change.missing_since.day(zone))}" if change.missing_since else ""
    gone += f", {ALIKE} as another row" if change.possibly_same else ""
    if differences := "; ".join(_difference(*difference) for difference in change.differences):
        return f"{differences}{_in_brackets(measured(fields))}{gone}"
    return f"{kit.literal(change.fact.as_read, 160)}{_in_brackets(tallied(fields))}{gone}"


def _in_brackets(words: str) -> str:
    return f" ({kit.literal(words)})" if words else ""


def _when(change: Happened, zone: str) -> str:
    if change.undated:
        return f"Undated (copied {kit.day(change.observed.date())})"
    if change.published is None and change.period:
        return kit.period(*change.period)
    seen = "" if change.published or change.announced or change.transcription else " (seen)"
    return f"{kit.day(change.dated.day(zone))}{seen}"


def _difference(field: str, before: str, after: str) -> str:
    sides = " → ".join(kit.literal(side or kit.NOTHING) for side in (before, after))
    return f"{kit.literal(field.replace('_', ' '))}: {sides}"


@dataclass(frozen=True, slots=True)
class Where:
    """What recent changes are of: its name in plain text, and its GEOID; none of every state."""

    name: str
    geoid: str = ""


def recent_message(where: Where, since: date, editions: Sequence[str], *, older: bool) -> kit.Message:
    """Return the editions that changed something.

    Args:
        where: The state or place, or `every state`.
        since: The day from which on changes count.
        editions: A line for each, the one seen last first.
        older: Nothing came since that day, and these are the last before it.
    """
    name, day = kit.literal(where.name), kit.day(since)
    if not editions:
        return kit.Message(f"Nothing of {name} has changed since {day}, and nothing before it is known.")
    number = kit.counted(len(editions), "edition")
    news = f"{number} with changes since {day}"
    if older:
        news = f"nothing has changed since {day}. The last before that:"
    text = f"{name[:1].upper()}{name[1:]}: {news}"
    blocks = [kit.section(f"*{text}*"), kit.section(kit.lines(editions))]
    if where.geoid:
        blocks.append(kit.actions([wrong_button(where.geoid)]))
    return kit.message(text, blocks)


def recent_lines(editions: Sequence[RecentEdition], sources: Mapping[str, Source], zone: str) -> list[str]:
    """Return a line of mrkdwn for each edition, with its day in the newsroom's zone."""
    return [_recent_line(edition, sources, zone) for edition in editions]


def _recent_line(edition: RecentEdition, sources: Mapping[str, Source], zone: str) -> str:
    short = short_of(edition.source, sources)
    # What happens to a list later has a day of its own, whatever the edition it stood at was dated.
    later = bool(edition.events) and ChangeKind.PUBLISHED not in edition.events
    published = None if later else edition.published
    day = Dated(published, edition.observed).day(zone)
    seen = "" if published or later else " (seen)"
    events = [f"the list is {event.value}" for event in edition.events]
    events += [f"{count:,} {kind.value}" for kind, count in edition.counts.items()]
    link = kit.link(edition.address, short)
    return f"• *{kit.day(day)}*{seen} {link}: {', '.join(events)}{_recent_rows(edition)}"


def _recent_rows(edition: RecentEdition) -> str:
    rows = [f"{kit.literal(text, 100)} ({kind.value})" for kind, text in edition.rows]
    return f": {'; '.join(rows)}" if rows else ""
