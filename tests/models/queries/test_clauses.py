"""Which rows a publisher's correction marks, where it doesn't say which issue it corrects."""

from datetime import UTC, date, datetime

import pytest
from sqlmodel import select

from models.config import Newsroom
from models.db import ListingRow, open_engine, reading, writing
from models.domain import Erratum, Period
from models.editions import Statement, TakenBack, add_errata
from models.places import load_gazetteer
from models.queries.clauses import taken_back
from tests.support.newsroom.desk_on_slack import refusal, take_rows

WEEK = Period(date(2017, 2, 4), date(2017, 2, 10))
TRAVIS = TakenBack(
    Erratum("Travis County", "TX", None, "Travis County was in error."), load_gazetteer().by_geoid("48453")
)


@pytest.mark.parametrize(
    ("read", "marked"),
    [
        (datetime(2017, 2, 10, 23, tzinfo=UTC), 0),
        (datetime(2017, 2, 11, tzinfo=UTC), 1),
        (datetime(2017, 4, 13, 15, tzinfo=UTC), 1),
    ],
)
def test_a_correction_of_no_named_issue_is_of_weeks_that_were_over(
    database: str, read: datetime, marked: int
) -> None:
    """On a week's last day nobody can have printed that week's report; on the next day one may have."""
    rows = (refusal("Travis County Jail", "TX", 3, declined="2017-02-06"),)
    take_rows(database, "made_up_report", rows, published=date(2017, 2, 20), period=WEEK)
    engine = open_engine(database, threads=2)
    with writing(engine) as session:
        said = Statement("made_up_report", "https://publisher.example/", read)
        add_errata(session, said, [TRAVIS], Newsroom(), read)
    with reading(engine) as session:
        listings = [number or 0 for number in session.exec(select(ListingRow.id))]
        assert len(taken_back(session, listings)) == marked
    engine.dispose()
