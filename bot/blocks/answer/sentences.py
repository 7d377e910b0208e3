"""An answer as one sentence to print, with its caveat and its source: three blocks to copy apart. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot import words
from bot.answers import MEASURES, Answer, Stated, list_cited, stated
from bot.blocks import kit
from bot.blocks.answer.answer_lines import is_nowhere
from bot.blocks.shared import printed
from bot.words import (
    CIVIL_REQUEST,
    COOPERATION,
    NO_PROOF,
    NOT_DELISTED,
    agreement_sentence,
    full_place,
    later_line,
    membership_sentence,
    names_of,
    number_sentence,
    printed_source,
    within_sentence,
)
from models.domain import (
    Agreement,
    Cited,
    ListSeen,
    Membership,
    Number,
    PlaceKind,
    Stands,
    Unit,
    Within,
    day_in,
)

NOTHING = "There is no sentence to copy: what we hold can't be put in one."
PUBLIC = 2
"""Public notes that go with a sentence; the answer has them all."""


@dataclass(frozen=True, slots=True)
class Printable:
    """What a newsroom can print of an answer, in plain text.

    Attributes:
        sentence: At most 40 words; empty where nothing can be said in one.
        caveat: What it doesn't say.
        source: Whose page it is, and where that was copied.
    """

    sentence: str
    caveat: str
    source: str


@dataclass(frozen=True, slots=True)
class _Said:
    sentence: str
    of: ListSeen
    cited: Sequence[Cited] = ()
    caveat: str = ""


def printable(answer: Answer) -> Printable:
    """Return the sentence of an answer with its caveat and its source.

    Cases on file come first, then lists that name the place, then those that did, then counts.
    """
    if answer.place is None:
        return Printable("", CIVIL_REQUEST, "")
    place = answer.place
    said = stated(answer, place)
    made = _of_state(answer, said) if place.kind is PlaceKind.STATE else _of_place(answer, said)
    first = next((each for each in made if each.sentence), None)
    nowhere = [NO_PROOF] if is_nowhere(said) and not said.agreements and first and not first.caveat else []
    notes = [printed(note, answer.zone) for note in answer.public[:PUBLIC]]
    caveat = " ".join([*notes, *([first.caveat] if first and first.caveat else []), *nowhere, CIVIL_REQUEST])
    if first is None:
        return Printable("", caveat, "")
    source = first.cited[0] if first.cited else list_cited(answer, first.of.source.name)
    return Printable(first.sentence, caveat, printed_source(first.of, source))


def sentence(answer: Answer) -> str:
    """Return the sentence of an answer with caveat and source, as one text."""
    if answer.place is None:
        return f"“{answer.query}” names no one place: nothing can be printed until it is said which is meant."
    made = printable(answer)
    source = f"Source: {made.source}." if made.source else ""
    return " ".join(
        filter(None, (made.sentence or f"{full_place(answer.place)}: {NOTHING}", made.caveat, source))
    )


def sentence_message(answer: Answer) -> kit.Message:
    """Return the sentence, its caveat and its source in blocks of their own, to be copied apart."""
    made = printable(answer)
    if not made.sentence:
        return kit.Message(NOTHING)
    blocks = {"Sentence": made.sentence, "Caveat": made.caveat, "Source": made.source}
    return kit.message(
        words.escape(made.sentence),
        [kit.section(f"*{name}*\n{words.fenced(text)}") for name, text in blocks.items() if text],
    )


def _of_place(answer: Answer, said: Stated) -> Iterator[_Said]:
    yield from (_membership(answer, said, each) for each in said.lists if each.on.source.name in said.asked)
    yield from _numbers(answer, said, Unit.REFUSAL)
    yield from _listed(answer, said, Stands.ON, Stands.OFF)
    yield from _agreements(said.agreements)
    for each in said.agreements_off:
        yield _Said(membership_sentence(each), each.on, each.cited, COOPERATION)
    yield from _listed(answer, said, Stands.TAKEN_DOWN)
    yield from _counts(answer, said)
    yield from _listed(answer, said, Stands.SUSPENDED, Stands.NOT_ON)


def _of_state(answer: Answer, said: Stated) -> Iterator[_Said]:
    yield from _numbers(answer, said, Unit.REFUSAL)
    yield from _listed(answer, said, Stands.ON, Stands.OFF)
    inside = {each.of.source.name: each for each in said.within if each.unit is Unit.JURISDICTION}
    silent = [each for each in said.lists if each.standing is Stands.NOT_ON and not each.on.taken_down]
    if answer.as_of is None:
        yield from (_inside(inside[each.on.source.name]) for each in silent if each.on.source.name in inside)
    yield from _listed(answer, said, Stands.TAKEN_DOWN)
    yield from _counts(answer, said)
    yield from _listed(answer, said, Stands.SUSPENDED)
    if answer.as_of is None and said.place.state != "DC":
        yield from (_inside(Within(each.on, said.place, 0)) for each in silent if not each.on.partial)
    yield from _listed(answer, said, Stands.NOT_ON)


def _agreements(agreements: Sequence[Agreement]) -> Iterator[_Said]:
    """Yield what each agency signed, of each list."""
    signed: dict[tuple[str, str], list[Agreement]] = {}
    for each in agreements:
        signed.setdefault((each.of.source.name, each.agency), []).append(each)
    for some in signed.values():
        cited = [where for each in some for where in each.cited]
        yield _Said(agreement_sentence(some), some[0].of, cited, COOPERATION)


def _inside(within: Within) -> _Said:
    return _Said(within_sentence(within), within.of)


def _listed(answer: Answer, said: Stated, *standings: Stands) -> Iterator[_Said]:
    for standing in standings:
        yield from (_membership(answer, said, each) for each in said.lists if each.standing is standing)


def _membership(answer: Answer, said: Stated, each: Membership) -> _Said:
    caveat = NOT_DELISTED if each.standing is Stands.TAKEN_DOWN else ""
    return _Said(membership_sentence(each, answer.as_of, place=said.place), each.on, each.cited, caveat)


def _counts(answer: Answer, said: Stated) -> Iterator[_Said]:
    """Yield what was taken back first, then what stands: nobody may print the one without the other."""
    yield from (_number(answer, each) for each in said.numbers if each.taken_back)
    yield from _numbers(answer, said, Unit.REFUSAL_TOTAL)
    yield from _numbers(answer, said, Unit.DETAINER_SENT)


def _numbers(answer: Answer, said: Stated, unit: Unit) -> Iterator[_Said]:
    stands = (each for each in said.numbers if each.unit is unit and each.taken_back is None)
    yield from (_number(answer, each) for each in stands)


def _number(answer: Answer, each: Number) -> _Said:
    back, when = answer.back_later.get((each.of.source.name, MEASURES[each.unit]), (0, None))
    publisher = names_of(each.of.source).publisher
    caveat = later_line(publisher, back, each.number, day_in(answer.zone, when)) if when else ""
    return _Said(number_sentence(each, answer.as_of if when else None), each.of, each.cited, caveat)
