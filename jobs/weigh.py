"""What an edition would change, and whether it may: places, diff and guard, before anything is written."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date

from sqlmodel import Session

from jobs.alarm import with_alarm
from jobs.comparing import compared
from jobs.guard import Before, Now, judge
from jobs.releases import compared_release, covers_more
from jobs.second_way import is_older
from jobs.watch import Watch
from models.changes import Change
from models.fills import fills_of, times_over
from models.health import is_withdrawn
from models.hold import set_aside
from models.overtaken import leaves_behind
from models.publication import Publication, content_of
from models.standing import Standing, replaced, standing, usual_fills
from models.store import reading
from models.tables import EditionRow
from models.values import ChangeKind, Outcome, Source, SourceKind, Verdict


@dataclass(frozen=True, slots=True)
class Weighed:
    """An edition compared with what stands, and judged.

    Attributes:
        work: With its changes, and its rows marked that are to be checked first.
        verdict: What the guard says of it.
        aside: The held or rejected edition that was read from the same bytes, if any.
        is_no_news: The same rows stand already, or newer ones than an old capture's. Rows that stand
            are news while a document from before them is held: theirs is the last word.
        returned: The list was withdrawn, and this is its return.
        passed: Why it is older than what stands, and so no news, in a sentence; else empty.
    """

    work: Publication
    verdict: Verdict
    aside: EditionRow | None
    is_no_news: bool
    returned: bool
    passed: str = ""


def weigh(work: Publication, source: Source, watch: Watch) -> Weighed:
    """Compare an edition with what stands and judge it; nothing is written.

    Args:
        work: The edition, read and placed.
        source: Its source.
        watch: What a check needs.

    Raises:
        StoreError: The database can't be read.
    """
    with reading(watch.engine) as session:
        before = standing(session, source.name, work.series)
        usual = usual_fills(session, source.name)
        older_date = replaced(session, source.name, content_of(work.rows), before.edition)
        aside = None if work.held else set_aside(session, source.name, work.sha256)
        returned = is_withdrawn(session, source.name)
        passed = "" if work.held else _passed_over(session, work, source, before)
        work = replace(work, rows=with_alarm(session, work.rows, watch.gazetteer))
        work = (compared_release if source.cumulative else compared)(session, work, before)
        stands = _says_nothing_new(work) and not returned and not work.held
        is_copy = work.edition.partial or work.edition.transcription
        last_word = (
            stands
            and not (passed or is_copy or work.edition.silent)
            and leaves_behind(session, work, in_order=source.links is not None)
        )
    seen_on = work.document.observed.date()
    now = Now(fills_of(work.rows), usual, times_over(work.rows), seen_on, returned)
    verdict = judge(work.edition, source, _seen_by_guard(work, older_date), now)
    if last_word:
        return Weighed(work, Verdict(), aside, is_no_news=False, returned=False)
    passed = "" if returned and not work.document.capture else passed
    is_no_news = bool(passed) or work.edition.silent or stands
    return Weighed(work, verdict, aside, is_no_news, returned, passed)


def _passed_over(session: Session, work: Publication, source: Source, before: Standing) -> str:
    """Return why an edition is older than what stands, as captures and reports found later may be.

    A list that is read from the reports of others says what the latest of them says.
    """
    if is_older(session, work.document, source, before):
        return "It is older than what is known of the list, so it changes nothing."
    now, then = work.edition.period, before.period
    late = source.reads and source.kind is SourceKind.STATE and work.rows and not work.edition.transcription
    if late and now and then and now.last < then.last:
        return f"It covers {now}; the list is that of a later report, of {then}, and stays as it is."
    return ""


def _says_nothing_new(work: Publication) -> bool:
    """Tell whether the same rows stand already, from a document that is as good as this one."""
    if work.before.edition is None or not work.rows:
        return False
    if work.changes or work.elsewhere or covers_more(work):
        return False
    return bool(work.edition.transcription) or not work.before.transcription


def _seen_by_guard(work: Publication, older_date: date | None) -> Before | None:
    """Return what the guard compares with."""
    if work.before.edition is None:
        return None
    kinds = Counter(change.kind for change in work.changes)
    arrived = [change.after for change in work.changes if change.after]
    return Before(
        work.before.keys.total() if work.told_again is None else work.told_again,
        work.before.published,
        kinds[ChangeKind.REMOVED],
        work.before.period,
        kinds[ChangeKind.CORRECTED] + kinds[ChangeKind.MOVED],
        len(arrived),
        sum(row.resolution.outcome is Outcome.UNKNOWN for row in arrived),
        work.before.transcription,
        older_date,
        sum(map(_relocates, work.changes)),
    )


def _relocates(change: Change) -> bool:
    """Tell whether a row would stand on in another state."""
    if change.before is None or change.after is None:
        return False
    before, after = change.before.listing.state, change.after.listing.state
    return bool(before and after) and before != after
