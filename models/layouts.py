"""Columns that came or went: a change of the layout, told to operators and never to channels."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from models.bulletin import SOURCE
from models.listings import comparable
from models.notices import Notice, queue
from models.publication import Publication
from models.settings import Newsroom
from models.tables import EditionRow


def tell_of_layout(
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
    takes_turns = work.series or work.told_again is not None
    met = known if takes_turns else known[:1]
    if _names(columns) in [_names(each) for each in met]:
        return
    said = [*_told("new", columns, known[0]), *_told("gone", known[0], columns)]
    payload = {
        "sentence": f"{SOURCE}: the columns of {work.source} have changed: {'; '.join(said)}.",
        "cure": "Rows are read by what their headers mean, and what a new column says is kept beside them. "
        "If it says what an old one did, it needs a word in the reader.",
        "source": work.source,
        "address": work.document.address,
    }
    queue(session, newsroom, Notice(f"layout:{edition}", payload, edition), now)


def _layouts(session: Session, source: str, edition: int) -> list[list[str]]:
    """Return the columns of the accepted editions before one, the last first, where they have any."""
    before = select(EditionRow.columns).where(
        col(EditionRow.source) == source,
        col(EditionRow.status) == "accepted",
        col(EditionRow.id) != edition,
    )
    found = session.exec(before.order_by(col(EditionRow.id).desc())).all()
    return [list(columns) for columns in found if columns]


def _names(columns: Iterable[str]) -> frozenset[str]:
    return frozenset(map(comparable, columns))


def _told(what: str, these: Sequence[str], those: Sequence[str]) -> list[str]:
    others = _names(those)
    found = [column for column in these if comparable(column) not in others]
    return [f"{what} {'is' if len(found) == 1 else 'are'} {', '.join(found)}"] if found else []
