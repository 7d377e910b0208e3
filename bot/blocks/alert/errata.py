"""Rows that their publisher takes back: which, and in its own words why. Pure."""

from bot import words
from bot.blocks import kit
from bot.blocks.shared import marked
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
    ]
    return kit.message(text, blocks)


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
    return FiguresTakenBack(on, day, tuple(rows), notice.left, first, last, notice.first, notice.address)


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
