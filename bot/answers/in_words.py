"""What was typed as a question names places among other words: `are Boston and Chicago sanctuary cities?`.

Only what is no verb, and no place by itself, is read so.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.answers.comparison import readings
from bot.answers.lookup import answer, answer_about
from bot.answers.place_mentions import NAMESAKES, MentionedNames, names_in
from bot.answers.values import Answer, LookupOutcome
from bot.desk import Desk
from bot.grammar import Lookup, nearest
from models.domain import Place, PlaceKind
from models.queries import counts_in

_NOT_NAMES = """
    a about added agreement agreements all an and any anything are as at be been being but by call called can
    changed cities civil compare compared considered cooperate cooperates cooperating counted counties count
    counts currently deal decline declined declines defy department detain detainer detainers dhs did do does
    doj ever everything federal feds find for from give government had happened has have help honor honored
    honoring honors how ice if immigration in information is isn't it its justice kind know law laws like list
    listed lists many me mention mentioned more most much name named names new no not now number of off on
    once one or other places police policies policy previously public put really refusal refusals refuse
    refused refuses refusing removed report reports request requests sanctuary say says sheriff should show
    some states status still story taken tell than that the their there these they this to today told took
    towns trump under up us versus violation vs warrants was were what what's when where whether which who why
    will with work working works would year you
"""
"""Words of questions; some are places' names as well, and mean no place here."""
_WORDS = frozenset(_NOT_NAMES.split())
_UNCLEAR = 400
"""Bearers of names that are looked for at once."""


def answer_in_words(question: Lookup, desk: Desk) -> Answer:
    """Answer a question as it was typed, of the one place that it names; of several, ask which.

    Raises:
        UsageError: It is of a day that has not come.
        StoreError: The database can't be read.
    """
    record = answer(question, desk)
    lost = record.found in {LookupOutcome.UNKNOWN, LookupOutcome.SUGGESTED}
    if not lost or " " not in question.text or (not question.plain and nearest(question.text)):
        return record
    recorded: set[str] = set()
    places = list(dict.fromkeys(_joined(question, desk, recorded) or _among(question.text, desk, recorded)))
    if len(places) == 1:
        return answer_about(places[0].geoid, question.as_of, desk, plain=True, about=question.about) or record
    if not places:
        return record
    with_data = frozenset(place.geoid for place in places if place.geoid in recorded)
    named = {place.name.partition(" (")[0] for place in places}
    several = len(named) > 1
    return replace(
        record,
        query=record.query if several else named.pop(),
        found=LookupOutcome.AMBIGUOUS,
        plain=True,
        several=several,
        candidates=tuple(places),
        with_data=with_data,
        note="",
    )


def _joined(question: Lookup, desk: Desk, recorded: set[str]) -> list[Place]:
    """Return the places of a text that is nothing but names with words between them; else none."""
    for names in readings(question.text.replace(" or ", " and ")):
        records = [answer(Lookup(name, question.as_of), desk) for name in names]
        found = [list(_meant(record)) for record in records]
        if all(found):
            recorded |= {geoid for record in records for geoid in record.with_data}
            recorded |= {record.place.geoid for record in records if record.place and record.rows}
            return [place for some in found for place in some]
    return []


def _meant(record: Answer) -> Sequence[Place]:
    if record.place or record.found is not LookupOutcome.AMBIGUOUS:
        return [record.place] if record.place else ()
    known = [place for place in record.candidates if place.geoid in record.with_data]
    bare = [place for place in known if place.kind is not PlaceKind.COUNTY]
    return (bare or known or record.candidates)[:NAMESAKES]


def _among(text: str, desk: Desk, recorded: set[str]) -> list[Place]:
    """Return the places that a text names, however it is written; a name alone only of what is recorded."""
    names = names_in(" ".join(_as_written(text)), desk.gazetteer)
    with desk.reading() as session:
        recorded |= {count.area for count in counts_in(session, names.bearers[:_UNCLEAR])}
    mentioned = names.among(recorded)
    recorded |= {place.geoid for place in mentioned.sure}
    return [*mentioned.sure, *mentioned.maybe] or _bearers(names, recorded)


def _bearers(names: MentionedNames, recorded: set[str]) -> list[Place]:
    """Return who bears the longest name, of those on whom something is recorded, where they are many."""
    for name in sorted(names.alone, key=lambda each: each.first - each.last):
        if known := [place for place in name.bearers if place.geoid in recorded]:
            return known
    alone = {name.bearers for name in names.alone}
    return list(alone.pop()) if len(alone) == 1 else []


def _as_written(text: str) -> Iterator[str]:
    """Yield words as sentences have them: names in capitals, no others."""
    for word in text.split():
        is_name = word.strip(",.;:'\"").casefold() not in _WORDS
        yield word[:1].upper() + word[1:] if is_name else word.casefold()
