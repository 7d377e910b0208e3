"""What is recorded of a place as one message. Pure.

Order: answer, numbers, change, caveat, freshness, buttons.
"""

from bot.answer_values import Answer, Found, OnList
from bot.blocks import handles, limits, mrkdwn
from bot.blocks.asking import ask
from bot.blocks.cites import full_label, grouped, label, named, quoted, short, since, where
from bot.blocks.evidence import CIVIL_REQUEST, REPLAY
from bot.blocks.figures import SHOWN, agreed, declined_by_tally, figures, within_now
from bot.blocks.freshness import freshness_lines, held_lines
from bot.blocks.public_notes import note_line, notes_section
from bot.blocks.whole_list import NOT_DELISTED
from models.values import ListingKind, Place, PlaceKind

NO_PROOF = "That is not proof of cooperation."
SIGNED = "An agency here signed a 287(g) agreement with ICE, which is cooperation; see below."
LISTS = "Refusals and 287(g) agreements are counted apart from the lists."


def answer_message(answer: Answer, command: str) -> limits.Message:
    """Return an answer as the person who asked sees it.

    Args:
        answer: What is recorded, or why one can't say yet.
        command: The slash command, for cures.
    """
    if answer.place is None or answer.found is not Found.PLACE:
        return ask(answer, command)
    return limits.message(
        summary(answer), [*_body(answer, answer.place), limits.actions(_buttons(answer, answer.place))]
    )


def shared_message(answer: Answer, by: str) -> limits.Message:
    """Return an answer as a channel sees it.

    Args:
        answer: What is recorded of a place.
        by: Slack's id of the person who shares it.
    """
    if answer.place is None:
        return limits.Message(summary(answer))
    buttons = [element for element in _buttons(answer, answer.place) if element["action_id"] != handles.SHARE]
    blocks = [*_body(answer, answer.place), limits.context(f"Shared by <@{mrkdwn.escape(by)}>")]
    return limits.message(summary(answer), [*blocks, limits.actions(buttons)])


def summary(answer: Answer) -> str:
    """Return the sentence that notifies: `Boston, MA: on 1 current list, 12 refusals recorded`."""
    place = label(answer.place) if answer.place else answer.query
    current = len(answer.current)
    lists = f"on {mrkdwn.counted(current, 'current list')}" if current else "on no current list"
    if answer.place and answer.place.kind is PlaceKind.STATE:
        lists = f"itself {lists}"
    tallied = "" if answer.recorded else declined_by_tally(answer)
    refusals = tallied or f"{mrkdwn.counted(answer.recorded, 'refusal')} recorded"
    as_of = f", as of {mrkdwn.day(answer.as_of)}" if answer.as_of else ""
    within = f"; within it {mrkdwn.literal(within_now(answer))}" if within_now(answer) else ""
    told = ", ".join(filter(None, (lists, refusals, agreed(answer))))
    return f"{'Replay: ' if answer.replay else ''}{mrkdwn.literal(place)}: {told}{within}{as_of}"


def _body(answer: Answer, place: Place) -> list[limits.Block]:
    heading = full_label(place) + (f", as of {mrkdwn.day(answer.as_of)}" if answer.as_of else "")
    return [
        limits.header(f"Replay: {heading}" if answer.replay else heading),
        limits.section(_lists(answer)),
        limits.fields(figures(answer)),
        *_check_first(answer),
        *notes_section(note_line(note, answer.zone, answer.short(note.source)) for note in answer.public),
        *_uncertain(answer, place),
        limits.section(f"_{_caveat(answer)}_"),
        *_copies(answer),
        limits.context(*_small_print(answer)),
    ]


def _buttons(answer: Answer, place: Place) -> list[limits.Block]:
    value = str(handles.Handle(place.geoid, answer.as_of))
    return [
        limits.button("Rows", handles.ROWS, value),
        limits.button("Evidence", handles.EVIDENCE, value),
        limits.button("History", handles.HISTORY, value),
        limits.button("Copy sentence", handles.SENTENCE, value),
        limits.button("Share to channel", handles.SHARE, value),
        limits.button("This is wrong", handles.ANSWER_WRONG, value),
    ]


def _lists(answer: Answer) -> str:
    lines = [f"*{_headline(answer)}*"]
    lines += [_on_list(answer, entry) for entry in answer.lists]
    if not answer.lists:
        lines.append(SIGNED if answer.agreements else NO_PROOF)
    elif not answer.current:
        taken_down = any(entry.withdrawn for entry in answer.lists)
        lines.append(f"_{NOT_DELISTED} {NO_PROOF}_" if taken_down else f"_{NO_PROOF}_")
    lines += [f"_{mrkdwn.literal(answer.note)}_"] if answer.note else []
    lines += _namesakes(answer)
    return mrkdwn.lines(lines, 2500)


def _headline(answer: Answer) -> str:
    who = "Itself on" if answer.place and answer.place.kind is PlaceKind.STATE else "On"
    if answer.current:
        return f"{who} {mrkdwn.counted(len(answer.current), 'current list')}."
    when = mrkdwn.day(answer.as_of or answer.now.date())
    if answer.lists:
        return f"{who} no current list as of {when}."
    known = mrkdwn.counted(len(answer.known), "list")
    return f"{who} none of the {known} as of {when}." if answer.known else "No list has been loaded yet."


def _on_list(answer: Answer, entry: OnList) -> str:
    fact = entry.facts[0]
    title = mrkdwn.literal(answer.title(entry.source), 120)
    said = "" if fact.kind == ListingKind.DESIGNATION else " (policy)"
    line = f"• *{short(answer, entry.source)}*{said}: {title}"
    cited = ", ".join(where(each) for each in entry.facts[:SHOWN])
    if entry.withdrawn:
        day = mrkdwn.day(entry.withdrawn.date())
        return f"{line}. Withdrawn {day}; in our last copy of it, {since(fact)}, {cited}"
    if entry.suspended:
        day = mrkdwn.day(entry.suspended)
        return f"{line}. Suspended by its publisher {day}; on it {since(fact)}, {cited}"
    if entry.past:
        return f"{line}. No page of its publisher keeps it now; {since(fact)}, {cited}"
    return f"{line}, {since(fact)}, {cited}"


def _namesakes(answer: Answer) -> list[str]:
    recorded = [place for place in answer.candidates if place.geoid in answer.with_data]
    others = [place for place in answer.candidates if place.geoid not in answer.with_data]
    lines = [f"Something is recorded too of {grouped(recorded)}."] if recorded else []
    return [*lines, f"Nothing is recorded of {grouped(others)}."] if others else lines


def _check_first(answer: Answer) -> list[limits.Block]:
    if not answer.notes:
        return []
    told = " ".join(
        f"{short(answer, fact.source)}, {mrkdwn.literal(named(fact), 80)}: {mrkdwn.literal(note, 600)}"
        for note, fact in list(answer.notes.items())[:3]
    )
    return [limits.section(f":warning: *Check first:* {told}")]


def _uncertain(answer: Answer, place: Place) -> list[limits.Block]:
    if not answer.uncertain:
        return []
    rows = quoted(answer, answer.uncertain)
    return [limits.section(f"*Not certain:* may mean {mrkdwn.literal(label(place))} or a namesake: {rows}")]


def _told(answer: Answer) -> list[str]:
    """Return the sources that the answer speaks of, in its order."""
    told = [
        *(entry.source for entry in answer.lists),
        *(entry.source for entry in answer.refusals),
        *(entry.source for entry in answer.tallies),
        *(fact.source for fact in answer.agreements),
        *(count.source for count in answer.within),
    ]
    return list(dict.fromkeys(told))


def _caveat(answer: Answer) -> str:
    caveats = [answer.sources[name].caveat for name in _told(answer) if name in answer.sources]
    told = " ".join(mrkdwn.literal(caveat, 260) for caveat in dict.fromkeys(caveats))
    return mrkdwn.cut(f"{CIVIL_REQUEST} {told}".strip(), 1500)


def _copies(answer: Answer) -> list[limits.Block]:
    """Say which copies lack rows, where the place could be missing from them."""
    whole = answer.place is not None and answer.place.kind is PlaceKind.STATE
    on = set() if whole else {entry.source for entry in answer.lists}
    lines = []
    for name in dict.fromkeys((*answer.known, *_told(answer))):
        seen = answer.freshness.get(name)
        edition = seen.accepted if seen else None
        if edition is None or not edition.partial or name in on:
            continue
        caveats = " ".join(edition.caveats) or "A partial transcription."
        lines.append(f"{short(answer, name)}: {mrkdwn.literal(caveats, 480)}")
    return [limits.context(*lines)] if lines else []


def _small_print(answer: Answer) -> list[str]:
    names = [name for name in dict.fromkeys((*_told(answer), *answer.known)) if name in answer.freshness]
    fresh = freshness_lines([answer.freshness[name] for name in names], answer.sources, answer.zone)
    held = held_lines(answer.freshness.values(), answer.sources, answer.zone)
    replay = [REPLAY] if answer.replay else []
    return [*replay, *held[:3], *_differences(answer)[:2], *_captures(answer)[:3], " · ".join(fresh), LISTS]


def _differences(answer: Answer) -> list[str]:
    """Say of the lists that the answer tells where a printed total and the rows differ."""
    newest = [(name, answer.freshness.get(name)) for name in _told(answer)]
    return [
        f"{short(answer, name)}: {mrkdwn.literal(each)}"
        for name, seen in newest
        if seen and seen.accepted
        for each in seen.accepted.differences
    ]


def _captures(answer: Answer) -> list[str]:
    """Say what of the answer was read from a web archive: the newest edition, or the rows that it tells."""
    newest = [(name, answer.freshness.get(name)) for name in _told(answer)]
    captures = [(name, seen.accepted.capture) for name, seen in newest if seen and seen.accepted]
    captures += [(fact.source, fact.capture) for entry in answer.lists for fact in entry.facts]
    return list(
        dict.fromkeys(f"{short(answer, name)}: {mrkdwn.literal(said)}" for name, said in captures if said)
    )
