"""Marks an edition's rows whose place may be a namesake of the one that was meant."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from sqlmodel import Session

from jobs.history.catalog import read_catalog
from jobs.placing import place_rows
from models.changes import Row
from models.namesakes import marked, namesakes
from models.places import Gazetteer
from models.query_recorded import recorded


def with_alarm(session: Session, rows: Sequence[Row], gazetteer: Gazetteer) -> Sequence[Row]:
    """Return rows, those to check first marked with the sentence that says why. Nothing is dropped.

    A place's history is what stands of it in the database, and NPR's counts of 2007 to 2015, which
    are bundled: the first report that a new desk reads has a past too.
    """
    named = namesakes(rows, gazetteer)
    if not named:
        return rows
    past = _until_2015(gazetteer)
    known = {place: others for place, others in named.items() if not past[place.geoid]}
    if not known:
        return rows
    asked = {place.geoid for one, others in known.items() for place in (one, *others)}
    history = recorded(session, asked)
    return marked(rows, known, replace(history, sure=history.sure | past))


@cache
def _until_2015(gazetteer: Gazetteer) -> Counter[str]:
    """Return how many detainers NPR's table counts as declined, by the GEOID of the jail's place."""
    counted: Counter[str] = Counter()
    for past in read_catalog():
        if past.source == "npr_declined" and past.edition:
            for row in place_rows(past.edition.listings, gazetteer):
                number = int(row.listing.fields["count"] or 0)
                for place in row.resolution.places:
                    counted[place.geoid] += number
    return counted
