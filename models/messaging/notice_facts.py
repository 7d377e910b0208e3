"""What a notice to operators is about, read from the facts when it is told."""

from collections.abc import Sequence
from typing import TypeVar, assert_never

from sqlmodel import Session, SQLModel, col, func, select

from models.db import ChangeRow, EditionRow, ErratumRow, LeadRow, PrintingRow, RemarkRow
from models.domain import comparable
from models.errors import DeliveryError
from models.messaging.notices import (
    ChannelClosed,
    ColumnsChanged,
    ColumnsFacts,
    EditionQuestion,
    EditionReread,
    ErratumFacts,
    HeldEdition,
    HeldFacts,
    Lead,
    LeadFound,
    ListAlternates,
    MoreLeads,
    Noticed,
    NoticeFacts,
    QuestionFacts,
    RemarkFacts,
    RemarkMade,
    RereadFacts,
    SlipsFacts,
    SlipsRead,
    SourceAnswers,
    SourceFails,
    ToldOtherwise,
    ToldOtherwiseFacts,
    UnplacedErratum,
    UnreadableMessages,
    Unsent,
)

Table = TypeVar("Table", bound=SQLModel)


def facts_of(session: Session, notice: Noticed) -> NoticeFacts:
    """Return a notice with what is to be read for it.

    Raises:
        DeliveryError: What it is about isn't stored any more.
    """
    facts: NoticeFacts
    match notice:
        case HeldEdition():
            facts = _held(session, notice)
        case EditionQuestion():
            edition = _row(session, EditionRow, notice.edition)
            facts = QuestionFacts(edition.source, edition.questions[notice.number])
        case ColumnsChanged():
            facts = _columns(session, notice)
        case ToldOtherwise():
            facts = _told_otherwise(session, notice)
        case EditionReread() | SlipsRead():
            facts = _read(session, notice)
        case UnplacedErratum():
            row = _row(session, ErratumRow, notice.erratum)
            facts = ErratumFacts(row.source, row.address, row.name, row.state, row.sentence)
        case RemarkMade():
            said = _row(session, RemarkRow, notice.remark)
            where = (said.person, said.channel, said.words, said.about, said.shown)
            facts = RemarkFacts(notice.remark, *where, link=notice.link)
        case LeadFound():
            facts = lead_of(session, notice.lead)
        case (
            ListAlternates()
            | SourceFails()
            | SourceAnswers()
            | MoreLeads()
            | ChannelClosed()
            | UnreadableMessages()
            | Unsent()
        ):
            facts = notice
        case _:
            assert_never(notice)
    return facts


def _read(session: Session, notice: EditionReread | SlipsRead) -> RereadFacts | SlipsFacts:
    edition = _row(session, EditionRow, notice.edition)
    where = edition.source, edition.address
    return SlipsFacts(*where, notice) if isinstance(notice, SlipsRead) else RereadFacts(*where, notice)


def notice_of_held(session: Session, edition: int) -> HeldFacts:
    """Return what operators are shown of an edition that is held.

    Raises:
        DeliveryError: It isn't stored any more.
    """
    return _held(session, HeldEdition(edition=edition))


def lead_of(session: Session, number: int) -> Lead:
    """Return the lead of an id.

    Raises:
        DeliveryError: It isn't stored any more.
    """
    row = _row(session, LeadRow, number)
    return Lead(row.scout, row.address, row.title, row.published, tuple(row.words), linked=row.linked)


def _row(session: Session, table: type[Table], number: int) -> Table:
    row = session.get(table, number)
    if row is None:
        raise DeliveryError("What this message is about isn't known to this desk any more.", "")
    return row


def _held(session: Session, notice: HeldEdition) -> HeldFacts:
    edition = _row(session, EditionRow, notice.edition)
    where = edition.address, edition.sha256
    reasons, sample = tuple(edition.reasons), tuple(edition.sample)
    return HeldFacts(notice.edition, edition.source, reasons, *where, sample=sample, passes=notice.passes)


def _columns(session: Session, notice: ColumnsChanged) -> ColumnsFacts:
    edition, before = (_row(session, EditionRow, number) for number in (notice.edition, notice.before))
    return ColumnsFacts(
        edition.source,
        edition.address,
        _lacking(edition.columns, before.columns),
        _lacking(before.columns, edition.columns),
    )


def _told_otherwise(session: Session, notice: ToldOtherwise) -> ToldOtherwiseFacts:
    edition = _row(session, EditionRow, notice.edition)
    printing = func.coalesce(ChangeRow.after_printing, ChangeRow.before_printing)
    told = (
        select(ChangeRow.told_as, PrintingRow.as_read)
        .join(PrintingRow, col(PrintingRow.id) == printing)
        .where(col(ChangeRow.id).in_(notice.changes))
        .order_by(col(ChangeRow.id))
    )
    return ToldOtherwiseFacts(notice.edition, edition.source, edition.address, session.exec(told).all())


def _lacking(these: Sequence[str], those: Sequence[str]) -> tuple[str, ...]:
    """Return the columns of the first table that the second has not, however their headers are spelt."""
    others = set(map(comparable, those))
    return tuple(column for column in these if comparable(column) not in others)
