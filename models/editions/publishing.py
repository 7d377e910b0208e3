"""The one writing transaction: edition, listings, changes, counts and deliveries, or nothing.

What is decided here has been decided before: the guard has judged, the diff has been
taken against what stood. If others have written in between, `Overtaken` says so and the
caller takes the diff again. What operators are asked of an edition is queued with it.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from models.config import Newsroom
from models.db import (
    EditionRow,
    NewChange,
    PrintingRow,
    facts_version,
    lock_source,
    reading,
    select_in,
    writing,
)
from models.domain import (
    ChangeKind,
    comparable,
    differing_cell,
    misprint,
)
from models.editions.drawing_up import Drawn, draw_up, drawn_now, write_drawn
from models.editions.errata import Statement, add_errata
from models.editions.list_events import back_with
from models.editions.printings import copy_list
from models.editions.publication import Publication, Published, Rules, edition_row
from models.editions.review_queue import held_row
from models.editions.rewriting import rewrite
from models.editions.row_writer import (
    Arrival,
    add_event,
    arrival_of,
    recount,
    told_aloud,
)
from models.editions.source_health import last_shown, record_capture, record_success
from models.messaging import (
    Arrived,
    ColumnsChanged,
    DeliveryOptions,
    EditionQuestion,
    Misprint,
    Notice,
    SlipsRead,
    ToldOtherwise,
    correct_edition,
    hearing,
    queue,
    tell_turn,
)
from models.queries import (
    accepted,
    edition_before,
    free_place,
    is_behind,
    log_version,
    newest_first,
)


def keep_look(engine: Engine, work: Publication, newsroom: Newsroom, now: datetime) -> bool:
    """Keep that a list was seen as it was, after the place at which an edition is about to come in.

    A look that brings no news makes no edition; but what stood before it and what stands after it are
    kept apart by it, once something else is found to have stood between.

    Args:
        engine: The database.
        work: What comes in.
        newsroom: Whom to tell of what it was derived to change.
        now: UTC.

    Returns:
        Whether there was such a look: it is an edition now, and the diff is to be taken again.
    """
    with writing(engine) as session:
        lock_source(session, work.source)
        last = edition_before(session, work.source, work.series, work.place)
        seen = _last_seen(session, last) if last else None
        if last is None or seen is None or seen <= work.place:
            return False
        look = EditionRow(**last.model_dump(exclude={"id", "last_seen", "dated", "questions"}), questions=[])
        look.stood = free_place(session, work.source, work.series, seen)
        look.observed, last.last_seen = seen, None
        session.add(look)
        session.flush()
        copy_list(session, last.id or 0, look.id or 0)
        _derive_again(session, look, work.rules, newsroom, now)
        recount(session, work.source)
        return True


def _last_seen(session: Session, edition: EditionRow) -> datetime | None:
    """Return when a list was last seen to say what an edition says, before the next one of it."""
    if is_behind(session, edition.source, edition.series, edition.stood):
        return edition.last_seen
    return last_shown(session, edition.source)


_OF_REVIEW = {"id", "status", "reasons", "sample", "decided", "decided_by"}
"""What stays of an edition that was held, whatever is read of it now."""

MISPRINTS = 10
"""Misprints of one edition that operators are told one by one."""


class Overtaken(Exception):
    """Others wrote what an edition was compared with, after it was."""


def publish(engine: Engine, work: Publication, newsroom: Newsroom, now: datetime) -> Published:
    """Write an accepted edition with everything that follows from it.

    Of one that comes in behind later ones nothing is told: what they changed is derived again.

    Raises:
        Overtaken: What stood has changed since the diff was taken.
        UsageError: Somebody else decided on the held edition meanwhile.
        StoreError: The database can't be written; nothing was.
    """
    before = _foreseen(engine, work, now)
    with writing(engine) as session:
        lock_source(session, work.source)
        # The lock itself has raised the version by one.
        unmoved = before and facts_version(session, work.source) == before.version + 1
        if not unmoved and _is_overtaken(session, work):
            raise Overtaken
        drawn = drawn_now(session, work, now, before)
        edition = _edition_row(session, work, drawn.edition, now)
        arrival = arrival_of(edition, covers=work.rules.covers)
        write_drawn(session, work, drawn)
        if work.compared.behind:
            _derive_again(session, edition, work.rules, newsroom, now)
            event, queued = None, 0
        else:
            event, queued = _tell_newest(session, work, arrival, drawn.changes.written, newsroom, now)
        recount(session, work.source)
        statement = Statement(work.source, work.document.address, work.document.observed, arrival.edition)
        if work.errata:
            add_errata(session, statement, work.errata, newsroom, now)
        if not work.quiet:
            _ask_operators(session, arrival, work.edition.questions, newsroom, now)
            _tell_of_columns(session, work, arrival.edition, newsroom, now)
            if not work.compared.behind:
                _tell_of_slips(session, work, arrival.edition, newsroom, now)
        return Published(arrival.edition, event, Counter(change.told_as for change in work.changes), queued)


def _foreseen(engine: Engine, work: Publication, now: datetime) -> Drawn | None:
    """Draw up an edition before anybody waits for it, where all who write wait for each other.

    On PostgreSQL only those wait who write of the same source, and ids are given, not foreseen.
    """
    if engine.dialect.name != "sqlite":
        return None
    with reading(engine) as session:
        if _is_overtaken(session, work):
            raise Overtaken
        return draw_up(session, work, now)


def _is_overtaken(session: Session, work: Publication) -> bool:
    """Tell whether others have published, stand at the edition's place, or have placed its rows anew."""
    if log_version(session, work.source, work.series) != work.compared.before.log:
        return True
    place = free_place(session, work.source, work.series, work.place, except_for=work.held)
    return place != work.place or _are_placed_anew(session, work)


def _are_placed_anew(session: Session, work: Publication) -> bool:
    """Tell whether rows that begin or end mean other places than they did when they were compared."""
    step = work.compared.step
    wanted = {each.wording for each in step.begun} | {
        change.was.wording for change in step.changes if change.was
    }
    columns = select(PrintingRow.digest, PrintingRow.outcome, PrintingRow.places, PrintingRow.candidates)
    stored = select_in(
        session, columns.where(col(PrintingRow.source) == work.source), PrintingRow.digest, sorted(wanted)
    )
    for wording, outcome, places, candidates in stored:
        known = work.compared.rows[wording].resolution
        geoids = [[place.geoid for place in each] for each in (known.places, known.candidates)]
        if (outcome, [places, candidates]) != (known.outcome.value, geoids):
            return True
    return False


def _tell_newest(  # noqa: PLR0913, PLR0917 - the publishing transaction, at its last step
    session: Session,
    work: Publication,
    arrival: Arrival,
    written: Sequence[NewChange],
    newsroom: Newsroom,
    now: datetime,
) -> tuple[ChangeKind | None, int]:
    """Queue who hears of the newest edition of its log; return what happened to the list, and how many."""
    _note_last_look(session, work)
    event = _event(session, work, newsroom, now)
    of_list = [add_event(session, arrival, event)] if event else []
    back = back_with(session, work.beside, work.document.observed) if event is ChangeKind.BACK else ()
    # What fell between a transcription and its publisher's own edition, no one knows when.
    before = work.compared.before
    summary = before.transcription and not work.edition.transcription
    options = DeliveryOptions(work.settle, before.edition, summary=summary, passing=hearing(session, back))
    told = told_aloud(session, [*written, *of_list])
    if work.quiet:
        correct_edition(session, told, arrival.edition, now, work.settle)
        return event, 0
    arrived = Arrived(arrival.edition, work.looked, newsroom)
    return event, tell_turn(session, told, arrived, now, options)


def _derive_again(
    session: Session, edition: EditionRow, rules: Rules, newsroom: Newsroom, now: datetime
) -> None:
    """Write what a log gives that an edition came into, and ask operators of what was told and is no more."""
    undone = rewrite(session, edition, rules)
    if undone:
        told = ToldOtherwise(edition=edition.id or 0, changes=tuple(row.id or 0 for row in undone))
        queue(session, newsroom, Notice(f"undone:{edition.id}", told, edition.id), now)


def _edition_row(session: Session, work: Publication, number: int, now: datetime) -> EditionRow:
    """Write the edition, or all that is read now of one that was held, with its place in the log."""
    row = edition_row(work)
    if work.held is not None:
        row, made = held_row(session, work.held), row
        for name, value in made.model_dump(exclude=_OF_REVIEW).items():
            setattr(row, name, value)
        row.decided, row.decided_by = now, work.decided_by
    row.id, row.status = number, "accepted"
    row.stood = free_place(session, work.source, work.series, work.place, except_for=row.id)
    session.add(row)
    session.flush()
    return row


def _note_last_look(session: Session, work: Publication) -> None:
    """Note of the edition before when it was last seen to stand."""
    if work.compared.before.edition is not None:
        row = session.get_one(EditionRow, work.compared.before.edition)
        row.last_seen = max(row.stood, last_shown(session, work.source) or row.stood)


def _event(session: Session, work: Publication, newsroom: Newsroom, now: datetime) -> ChangeKind | None:
    if work.document.capture:
        record_capture(session, work.source, work.document.observed)
    elif record_success(session, work.source, newsroom, now, work.shown):
        return ChangeKind.BACK
    return ChangeKind.PUBLISHED if work.compared.before.source_edition is None else None


def _ask_operators(
    session: Session, arrival: Arrival, questions: Sequence[str], newsroom: Newsroom, now: datetime
) -> None:
    """Queue each question of an edition for operators, once ever."""
    for number, question in enumerate(questions):
        digest = hashlib.blake2b(question.encode(), digest_size=8).hexdigest()
        told = EditionQuestion(edition=arrival.edition, number=number)
        queue(session, newsroom, Notice(f"question:{arrival.source}:{digest}", told, arrival.edition), now)


def _tell_of_slips(
    session: Session, work: Publication, edition: int, newsroom: Newsroom, now: datetime
) -> None:
    """Queue one notice of the rows of an edition that go on under a misprint, or are spelt right again."""
    changes = [each.change for each in work.compared.step.slips]
    found = Counter((*misprint(change), change.mends) for change in changes)
    found.update((*texts, True) for texts in _mended(session, work))
    if not found:
        return
    named = found.most_common(MISPRINTS)
    told = SlipsRead(
        edition=edition,
        misprints=tuple(
            Misprint(printed=printed, meant=meant, rows=rows, mended=mended)
            for (printed, meant, mended), rows in named
        ),
        more=found.total() - sum(rows for _, rows in named),
    )
    queue(session, newsroom, Notice(f"slips:{edition}", told, edition), now)


def _mended(session: Session, work: Publication) -> Iterator[tuple[str, str]]:
    """Yield what standing slips printed, and for what, that an edition prints right again."""
    step, before = work.compared.step, work.compared.state.standing
    slips = {
        each.lineage: each.wording
        for key in {one.key for one in step.begun}
        for each in before.get(key, ())
        if each.continued and each.number in step.ended
    }
    mends = [
        (slips[each.lineage], each.wording)
        for each in step.begun
        if each.lineage in slips and not each.continued
    ]
    texts = select(PrintingRow.digest, PrintingRow.as_read).where(col(PrintingRow.source) == work.source)
    wanted = sorted({wording for pair in mends for wording in pair})
    read: dict[bytes, str] = dict(select_in(session, texts, PrintingRow.digest, wanted))
    yield from (cell for slip, mend in mends if (cell := differing_cell(read[slip], read[mend])))


def _tell_of_columns(
    session: Session, work: Publication, edition: int, newsroom: Newsroom, now: datetime
) -> None:
    """Queue one notice if an edition's table has other columns than the editions before it.

    The order of columns and the way their headers are spelt don't count. A list is compared with its
    last edition. A report comes in several layouts in turn (a weekly and a quarterly one, a workbook
    and a data file), so its columns are new only if no edition of it had them.

    Args:
        session: The publishing transaction; the edition is written already.
        work: What is published.
        edition: Its id.
        newsroom: Whom to tell.
        now: UTC.
    """
    columns = work.edition.columns
    known = _layouts(session, work.source, edition)
    if not columns or not known:
        return
    takes_turns = work.series or work.rules.cumulative
    met = known if takes_turns else known[:1]
    if _names(columns) in [_names(each) for _, each in met]:
        return
    told = ColumnsChanged(edition=edition, before=known[0][0])
    queue(session, newsroom, Notice(f"layout:{edition}", told, edition), now)


def _layouts(session: Session, source: str, edition: int) -> list[tuple[int, Sequence[str]]]:
    """Return the accepted editions before one with their columns, the last first, where they have any."""
    before = select(EditionRow.id, EditionRow.columns).where(*accepted(source), col(EditionRow.id) != edition)
    layouts = session.exec(before.order_by(*newest_first())).all()
    return [(number or 0, columns) for number, columns in layouts if columns]


def _names(columns: Iterable[str]) -> frozenset[str]:
    return frozenset(map(comparable, columns))
