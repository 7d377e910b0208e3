"""The newest edition of a source whose editions cover one period each."""

from datetime import date
from itertools import permutations

import pytest

from models.db import open_engine, reading
from models.domain import Period
from models.queries import edition_of, freshness_by_source, last_edition
from tests.support.newsroom.desk_on_slack import refusal, take_rows

COPIED = date(2026, 10, 1)
YEARS = tuple(Period(date(year, 1, 1), date(year, 12, 31)) for year in (2013, 2014, 2015))


@pytest.mark.parametrize("order", list(permutations(YEARS)))
def test_of_copies_taken_in_as_of_one_moment_the_newest_covers_the_latest_days(
    database: str, order: tuple[Period, ...]
) -> None:
    """Whatever came in last: wherever an edition is called the newest, it is that one."""
    for period in order:
        rows = (refusal("Travis County Jail", "TX", 3, declined=period.first.isoformat()),)
        take_rows(database, "made_up_report", rows, published=COPIED, period=period)
    engine = open_engine(database, threads=2)
    with reading(engine) as session:
        newest = edition_of(session, "made_up_report")
        assert newest.period == YEARS[-1]
        assert last_edition(session, "made_up_report") == newest.number
        accepted = freshness_by_source(session)["made_up_report"].accepted
    engine.dispose()
    assert accepted is not None
    assert accepted.number == newest.number
