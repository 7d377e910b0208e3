"""What the buttons of an answer open: its rows, their evidence, the place's history. Pure."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bot.answer_values import Answer
from bot.blocks import handles, limits, mrkdwn
from bot.blocks.agreements import happened
from bot.blocks.cites import label, short
from bot.blocks.evidence import REPLAY
from models.facts import Fact, Happened
from models.listings import FIELDS
from models.values import ListingKind, Place

PAGE = 10
"""Rows shown at a time."""
SKIPPED = frozenset({"activity_as_printed", "enacted", "period"})
"""Fields that another field says as printed, or in parts; a period is told as people write it."""


def rows_message(answer: Answer, facts: Sequence[Fact], offset: int, *, more: bool) -> limits.Message:
    """Return some rows of a place as a table, with the way to the next ones.

    Args:
        answer: Whom it is about.
        facts: The rows to show.
        offset: How many there were before them.
        more: Whether there are more after them.
    """
    place = label(answer.place) if answer.place else answer.query
    if not facts:
        return limits.Message(f"No row names {mrkdwn.literal(place)}.")
    text = (
        f"{mrkdwn.literal(place)}: rows {offset + 1:,} to {offset + len(facts):,}, "
        "current lists first, then the newest"
    )
    cells = [[answer.short(fact.source), fact.kind, _says(fact), _stands(fact)] for fact in facts]
    blocks = [limits.section(f"*{text}*"), limits.table(["List", "Kind", "As printed", "Where"], cells)]
    blocks += [limits.context(REPLAY)] if answer.replay else []
    return limits.message(text, [*blocks, *_paging(answer, offset, more=more)])


def _paging(answer: Answer, offset: int, *, more: bool) -> list[limits.Block]:
    if answer.place is None:
        return []
    ways = [("Previous", max(offset - PAGE, 0))] if offset else []
    ways += [("Next", offset + PAGE)] if more else []
    geoid, as_of = answer.place.geoid, answer.as_of
    turns = [limits.button(way, handles.MORE_ROWS, str(handles.Handle(geoid, as_of, to))) for way, to in ways]
    return [limits.actions([*turns, _wrong(answer.place, as_of)])]


def _wrong(place: Place, as_of: date | None) -> limits.Block:
    return limits.button("This is wrong", handles.ANSWER_WRONG, str(handles.Handle(place.geoid, as_of)))


def _says(fact: Fact) -> str:
    names = [name for name in FIELDS[ListingKind(fact.kind)] if name not in SKIPPED and fact.fields.get(name)]
    said = [str(fact.fields[name]) for name in names] or [fact.as_read]
    counted = mrkdwn.period(fact.first, fact.last) if fact.kind == ListingKind.TALLY else ""
    notes = f" Note: {' '.join(fact.doubts)}" if fact.doubts else ""
    return mrkdwn.clip(" | ".join([*said, *([counted] if counted else [])]), 220) + notes


def _stands(fact: Fact) -> str:
    return f"p. {fact.page}" if fact.page else fact.position


def evidence_message(answer: Answer, facts: Sequence[Fact]) -> limits.Message:
    """Return where each edition behind an answer was fetched, when, and its hash.

    The hash is left out where the bytes are not the publisher's own.
    """
    place = mrkdwn.literal(label(answer.place) if answer.place else answer.query)
    editions = {fact.edition: fact for fact in facts}
    if not editions:
        return limits.Message(f"No document names {place}.")
    lines = [_evidence(answer, fact) for fact in editions.values()]
    text = f"Evidence for {place}: {mrkdwn.counted(len(editions), 'edition')}"
    small = [limits.context(REPLAY)] if answer.replay else []
    return limits.message(text, [limits.section(f"*{text}*"), limits.section(mrkdwn.lines(lines)), *small])


def _evidence(answer: Answer, fact: Fact) -> str:
    published = f"published {mrkdwn.day(fact.published)}" if fact.published else "no date of publication"
    by_day = fact.transcription or answer.replay
    seen = mrkdwn.day(fact.observed.date()) if by_day else mrkdwn.moment(fact.observed, answer.zone)
    covered = mrkdwn.period(fact.first, fact.last)
    named = f"{mrkdwn.literal(answer.title(fact.source), 120)}{f', {covered}' if covered else ''}"
    told = f"• *{short(answer, fact.source)}*: {named}, {published}, {'as of' if by_day else 'seen'} {seen}: "
    if fact.transcription:
        cited = mrkdwn.link(fact.cited, "cited page")
        return f"{told}{cited}; {mrkdwn.literal(fact.transcription, 400)} No hash."
    link = mrkdwn.link(fact.address, "archived copy" if fact.capture else "document")
    if answer.replay:
        return f"{told}{link}. No hash: re-typeset."
    whence = f". {mrkdwn.literal(fact.capture)}" if fact.capture else ""
    return f"{told}{link}, SHA-256 *{fact.sha256[:8]}* ({fact.sha256}){whence}"


def history_message(answer: Answer, changes: Sequence[Happened]) -> limits.Message:
    """Return a place's changes, the latest first, each with its date and page."""
    place = mrkdwn.literal(label(answer.place) if answer.place else answer.query)
    if not changes:
        return limits.Message(f"No change of {place} is known.")
    text = f"History of {place}: {mrkdwn.counted(len(changes), 'change')}, the latest first"
    lines = [_change(answer, change) for change in changes]
    small = [limits.context(REPLAY)] if answer.replay else []
    told = [limits.section(f"*{text}*"), limits.section(mrkdwn.lines(lines)), *small]
    if answer.place is None:
        return limits.message(text, told)
    return limits.message(text, [*told, limits.actions([_wrong(answer.place, answer.as_of)])])


def _change(answer: Answer, change: Happened) -> str:
    page = f", {mrkdwn.link(change.address, f'p. {change.page}')}" if change.page else ""
    kind = mrkdwn.literal(happened(change.kind, change.after_fields or change.before_fields))
    differences = "; ".join(_difference(one) for one in change.differences)
    said = differences or mrkdwn.literal(change.after or change.before, 160)
    said = "the whole list" if change.whole else said
    return f"• *{_when(change)}* {kind} ({short(answer, change.source)}{page}): {said}"


def _when(change: Happened) -> str:
    if change.undated:
        return f"Undated (copied {mrkdwn.day(change.observed.date())})"
    if change.published is None and change.last is not None:
        return mrkdwn.period(change.first, change.last)
    seen = "" if change.published or change.transcription else " (seen)"
    return f"{mrkdwn.day(change.day)}{seen}"


def _difference(one: Mapping[str, Any]) -> str:
    field = mrkdwn.literal(str(one["field"]).replace("_", " "))
    before, after = (mrkdwn.literal(str(one[when] or limits.NOTHING)) for when in ("before", "after"))
    return f"{field}: {before} → {after}"
