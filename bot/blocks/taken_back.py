"""Rows that their publisher takes back: which, and in its own words why. Pure."""

from bot.blocks import limits, mrkdwn
from bot.blocks.evidence import CIVIL_REQUEST, REPEAT, REPLAY
from models.bulletin import Form, Retracted, Retraction
from models.place_states import state_name


def retraction_message(told: Retraction, form: Form = Form.TABLE) -> limits.Message:
    """Return the message that tells one channel of a publisher's correction notice."""
    marks = ["Possible repeat"] * told.repeat + ["Replay"] * told.replay
    text = mrkdwn.literal(": ".join([*marks, retraction_sentence(told)]), 1000)
    lines = [f"*{mrkdwn.literal(told.source.title)}*", *retraction_lines(told)]
    small = _seen(told)
    if form is Form.TEXT:
        return limits.plain([text, mrkdwn.lines(lines, 2000), CIVIL_REQUEST, *small])
    heading = f"Correction: {told.source.short} takes back rows, {_where(told)}"
    return limits.message(
        text,
        [
            limits.header(" · ".join([*marks, heading])),
            limits.section(mrkdwn.lines(lines)),
            limits.section(f"_{CIVIL_REQUEST} {mrkdwn.literal(told.source.caveat, 600)}_"),
            limits.context(*small),
        ],
    )


def retraction_sentence(told: Retraction) -> str:
    """Return the notification: `Correction: ICE says that its rows of Franklin County, IA were wrong`."""
    named = mrkdwn.listed(list(dict.fromkeys(f"{place.name}, {place.state}" for place in told.places)))
    return f"Correction: {told.source.short} says that its rows of {named} were wrong"


def _where(told: Retraction) -> str:
    states = list(dict.fromkeys(place.state for place in told.places))
    return state_name(states[0]) if len(states) == 1 else mrkdwn.counted(len(states), "state")


def retraction_lines(told: Retraction) -> list[str]:
    """Return each sentence of the notice under the places that it names."""
    by_sentence: dict[str, list[Retracted]] = {}
    for place in told.places:
        by_sentence.setdefault(place.sentence, []).append(place)
    return [
        f"• *{mrkdwn.literal(mrkdwn.listed([_place(place) for place in places]))}:* "
        f"“{mrkdwn.literal(sentence, 900)}”"
        for sentence, places in by_sentence.items()
    ]


def _place(place: Retracted) -> str:
    period = mrkdwn.period(place.period.first, place.period.last) if place.period else ""
    held = f"{mrkdwn.counted(place.rows, 'row')} here, marked" if place.rows else "no row here yet"
    return f"{place.name}, {place.state} ({', '.join(filter(None, [period, held]))})"


def _seen(told: Retraction) -> list[str]:
    """Return where the notice can be read; a replay's page is ours, and no evidence."""
    page = mrkdwn.link(told.address, "Publisher's correction")
    where = [REPLAY] if told.replay else [page, f"seen {mrkdwn.moment(told.observed, told.zone)}"]
    return [*where, *([REPEAT] if told.repeat else [])]
