"""The form of a subscription: what it shows, what it was filled with, and what is wrong in that. Pure.

Limits: https://docs.slack.dev/reference/block-kit/block-elements (100 options of 75 characters in a
menu, ten checkboxes) and https://docs.slack.dev/surfaces/modals (title 24, 100 blocks).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from typing import Any

from bot.blocks import kit
from bot.blocks.kit import Subscribed, read_subscribed
from bot.blocks.subscriptions import NOT_SENT
from bot.words import WEEKDAYS, ZONES
from models.domain import (
    AT_ONCE,
    DAYS,
    EVERYWHERE,
    LEADS,
    PLAIN,
    ChangeKind,
    Every,
    Quiet,
    Rhythm,
    Subject,
    Terms,
    Wish,
)
from models.places import STATES, state_name

SUBSCRIPTION_FORM = "subscription"
"""Its callback_id."""
ENDING_FORM, ENDED = "subscriptions_ending", "ended"
"""The callback_id of the form that ends several, and its one field."""
_ENDING = "End several"
STATE, PLACE, CHANNEL = "state", "place", "channel"
SOURCES, KINDS, THREAD = "sources", "kinds", "thread"
RHYTHM, AT, WEEKDAY, ZONE = "rhythm", "at", "weekday", "zone"
QUIET_FROM, QUIET_TO = "quiet_from", "quiet_to"
"""Fields by their block_id; errors stand at these."""

NEWSROOM = "newsroom"
"""In place of a zone: the newsroom's own, whatever it is set to."""
_KINDS = {
    ChangeKind.ADDED: "On",
    ChangeKind.REMOVED: "Off",
    ChangeKind.CORRECTED: "Corrected",
    ChangeKind.MOVED: "Moved to another place",
}
_RHYTHMS = {Every.ONCE: "As they happen", Every.DAILY: "Daily digest", Every.WEEKLY: "Weekly digest"}
_EVERYTHING = {EVERYWHERE: "Every state", LEADS: "Possible new lists"}
_WEEKDAYS = dict(zip(DAYS, WEEKDAYS, strict=True))
_WHERE = "I must be in it. In a private channel, type {} subscribe MA."
_EDITED = 2
"""Separators in the metadata of a form that edits."""


def subscribe_view(lists: Mapping[str, str], zone: str, command: str, origin: str = "") -> kit.Block:
    """Return the form for a new subscription.

    Args:
        lists: Titles of the lists by name.
        zone: The newsroom's time zone, IANA.
        command: The slash command, which subscribes a private channel.
        origin: Slack's id of the channel in which it was asked for; empty where that isn't known.
    """
    groups = {"Everywhere": _EVERYTHING, "One state": {code: state_name(code) for code in sorted(STATES)}}
    state = kit.select(groups=groups, placeholder="Choose a state")
    place = {"type": "plain_text_input", "max_length": 150}
    blocks = [
        kit.field(STATE, "State", state, optional=True),
        kit.field(PLACE, "Or one place", place, hint="Boston, MA", optional=True),
        kit.field(CHANNEL, "Channel", kit.channels(origin), hint=_WHERE.format(command)),
        *_terms(PLAIN, lists, zone),
    ]
    return kit.modal(SUBSCRIPTION_FORM, "Subscribe a channel", "Subscribe", blocks, metadata=origin)


def edit_view(wish: Wish, name: str, lists: Mapping[str, str], zone: str) -> kit.Block:
    """Return the form with a subscription as it stands; what it is about stays as it is.

    Args:
        wish: The subscription.
        name: What it is about, as mrkdwn.
        lists: Titles of the lists by name.
        zone: The newsroom's time zone, IANA.
    """
    blocks = [kit.section(name), *_terms(wish.terms, lists, zone)]
    about = str(Subscribed(wish.channel, wish.subject))
    return kit.modal(SUBSCRIPTION_FORM, "Edit a subscription", "Save", blocks, metadata=about)


def _terms(terms: Terms, lists: Mapping[str, str], zone: str) -> list[kit.Block]:
    box = {THREAD: "Keep later alerts in one thread"}
    thread = kit.field(THREAD, "Threads", kit.boxes(box, [THREAD] if terms.thread else []), optional=True)
    return [*_what(terms, lists), *_when(terms, zone), *_quiet(terms), thread]


def _what(terms: Terms, lists: Mapping[str, str]) -> list[kit.Block]:
    known = {**{name: name for name in terms.sources}, **lists}
    kinds = {kind.value: label for kind, label in _KINDS.items()}
    ticked = [kind.value for kind in _KINDS if kind not in terms.without]
    return [
        kit.field(SOURCES, "Lists", kit.several(known, terms.sources, "All lists"), optional=True),
        kit.field(KINDS, "Changes", kit.boxes(kinds, ticked), hint="Whole lists always."),
    ]


def _when(terms: Terms, zone: str) -> list[kit.Block]:
    rhythm = terms.rhythm
    often = kit.radio({every.value: label for every, label in _RHYTHMS.items()}, rhythm.every.value)
    day = kit.select(_WEEKDAYS, initial=DAYS[rhythm.weekday])
    return [
        kit.field(RHYTHM, "How often", often),
        kit.field(AT, "Time", kit.clock(rhythm.at)),
        kit.field(WEEKDAY, "Day", day),
        kit.field(ZONE, "Time zone", _zone(terms, zone), hint="Of digests and quiet hours."),
    ]


def _zone(terms: Terms, newsroom: str) -> kit.Block:
    own = {terms.zone: terms.zone} if terms.zone else {}
    zones = {NEWSROOM: f"The newsroom's: {ZONES.get(newsroom, newsroom)}", **own, **ZONES}
    return kit.select(zones, initial=terms.zone or NEWSROOM)


def _quiet(terms: Terms) -> list[kit.Block]:
    first, last = (terms.quiet.first, terms.quiet.last) if terms.quiet else (None, None)
    return [
        kit.field(QUIET_FROM, "Quiet from", kit.clock(first), optional=True),
        kit.field(QUIET_TO, "Quiet to", kit.clock(last), hint="Alerts are held.", optional=True),
    ]


@dataclass(frozen=True, slots=True)
class FilledSubscription:
    """A form as a person submitted it.

    Attributes:
        channel: Slack's id of the channel that is to hear.
        origin: Slack's id of the channel in which the form was asked for; empty where that isn't known.
        subject: What is edited; None for a new subscription.
        state: USPS abbreviation, `EVERYWHERE` or `LEADS` as chosen; empty if none was.
        place: A place as typed; empty if none was.
        terms: How it is to be told.
        wrong: Sentences by field (block_id).
    """

    channel: str
    origin: str
    subject: Subject | None
    state: str
    place: str
    terms: Terms
    wrong: Mapping[str, str]


def read_form(view: Mapping[str, Any]) -> FilledSubscription:
    """Return what a submitted form says.

    Args:
        view: As Slack hands it over, with `state` and `private_metadata`.
    """
    fields, about = kit.filled(view), str(view.get("private_metadata", ""))
    edited = read_subscribed(about) if about.count("|") == _EDITED else None
    state, place = str(fields.get(STATE, "")), " ".join(str(fields.get(PLACE, "")).split())
    wrong = _wrong_hours(fields) | ({} if edited else _wrong_subject(state, place))
    if not fields.get(KINDS):
        wrong[KINDS] = "Keep at least one kind."
    return FilledSubscription(
        channel=edited.channel if edited else str(fields.get(CHANNEL, "")),
        origin="" if edited else about,
        subject=edited.subject if edited else None,
        state=state,
        place=place,
        terms=_typed_terms(fields),
        wrong=wrong,
    )


def _wrong_subject(state: str, place: str) -> dict[str, str]:
    if not state and not place:
        return {STATE: "Choose a state or name a place."}
    if place and state in {EVERYWHERE, LEADS}:
        return {PLACE: "Clear this, or choose the place's state."}
    return {}


def _wrong_hours(fields: Mapping[str, Any]) -> dict[str, str]:
    first, last = fields.get(QUIET_FROM), fields.get(QUIET_TO)
    if first and not last:
        return {QUIET_TO: "Give both times, or neither."}
    if last and not first:
        return {QUIET_FROM: "Give both times, or neither."}
    return {QUIET_TO: "These hours are the same."} if first and first == last else {}


def _typed_terms(fields: Mapping[str, Any]) -> Terms:
    first, last, zone = fields.get(QUIET_FROM), fields.get(QUIET_TO), str(fields.get(ZONE) or NEWSROOM)
    return Terms(
        sources=tuple(fields.get(SOURCES) or ()),
        without=tuple(kind for kind in _KINDS if kind.value not in (fields.get(KINDS) or ())),
        rhythm=_rhythm(fields),
        quiet=Quiet(time.fromisoformat(first), time.fromisoformat(last)) if first and last else None,
        zone="" if zone == NEWSROOM else zone,
        thread=THREAD in (fields.get(THREAD) or ()),
    )


def _rhythm(fields: Mapping[str, Any]) -> Rhythm:
    every, at = Every(fields.get(RHYTHM) or Every.ONCE), fields.get(AT)
    if every is Every.ONCE:
        return AT_ONCE
    weekday = DAYS.index(fields.get(WEEKDAY) or DAYS[0]) if every is Every.WEEKLY else 0
    return Rhythm(every, time.fromisoformat(at) if at else AT_ONCE.at, weekday)


def ending_view(wishes: Mapping[str, str], channel: str) -> kit.Block:
    """Return the form that ends several subscriptions of a channel.

    Args:
        wishes: What each is about, by `STATE|GEOID`; the first hundred are offered.
        channel: Slack's id of the channel.
    """
    blocks = [
        kit.field(ENDED, "Subscriptions to end", kit.several(wishes, (), "Choose")),
        kit.context(NOT_SENT),
    ]
    return kit.modal(ENDING_FORM, _ENDING, "Unsubscribe", blocks, metadata=channel)


def ending_saying(sentence: str) -> kit.Block:
    """Return the form with a sentence (mrkdwn) in place of its fields."""
    return kit.modal(ENDING_FORM, _ENDING, "", [kit.section(sentence)])


def read_ending(view: Mapping[str, Any]) -> tuple[str, tuple[Subject, ...]]:
    """Return which channel is to hear no longer of what."""
    pairs = [str(value).partition("|") for value in kit.filled(view).get(ENDED) or ()]
    return str(view["private_metadata"]), tuple(Subject(state, place) for state, _, place in pairs)
