"""An answer in lines: what is said at once, within its words, and what stands behind *More*. Pure.

A city or a county is told in 60 words, a state in 120. What doesn't fit moves behind *More*, the lists first
that don't name the place; how much moved is said.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.answers import Answer, Stated, list_seen, stated
from bot.blocks.answer.facts import grouped
from bot.words import (
    CIVIL_REQUEST,
    COOPERATION,
    COPIED,
    MAY_HAVE_CHANGED,
    NO_PROOF,
    NONE_ON_FILE,
    NOT_DELISTED,
    NOT_ENDED,
    OWN_CRITERIA,
    TOTALS_ALONE,
    agency_line,
    agreement_line,
    agreements_within_line,
    around_lines,
    day,
    either_line,
    held_line,
    listed,
    literal,
    local_day,
    membership_lines,
    names_of,
    not_checked_since,
    place_name,
    policies_within_line,
    policy_line,
    refusal_lines,
    sent_lines,
    short_state,
    whole_line,
    within_line,
)
from models.domain import TOOK_BACK, ListSeen, Membership, PlaceKind, Stands, Unit, Within

LOCAL, STATEWIDE = 60, 120
"""Words of an answer before *More*: of a city or a county, of a state."""
LATER = "Counts we copied later aren't shown."
SHOWN = 6
"""Policies, agencies and doubts behind *More*; Rows shows all."""
AGREEMENTS = 2
STATES = 20
"""States of namesakes that are named."""
_LINK = re.compile(r"<(?:https?:[^|>]+)\|[^>]*>")
_HIDDEN = frozenset({Stands.NOT_COPIED})
_SPILLS = (
    "not copied",
    "not on",
    "alone",
    "suspended",
    "sent",
    "agreements",
    "either",
    "taken down",
    "proof",
    "on",
)
"""What moves behind *More*, in this order."""
_KINDS = {Stands.NOT_COPIED: "not copied", Stands.SUSPENDED: "suspended", Stands.TAKEN_DOWN: "taken down"}


@dataclass(frozen=True, slots=True)
class AnswerLines:
    """An answer in mrkdwn.

    Attributes:
        lines: What is said at once.
        more: What stands behind *More*, a paragraph each.
    """

    lines: tuple[str, ...]
    more: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """A sentence, the line that it stands in, and what it is if it may move behind *More*."""

    line: int
    text: str
    kind: str = ""
    counts: str = ""


def words_of(lines: Iterable[str]) -> int:
    """Return how many words lines of mrkdwn have; the texts of links aren't counted."""
    return sum(len(_LINK.sub("", line).split()) for line in lines)


def told(answer: Answer) -> AnswerLines:
    """Return an answer about a place in lines."""
    if answer.place is None:
        return AnswerLines((), ())
    said = stated(answer, answer.place)
    most = STATEWIDE if said.place.kind is PlaceKind.STATE else LOCAL
    most -= words_of([OWN_CRITERIA]) if answer.plain else 0
    lines, spilled = _fitting(answer, said, [], most)
    for kept in range(len(said.numbers) - 1, 0, -1):
        if words_of(lines) <= most:
            break
        lines, spilled = _fitting(answer, *_fewer(said, kept), most)
    return AnswerLines(tuple(lines), (*spilled, *_more(answer, said)))


def _fewer(said: Stated, kept: int) -> tuple[Stated, list[_Part]]:
    """Return what is said with its first numbers alone, those that stand first; and the lines that go."""
    units = list(Unit)
    numbers = sorted(
        said.numbers,
        key=lambda e: (e.of.source.name not in said.asked, e.taken_back is not None, units.index(e.unit)),
    )
    fewer = tuple(each for each in said.numbers if each in numbers[:kept])
    stay = {NONE_ON_FILE, *refusal_lines(fewer), *sent_lines(fewer)}
    lines = [*refusal_lines(said.numbers), *sent_lines(said.numbers)]
    left = [_Part(0, line, counts="count") for line in lines if line not in stay]
    return replace(said, numbers=fewer), left


def _fitting(answer: Answer, said: Stated, moved: Sequence[_Part], most: int) -> tuple[list[str], list[str]]:
    """Return the lines of an answer, as many as fit, and what moves behind *More* with what has already."""
    parts, moved = _parts(answer, said), list(moved)
    for kind in _SPILLS:
        while words_of(_joined(parts, moved)) > most and (last := _last(parts, kind, said)):
            parts.remove(last)
            moved.append(last)
    return _joined(parts, moved), [part.text for part in moved if part.text != TOTALS_ALONE]


def _last(parts: Sequence[_Part], kind: str, said: Stated) -> _Part | None:
    """Return the last part of a kind; the only list that is told stays, unless another was asked after."""
    free = said.asked or kind == "not copied"
    stays = [part for part in parts if part.counts in {"list", "agreement", "row"}]
    some = (part for part in reversed(parts) if part.kind == kind and (free or stays != [part]))
    return next(some, None)


def _joined(parts: Sequence[_Part], moved: Sequence[_Part]) -> list[str]:
    by_line: dict[int, list[str]] = {}
    for part in parts:
        by_line.setdefault(part.line, []).append(part.text)
    lines = [" ".join(texts) for _, texts in sorted(by_line.items())]
    kinds = [part.counts for part in moved if part.counts]
    left = [
        f"{kinds.count(each)} more {each}{'s' if kinds.count(each) > 1 else ''}"
        for each in dict.fromkeys(kinds)
    ]
    return [*lines[:-1], f"{listed(left)} under More.", lines[-1]] if left else lines


def _parts(answer: Answer, said: Stated) -> list[_Part]:
    parts = [*_lists(said), *(_Part(1, either_line(each), "either", "row") for each in said.either)]
    parts += [_Part(2, line) for line in _states_places(said)]
    for number, each in enumerate(said.agreements):
        parts.append(
            _Part(3, agreement_line(each), "agreements" if number >= AGREEMENTS else "", "agreement")
        )
    gone = " ".join(membership_lines(said.agreements_off))
    parts += [_Part(3, f"{gone} {NOT_ENDED}", "agreements", "agreement")] if gone else []
    parts += [_Part(4, agreements_within_line(each)) for each in said.within if each.unit is Unit.AGREEMENT]
    parts += _counts(said, alone=not parts)
    parts += [_Part(7, LATER)] if said.later else []
    parts += [_Part(8, line) for line in _held(answer, said)]
    parts += [_Part(9, f"_{literal(answer.note)}_")] if answer.note else []
    if said.agreements or gone or any(each.unit is Unit.AGREEMENT for each in said.within):
        parts.append(_Part(10, COOPERATION))
    elif is_nowhere(said) and not said.refusals:
        parts.append(_Part(10, NO_PROOF, "proof"))
    return [*parts, _Part(11, CIVIL_REQUEST)]


def _counts(said: Stated, *, alone: bool) -> list[_Part]:
    """Return what is counted; that nothing is, beside the lists, else it would read as the answer."""
    after = any(each.of.source.name in said.asked for each in said.numbers if each.unit is Unit.DETAINER_SENT)
    kind = "sent" if said.refusals and not after else ""
    sent = [_Part(6, line, kind, "count") for line in sent_lines(said.numbers)]
    refusals = refusal_lines(said.numbers)
    if refusals == [NONE_ON_FILE]:
        if said.later:
            return sent
        none = f"{NONE_ON_FILE[:-1]} for {place_name(said.place)} alone." if said.is_part else NONE_ON_FILE
        line = 6 if sent or alone or said.place.kind is PlaceKind.STATE else 0
        return [*sent, _Part(line, none)]
    parts = [_Part(5, line.removesuffix(TOTALS_ALONE).rstrip()) for line in refusals]
    parts += [_Part(5, TOTALS_ALONE, "alone") for line in refusals if line.endswith(TOTALS_ALONE)]
    return [*parts, *sent]


def is_nowhere(said: Stated) -> bool:
    """Tell whether no list names a place, or ever did as far as we know."""
    silent = {Stands.NOT_ON, Stands.NOT_COPIED}
    return (
        not (said.either or said.agreements_off)
        and all(each.standing in silent for each in said.lists)
        and bool(said.lists)
    )


def _lists(said: Stated) -> list[_Part]:
    shown = _shown(said)
    if said.place.kind is PlaceKind.STATE:
        return [_Part(0, line) for line in membership_lines(shown)]
    open_ = {each.on.source.name for each in said.either}
    shown = [each for each in shown if each.standing is not Stands.NOT_ON or each.on.source.name not in open_]
    absent = [each for each in shown if each.standing is Stands.NOT_ON]
    not_yet = [each for each in shown if each.standing is Stands.NOT_YET]
    parts: list[_Part] = []
    for each in shown:
        if each.standing is Stands.NOT_ON and each is absent[0]:
            kind = "" if said.asked & {each.on.source.name for each in absent} else "not on"
            parts += [_Part(0, line, kind, "list") for line in membership_lines(absent)]
        elif each.standing not in {Stands.NOT_ON, Stands.NOT_YET}:
            kind = "" if each.on.source.name in said.asked else _KINDS.get(each.standing, "on")
            own = each.place == said.place
            line = " ".join(membership_lines([each])) if own else whole_line(each)
            parts += [_Part(0, line, kind, "list")]
    return [*parts, *(_Part(0, line) for line in membership_lines(not_yet))]


def _shown(said: Stated) -> list[Membership]:
    """Return the standings that are told at once; what our copy lacks is, where no list says anything."""
    telling = [each for each in said.lists if each.standing not in {*_HIDDEN, Stands.NOT_YET}]
    return [each for each in said.lists if each.standing not in _HIDDEN or not telling]


def _states_places(said: Stated) -> list[str]:
    """Return how many of a state's places the lists name that the line before tells of."""
    if said.place.kind is not PlaceKind.STATE or said.place.state == "DC":
        return []
    silent = {Stands.NOT_YET, Stands.NOT_COPIED}
    of = {each.of.source.name: each for each in said.within if each.unit is Unit.JURISDICTION}
    told_ = [each for each in said.lists if each.unit is Unit.JURISDICTION and each.standing not in silent]
    line = within_line([of.get(each.on.source.name) or Within(each.on, said.place, 0) for each in told_])
    return [line] if line else []


def _held(answer: Answer, said: Stated) -> list[str]:
    lists = {each.on.source.name: each.on for each in said.lists}
    lists |= {each.of.source.name: each.of for each in said.numbers}
    lists |= {each.of.source.name: each.of for each in said.agreements}
    return [held_line(of, answer.zone) for of in lists.values() if of.held]


def _more(answer: Answer, said: Stated) -> list[str]:
    """Return what stands behind *More*: policies, agencies, county and state, namesakes, caveats, copying."""
    policies = [policy_line(each) for each in said.policies[:SHOWN]]
    policies += filter(None, [policies_within_line([e for e in said.within if e.unit is Unit.POLICY])])
    agencies = [agency_line(each) for each in said.agencies[:SHOWN]]
    left = len(said.agencies) - len(agencies)
    shown = _shown(said)
    hidden = [each for each in said.lists if each not in shown]
    around = [*(line for each in hidden for line in membership_lines([each])), *around_lines(said.around)]
    paragraphs = [
        " ".join([*policies, MAY_HAVE_CHANGED]) if policies else "",
        " ".join([*agencies, *([f"{left:,} more under Rows."] if left > 0 else [])]),
        " ".join(around),
        " ".join(_namesakes(answer)),
        " ".join(_doubts(answer)),
        " ".join(_caveats(answer, said)),
        " ".join(_copying(answer, said)),
    ]
    return [paragraph for paragraph in paragraphs if paragraph]


def _namesakes(answer: Answer) -> list[str]:
    if answer.place is None or not answer.candidates:
        return []
    with_data = [place for place in answer.candidates if place.geoid in answer.with_data]
    others = [place for place in answer.candidates if place.geoid not in answer.with_data]
    also = [f"We have something on {grouped(with_data)} too."] if with_data else []
    if not others:
        return also
    name = place_name(answer.place).partition(" (")[0]
    states = [short_state(code) for code in sorted({place.state for place in others})]
    left = [f"{len(states) - STATES} more states"] if len(states) > STATES else []
    noun, them = ("a place", "it") if len(others) == 1 else ("places", "them")
    where = listed([*states[:STATES], *left])
    return [*also, f"Also called {literal(name, 80)}: {noun} in {where}; we have nothing on {them}."]


def _doubts(answer: Answer) -> list[str]:
    """Return publishers' own corrections in full, and what is to be checked before a row is believed."""
    told_: dict[str, None] = {}
    for note, fact in answer.notes.items():
        who = literal(names_of(list_seen(answer, fact.source).source).publisher)
        if note.startswith(TOOK_BACK):
            when = f", {local_day(fact.taken_back, answer.zone)}" if fact.taken_back else ""
            told_[f"{who}{when}: {literal(note.removeprefix(TOOK_BACK), 600)}"] = None
        elif note == fact.check_first:
            told_[f"Check first: {literal(note, 400)}"] = None
    said = " ".join(answer.notes)
    for name, sentence, observed in answer.errata:
        if sentence not in said:
            who = literal(names_of(list_seen(answer, name).source).publisher)
            quoted = f"“{literal(sentence, 600)}” Our copy has no such row."
            told_[f"{who}, {local_day(observed, answer.zone)}: {quoted}"] = None
    return list(told_)[:SHOWN]


def _spoken_of(answer: Answer, said: Stated) -> list[ListSeen]:
    """Return the lists that an answer speaks of, in its order."""
    lists = (
        *(each.on for each in said.lists),
        *(each.of for each in said.numbers),
        *(each.of for each in said.agreements),
        *(each.of for each in said.policies),
        *(each.of for each in said.within),
    )
    return list({of.source.name: of for of in lists}.values())


def _caveats(answer: Answer, said: Stated) -> list[str]:
    not_yet = {each.on.source.name for each in said.lists if each.standing is Stands.NOT_YET}
    spoken = (of for of in _spoken_of(answer, said) if of.source.name not in not_yet)
    said_of = dict.fromkeys(caveat for of in spoken for caveat in of.source.caveats(answer.as_of))
    caveats = [literal(caveat, 260) for caveat in said_of]
    down = any(each.standing is Stands.TAKEN_DOWN for each in said.lists)
    return [*caveats, *([NOT_DELISTED] if down else [])]


def _copying(answer: Answer, said: Stated) -> list[str]:
    """Return what of the answer was copied, and since when nobody looked at the publishers' pages."""
    spoken = _spoken_of(answer, said)
    captures = dict.fromkeys(
        seen.accepted.capture
        for of in spoken
        if (seen := answer.freshness.get(of.source.name)) and seen.accepted and seen.accepted.capture
    )
    captures |= dict.fromkeys(fact.capture for fact in answer.stated if fact.capture)
    lines = [literal(capture, 300) for capture in captures]
    lines += _differences(answer, spoken)
    unchecked = [of for of in spoken if of.source.address and not of.checked and not of.taken_down]
    never = [
        of for of in unchecked if (seen := answer.freshness.get(of.source.name)) and seen.checked is None
    ]
    stale = [of for of in unchecked if of not in never and of.seen]
    lines += [not_checked_since(when) for when in dict.fromkeys(day(of.seen) for of in stale if of.seen)]
    return [*lines, COPIED] if never and not stale else lines


def _differences(answer: Answer, spoken: Sequence[ListSeen]) -> list[str]:
    """Return where a publisher's printed total and the rows differ."""
    return [
        f"{literal(names_of(of.source).label)}: {literal(difference)}"
        for of in spoken
        if (seen := answer.freshness.get(of.source.name)) and seen.accepted
        for difference in seen.accepted.differences
    ]
