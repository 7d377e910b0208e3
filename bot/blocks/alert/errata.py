"""Rows that their publisher takes back: which, and in its own words why. Pure."""

from dataclasses import dataclass

from bot import words
from bot.blocks import kit
from bot.blocks.alert.printable import copied
from bot.blocks.kit import RUN
from bot.blocks.shared import MUTE, marked
from models.domain import (
    Cited,
    FiguresTakenBack,
    ListRow,
    ListSeen,
    MessageForm,
    Retracted,
    Retraction,
    Stands,
    Unit,
    day_in,
)


def retraction_message(notice: Retraction, form: MessageForm = MessageForm.TABLE) -> kit.Message:
    """Return the message that tells one channel of a publisher's correction notice."""
    taken = taken_back_of(notice)
    text = words.literal(marked(notice, words.taken_back_push(taken)), 1000)
    lines, small = words.taken_back_lines(taken), _seen(notice)
    if form is MessageForm.TEXT:
        return kit.plain_message([text, words.lines(lines, 2000), words.CIVIL_REQUEST, *small])
    blocks = [
        kit.header(marked(notice, words.taken_back_headline(taken))),
        kit.section(words.lines(lines)),
        kit.section(words.CIVIL_REQUEST),
        kit.context(*small),
        kit.actions(_buttons(notice)),
    ]
    return kit.message(text, blocks)


def _buttons(notice: Retraction) -> list[kit.Block]:
    """Return the buttons below a notice: its sentence to copy, and to mute the channel."""
    value = str(ErrataHandle(notice.errata, notice.replay))
    sentence = [kit.button("Copy sentence", "errata_sentence", value)] if len(value) <= kit.VALUE else []
    return [*sentence, kit.button("Mute", RUN, MUTE)]


@dataclass(frozen=True, slots=True)
class ErrataHandle:
    """What a button below a notice is handed back: its errata; `replay`: of the replay's database."""

    errata: tuple[int, ...]
    replay: bool = False

    def __str__(self) -> str:
        return f"{','.join(map(str, self.errata))}|{'replay' if self.replay else ''}"


def read_errata_handle(value: str) -> ErrataHandle:
    """Return the handle that a button's value holds.

    Raises:
        ValueError: The value is of another make.
    """
    numbers, replay = value.split("|")
    return ErrataHandle(tuple(map(int, numbers.split(","))), bool(replay))


def copied_retraction(notice: Retraction) -> kit.Message:
    """Return a correction notice as three texts to copy: sentence, caveat, source."""
    taken = taken_back_of(notice)
    source = f"{notice.source.publisher}, “{notice.source.title},” correction"
    seen = f"{notice.address}, seen {words.moment(notice.observed, notice.zone)}."
    source += f". {words.REPLAY}" if notice.replay else f", {seen}"
    return copied(words.taken_back_sentence(taken), words.CIVIL_REQUEST, source, replay=notice.replay)


def retraction_sentence(notice: Retraction) -> str:
    """Return the headline of a correction notice in plain text."""
    return words.taken_back_headline(taken_back_of(notice))


def retraction_lines(notice: Retraction) -> list[str]:
    """Return what a notice takes back, in whose words, and what is left: lines of mrkdwn."""
    return words.taken_back_lines(taken_back_of(notice))


def taken_back_of(notice: Retraction) -> FiguresTakenBack:
    """Return a correction notice as a statement, days by the newsroom's zone."""
    day = day_in(notice.zone, notice.observed)
    on = ListSeen(notice.source, notice.published, day, copied=notice.partial, partial=notice.partial)
    period = next((place.period for place in notice.places if place.period), None)
    cited = Cited(notice.source.title, notice.address)
    rows = [
        ListRow(
            on=on,
            unit=unit,
            named=place.name,
            standing=Stands.TAKEN_BACK,
            state=place.state,
            places=(place.place,) if place.place else (),
            number=number,
            first=place.period.first if place.period else None,
            last=place.period.last if place.period else None,
            off=day,
            became="taken back",
            became_on=day,
            quoted=place.sentence,
            cited=cited,
        )
        for place in notice.places
        for unit, number in _counts(place)
    ]
    first, last = (period.first, period.last) if period else (None, None)
    return FiguresTakenBack(
        on,
        day,
        tuple(rows),
        notice.left,
        first,
        last,
        notice.first,
        notice.address,
        now=notice.now,
        reissued=notice.reissued.day(notice.zone) if notice.reissued else None,
    )


def _counts(place: Retracted) -> list[tuple[Unit, int]]:
    return list(place.counts.items()) or [(Unit.REFUSAL, 0)]


def _seen(notice: Retraction) -> list[str]:
    """Return where the notice can be read; a replay's page is ours, so there the publisher's stands."""
    page = words.link(notice.address, "Publisher's correction")
    publishers = words.link(notice.source.address, "Publisher's page")
    where = (
        [words.REPLAY, publishers]
        if notice.replay
        else [page, f"seen {words.moment(notice.observed, notice.zone)}"]
    )
    return [*where, *([words.REPEAT] if notice.repeat else [])]
