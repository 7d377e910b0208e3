"""What the form of a subscription was filled with, and what is wrong in it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from typing import Any

from bot.blocks import inputs
from bot.blocks.handles import read_subscribed
from bot.blocks.subscribe_view import (
    AT,
    CHANNEL,
    KINDS,
    NEWSROOM,
    PLACE,
    QUIET_FROM,
    QUIET_TO,
    RHYTHM,
    SOURCES,
    STATE,
    THREAD,
    TOLD,
    WEEKDAY,
    ZONE,
)
from models.rhythm import AT_ONCE, DAYS, Every, Quiet, Rhythm
from models.wishes import EVERYWHERE, LEADS, Subject, Terms

_EDITED = 2
"""Separators in the metadata of a form that edits."""


@dataclass(frozen=True, slots=True)
class Filled:
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


def read_form(view: Mapping[str, Any]) -> Filled:
    """Return what a submitted form says.

    Args:
        view: As Slack hands it over, with `state` and `private_metadata`.
    """
    said, about = inputs.filled(view), str(view.get("private_metadata", ""))
    edited = read_subscribed(about) if about.count("|") == _EDITED else None
    state, place = str(said.get(STATE, "")), " ".join(str(said.get(PLACE, "")).split())
    wrong = _wrong_hours(said) | ({} if edited else _wrong_subject(state, place))
    if not said.get(KINDS):
        wrong[KINDS] = "Leave at least one kind of change."
    return Filled(
        channel=edited.channel if edited else str(said.get(CHANNEL, "")),
        origin="" if edited else about,
        subject=edited.subject if edited else None,
        state=state,
        place=place,
        terms=_terms(said),
        wrong=wrong,
    )


def _wrong_subject(state: str, place: str) -> dict[str, str]:
    if not state and not place:
        return {STATE: "Choose a state here, or name a place below."}
    if place and state in {EVERYWHERE, LEADS}:
        return {PLACE: "Leave this empty, or choose the state that the place is in."}
    return {}


def _wrong_hours(said: Mapping[str, Any]) -> dict[str, str]:
    first, last = said.get(QUIET_FROM), said.get(QUIET_TO)
    if first and not last:
        return {QUIET_TO: "Say until when, or clear both."}
    if last and not first:
        return {QUIET_FROM: "Say from when, or clear both."}
    return (
        {QUIET_TO: "These hours end when they begin; clear both for none."} if first and first == last else {}
    )


def _terms(said: Mapping[str, Any]) -> Terms:
    first, last, zone = said.get(QUIET_FROM), said.get(QUIET_TO), str(said.get(ZONE) or NEWSROOM)
    return Terms(
        sources=tuple(said.get(SOURCES) or ()),
        without=tuple(kind for kind in TOLD if kind.value not in (said.get(KINDS) or ())),
        rhythm=_rhythm(said),
        quiet=Quiet(time.fromisoformat(first), time.fromisoformat(last)) if first and last else None,
        zone="" if zone == NEWSROOM else zone,
        thread=THREAD in (said.get(THREAD) or ()),
    )


def _rhythm(said: Mapping[str, Any]) -> Rhythm:
    every, at = Every(said.get(RHYTHM) or Every.ONCE), said.get(AT)
    if every is Every.ONCE:
        return AT_ONCE
    weekday = DAYS.index(said.get(WEEKDAY) or DAYS[0]) if every is Every.WEEKLY else 0
    return Rhythm(every, time.fromisoformat(at) if at else AT_ONCE.at, weekday)
