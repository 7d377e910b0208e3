"""Rows that are inserted many at a time are those that SQLAlchemy would have written."""

from datetime import UTC, datetime

from sqlmodel import select

from models.db import (
    ErratumRow,
    LeadRow,
    SourceRow,
    insert_many,
    insert_prepared,
    open_engine,
    prepare,
    writing,
)

NOW = datetime(2026, 11, 2, 15, 0, 0, 123456, UTC)


def test_what_is_inserted_is_what_was_said(database: str) -> None:
    """Moments, JSON and truth come back as they were, and what a row doesn't say is its column's default."""
    engine = open_engine(database)
    said = {"scout": "s", "address": "https://a.example/1", "title": "A “list” 100%", "observed": NOW}
    with writing(engine) as session:
        some = [{"id": 7, **said, "words": ["a", "ü"], "linked": False}]
        insert_prepared(session, prepare(session, LeadRow, some), prepare(session, ErratumRow, []))
        insert_many(session, LeadRow, [{"id": 9, **said, "address": "https://a.example/2", "words": []}])
        insert_many(session, SourceRow, [{"name": "list", "announced": [], "said": [{"kind": "suspended"}]}])
    with writing(engine) as session:
        first, second = session.exec(select(LeadRow).order_by("id")).all()
        source = session.exec(select(SourceRow)).one()
        assert (first.id, first.title, first.words, first.linked) == (7, said["title"], ["a", "ü"], False)
        assert (second.id, second.words, second.linked, second.published) == (9, [], True, None)
        assert first.observed.replace(tzinfo=UTC) == NOW
        assert (source.failures, source.due, source.said) == (0, None, [{"kind": "suspended"}])
    engine.dispose()
