"""What lists say of a place as one message. Pure.

Order: lists, refusals, other counts, caveat, buttons. What doesn't fit the words of an answer, and all that
explains it, stands behind *More*, which opens in the same message where one person alone reads it.
"""

from bot import words
from bot.answers import Answer, Stated, stated
from bot.blocks import kit
from bot.blocks.answer.answer_lines import told
from bot.blocks.answer.clarify import ask
from bot.blocks.shared import note_line, notes_section
from bot.words import (
    CIVIL_REQUEST,
    OWN_CRITERIA,
    REPLAY,
    counted,
    day,
    full_place,
    literal,
    membership_none,
    membership_phrase,
    number_phrase,
    short_place,
    whole_state,
)
from models.domain import Place, PlaceKind, Stands, Unit

MORE_VIEW = "answer_more"
"""The callback_id of the form that *More* opens where others read too."""


def answer_message(answer: Answer, command: str, *, opened: bool = False) -> kit.Message:
    """Return an answer as the person who asked sees it.

    Args:
        answer: What is known, or why one can't say yet.
        command: The slash command, for cures.
        opened: With what stands behind *More*.
    """
    if answer.place is None:
        return ask(answer, command)
    buttons = [_more_button(answer, answer.place, opened=opened), *_buttons(answer, answer.place)]
    body = _body(answer, answer.place)
    more = _more(answer, answer.place) if opened else []
    return kit.message(summary(answer), [*body, *more, kit.actions(buttons)])


def shared_message(answer: Answer, by: str) -> kit.Message:
    """Return an answer as a channel sees it.

    Args:
        answer: What is known of a place.
        by: Slack's id of the person who shares it.
    """
    if answer.place is None:
        return kit.Message(summary(answer))
    buttons = [each for each in _buttons(answer, answer.place) if each["action_id"] != kit.SHARE]
    buttons = [_more_button(answer, answer.place, opened=False), *buttons]
    blocks = [*_body(answer, answer.place), _shared_by(by)]
    return kit.message(summary(answer), [*blocks, kit.actions(buttons)])


def shared_copy(message: kit.Message, by: str) -> kit.Message:
    """Return the message that answers a question as a channel sees it.

    Args:
        message: As the person who asked saw it; its buttons stand last.
        by: Slack's id of that person.
    """
    *blocks, last = message.blocks
    buttons = [each for each in last["elements"] if each["action_id"] != kit.SHARE]
    return kit.message(message.text, [*blocks, _shared_by(by), kit.actions(buttons)])


def _shared_by(person: str) -> kit.Block:
    return kit.context(f"Shared by <@{words.escape(person)}>.")


def more_view(answer: Answer) -> kit.Block:
    """Return what stands behind *More* as a form, for who pressed it where others read too."""
    place = answer.place
    return kit.modal(MORE_VIEW, "More", "", _more(answer, place) if place else [])


def more_saying(text: str) -> kit.Block:
    """Return that form with a sentence (mrkdwn) in place of what it shows."""
    return kit.modal(MORE_VIEW, "More", "", [kit.section(text)])


def summary(answer: Answer) -> str:
    """Return what notifies: `Boston, Mass.: on the Justice Department's list (last seen …); 1 refusal …`."""
    if answer.place is None:
        return literal(answer.query)
    said, place = stated(answer, answer.place), answer.place
    on_day = f", on {day(answer.as_of)}" if answer.as_of else ""
    phrases = [_first_list(said), _first_number(said)]
    replay = "Replay: " if answer.replay else ""
    return f"{replay}{literal(short_place(place))}{on_day}: {'; '.join(filter(None, phrases))}"


def _first_list(said: Stated) -> str:
    told_of = [each for each in said.lists if each.standing not in {Stands.NOT_YET, Stands.NOT_COPIED}]
    if not told_of:
        return "" if any(each.taken_back is None for each in said.numbers) else membership_none(said.lists)
    first = told_of[0]
    phrase = membership_phrase(first, said.place)
    if said.place.kind is not PlaceKind.STATE:
        return phrase
    within = next((each for each in said.within if each.of.source.name == first.on.source.name), None)
    inside = (
        f", {counted(within.number, 'place')} on it" if within and within.unit is Unit.JURISDICTION else ""
    )
    return f"{whole_state(said.place.state)} {phrase}{inside}"


def _first_number(said: Stated) -> str:
    numbers = sorted(said.numbers, key=lambda each: each.taken_back is not None)
    if numbers and (numbers[0].taken_back is None or not said.agreements):
        return number_phrase(numbers[0])
    if said.agreements:
        return counted(len(said.agreements), "287(g) agreement")
    return "" if said.later or said.is_part else "no refusals on file"


def _heading(answer: Answer, place: Place) -> str:
    on_day = f", on {day(answer.as_of)}" if answer.as_of else ""
    return f"{'Replay: ' if answer.replay else ''}{full_place(place)}{on_day}"


def _body(answer: Answer, place: Place) -> list[kit.Block]:
    lines = told(answer).lines
    notes = (note_line(note, answer.zone, answer.short(note.source)) for note in answer.public)
    return [
        *([kit.section(OWN_CRITERIA)] if answer.plain else []),
        kit.header(_heading(answer, place)),
        kit.section(words.lines([line for line in lines if line != CIVIL_REQUEST])),
        *notes_section(notes),
        kit.context(CIVIL_REQUEST, *([REPLAY] if answer.replay else [])),
    ]


def _more(answer: Answer, place: Place) -> list[kit.Block]:
    paragraphs = told(answer).more or ("Nothing more.",)
    return [kit.section(words.lines([f"*More on {literal(short_place(place))}*", *paragraphs]))]


def _more_button(answer: Answer, place: Place, *, opened: bool) -> kit.Block:
    value = str(kit.Handle(place.geoid, answer.as_of, plain=answer.plain, about=answer.asked))
    return kit.button("Less", kit.LESS, value) if opened else kit.button("More", kit.MORE_ON, value)


def _buttons(answer: Answer, place: Place) -> list[kit.Block]:
    value = str(kit.Handle(place.geoid, answer.as_of, plain=answer.plain, about=answer.asked))
    return [
        kit.button("Rows", kit.ROWS, value),
        kit.button("Evidence", kit.EVIDENCE, value),
        kit.button("Copy sentence", kit.SENTENCE, value),
        kit.button("Share", kit.SHARE, value),
        kit.menu(
            kit.ANSWER_MENU,
            {
                f"{kit.HISTORY} {value}": "History",
                f"{kit.TIMELINE} {value}": "Timeline",
                f"{kit.ANSWER_WRONG} {value}": "This is wrong",
            },
        ),
    ]
