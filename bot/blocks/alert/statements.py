"""What a message tells, as it is read from the facts → the statements that its text is made of. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.blocks.shared import shown_cell, stated_row
from bot.words import day as day_of
from bot.words import listed, row_name, row_what, short_place
from models.domain import (
    EVERYWHERE,
    TOLD,
    TOOK_BACK,
    Became,
    Bulletin,
    ChangeKind,
    Composition,
    Happened,
    ListedPlace,
    ListEvent,
    ListingKind,
    ListRow,
    ListSeen,
    News,
    Share,
    Since,
    SourceKind,
    Stands,
    Subject,
    Unit,
    day_in,
    joined_differences,
    unit_of,
)

_CHANGES = {
    ChangeKind.ADDED: "on",
    ChangeKind.REMOVED: "off",
    ChangeKind.CORRECTED: "corrected",
    ChangeKind.MOVED: "moved",
}
_STRUCK = {
    Became.OFF: Stands.OFF,
    Became.BACK: Stands.ON,
    Became.TAKEN_BACK: Stands.TAKEN_BACK,
    Became.IN_ERROR: Stands.NOT_ON,
}
"""What became of rows that don't say any more what was told, and how they stand."""


def news_of(bulletin: Bulletin) -> News:
    """Return what a message tells as statements, days by the newsroom's zone."""
    edition = bulletin.edition
    on, stands, struck = _seen(bulletin), [], []
    for row in bulletin.rows:
        said, told = _stated(row, bulletin, on)
        stands += [said] if said else []
        struck += [told] if told else []
    changed, total = bulletin.changed, edition.kinds.total() or edition.rows.total()
    reports = bulletin.source.kind is SourceKind.EVENT
    compared = not reports and bulletin.event is None
    return News(
        of=on,
        unit=_unit(bulletin),
        day=_day(bulletin),
        event=_event(bulletin, on),
        by=edition.published is None,
        shares=tuple(_share(subject, bulletin, stands, struck) for subject in bulletin.told_for),
        rows=tuple(stands),
        struck=tuple(struck),
        again=tuple(each for each in stands if each.became),
        fate=tuple(_fate(each, on, bulletin) for each in bulletin.since),
        whole=Composition(
            on,
            edition.kinds,
            least=edition.partial,
            district=edition.district,
            territories=edition.territories,
        )
        if edition.kinds
        else None,
        total=total,
        counts=edition.counts,
        missing=edition.missing,
        was=edition.was if compared else None,
        declined=(bulletin.reissued or edition).declined if reports else None,
        declined_was=edition.declined if reports and bulletin.retotaled else None,
        reissued=_reissued(bulletin),
        sent=edition.issued if reports else None,
        held=edition.held - _taken(struck) if reports and edition.held else None,
        first=edition.period.first if edition.period else None,
        last=edition.period.last if edition.period else None,
        since=day_in(bulletin.zone, edition.earlier) if edition.earlier else None,
        apart=bulletin.summary,
        later=bulletin.source.cumulative and bulletin.event is None,
        changed=sum(changed[kind] for kind in TOLD),
        checks=bulletin.absence.checks if bulletin.absence else 0,
        reports=reports,
    )


def _taken(struck: Sequence[ListRow]) -> int:
    """Return how many refusals were taken back since."""
    refusals = {Unit.REFUSAL, Unit.REFUSAL_TOTAL}
    return sum(row.number for row in struck if row.unit in refusals and row.standing is Stands.TAKEN_BACK)


def _unit(bulletin: Bulletin) -> Unit:
    if bulletin.source.kind is SourceKind.EVENT:
        return Unit.REFUSAL
    kinds = list(bulletin.edition.rows) or [row.fact.kind for row in bulletin.rows]
    units = list(bulletin.edition.counts) or [unit_of(kind) for kind in kinds]
    return units[0] if units else Unit.JURISDICTION


def _day(bulletin: Bulletin) -> date:
    edition = bulletin.edition
    return edition.published or _local(bulletin)


def _local(bulletin: Bulletin) -> date:
    """Return the day on which an edition was seen; of a copy of what bears no date, that of copying."""
    edition = bulletin.edition
    undated = edition.transcription and edition.published is None and edition.first is None
    return edition.observed.date() if undated else day_in(bulletin.zone, edition.observed)


def _seen(bulletin: Bulletin) -> ListSeen:
    edition, zone = bulletin.edition, bulletin.zone
    absence, suspended = bulletin.absence, bulletin.event is ChangeKind.SUSPENDED
    last = bulletin.since[-1] if bulletin.gone else None
    gone = (absence.since if absence else None) or (last.observed if last else None)
    seen = day_in(zone, absence.seen) if absence and absence.seen else _local(bulletin)
    return ListSeen(
        source=bulletin.source,
        published=edition.published,
        seen=seen,
        copied=bool(edition.transcription),
        partial=edition.partial,
        first=edition.first,
        taken_down=day_in(zone, gone) if gone else None,
        suspended=_happened(bulletin) if suspended else None,
    )


def _reissued(bulletin: Bulletin) -> date | None:
    issue = bulletin.reissued
    return (issue.published or day_in(bulletin.zone, issue.observed)) if issue else None


def _happened(bulletin: Bulletin) -> date:
    """Return the day of what happened to the whole list: its publisher's, else that on which it was seen."""
    said = bulletin.announcement
    if said and said.day:
        return said.day
    absence = bulletin.absence
    at = (absence.since if absence else None) or bulletin.happened
    if bulletin.announcement or absence or bulletin.event is ChangeKind.BACK:
        return day_in(bulletin.zone, at or bulletin.edition.observed)
    return _day(bulletin) if bulletin.event is ChangeKind.PUBLISHED else _local(bulletin)


def _event(bulletin: Bulletin, on: ListSeen) -> ListEvent | None:
    if bulletin.event is None:
        return None
    said = bulletin.announcement
    return ListEvent(
        on,
        bulletin.event,
        _happened(bulletin),
        by=bulletin.event in {ChangeKind.WITHDRAWN, ChangeKind.BACK},
        quoted=said.sentence if said else "",
        some=any("some users" in caveat for caveat in bulletin.edition.caveats),
    )


def _fate(since: Since, on: ListSeen, bulletin: Bulletin) -> ListEvent:
    return ListEvent(on, since.kind or ChangeKind.BACK, day_in(bulletin.zone, since.observed), by=True)


def _share(subject: Subject, bulletin: Bulletin, rows: Sequence[ListRow], struck: Sequence[ListRow]) -> Share:
    off = {(row.state, row.places or row.named) for row in struck if row.standing is not Stands.ON}
    back = [ListedPlace(row.state, row.named, row.places) for row in struck if row.became == Became.BACK]
    standing = (*bulletin.standing, *back)
    if off or back:
        there = {(each.state, each.places or each.printed): each for each in standing}
        standing = tuple(each for at, each in there.items() if at not in off)
    if subject.state == EVERYWHERE:
        return Share("", None, standing, tuple(rows), tuple(struck))
    place = next((each for each in bulletin.places if each.geoid == subject.place), None)

    def is_here(each: ListedPlace | ListRow) -> bool:
        if subject.place:
            return any(place.geoid == subject.place for place in each.places)
        return each.state == subject.state or any(place.state == subject.state for place in each.places)

    return Share(
        subject.state,
        place,
        tuple(replace(each, perhaps=_is_open(each)) for each in standing if is_here(each)),
        tuple(row for row in rows if row.perhaps or is_here(row)),
        tuple(row for row in struck if is_here(row)),
    )


def _stated(row: Happened, bulletin: Bulletin, on: ListSeen) -> tuple[ListRow | None, ListRow | None]:
    """Return a row as it stands, and as it was told where it says that no more."""
    told = _as_told(row, bulletin, on)
    if not row.since:
        if told.standing is not Stands.TAKEN_BACK:
            return told, None
        return None, replace(told, became=Became.TAKEN_BACK.value, quoted=_taken_back(row))
    assert row.became is not None  # noqa: S101 - something became of it
    how, last = row.became
    when, by = last.dated.day(bulletin.zone), last.published is None
    told = replace(told, became=how.value, became_on=when, became_by=by)
    if how in {Became.AGAIN, Became.RESTORED, Became.ADDED}:
        return told, None
    if how is Became.OFF_AGAIN:
        return replace(told, off=when), None
    now = _as_it_reads(row, last)
    if how in _STRUCK:
        standing = _STRUCK[how]
        gone = None if standing is Stands.ON else when
        taken = stated_row(now.fact, on, bulletin.zone).number if how is Became.TAKEN_BACK else None
        return None, replace(told, standing=standing, off=gone, quoted=last.sentence, taken=taken)
    cells = joined_differences(each.differences for each in row.since)
    if not joined_differences([row.differences, *(each.differences for each in row.since)]):
        cells = ()  # it says again what it said before the correction that was told
    before = tuple((name, shown_cell(name, was), shown_cell(name, now)) for name, was, now in cells)
    stands = replace(_as_told(now, bulletin, on), became=how.value, became_on=when, became_by=by)
    return replace(stands, before=before), told


def _as_it_reads(row: Happened, last: Since) -> Happened:
    """Return a change with its row as its cells read since, up to what became of it last."""
    cells = {
        field: after
        for each in row.since
        for field, _, after in each.differences
        if each.observed <= last.observed
    }
    fields = {**row.fact.fields, **cells}
    count = int(fields["count"] or 0) if row.fact.kind is ListingKind.TALLY else row.fact.count
    return replace(row, after=replace(row.fact, fields=fields, count=count))


def _taken_back(row: Happened) -> str:
    """Return the publisher's own words on a row that it took back before we told it."""
    notes = [note.removeprefix(TOOK_BACK) for note in row.fact.notes if note.startswith(TOOK_BACK)]
    return notes[0].strip("“”") if notes else ""


def _as_told(row: Happened, bulletin: Bulletin, on: ListSeen) -> ListRow:
    zone, anew = bulletin.zone, row.signed_anew
    change = "late" if row.late else "again" if anew else _CHANGES.get(row.kind, "")
    day = row.dated.day(zone)
    gone = {"standing": Stands.OFF, "off": day} if row.kind is ChangeKind.REMOVED else {}
    signed = {"first": anew[1], "last": anew[1]} if anew else {}  # the row that is gone may be the one told
    return stated_row(
        row.fact,
        on,
        zone,
        **gone,
        **signed,
        before=_cells(row, anew),
        alike=_alike(row, on, zone),
        perhaps=bulletin.perhaps(row) or (_is_open_row(row) and not bulletin.is_everywhere),
        again=row.returned,
        change=change,
        day=day,
        by=row.published is None,
        missing=row.missing_since.day(zone) if row.missing_since else None,
    )


def _is_open(each: ListedPlace) -> bool:
    """Tell whether a list of places names what may be one place or another: it is counted for neither."""
    return bool(each.candidates) and each.unit is Unit.JURISDICTION


def _is_open_row(row: Happened) -> bool:
    return bool(row.fact.candidates) and row.fact.kind is ListingKind.DESIGNATION


def _cells(row: Happened, anew: tuple[date, date] | None) -> tuple[tuple[str, str, str], ...]:
    """Return the cells that changed, as people write them; of one that moved, its places too."""
    if anew:
        before, after = anew
        return (("signed", day_of(before), day_of(after)),)
    cells = [(name, shown_cell(name, was), shown_cell(name, now)) for name, was, now in row.differences]
    if row.kind is ChangeKind.MOVED and row.before and row.after:
        was, now = (listed([short_place(each) for each in fact.places]) for fact in (row.before, row.after))
        cells = [("place", was, now), *cells] if was and now else cells
    return tuple(cells)


_RIVALS = 3
"""Rows named that one may be the same as; more are counted."""


def _alike(row: Happened, on: ListSeen, zone: str) -> str:
    """Return which rows one may be the same as, each by its name and what it says; empty if it isn't."""
    if not row.possibly_same:
        return ""
    rivals = [stated_row(each, on, zone) for each in row.rivals[:_RIVALS]]
    named = [f"{row_name(each)} ({row_what(each)})" for each in rivals]
    more = len(row.rivals) - len(named)
    named += [f"{more:,} more"] if more > 0 else []
    other = "one that is new" if row.kind is ChangeKind.REMOVED else "one that is off"
    return f"possibly the same row as {'; '.join(named) or other}"
