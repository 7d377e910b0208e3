"""A SQLite database with a million listings, made up by SQL itself: publishing them would take an hour.

Its schema is the migrations', its counts are kept by the desk's own function. Every 36th
listing is Boston's; the others spread over 36,000 places, some with many and most with few.
"""

import random
from datetime import date, timedelta
from typing import Any

from sqlmodel import Session, text

from models.counts import recount
from models.places import load_gazetteer
from models.schema import migrate
from models.store import open_engine, writing
from models.values import Place, PlaceKind

BOSTON = "2507000"
PLACES = 36_000
SOURCES = ("ice_ddor", "doj_eo14287", "ddor_policies", "dhs_2025")
_LISTS = (("doj_eo14287", "designation"), ("ddor_policies", "policy"), ("dhs_2025", "designation"))
_WEEKS = 400
_LIST_SHARE = 500
"""One listing in so many stands on each of the three lists."""


def places() -> list[Place]:
    """Return the places that the listings name, Boston first; the same at each run."""
    gazetteer = load_gazetteer()
    known = [gazetteer.by_geoid(geoid) for geoid in gazetteer.geoids() if gazetteer.is_current(geoid)]
    named = [place for place in known if place and place.kind is not PlaceKind.STATE]
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
        _run(session, _INTO_LISTING + _REFUSALS, rows=refusals, each=refusals // _WEEKS + 1)
        for number, (source, kind) in enumerate(_LISTS):
            rows = {"first": refusals + number * of_list, "rows": of_list}
            _run(session, _DRAW_LIST, **rows)
            _run(
                session, _INTO_LISTING + _LIST, **rows, source=source, kind=kind, edition=_WEEKS + 1 + number
            )
        for statement in (_LINKS, _CHANGES, _CHANGED_PLACES, _CHECKED):
            _run(session, statement)
        for source in SOURCES:
            recount(session, source)
    engine.dispose()


def _run(session: Session, statement: str, **values: Any) -> None:
    session.connection().execute(text(statement), values)


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
    session.connection().execute(text(_EDITION), named)


def _series(row: dict[str, Any]) -> str:
    return f"{row['first']}/{row['last']}" if row["first"] else ""


_DOCUMENT = """
INSERT INTO document (sha256, source, size, media_type, address, observed, headers)
VALUES ('x', 'ice_ddor', 1, 'application/pdf', 'https://publisher.example/',
  '2017-01-01 00:00:00.000000', '{}')
"""
_EDITION = """
INSERT INTO edition (id, source, series, status, sha256, address, observed, published, period_first,
  period_last, content, rows, totals, caveats, questions, reasons, transcription, partial, decided_by)
VALUES (:id, :source, :series, 'accepted', 'x', 'https://publisher.example/a.pdf',
  :published || ' 00:00:00.000000', :published, :first, :last, 'c', 1, '{}', '[]', '[]', '[]', '', 0, '')
"""
_INTO_LISTING = """
INSERT INTO listing (id, source, series, key, first_edition, since_edition, kind, state, section, page,
  position, as_read, fields, annotations, notes, measure, period_first, period_last, outcome, reason,
  repaired, resolver)
"""
_DRAW_REFUSALS = """
INSERT INTO drawn
WITH RECURSIVE number (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM number WHERE i < :rows),
chance AS (SELECT i, ((i * 2654435761) & 4294967295) / 4294967296.0 AS x FROM number)
SELECT i, CASE WHEN i % 36 = 0 THEN 0
  ELSE 1 + CAST(x * x * ((SELECT count(*) FROM named) - 1) AS INTEGER) END
FROM chance
"""
_REFUSALS = """
SELECT i, 'ice_ddor', series, CAST(printf('%016d', i) AS BLOB), edition.id, edition.id, 'refusal',
  named.state, '', 3, '', name || ' Jail | Mexico | DUI', json_object('agency', name || ' Jail',
  'citizenship', 'Mexico', 'offense', 'DUI', 'disposition', 'charge', 'issued', '2017-01-01', 'declined',
  period_last, 'activity_as_printed', 'DUI (charge)'), '{}', '[]', '', period_first, period_last,
  'resolved', '', '', '1'
FROM drawn JOIN named USING (n) JOIN edition ON edition.id = 1 + i / :each WHERE i <= :rows
"""
_DRAW_LIST = "INSERT INTO drawn SELECT :first + n + 1, n FROM named WHERE n < :rows"
_LIST = """
SELECT :first + n + 1, :source, '', CAST(printf('%016d', :first + n + 1) AS BLOB), :edition, :edition, :kind,
  state, '', 3, '', name, json_object('name', name, 'heading', 'Cities', 'jurisdiction', name, 'policy',
  'P', 'enacted_as_printed', 'Jan 2017'), '{}', '[]', '', NULL, NULL, 'resolved', '', '', '1'
FROM named WHERE n < :rows
"""
_LINKS = (
    "INSERT INTO listing_place (listing, geoid, candidate) SELECT i, geoid, 0 FROM drawn JOIN named USING (n)"
)
_CHANGES = """
INSERT INTO change (id, source, edition, observed, kind, after, differences, states, possibly_same)
SELECT id, source, first_edition, '2025-08-05 00:00:00.000000', 'added', id, '[]', ',' || state || ',', 0
FROM listing
"""
_CHANGED_PLACES = "INSERT INTO change_place (geoid, change) SELECT geoid, listing FROM listing_place"
_CHECKED = """
INSERT INTO source (name, checked, succeeded, failures, gone_checks, sentence)
SELECT DISTINCT source, '2026-11-24 00:00:00.000000', '2026-11-24 00:00:00.000000', 0, 0, '' FROM edition
"""
