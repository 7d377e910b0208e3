"""An answer as one sentence that can be printed, with its citation. Plain text. Pure."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta

from bot.answers import Answer, OnList, Tally
from bot.blocks import kit
from bot.blocks.answer.facts import full_label, named, nowhere, within_now
from bot.blocks.kit import CIVIL_REQUEST, NOT_DELISTED
from bot.blocks.shared import is_missing, missing, on_page, printed, signed, the_publisher
from models.domain import Fact, ListingKind

STALE = timedelta(days=2)
"""Since a list was last seen: a sentence on what it says today says when that was."""
AGREEMENTS = 3
"""287(g) agreements that the sentence tells one by one."""
PUBLIC = 2
"""Public notes that it quotes; the answer has them all."""


def sentence_message(answer: Answer) -> kit.Message:
    """Return the sentence in a code block, to be copied whole."""
    return kit.message("A sentence to print, with its citation:", [kit.section(kit.fenced(sentence(answer)))])


def sentence(answer: Answer) -> str:
    """Return who, how many, when, by whom, what it isn't, and where that can be read.

    Only what is recorded is said: a place on no list is said to be on none of those we hold.
    """
    if answer.place is None:
        return f"“{answer.query}” names no one place: nothing can be printed until it is said which is meant."
    inside = within_now(answer)
    sentences = [
        _listed(answer, full_label(answer.place)),
        *_lacked(answer),
        *_former(answer),
        *([f"Places within it: {inside}."] if inside else []),
        *_refusals(answer),
        *_tallies(answer),
        *_agreements(answer),
        *_uncertain(answer),
    ]
    notes = [*_notes(answer), *(printed(note, answer.zone) for note in answer.public[:PUBLIC])]
    return " ".join([*sentences, *notes, CIVIL_REQUEST, *_citation(answer)])


def _listed(answer: Answer, place: str) -> str:
    """Return the sentence that says on which lists a place is: asked today, or as they were last read."""
    day = kit.day(answer.as_of) if answer.as_of else kit.local_day(answer.now, answer.zone)
    if not answer.known:
        return f"As of {day}, we hold no list of jurisdictions that could name {place}."
    who = f"{place}," if "," in place else place
    current = [entry for entry in answer.current if not entry.missing]
    if current:
        return f"As of {day}, {who} is {kit.listed([_on(answer, entry) for entry in current])}."
    if answer.current:
        return f"As of {day}, {who} was {_once_on(answer, answer.current[0])}."
    # Whoever signed an agreement with ICE does cooperate; of all others silence proves nothing.
    proof = "" if answer.agreements else ", which is not proof that it cooperates with ICE"
    which, when = nowhere(answer)
    return f"A{when[1:]}, {who} was {which}{proof}."


def _lacked(answer: Answer) -> list[str]:
    """Say what lacks the place, which is not confirmed yet, of the lists that it was on."""
    lacking = [entry for entry in answer.current if entry.missing]
    told = len(lacking) == len(answer.current)
    sentences: list[str] = []
    for number, entry in enumerate(lacking):
        sentences += [] if told and number == 0 else [f"It was {_once_on(answer, entry)}."]
        sentences.append(missing(entry.facts[0], answer.short(entry.source), answer.zone))
    some = [
        f"“{named(fact)}”: {missing(fact, answer.short(fact.source), answer.zone)}"
        for entry in answer.current
        for fact in entry.facts
        if is_missing(fact) and not entry.missing
    ]
    return [*sentences, *some]


def _once_on(answer: Answer, entry: OnList) -> str:
    """Return the same as `_on` of a list that lacks the place now: when that was seen is said there."""
    return _on(answer, entry).removesuffix(_last_seen(answer, entry))


def _on(answer: Answer, entry: OnList) -> str:
    source, fact = answer.sources.get(entry.source), entry.facts[0]
    publisher = source.publisher if source else entry.source
    verb = "named for a policy" if fact.kind == ListingKind.POLICY else "listed"
    since = f", since {kit.day(fact.since_published)}" if fact.since_published else ""
    statement = f"{verb} by {the_publisher(publisher)}, “{answer.title(entry.source)}”{since}"
    return f"{statement}{_last_seen(answer, entry)}"


def _last_seen(answer: Answer, entry: OnList) -> str:
    """Return when a list was last seen, if that is not today: what it says now nobody has looked at."""
    seen = answer.freshness.get(entry.source)
    if not entry.current or answer.as_of or seen is None or seen.accepted is None:
        return ""
    last = max(seen.accepted.observed, seen.succeeded or seen.accepted.observed)
    old = answer.now - last > STALE
    return f" (as last seen on {kit.local_day(last, answer.zone)})" if old else ""


def _former(answer: Answer) -> list[str]:
    withdrawn = [
        f"It was on “{answer.title(entry.source)}” ({answer.short(entry.source)})"
        f"{'' if entry.missing else ' in the last copy we hold'}; "
        f"the list was withdrawn on {kit.local_day(entry.withdrawn, answer.zone)}."
        for entry in answer.former
        if entry.withdrawn
    ]
    lacking = [
        missing(entry.facts[0], answer.short(entry.source), answer.zone)
        for entry in answer.former
        if entry.missing
    ]
    suspended = [
        f"It was {_on(answer, entry)}; the list is suspended since {kit.day(entry.suspended)}."
        for entry in answer.former
        if entry.suspended
    ]
    return [*withdrawn, *([NOT_DELISTED] if withdrawn else []), *suspended, *lacking]


def _uncertain(answer: Answer) -> list[str]:
    """Say which rows may be about the place and are not counted here."""
    return [
        f"A row that reads “{kit.clip(fact.as_read, 100)}” ({answer.short(fact.source)}) may mean it or a "
        "namesake, and is not counted here."
        for fact in answer.uncertain
    ]


def _refusals(answer: Answer) -> list[str]:
    return [
        f"{answer.short(entry.source)} recorded {kit.counted(entry.rows, 'declined detainer')} there"
        f"{_in(kit.period(entry.first, entry.last))} (“{answer.title(entry.source)}”)."
        for entry in answer.refusals
    ]


def _tallies(answer: Answer) -> list[str]:
    return [
        f"{answer.short(tally.source)} counts {kit.counted(tally.count, 'detainer')} {tally.measure} "
        f"at {tally.agency}{_in(kit.period(tally.first, tally.last))}{_of_tally(tally)}."
        for tally in answer.tallies
    ]


def _of_tally(tally: Tally) -> str:
    """Return what a bare count doesn't say; one of detainers issued is often read as of refusals."""
    if tally.measure == "issued":
        return ": requests made, which says nothing of how they were answered"
    return ", a count without the single cases"


def _agreements(answer: Answer) -> list[str]:
    if not answer.agreements:
        return []
    standing = [fact for fact in answer.agreements if not is_missing(fact)]
    sentences = [_agreed(answer, standing)] if standing else []
    by_sentence: dict[str, list[Fact]] = defaultdict(list)
    for fact in answer.missing:
        if fact.kind == ListingKind.AGREEMENT:
            by_sentence[missing(fact, answer.short(fact.source), answer.zone)].append(fact)
    return [
        *sentences,
        *(f"{_agreed(answer, some, lists='listed')} {lacked}" for lacked, some in by_sentence.items()),
    ]


def _agreed(answer: Answer, facts: Sequence[Fact], *, lists: str = "") -> str:
    source = facts[0].source
    number = kit.counted(len(facts), "agreement under 287(g)", "agreements under 287(g)")
    lists = lists or ("lists" if answer.shows(source) else "listed, in the last copy we hold,")
    agreements = "; ".join(
        f"{fact.fields.get('agency') or fact.as_read} {signed(fact.fields)}" for fact in facts[:AGREEMENTS]
    )
    more = " among others" if len(facts) > AGREEMENTS else ""
    return f"{answer.short(source)} {lists} {number} there{more}: {agreements}."


def _in(period: str) -> str:
    return f", {period}" if period else ""


def _rows(answer: Answer) -> list[tuple[Fact, ...]]:
    """Return the rows that the sentence speaks of, those of each statement together."""
    return [
        *(entry.facts for entry in answer.lists if not entry.past),
        *(entry.latest for entry in answer.refusals if entry.latest),
        *(tally.facts for tally in answer.tallies),
        *((fact,) for fact in answer.agreements[:AGREEMENTS]),
    ]


def _notes(answer: Answer) -> list[str]:
    """Return what is noted on those rows; a note on another row would be read as theirs."""
    notes: dict[str, Fact] = {}
    for fact in (fact for rows in _rows(answer) for fact in rows):
        for note in fact.doubts:
            notes.setdefault(note, fact)
    sentences = [f"On “{named(fact)}” ({answer.short(fact.source)}): {note}" for note, fact in notes.items()]
    return sentences[:3]


def _citation(answer: Answer) -> list[str]:
    shown = [rows[0] for rows in _rows(answer)]
    copies = [_cited(fact, answer.zone) for fact in shown if fact.transcription or answer.replay]
    own = [_cited(fact, answer.zone) for fact in shown if not fact.transcription and not answer.replay]
    transcribed = list(dict.fromkeys(copies))
    what = "a transcription, not the publisher's own document"
    kept = f" ({what})" if len(transcribed) == 1 else " (transcriptions, not the publishers' own documents)"
    cited = [*dict.fromkeys(own), *([f"{'; '.join(transcribed)}{kept}"] if transcribed else [])]
    return [f"Source: {'; '.join(cited)}."] if cited else []


def _cited(fact: Fact, zone: str) -> str:
    page = f", {on_page(fact.page)}" if fact.page else ""
    if fact.transcription:
        return f"{fact.cited}{page}"
    seen = "captured" if fact.capture else "seen"
    return f"{fact.cited}{page}, {seen} {kit.printed(fact.observed, zone)}, SHA-256 {fact.sha256[:8]}"
