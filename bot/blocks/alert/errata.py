"""Rows that their publisher takes back: which, and in its own words why. Pure."""

from bot.blocks import kit
from bot.blocks.kit import CIVIL_REQUEST, REPEAT, REPLAY
from bot.blocks.shared import marked
from models.domain import MessageForm, Retracted, Retraction
from models.places import state_name


def retraction_message(notice: Retraction, form: MessageForm = MessageForm.TABLE) -> kit.Message:
    """Return the message that tells one channel of a publisher's correction notice."""
    text = kit.literal(marked(notice, retraction_sentence(notice)), 1000)
    lines = [f"*{kit.literal(notice.source.title)}*", *retraction_lines(notice)]
    small = _seen(notice)
    if form is MessageForm.TEXT:
        return kit.plain_message([text, kit.lines(lines, 2000), CIVIL_REQUEST, *small])
    states = list(dict.fromkeys(place.state for place in notice.places))
    where = state_name(states[0]) if len(states) == 1 else kit.counted(len(states), "state")
    heading = f"Correction: {notice.source.short} takes back rows, {where}"
    blocks = [
        kit.header(marked(notice, heading, " · ")),
        kit.section(kit.lines(lines)),
        kit.section(f"_{CIVIL_REQUEST} {kit.literal(notice.source.caveat, 600)}_"),
        kit.context(*small),
    ]
    return kit.message(text, blocks)


def retraction_sentence(notice: Retraction) -> str:
    """Return the notification: `Correction: ICE says that its rows of Franklin County, IA were wrong`."""
    named = kit.listed(list(dict.fromkeys(f"{place.name}, {place.state}" for place in notice.places)))
    return f"Correction: {notice.source.short} says that its rows of {named} were wrong"


def retraction_lines(notice: Retraction) -> list[str]:
    """Return each sentence of the notice under the places that it names."""
    by_sentence: dict[str, list[Retracted]] = {}
    for place in notice.places:
        by_sentence.setdefault(place.sentence, []).append(place)
    return [
        f"• *{kit.literal(kit.listed([_place(place) for place in places]))}:* “{kit.literal(sentence, 900)}”"
        for sentence, places in by_sentence.items()
    ]


def _place(place: Retracted) -> str:
    period = kit.period(place.period.first, place.period.last) if place.period else ""
    held = f"{kit.counted(place.rows, 'row')} here, marked" if place.rows else "no row here yet"
    return f"{place.name}, {place.state} ({', '.join(filter(None, [period, held]))})"


def _seen(notice: Retraction) -> list[str]:
    """Return where the notice can be read; a replay's page is ours, and no evidence."""
    page = kit.link(notice.address, "Publisher's correction")
    where = [REPLAY] if notice.replay else [page, f"seen {kit.moment(notice.observed, notice.zone)}"]
    return [*where, *([REPEAT] if notice.repeat else [])]
