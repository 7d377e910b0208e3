"""What is recorded of a place as one message. Pure.

Order: answer, numbers, change, caveat, freshness, buttons.
"""

from bot.answers import Answer, OnList
from bot.blocks import kit
from bot.blocks.answer import facts
from bot.blocks.answer.clarify import ask
from bot.blocks.kit import CIVIL_REQUEST, NOT_DELISTED, REPLAY
from bot.blocks.shared import freshness_lines, held_lines, note_line, notes_section
from models.domain import ListingKind, Place, PlaceKind

NO_PROOF = "That is not proof of cooperation."
SIGNED = "An agency here signed a 287(g) agreement with ICE, which is cooperation; see below."
LISTS = "Refusals and 287(g) agreements are counted apart from the lists."


def answer_message(answer: Answer, command: str) -> kit.Message:
    """Return an answer as the person who asked sees it.

    Args:
        answer: What is recorded, or why one can't say yet.
        command: The slash command, for cures.
    """
    if answer.place is None:
        return ask(answer, command)
    return kit.message(
        summary(answer), [*_body(answer, answer.place), kit.actions(_buttons(answer, answer.place))]
    )


def shared_message(answer: Answer, by: str) -> kit.Message:
    """Return an answer as a channel sees it.

    Args:
        answer: What is recorded of a place.
        by: Slack's id of the person who shares it.
    """
    if answer.place is None:
        return kit.Message(summary(answer))
    buttons = [element for element in _buttons(answer, answer.place) if element["action_id"] != kit.SHARE]
    blocks = [*_body(answer, answer.place), kit.context(f"Shared by <@{kit.escape(by)}>")]
    return kit.message(summary(answer), [*blocks, kit.actions(buttons)])


def summary(answer: Answer) -> str:
    """Return the sentence that notifies: `Boston, MA: on 1 current list, 12 refusals recorded`."""
    place = facts.label(answer.place) if answer.place else answer.query
    current = len(answer.current)
    lists = f"on {kit.counted(current, 'current list')}" if current else "on no current list"
    lists += facts.of_them(sum(entry.missing for entry in answer.current), current)
    if answer.place and answer.place.kind is PlaceKind.STATE:
        lists = f"itself {lists}"
    tallied = "" if answer.recorded else facts.declined_by_tally(answer)
    refusals = tallied or f"{kit.counted(answer.recorded, 'refusal')} recorded"
    as_of = f", as of {kit.day(answer.as_of)}" if answer.as_of else ""
    within = f"; within it {kit.literal(facts.within_now(answer))}" if facts.within_now(answer) else ""
    recorded = ", ".join(filter(None, (lists, refusals, facts.agreed(answer))))
    return f"{'Replay: ' if answer.replay else ''}{kit.literal(place)}: {recorded}{within}{as_of}"


def _body(answer: Answer, place: Place) -> list[kit.Block]:
    heading = facts.full_label(place) + (f", as of {kit.day(answer.as_of)}" if answer.as_of else "")
    return [
        kit.header(f"Replay: {heading}" if answer.replay else heading),
        kit.section(_lists(answer)),
        kit.fields(facts.figures(answer)),
        *_check_first(answer),
        *notes_section(note_line(note, answer.zone, answer.short(note.source)) for note in answer.public),
        *_uncertain(answer, place),
        kit.section(f"_{_caveat(answer)}_"),
        *_copies(answer),
        kit.context(*_small_print(answer)),
    ]


def _buttons(answer: Answer, place: Place) -> list[kit.Block]:
    value = str(kit.Handle(place.geoid, answer.as_of))
    return [
        kit.button("Rows", kit.ROWS, value),
        kit.button("Evidence", kit.EVIDENCE, value),
        kit.button("History", kit.HISTORY, value),
        kit.button("Copy sentence", kit.SENTENCE, value),
        kit.button("Share to channel", kit.SHARE, value),
        facts.wrong_button(place.geoid, answer.as_of),
    ]


def _lists(answer: Answer) -> str:
    lines = [f"*{_headline(answer)}*"]
    lines += [
        ". ".join([_on_list(answer, entry), *facts.said_missing(answer, entry.facts)])
        for entry in answer.lists
    ]
    if not answer.lists:
        lines.append(SIGNED if answer.agreements else NO_PROOF)
    elif not answer.current:
        taken_down = any(entry.withdrawn for entry in answer.lists)
        lines.append(f"_{NOT_DELISTED} {NO_PROOF}_" if taken_down else f"_{NO_PROOF}_")
    lines += [f"_{kit.literal(answer.note)}_"] if answer.note else []
    lines += _namesakes(answer)
    return kit.lines(lines, 2500)


def _headline(answer: Answer) -> str:
    who = "Itself on" if answer.place and answer.place.kind is PlaceKind.STATE else "On"
    if answer.current:
        lacking = facts.of_them(sum(entry.missing for entry in answer.current), len(answer.current))
        return f"{who} {kit.counted(len(answer.current), 'current list')}{lacking}."
    if not answer.known:
        return "We hold no list of jurisdictions yet."
    which, when = facts.nowhere(answer)
    told = f"itself {which}" if answer.place and answer.place.kind is PlaceKind.STATE else which
    return f"{told[0].upper()}{told[1:]}, {when}."


def _on_list(answer: Answer, entry: OnList) -> str:
    fact = entry.facts[0]
    title = kit.literal(answer.title(entry.source), 120)
    kind = "" if fact.kind == ListingKind.DESIGNATION else " (policy)"
    line = f"• *{facts.short(answer, entry.source)}*{kind}: {title}"
    cited = ", ".join(facts.where(row) for row in entry.facts[: facts.SHOWN])
    if entry.withdrawn:
        day = kit.local_day(entry.withdrawn, answer.zone)
        copy = "on it" if entry.missing else "in our last copy of it,"
        return f"{line}. Withdrawn {day}; {copy} {facts.since(fact, answer.zone)}, {cited}"
    if entry.suspended:
        day = kit.day(entry.suspended)
        return f"{line}. Suspended by its publisher {day}; on it {facts.since(fact, answer.zone)}, {cited}"
    if entry.past:
        return f"{line}. No page of its publisher keeps it now; {facts.since(fact, answer.zone)}, {cited}"
    return f"{line}, {facts.since(fact, answer.zone)}, {cited}"


def _namesakes(answer: Answer) -> list[str]:
    recorded = [place for place in answer.candidates if place.geoid in answer.with_data]
    others = [place for place in answer.candidates if place.geoid not in answer.with_data]
    lines = [f"Something is recorded too of {facts.grouped(recorded)}."] if recorded else []
    return [*lines, f"Nothing is recorded of {facts.grouped(others)}."] if others else lines


def _check_first(answer: Answer) -> list[kit.Block]:
    if not answer.notes:
        return []
    warnings = " ".join(
        f"{facts.short(answer, fact.source)}, {kit.literal(facts.named(fact), 80)}: {kit.literal(note, 600)}"
        for note, fact in list(answer.notes.items())[:3]
    )
    return [kit.section(f":warning: *Check first:* {warnings}")]


def _uncertain(answer: Answer, place: Place) -> list[kit.Block]:
    if not answer.uncertain:
        return []
    rows = facts.quoted(answer, answer.uncertain)
    return [kit.section(f"*Not certain:* may mean {kit.literal(facts.label(place))} or a namesake: {rows}")]


def _telling(answer: Answer) -> list[str]:
    """Return the sources that the answer speaks of, in its order."""
    sources = [
        *(entry.source for entry in answer.lists),
        *(entry.source for entry in answer.refusals),
        *(entry.source for entry in answer.tallies),
        *(fact.source for fact in answer.agreements),
        *(count.source for count in answer.within),
    ]
    return list(dict.fromkeys(sources))


def _caveat(answer: Answer) -> str:
    caveats = [answer.sources[name].caveat for name in _telling(answer) if name in answer.sources]
    text = " ".join(kit.literal(caveat, 260) for caveat in dict.fromkeys(caveats))
    return kit.cut(f"{CIVIL_REQUEST} {text}".strip(), 1500)


def _copies(answer: Answer) -> list[kit.Block]:
    """Say which copies lack rows, where the place could be missing from them."""
    whole = answer.place is not None and answer.place.kind is PlaceKind.STATE
    on = set() if whole else {entry.source for entry in answer.lists}
    lines = []
    for name in dict.fromkeys((*answer.known, *_telling(answer))):
        seen = answer.freshness.get(name)
        edition = seen.accepted if seen else None
        if edition is None or not edition.partial or name in on:
            continue
        caveats = " ".join(edition.caveats) or "A partial transcription."
        lines.append(f"{facts.short(answer, name)}: {kit.literal(caveats, 480)}")
    return [kit.context(*lines)] if lines else []


def _small_print(answer: Answer) -> list[str]:
    names = [name for name in dict.fromkeys((*_telling(answer), *answer.known)) if name in answer.freshness]
    fresh = freshness_lines([answer.freshness[name] for name in names], answer.sources, answer.zone)
    held = held_lines(answer.freshness.values(), answer.sources, answer.zone)
    replay = [REPLAY] if answer.replay else []
    return [*replay, *held[:3], *_differences(answer)[:2], *_captures(answer)[:3], " · ".join(fresh), LISTS]


def _differences(answer: Answer) -> list[str]:
    """Say of the lists that the answer tells where a printed total and the rows differ."""
    newest = [(name, answer.freshness.get(name)) for name in _telling(answer)]
    return [
        f"{facts.short(answer, name)}: {kit.literal(difference)}"
        for name, seen in newest
        if seen and seen.accepted
        for difference in seen.accepted.differences
    ]


def _captures(answer: Answer) -> list[str]:
    """Say what of the answer was read from a web archive: the newest edition, or the rows that it tells."""
    newest = [(name, answer.freshness.get(name)) for name in _telling(answer)]
    captures = [(name, seen.accepted.capture) for name, seen in newest if seen and seen.accepted]
    captures += [(fact.source, fact.capture) for entry in answer.lists for fact in entry.facts]
    return list(
        dict.fromkeys(f"{facts.short(answer, name)}: {kit.literal(text)}" for name, text in captures if text)
    )
