"""Rows that their publisher takes back: headline, notification, lines, a sentence to print (L15). Pure."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from bot.words.events.headlines import fitting
from bot.words.membership import upper_first
from bot.words.rows import TOTALS, row_name
from bot.words.style import counted, day, listed, literal, names_of, period, spelled_out, spoken_state
from models.domain import FiguresTakenBack, ListRow, Unit
from models.places import state_name

_REFUSALS = (Unit.REFUSAL, Unit.REFUSAL_TOTAL)


def taken_back_headline(taken: FiguresTakenBack) -> str:
    """Return the headline of rows taken back."""
    return fitting(_headlines(taken))


def _headlines(taken: FiguresTakenBack) -> Iterator[str]:
    publisher, counts, issue = names_of(taken.of.source).publisher, _counts(taken.rows), _issue(taken)
    refusals, sent = sum(counts[unit] for unit in _REFUSALS), counts[Unit.DETAINER_SENT]
    start = f"{publisher} takes back"
    whose, where = _states_of([row for row in taken.rows if row.unit in _REFUSALS and row.number])
    detainers = f"{counted(sent, 'detainer')} sent"
    if refusals and sent:
        both = f"{counted(refusals, 'refusal')} and {detainers}"
        everywhere = _states_of(taken.rows)[1]
        yield from (f"{start} {both}{everywhere} from {issue}", f"{start} {both} from {issue}")
        yield f"{start} {both}{everywhere}"
    if refusals:
        yield f"{start} {counted(refusals, f'{whose}refusal')}{where} from {issue}"
    elif sent:
        whose, where = _states_of([row for row in taken.rows if row.number])
        yield f"{start} {detainers}{where or f' in {whose.strip()}'} from {issue}"
    named = listed(list(dict.fromkeys(row_name(row) for row in taken.rows)))
    yield f"{start} rows of {named} from {issue}"
    places = counted(len({(row.named, row.state) for row in taken.rows}), "place")
    yield from (f"{start} rows of {places} from {issue}", f"{start} rows of {places}")


def _states_of(rows: Sequence[ListRow]) -> tuple[str, str]:
    """Return the one state of some rows, before a noun, `Texas `; of several their number, after one."""
    states = list(dict.fromkeys(row.state for row in rows))
    if len(states) == 1:
        return f"{state_name(states[0]) or states[0]} ", ""
    return "", f" in {len(states)} states"


def _issue(taken: FiguresTakenBack) -> str:
    """Return the issue that is corrected: `its first weekly report`."""
    again = names_of(taken.of.source).again
    noun = re.sub(r"^.*?(?:'s|s') ", "", again) if "'" in again else "report"
    if taken.begins:
        return f"its first {noun}"
    return f"its {noun} for {period(taken.first, taken.last)}" if taken.first else f"its {noun}"


def _states(taken: FiguresTakenBack) -> list[str]:
    return list(dict.fromkeys(row.state for row in taken.rows))


def _counts(rows: Sequence[ListRow]) -> Counter[Unit]:
    counts: Counter[Unit] = Counter()
    for row in rows:
        counts[row.unit] += row.number
    return counts


def taken_back_push(taken: FiguresTakenBack) -> str:
    """Return the notification: the headline, and what of one state is left."""
    if taken.reissued:
        return taken_back_headline(taken)
    left = [f"{name}: {now}, corrected from {was}." for name, now, was, _ in _left(taken)]
    return f"{taken_back_headline(taken)}. {left[0]}" if len(left) == 1 else taken_back_headline(taken)


def _left(taken: FiguresTakenBack) -> Iterator[tuple[str, str, str, str]]:
    """Yield of each state what refusals are left, what there were, and whether that is a total only."""
    least = "at least " if taken.of.partial else ""
    for state in _states(taken):
        counts = _counts([row for row in taken.rows if row.state == state])
        for unit in _REFUSALS:
            if counts[unit]:
                left = taken.left.get(state, {}).get(unit, 0)
                only = " (totals only)" if unit in TOTALS else ""
                yield state_name(state) or state, f"{least}{left:,}", f"{left + counts[unit]:,}", only


def taken_back_lines(taken: FiguresTakenBack) -> list[str]:
    """Return what is taken back, in whose words, and what is left: lines of mrkdwn."""
    who = literal(names_of(taken.of.source).publisher)
    by_words: dict[str, list[ListRow]] = {}
    for row in taken.rows:
        by_words.setdefault(row.quoted, []).append(row)
    said = [
        f"{', '.join(_struck(row, taken) for row in rows)}. {who}, {day(taken.day)}: “{literal(words, 900)}”"
        for words, rows in by_words.items()
    ]
    when = f" on {day(taken.day)}" if taken.reissued else ""
    left = [f"{name}{when}: {now}{only}, corrected from ~{was}~." for name, now, was, only in _left(taken)]
    left += list(_since(taken))
    over = [f"For {period(taken.first, taken.last)}."] if taken.first else []
    return [*over, *said, *left]


def _since(taken: FiguresTakenBack) -> Iterator[str]:
    """Yield what the newest issue counts, where the notice corrected an older one."""
    if taken.reissued is None:
        return
    for state in _states(taken):
        number = sum(taken.now.get(state, {}).get(unit, 0) for unit in _REFUSALS)
        yield f"{state_name(state) or state} in the report of {day(taken.reissued)}: {number:,}."


def _struck(row: ListRow, taken: FiguresTakenBack) -> str:
    sent = " (detainers sent)" if row.unit is Unit.DETAINER_SENT else ""
    number = f" ~{row.number:,}~{sent}" if row.number else " (not in our copy)"
    return f"{literal(row_name(row, state=len(_states(taken)) > 1), 100)}{number}"


def taken_back_sentence(taken: FiguresTakenBack) -> str:
    """Return a notice as a sentence to print."""
    who = upper_first(names_of(taken.of.source).full)
    over = f" for {period(taken.first, taken.last)}" if taken.first else ""
    counts = _counts(taken.rows)
    units = [unit for unit in counts if counts[unit]]
    rows = [row for row in taken.rows if row.number] or list(taken.rows)
    refusals = sum(counts[unit] for unit in _REFUSALS)
    start = f"{who} on {day(taken.day)}, took back"
    if units and set(units) <= set(_REFUSALS):
        return f"{start} {spelled_out(refusals, 'declined detainer')} it had counted in {_where(rows)}{over}."
    if units == [Unit.DETAINER_SENT]:
        sent = spelled_out(counts[Unit.DETAINER_SENT], "detainer")
        return f"{start} {sent} it had counted as sent to {_where(rows)}{over}."
    return f"{start} its rows of {_where(rows)}{over}."


def _where(rows: Sequence[ListRow]) -> str:
    """Return places in a sentence: `Bastrop and Williamson counties, Texas,`."""
    by_state: dict[str, list[str]] = {}
    for row in rows:
        named = by_state.setdefault(row.state, [])
        named += [row.named] if row.named not in named else []
    if sum(map(len, by_state.values())) > 4:  # noqa: PLR2004 - what a sentence has room for
        states = [spoken_state(state) for state in by_state]
        return f"{spelled_out(sum(map(len, by_state.values())), 'place')} in {listed(states)}"
    return listed(
        [f"{_joined(sorted(names))}, {state_name(state) or state}" for state, names in by_state.items()]
    ) + (",")


def _joined(names: Sequence[str]) -> str:
    if len(names) > 1 and all(name.endswith(" County") for name in names):
        return f"{listed([name.removesuffix(' County') for name in names])} counties"
    return listed(names)
