"""A SQLite database with a million listings, made up by SQL itself: publishing them would take an hour.

Its schema is the desk's, its counts are kept by the desk's own function. Every 36th
listing is Boston's; the others spread over 36,000 places, some with many and most with few.
"""

import json
import random
import re
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlmodel import Session, text

from models.db import PrintedChunkRow, PrintedListRow, SourceRow, migrate, open_engine, writing
from models.domain import Place, PlaceKind, PrintedEntry, pack
from models.editions.row_writer import recount
from tests.support.gazetteer.places import current_places

BOSTON = "2507000"
PLACES = 36_000
SOURCES = ("ice_ddor", "doj_eo14287", "ddor_policies", "dhs_2025")
_LISTS = (("doj_eo14287", "designation"), ("ddor_policies", "policy"), ("dhs_2025", "designation"))
_WEEKS = 400
_MADE = datetime(2025, 8, 5, tzinfo=UTC)
_LIST_SHARE = 500
"""One listing in so many stands on each of the three lists."""


def places() -> list[Place]:
    """Return the places that the listings name, Boston first; the same at each run."""
    named = [place for place in current_places() if place.kind is not PlaceKind.STATE]
    named.sort(key=lambda place: place.geoid != BOSTON)
    chance = random.Random(1)  # noqa: S311 - made-up facts, the same at each run
    return named[:1] + chance.sample(named[1:], PLACES - 1)


def fill(url: str, listings: int) -> None:
    """Make the database: refusals of 400 weeks, three lists, a change for each row."""
    migrate(url)
    engine = open_engine(url, threads=1)
    of_list = listings // _LIST_SHARE
    refusals = listings - len(_LISTS) * of_list
    with writing(engine) as session:
        _run(session, _DOCUMENT)
        _places(session)
        _editions(session)
        _run(session, _DRAW_REFUSALS, rows=refusals)
        week = {"rows": refusals, "each": refusals // _WEEKS + 1}
        _run(session, _INTO_PRINTING + _PRINTED_REFUSALS, **week)
        _run(session, _INTO_LISTING + _REFUSALS, **week)
        for number, (source, kind) in enumerate(_LISTS):
            rows = {"first": refusals + number * of_list, "rows": of_list}
            _run(session, _DRAW_LIST, **rows)
            listed = {**rows, "source": source, "kind": kind}
            _run(session, _INTO_PRINTING + _PRINTED_LIST, **listed)
            _run(session, _INTO_LISTING + _LIST, **listed, edition=_WEEKS + 1 + number)
        _printed_lists(session)
        for statement in (_LINKS, _CHANGES, _CHANGED_PLACES, _CHECKED):
            _run(session, statement)
        for source in SOURCES:
            recount(session, source)
    engine.dispose()


def _run(session: Session, statement: str, **values: Any) -> None:
    session.connection().execute(text(_completed(statement)), values)


def _completed(statement: str) -> str:
    """Return an INSERT that gives the columns that it doesn't name what a new row of its table has there."""
    begins = re.match(r"\s*INSERT INTO (\w+) \(([^)]*)\)\s*(SELECT( DISTINCT)? |VALUES \()", statement)
    if begins is None:
        return statement
    table, named, takes, _ = begins.groups()
    model = next(each.class_ for each in SourceRow._sa_registry.mappers if each.class_.__tablename__ == table)
    others = model.model_fields.keys() - set(re.findall(r"\w+", named))
    blank = {name: model.model_fields[name].get_default(call_default_factory=True) for name in others}
    new = {name: _as_sqlite(value) for name, value in blank.items() if value is not None}
    columns = ", ".join([*new, named])
    values = "".join(f"'{value}', " for value in new.values())
    return f"INSERT INTO {table} ({columns}) {takes}{values}{statement[begins.end() :]}"


def _as_sqlite(value: Any) -> str:
    return str(int(value)) if isinstance(value, bool) else json.dumps(value).strip('"')


def _places(session: Session) -> None:
    _run(session, "CREATE TEMP TABLE named (n INTEGER PRIMARY KEY, geoid TEXT, name TEXT, state TEXT)")
    _run(session, "CREATE TEMP TABLE drawn (i INTEGER PRIMARY KEY, n INTEGER)")
    rows = [
        {"n": n, "geoid": place.geoid, "name": place.name, "state": place.state, "kind": place.kind.value}
        for n, place in enumerate(places())
    ]
    session.connection().execute(text("INSERT INTO named VALUES (:n, :geoid, :name, :state)"), rows)
    session.connection().execute(text("INSERT INTO place VALUES (:geoid, :name, :state, :kind)"), rows)


def _editions(session: Session) -> None:
    first = date(2017, 1, 7)
    weeks = [first + timedelta(weeks=week) for week in range(_WEEKS)]
    rows = [
        {"source": "ice_ddor", "published": week, "first": week, "last": week + timedelta(days=6)}
        for week in weeks
    ]
    rows += [
        {"source": name, "published": date(2025, 8, 5), "first": None, "last": None} for name, _ in _LISTS
    ]
    named = [row | {"id": number, "series": _series(row)} for number, row in enumerate(rows, 1)]
    session.connection().execute(text(_completed(_EDITION)), named)


def _printed_lists(session: Session) -> None:
    """Keep each edition's list as the desk does: its rows in their order, forty on a page."""
    rows = session.connection().execute(text("SELECT first_edition, printing FROM listing ORDER BY 1, 2"))
    for edition, several in groupby(rows, key=itemgetter(0)):
        numbered = enumerate((printing for _, printing in several), 1)
        entries = [PrintedEntry(printing, place, 3 + place // 40, "") for place, printing in numbered]
        templates, chunks = pack(entries)
        listed = PrintedListRow(
            edition=edition, made=_MADE, entries=len(entries), templates=templates, exact=""
        )
        session.add(listed)
        session.flush()
        session.add_all(PrintedChunkRow(edition=edition, **asdict(chunk)) for chunk in chunks)


def _series(row: dict[str, Any]) -> str:
    return f"{row['first']}/{row['last']}" if row["first"] else ""


_DOCUMENT = """
INSERT INTO document (sha256, source, size, media_type, address, observed, headers)
VALUES ('x', 'ice_ddor', 1, 'application/pdf', 'https://publisher.example/',
  '2017-01-01 00:00:00.000000', '{}')
"""
_EDITION = """
INSERT INTO edition (id, source, series, status, sha256, address, observed, stood, published, period_first,
  period_last, content, rows, totals, caveats, questions, reasons, transcription, partial, decided_by)
VALUES (:id, :source, :series, 'accepted', 'x', 'https://publisher.example/a.pdf',
  :published || ' 00:00:00.000000', :published || ' 00:00:00.000000', :published, :first, :last, 'c', 1,
  '{}', '[]', '[]', '[]', '', 0, '')
"""
_INTO_PRINTING = """
INSERT INTO printing (id, source, digest, key, kind, state, as_read, fields, printed, annotations, notes,
  remarks, outcome, resolver, places, candidates)
"""
_INTO_LISTING = """
INSERT INTO listing (id, source, series, key, printing, lineage, begun, begun_number, first_edition,
  since_edition, kind, state, measure, period_first, period_last)
"""
_DRAW_REFUSALS = """
INSERT INTO drawn
WITH RECURSIVE number (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM number WHERE i < :rows),
chance AS (SELECT i, ((i * 2654435761) & 4294967295) / 4294967296.0 AS x FROM number)
SELECT i, CASE WHEN i % 36 = 0 THEN 0
  ELSE 1 + CAST(x * x * ((SELECT count(*) FROM named) - 1) AS INTEGER) END
FROM chance
"""
_PRINTED_REFUSALS = """
SELECT i, 'ice_ddor', CAST(printf('%016d', i) AS BLOB), CAST(printf('%016d', i) AS BLOB), 'refusal',
  named.state, name || ' Jail | Mexico | DUI', json_object('agency', name || ' Jail', 'citizenship',
  'Mexico', 'offense', 'DUI', 'disposition', 'charge', 'issued', '2017-01-01', 'declined', period_last,
  'activity_as_printed', 'DUI (charge)'), '{}', '{}', '[]', '[]', 'resolved', '1', json_array(geoid), '[]'
FROM drawn JOIN named USING (n) JOIN edition ON edition.id = 1 + i / :each WHERE i <= :rows
"""
_REFUSALS = """
SELECT i, 'ice_ddor', series, CAST(printf('%016d', i) AS BLOB), i, i, stood, i, edition.id, edition.id,
  'refusal', named.state, '', period_first, period_last
FROM drawn JOIN named USING (n) JOIN edition ON edition.id = 1 + i / :each WHERE i <= :rows
"""
_DRAW_LIST = "INSERT INTO drawn SELECT :first + n + 1, n FROM named WHERE n < :rows"
_PRINTED_LIST = """
SELECT :first + n + 1, :source, CAST(printf('%016d', :first + n + 1) AS BLOB),
  CAST(printf('%016d', :first + n + 1) AS BLOB), :kind, state, name, json_object('name', name, 'heading',
  'Cities', 'jurisdiction', name, 'policy', 'P', 'enacted_as_printed', 'Jan 2017'), '{}', '{}', '[]', '[]',
  'resolved', '1', json_array(geoid), '[]'
FROM named WHERE n < :rows
"""
_LIST = """
SELECT :first + n + 1, :source, '', CAST(printf('%016d', :first + n + 1) AS BLOB), :first + n + 1,
  :first + n + 1, '2025-08-05 00:00:00.000000', n, :edition, :edition, :kind, state, '', NULL, NULL
FROM named WHERE n < :rows
"""
_LINKS = (
    "INSERT INTO listing_place (listing, geoid, candidate) SELECT i, geoid, 0 FROM drawn JOIN named USING (n)"
)
_CHANGES = """
INSERT INTO change (id, source, edition, observed, kind, after, lineage, after_printing, after_page,
  differences, states, possibly_same)
SELECT id, source, first_edition, '2025-08-05 00:00:00.000000', 'added', id, id, id, 3, '[]',
  ',' || state || ',', 0
FROM listing
"""
_CHANGED_PLACES = "INSERT INTO change_place (geoid, change) SELECT geoid, listing FROM listing_place"
_CHECKED = """
INSERT INTO source (name, checked, succeeded, failures, gone_checks, sentence)
SELECT DISTINCT source, '2026-11-24 00:00:00.000000', '2026-11-24 00:00:00.000000', 0, 0, '' FROM edition
"""
