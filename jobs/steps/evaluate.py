"""What an edition would change, and whether it may: difference, places of what is new, the guard."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial

from sqlmodel import Session

from jobs.context import CheckContext
from jobs.guard import Before, Now, judge
from jobs.readers.text import Moment, moment_in
from jobs.steps.prepare import correct
from jobs.steps.row_places import mark_namesakes, place_rows
from models.db import reading
from models.domain import (
    Change,
    ChangeKind,
    Document,
    Outcome,
    Period,
    Reading,
    Row,
    Source,
    SourceKind,
    StoredEdition,
    Verdict,
    day,
    fills_of,
    times_over,
)
from models.editions import (
    Publication,
    compare_edition,
    content_of,
    first_printed,
    is_withdrawn,
    last_shown,
    leaves_behind,
    misprint,
    set_aside,
    stored_printings,
)
from models.places import Gazetteer
from models.queries import (
    EditionBefore,
    bears_date,
    edition_numbered,
    free_place,
    is_published,
    last_place,
    replaced,
    usual_fills,
)

AHEAD = timedelta(days=1)
"""By which an edition may stand ahead of the clock: zones, and clocks that go wrong."""


@dataclass(frozen=True, slots=True)
class Evaluated:
    """An edition compared with what stands, and judged.

    Attributes:
        work: With its changes, and its rows marked that are to be checked first.
        verdict: What the guard says of it.
        aside: The held or rejected edition that was read from the same bytes, if any.
        is_no_news: The same rows stand already, or newer ones than an old capture's. Rows that stand
            are news while a document from before them is held: theirs is the last word.
        returned: The list was withdrawn, and this is its return.
        passed: Why it is older than what stands, and so no news, in a sentence; else empty.
        unstorable: Why it can't be stored as it was read, in a sentence; else empty.
    """

    work: Publication
    verdict: Verdict
    aside: StoredEdition | None
    is_no_news: bool
    returned: bool
    passed: str = ""
    unstorable: str = ""


def evaluate_edition(work: Publication, source: Source, context: CheckContext) -> Evaluated:
    """Compare an edition with what stands and judge it; nothing is written.

    Args:
        work: The edition, read and placed.
        source: Its source.
        context: What a check needs.

    Raises:
        StoreError: The database can't be read.
    """
    with reading(context.engine) as session:
        work = replace(work, place=_place(session, work, context))
        stored = stored_printings(session, work)
        first = first_printed(work, stored)
        new = place_new(session, work, source, context, first)
        work = replace(work, compared=compare_edition(session, work, new, stored))
        before = work.compared.before
        usual = usual_fills(session, source.name)
        older_date = replaced(session, source.name, content_of(work.reading), before.edition)
        aside = None if work.held else set_aside(session, source.name, work.sha256)
        returned = is_withdrawn(session, source.name, work.shown)
        passed = "" if work.held else _passed_over(session, work, source, before)
        stands = _says_nothing_new(work) and not returned and not work.held
        is_copy = work.edition.partial or work.edition.transcription
        shows_more = stands and _shows_when(session, work, context)
        last_word = (
            stands
            and not (passed or is_copy or work.edition.silent)
            and leaves_behind(session, work, in_order=source.links is not None)
        )
    now = _now(work, usual, context, returned=returned)
    verdict = judge(work.edition, source, _seen_by_guard(work, older_date), now)
    unstorable = misprint(work.listed, first.values())
    work = _with_doubts(work, verdict)
    if last_word and not unstorable:
        return Evaluated(work, Verdict(), aside, is_no_news=False, returned=False)
    passed = "" if returned and not work.document.capture else passed
    is_news = shows_more or _is_printed_anew(work)
    is_no_news = bool(passed) or work.edition.silent or (stands and not is_news)
    ahead = _ahead(work, context)
    verdict = Verdict(tuple(dict.fromkeys(filter(None, (*verdict.reasons, *ahead, unstorable)))))
    return Evaluated(work, verdict, aside, is_no_news, returned, passed, unstorable)


def _now(work: Publication, usual: Mapping[str, float], context: CheckContext, *, returned: bool) -> Now:
    """Return what the guard is told of an edition beside what was read.

    What was fetched is of the day on which it was seen; a file that comes in later is of its own.
    """
    observed = work.document.observed
    known = work.compared.before.edition is not None
    slips = (slip.change for slip in work.compared.step.slips)  # no news, but printed for the first time
    changes = (*work.changes, *slips)
    arrived = Reading.of(change.after.listing for change in changes if change.after) if known else None
    return Now(
        fills_of(work.reading, work.compared.outcomes),
        usual,
        times_over(work.reading.keys),
        observed.date(),
        returned,
        (observed if _is_fetched(work, context) else work.place).date(),
        arrived,
        partial(_is_place, context.gazetteer),
    )


def _is_place(gazetteer: Gazetteer, name: str, state: str) -> bool:
    """Tell whether a name is that of a known place in a state, or with its state in it; spelt as it is."""
    resolution = gazetteer.resolve(name, state or None)
    return resolution.outcome is Outcome.RESOLVED and not resolution.repaired


def _with_doubts(work: Publication, verdict: Verdict) -> Publication:
    """Return an edition with what the guard asks of it, and what its readers must know."""
    questions = dict.fromkeys((*work.edition.questions, *verdict.questions))
    caveats = dict.fromkeys((*work.edition.caveats, *verdict.caveats))
    edition = replace(work.edition, questions=tuple(questions), caveats=tuple(caveats))
    return replace(work, edition=edition)


def _place(session: Session, work: Publication, context: CheckContext) -> datetime:
    """Return where an edition stands in the log: what is fetched stands last, whatever the clock says."""
    if work.held:
        return _place_of_held(session, work, work.held)
    place, last = work.place, last_place(session, work.source)
    if _is_fetched(work, context):
        place = max(place, last or place)
    elif not work.document.seen:
        place = _as_its_file_says(session, work)
    return free_place(session, work.source, work.series, place)


def _place_of_held(session: Session, work: Publication, number: int) -> datetime:
    """Return where an edition stands that was held: elsewhere, if the date is read otherwise that told it."""
    row, place = edition_numbered(session, number), work.place
    if row and not row.seen and row.published != work.edition.published:
        place = _as_its_file_says(session, work)
    return free_place(session, work.source, work.series, place, except_for=number)


def _is_fetched(work: Publication, context: CheckContext) -> bool:
    return context.fetcher is not None and not work.document.capture


def _as_its_file_says(session: Session, work: Publication) -> datetime:
    """Return when a file was put out: as its name says, else by the date that it prints."""
    named = moment_in(work.document.address)
    published = work.edition.published
    if not named and published:
        known = bears_date(session, work.source, work.series, published, except_for=work.held)
        named = None if known else Moment(published)
    received = work.document.observed
    return named.place if named and not received < named.place <= received + AHEAD else received


def _ahead(work: Publication, context: CheckContext) -> list[str]:
    """Return why an edition can't stand where it is said to, as a sentence: that day has not come."""
    if work.held or _is_fetched(work, context) or work.place <= context.clock() + AHEAD:
        return []
    return [f"It is said to be of {day(work.place.date())}, which has not come yet."]


def place_new(
    session: Session, work: Publication, source: Source, context: CheckContext, first: Mapping[bytes, int]
) -> dict[bytes, Row]:
    """Return the rows of new wordings, with their places: those that are stored have theirs."""
    listings = [work.listed[number] for number in first.values()]
    rows = correct(place_rows(listings, context.gazetteer), source, context.gazetteer)
    return dict(zip(first, mark_namesakes(session, rows, context.gazetteer), strict=True))


def _passed_over(session: Session, work: Publication, source: Source, before: EditionBefore) -> str:
    """Return why an edition is older than what stands, as captures and reports found later may be.

    A list that is read from the reports of others says what the latest of them says.
    """
    if _is_older(session, work.document, source, before):
        return "It is older than what is known of the list, so it changes nothing."
    now, then = work.edition.period, before.period
    late = (
        source.reads and source.kind is SourceKind.STATE and work.reading and not work.edition.transcription
    )
    if late and now and then and now.last < then.last:
        return f"It covers {now.said}; the list is that of a later report, of {then.said}, and stays."
    return ""


def _is_older(session: Session, document: Document, source: Source, before: EditionBefore) -> bool:
    """Tell whether a document is a capture from before what is known of the list, and so no news.

    A list of places is as new as its publisher last showed it; a report as its own edition.
    """
    if not document.capture:
        return False
    shown = last_shown(session, source.name) if source.kind is SourceKind.STATE else None
    known = [moment for moment in (shown, before.observed) if moment]
    return bool(known) and document.observed < max(known)


def _says_nothing_new(work: Publication) -> bool:
    """Tell whether the same rows stand already, from a document that is as good as this one."""
    before, made = work.compared.before, work.compared.step
    if before.edition is None or not work.reading:
        return False
    if made.changes or made.begun or made.ended or _covers_more(work):
        return False
    if work.rules.confirmed and made.noted and not work.edition.partial:
        return False
    return bool(work.edition.transcription) or not before.transcription


def _shows_when(session: Session, work: Publication, context: CheckContext) -> bool:
    """Tell whether a file that is taken in, and says nothing new, shows when the list said so.

    It may confirm what was missing in one that comes in behind it.
    """
    whole = not (work.edition.partial or work.edition.transcription or work.document.capture)
    taken_in = work.rules.confirmed and whole and not _is_fetched(work, context)
    return taken_in and not is_published(session, work.source, work.sha256)


def _is_printed_anew(work: Publication) -> bool:
    """Tell whether the rows that stand are printed in another order, or at other places: kept once a day.

    What a copy or a release lacks is no other order.
    """
    compared, observed = work.compared, work.compared.before.observed
    whole = not (work.edition.partial or work.edition.transcription or work.rules.cumulative)
    another_day = observed is None or observed.date() != work.document.observed.date()
    return whole and not compared.exact and another_day and not work.document.capture


def _seen_by_guard(work: Publication, older_date: date | None) -> Before | None:
    """Return what the guard compares with."""
    before = work.compared.before
    if before.edition is None:
        return None
    kinds = Counter(change.kind for change in work.changes)
    arrived = [change.after for change in work.changes if change.after]
    return Before(
        work.compared.stood,
        before.published,
        _lacking(work),
        _period_before(work),
        kinds[ChangeKind.CORRECTED] + kinds[ChangeKind.MOVED],
        len(arrived),
        sum(row.resolution.outcome is Outcome.UNKNOWN for row in arrived),
        before.transcription,
        older_date,
        sum(map(_relocates, work.changes)),
    )


def _lacking(work: Publication) -> int:
    """Return how many rows of the edition before it lacks, whether that is confirmed or not."""
    made = work.compared.step
    at_once = [each for each in made.changes if each.change.kind is ChangeKind.REMOVED and not each.missing]
    return len(at_once) + len(made.missing)


def _relocates(change: Change) -> bool:
    """Tell whether a row would stand on in another state."""
    if change.before is None or change.after is None:
        return False
    before, after = change.before.listing.state, change.after.listing.state
    return bool(before and after) and before != after


def _period_before(work: Publication) -> Period | None:
    """Return what the last edition covers; of a cumulative list, what all of them do."""
    covered = work.compared.state.covered
    return covered if work.rules.cumulative else work.compared.before.period


def _covers_more(work: Publication) -> bool:
    """Tell whether a release covers days that none before it did: then it is news without a change."""
    now, before = work.edition.period, _period_before(work)
    if not work.rules.cumulative or now is None:
        return False
    return before is None or now.first < before.first or now.last > before.last
