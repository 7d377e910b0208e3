"""An answer as one sentence that can be printed, with its citation. Plain text. Pure."""

from bot.answer_values import Answer, OnList
from bot.blocks import limits, mrkdwn
from bot.blocks.agreements import signed
from bot.blocks.cites import full_label
from bot.blocks.evidence import CIVIL_REQUEST
from models.facts import Fact
from models.values import ListingKind

AGREEMENTS = 3
"""287(g) agreements that the sentence tells one by one."""


def sentence_message(answer: Answer) -> limits.Message:
    """Return the sentence in a code block, to be copied whole."""
    return limits.message(
        "A sentence to print, with its citation:", [limits.section(mrkdwn.fenced(sentence(answer)))]
    )


def sentence(answer: Answer) -> str:
    """Return who, how many, when, by whom, what it isn't, and where that can be read.

    Only what is recorded is said: a place on no list is said to be on none of those we hold.
    """
    if answer.place is None:
        return ""
    place, day = full_label(answer.place), mrkdwn.day(answer.as_of or answer.now.date())
    told = [
        f"As of {day}, {place}{',' if ',' in place else ''} {_lists(answer)}.",
        *_former(answer),
        *_refusals(answer),
        *_tallies(answer),
        *_agreements(answer),
    ]
    return " ".join([*told, *_notes(answer), CIVIL_REQUEST, *_citation(answer)])


def _lists(answer: Answer) -> str:
    if answer.current:
        return "is " + mrkdwn.listed([_on(answer, entry) for entry in answer.current])
    known = mrkdwn.counted(len(answer.known), "list")
    return f"is on none of the {known} we hold, as their publishers now show them"


def _on(answer: Answer, entry: OnList) -> str:
    source, fact = answer.sources.get(entry.source), entry.facts[0]
    publisher = source.publisher if source else entry.source
    verb = "named for a policy" if fact.kind == ListingKind.POLICY else "listed"
    since = f", since {mrkdwn.day(fact.since_published)}" if fact.since_published else ""
    return f"{verb} by {_the(publisher)}, “{answer.title(entry.source)}”{since}"


def _the(publisher: str) -> str:
    return f"the {publisher}" if "Department" in publisher else publisher


def _former(answer: Answer) -> list[str]:
    withdrawn = [
        f"It was on “{answer.title(entry.source)}” ({answer.short(entry.source)}) in the last copy we hold; "
        f"the list was withdrawn on {mrkdwn.day(entry.withdrawn.date())}."
        for entry in answer.former
        if entry.withdrawn
    ]
    suspended = [
        f"It was {_on(answer, entry)}; the list is suspended since {mrkdwn.day(entry.suspended)}."
        for entry in answer.former
        if entry.suspended
    ]
    return [*withdrawn, *suspended]


def _refusals(answer: Answer) -> list[str]:
    return [
        f"{answer.short(entry.source)} recorded {mrkdwn.counted(entry.rows, 'declined detainer')} there"
        f"{_in(mrkdwn.period(entry.first, entry.last))} (“{answer.title(entry.source)}”)."
        for entry in answer.refusals
    ]


def _tallies(answer: Answer) -> list[str]:
    return [
        f"{answer.short(tally.source)} counts {mrkdwn.counted(tally.count, 'detainer')} {tally.measure} "
        f"at {tally.agency}{_in(mrkdwn.period(tally.first, tally.last))}, without their rows."
        for tally in answer.tallies
    ]


def _agreements(answer: Answer) -> list[str]:
    if not answer.agreements:
        return []
    source = answer.agreements[0].source
    number = mrkdwn.counted(len(answer.agreements), "agreement under 287(g)", "agreements under 287(g)")
    lists = "lists" if answer.shows(source) else "listed, in the last copy we hold,"
    told = "; ".join(
        f"{fact.fields.get('agency') or fact.as_read} {signed(fact.fields)}"
        for fact in answer.agreements[:AGREEMENTS]
    )
    more = " among others" if len(answer.agreements) > AGREEMENTS else ""
    return [f"{answer.short(source)} {lists} {number} there{more}: {told}."]


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
    notes = [note for rows in _rows(answer) for fact in rows for note in fact.doubts]
    return list(dict.fromkeys(notes))[:3]


def _citation(answer: Answer) -> list[str]:
    cited = list(dict.fromkeys(_cited(rows[0], replay=answer.replay) for rows in _rows(answer)))
    return [f"Source: {'; '.join(cited)}."] if cited else []


def _cited(fact: Fact, *, replay: bool) -> str:
    page = f", p. {fact.page}" if fact.page else ""
    if fact.transcription or replay:
        return f"{fact.cited}{page} (a transcription, not the publisher's own document)"
    seen = "captured" if fact.capture else "seen"
    return f"{fact.cited}{page}, {seen} {fact.observed:%Y-%m-%d %H:%M} UTC, SHA-256 {fact.sha256[:8]}"
