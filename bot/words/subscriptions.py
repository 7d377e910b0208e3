"""What a channel gets, and how often: `Texas and Maryland alerts as they happen`. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from bot.words.style import WEEKDAYS, counted, listed, short_place, spoken_state, typed_place, wall_clock
from models.domain import EVERYWHERE, LEADS, ChangeKind, Every, Place, Quiet, Subject, Terms

_LEADS = "possible new lists"
_KINDS = {
    ChangeKind.ADDED: "on",
    ChangeKind.REMOVED: "off",
    ChangeKind.CORRECTED: "corrected",
    ChangeKind.MOVED: "moved to another place",
}
_SMALL = (ChangeKind.ADDED, ChangeKind.REMOVED, ChangeKind.CORRECTED)
_WHOLE = "lists published, taken down, back; reports suspended; figures taken back."
_VOWELS = ("A", "E", "I", "O")
A_MONTH = 30.4
"""Days."""


@dataclass(frozen=True, slots=True)
class Subjects:
    """Names what channels get: for people, and as the command takes it.

    Attributes:
        place: Gives the place of a GEOID; None where there is none.
    """

    place: Callable[[str], Place | None]

    def shown(self, subject: Subject) -> str:
        """Return a subject for people, plain text: `Massachusetts`, `Boston, Mass.`, `every state`."""
        place = self.place(subject.place) if subject.place else None
        if place:
            return short_place(place)
        special = {LEADS: _LEADS, EVERYWHERE: "every state"}
        return special.get(subject.state) or spoken_state(subject.state)

    def typed(self, subject: Subject) -> str:
        """Return a subject as the command takes it: `MA`, `Boston, MA`, `all`."""
        place = self.place(subject.place) if subject.place else None
        return typed_place(place) if place else subject.state


def alerts_of(subjects: Sequence[Subject], names: Subjects) -> str:
    """Return the alerts on subjects: `Texas and Maryland alerts`, `Boston, Mass., alerts`, `all alerts`."""
    real, leads = _apart(subjects)
    if any(subject.state == EVERYWHERE for subject in real):
        said = ["all alerts"]
    else:
        said = [f"{_in_a_row(real, names)} alerts"] if real else []
    return listed([*said, *leads])


def _digest_of(subjects: Sequence[Subject], names: Subjects) -> str:
    real, leads = _apart(subjects)
    if any(subject.state == EVERYWHERE for subject in real):
        said = ["a digest of every state"]
    else:
        row = _in_a_row(real, names)
        said = [f"{'an' if row.startswith(_VOWELS) else 'a'} {row} digest"] if real else []
    return listed([*said, *leads])


def _apart(subjects: Sequence[Subject]) -> tuple[list[Subject], list[str]]:
    real = [subject for subject in subjects if subject.state != LEADS]
    return real, [_LEADS] if len(real) < len(subjects) else []


def _in_a_row(subjects: Sequence[Subject], names: Subjects) -> str:
    """Return names before a noun; a place's state ends with a comma there."""
    bare = [names.shown(subject).removeprefix("the ") for subject in subjects]
    *others, last = [name + ("," if ", " in name else "") for name in bare]
    return in_series([*(name.rstrip(",") for name in others), last])


def in_series(names: Sequence[str]) -> str:
    """Return names as a sentence joins them: `Boston, Mass.; Maryland; and Texas` where one has a comma."""
    if len(names) > 2 and any(", " in name for name in names):  # noqa: PLR2004 - two need no semicolon
        return "; ".join([*names[:-1], f"and {names[-1]}"])
    return listed(names)


@dataclass(frozen=True, slots=True)
class Clock:
    """By which clock hours are meant.

    Attributes:
        zone: IANA name of the newsroom's.
        now: Aware; tells whether summer time is kept.
    """

    zone: str
    now: datetime

    def at(self, hour: time, terms: Terms, *, zoned: bool = True) -> str:
        """Return a time of day on some terms, with its zone: `8 a.m. EST`."""
        return wall_clock(hour, terms.zone or self.zone if zoned else "", self.now)


def gets(subjects: Sequence[Subject], terms: Terms, names: Subjects, clock: Clock) -> str:
    """Return what a channel gets, and how: `a Maryland digest every day at 8 a.m. EST`."""
    digest = terms.rhythm.every is not Every.ONCE
    what = _digest_of(subjects, names) if digest else alerts_of(subjects, names)
    return ", ".join([f"{what} {how_often(terms, clock)}", *_beside(terms, clock)])


def how(terms: Terms, clock: Clock) -> str:
    """Return how a channel gets what it does: `as they happen, quiet 10 p.m. to 7 a.m. EST`."""
    return ", ".join([how_often(terms, clock), *_beside(terms, clock)])


def how_often(terms: Terms, clock: Clock) -> str:
    """Return when a channel gets something: `as they happen`, `every Monday at 9 a.m. EST`."""
    rhythm = terms.rhythm
    if rhythm.every is Every.ONCE:
        return "as they happen"
    every = WEEKDAYS[rhythm.weekday] if rhythm.every is Every.WEEKLY else "day"
    return f"every {every} at {clock.at(rhythm.at, terms)}"


def _beside(terms: Terms, clock: Clock) -> list[str]:
    kinds = [_KINDS[kind] for kind in terms.without if kind in _KINDS]
    return [
        *([_quiet(terms.quiet, terms, clock)] if terms.quiet else []),
        *([f"except places {listed(kinds, 'or')}"] if kinds else []),
        *(["later alerts in one thread"] if terms.thread else []),
    ]


def _quiet(quiet: Quiet, terms: Terms, clock: Clock) -> str:
    zoned = terms.rhythm.every is Every.ONCE
    return f"quiet {clock.at(quiet.first, terms, zoned=False)} to {clock.at(quiet.last, terms, zoned=zoned)}"


def whats_sent(terms: Terms) -> str:
    """Return which changes a channel gets: `Places on, off, corrected; lists published, …`."""
    kinds = [_KINDS[kind] for kind in _SMALL if kind not in terms.without]
    return f"Places {', '.join(kinds)}; {_WHOLE}" if kinds else _WHOLE[:1].upper() + _WHOLE[1:]


def volume(alerts: int, days: int | None) -> str:
    """Return how many alerts there would have been; `days`: for which lists were checked, None for never."""
    if days is None:
        return "We can't say how many: no list has been checked live yet."
    months = round(days / A_MONTH)
    length = counted(months, "month") if months else counted(max(days, 1), "day")
    return f"{counted(alerts, 'alert')} in the {length} we've checked."


def echo_subscribed(person: str, subjects: Sequence[Subject], names: Subjects) -> str:
    """Return what a channel reads when somebody subscribes it, mrkdwn; `person` is Slack's id."""
    return f"<@{person}> subscribed this channel to {alerts_of(subjects, names)}."


def echo_ended(person: str, subjects: Sequence[Subject], names: Subjects) -> str:
    """Return what a channel reads when somebody ends its subscriptions, mrkdwn; `person` is Slack's id."""
    return f"<@{person}> unsubscribed this channel from {alerts_of(subjects, names)}."
