"""A number of one list, with unit, period and source: line, phrase for notifications, sentence. Pure.

Two lists' numbers stand side by side and are never summed. Detainers that ICE sent are no refusals. What
was taken back is struck, with the day on which it was.
"""

from collections.abc import Sequence
from datetime import date

from bot.words.membership import upper_first
from bot.words.style import (
    DONT_ADD,
    counted,
    day,
    literal,
    names_of,
    period,
    said_list,
    spelled_out,
    spoken_place,
)
from models.domain import ListNames, Number, Unit

_REASONS = {
    "transferred to another facility where they were released": (
        "the people had been moved to another facility and released there"
    ),
    "in similarly named locations": "they were sent to places of like names",
    "incorrectly issued to those locations": "they had been issued there by mistake",
}
"""What ICE said April 13, 2017, of what it took back, as a sentence to print has it."""
NONE_ON_FILE = "No refusals on file."
TOTALS_ALONE = "No individual refusals on file."


def refusal_lines(numbers: Sequence[Number]) -> list[str]:
    """Return the lines on declined detainers: on file case by case, then totals, then what was taken back.

    Args:
        numbers: All that is counted of one place, detainers sent included; of those nothing is said here.
    """
    on_file = [each for each in numbers if each.unit is Unit.REFUSAL and each.taken_back is None]
    totals = [each for each in numbers if each.unit is Unit.REFUSAL_TOTAL and each.taken_back is None]
    back = [each for each in numbers if each.unit is not Unit.DETAINER_SENT and each.taken_back]
    several = len(on_file) + len(totals) > 1
    lines = []
    if on_file:
        told = "; ".join(_on_file(each, again=several) for each in on_file)
        lines.append(f"Refusals on file{_statewide(on_file)}: {told}.")
    if totals:
        lines.append(_totals(totals, several=several))
    if several:
        lines[-1] = f"{lines[-1]} {DONT_ADD}"
    taken = " ".join(_taken_back(each, alone=not lines) for each in back)
    if not lines:
        return [f"{taken} {NONE_ON_FILE}".lstrip()]
    if taken:
        lines[-1] = f"{lines[-1]} {taken}"
    elif not on_file and not several and not totals[0].statewide:
        lines[-1] = f"{lines[-1]} {TOTALS_ALONE}"
    return lines


def _totals(totals: Sequence[Number], *, several: bool) -> str:
    where = _statewide(totals)
    if len(totals) > 1:
        return f"Refusals{where} (totals only): {'; '.join(_total(each, again=True) for each in totals)}."
    (each,) = totals
    figure, rest = _figure(each), _of(each, again=several or each.statewide)
    return f"Refusals{where}: {figure} (total only){rest}."


def _statewide(numbers: Sequence[Number]) -> str:
    return " statewide" if any(each.statewide for each in numbers) else ""


def _figure(each: Number) -> str:
    least = "at least " if each.least else ""
    corrected = f", corrected from ~{each.was:,}~" if each.was is not None else ""
    return f"{least}{each.number:,}{corrected}"


def _of(each: Number, *, again: bool) -> str:
    """Return period and list: ` for 2011 (NPR's count of ICE records)`."""
    when = period(each.first, each.last)
    return f"{f' for {when}' if when else ''} ({_bracketed(each, again=again)})"


def _bracketed(each: Number, *, again: bool) -> str:
    """Return a list for inside brackets; brackets of its own become a comma."""
    name = said_list(each.of, again=again)
    return literal(name.replace(" (", ", ").removesuffix(")"))


def _total(each: Number, *, again: bool) -> str:
    comma = "," if each.was is not None else ""
    return f"{_figure(each)}{comma}{_of(each, again=again)}"


def _on_file(each: Number, *, again: bool) -> str:
    when = period(each.first, each.last)
    if each.issued and when:
        at = f", at “{literal(each.by, 80)}”" if each.by and each.statewide else ""
        return f"{each.number:,}, detainers issued {when}{at} ({_bracketed(each, again=again)})"
    return f"{_figure(each)}{_of(each, again=again)}"


def _taken_back(each: Number, *, alone: bool) -> str:
    """Return that a publisher took a number back, struck: `ICE's weekly report counted ~3~ for …`."""
    when = period(each.first, each.last)
    noun = f" {'refusal' if each.number == 1 else 'refusals'}" if alone else ""
    counted_ = f"{upper_first(said_list(each.of, again=True))} counted ~{each.number:,}~{noun}"
    return f"{literal_but_struck(counted_)}{f' for {when}' if when else ''}; {_took(each)}."


def literal_but_struck(text: str) -> str:
    """Return text with its struck figure as mrkdwn has it; all else of it is data."""
    before, figure, after = text.split("~")
    return f"{literal(before)} ~{figure}~{f' {literal(after)}' if after.strip() else ''}"


def _took(each: Number) -> str:
    publisher = literal(names_of(each.of.source).publisher)
    return f"{publisher} took that back {day(each.taken_back)}" if each.taken_back else ""


def sent_lines(numbers: Sequence[Number]) -> list[str]:
    """Return the lines on detainers that ICE sent: `Detainers ICE sent (not refusals): 13 for …`."""
    sent = [each for each in numbers if each.unit is Unit.DETAINER_SENT]
    if not sent:
        return []
    told = "; ".join(
        f"~{each.number:,}~{_of(each, again=True)}; {_took(each)}"
        if each.taken_back
        else _total(each, again=True)
        for each in sent
    )
    more = f" {DONT_ADD}" if len(sent) > 1 else ""
    return [f"Detainers ICE sent{_statewide(sent)} (not refusals): {told}.{more}"]


def agency_line(each: Number) -> str:
    """Return a number by the agency that its list names: `Counted at BOSTON POLICE DEPT, 1 for 2011 …`."""
    verb = "Sent to" if each.unit is Unit.DETAINER_SENT else "Counted at"
    when = period(each.first, each.last)
    label = literal(names_of(each.of.source).label)
    return f"{verb} {literal(each.by, 80)}, {each.number:,}{f' for {when}' if when else ''} ({label})."


def number_phrase(each: Number) -> str:
    """Return a number for a notification: `1 refusal (total only) for 2011`; one taken back, as such."""
    when = f" for {period(each.first, each.last)}" if each.first or each.last else ""
    if each.taken_back:
        sent = each.unit is Unit.DETAINER_SENT
        what = f"{counted(each.number, 'detainer')} sent" if sent else counted(each.number, "refusal")
        return f"{what}{when}, taken back by {literal(names_of(each.of.source).publisher)}"
    wide = " statewide" if each.statewide else ""
    least = "at least " if each.least else ""
    if each.unit is Unit.DETAINER_SENT:
        return f"{least}{counted(each.number, 'detainer')} sent{wide}{when}, no refusals on file"
    if each.unit is Unit.REFUSAL:
        return f"{least}{counted(each.number, 'refusal')} on file{wide}{when}"
    return f"{least}{counted(each.number, 'refusal')}{wide} (total only){when}"


def number_sentence(each: Number, as_of: date | None = None) -> str:
    """Return a number as a sentence to print, with list, period and place; empty without a place.

    Args:
        each: The number.
        as_of: The day on which it stood so, of one that was taken back after it.
    """
    if each.place is None:
        return ""
    names, where = names_of(each.of.source), spoken_place(each.place)
    if each.taken_back:
        return _took_back_sentence(each, names, where)
    when = period(each.first, each.last)
    least = "at least " if each.least else ""
    if as_of:
        return _on_a_day(each, names, where, as_of)
    if each.unit is Unit.DETAINER_SENT:
        sent = f"{least}{spelled_out(each.number, 'detainer')}"
        covers = f", its report for {when}, says" if when else ""
        answered = "That count doesn't show how they were answered."
        return f"{upper_first(names.full)} sent {where} {sent}{covers}. {answered}"
    if each.unit is Unit.REFUSAL:
        declined = spelled_out(each.number, "declined detainer")
        days = f"{', issued' if each.issued else ' for'} {when}," if when else ""
        at = f" at a facility listed as “{each.by},”" if each.by and each.statewide else ""
        return f"{_shows(names)} {declined}{days}{at} in {where}".rstrip(",") + "."
    declined = spelled_out(each.number, "detainer") + " declined"
    return f"{_shows(names)} {least}{declined} in {where}{f' for {when}' if when else ''}".rstrip(",") + "."


def _took_back_sentence(each: Number, names: ListNames, where: str) -> str:
    what = "detainer" if each.unit is Unit.DETAINER_SENT else "declined detainer"
    how = "as sent to" if each.unit is Unit.DETAINER_SENT else "in"
    when = period(each.first, each.last)
    covers = f" for {when}" if when else ""
    taken = f" on {day(each.taken_back)}," if each.taken_back else ""
    back = f"took back {spelled_out(each.number, what)} it had counted {how} {where}"
    reason = next((f", saying {told}" for words, told in _REASONS.items() if words in each.notice), "")
    return f"{upper_first(names.full)}{taken} {back}{covers}".rstrip(",") + f"{reason}."


def _on_a_day(each: Number, names: ListNames, where: str, as_of: date) -> str:
    """Return what a publisher counted on a day, and took back later."""
    least, when = "at least " if each.least else "", period(each.first, each.last)
    sent = each.unit is Unit.DETAINER_SENT
    what = f"{spelled_out(each.number, 'detainer')} {'sent to' if sent else 'declined in'} {where}"
    answered = " That count doesn't show how they were answered." if sent else ""
    told = f"On {day(as_of)}, {names.full} counted {least}{what}{f' for {when}' if when else ''}"
    return f"{told.rstrip(',')}.{answered}"


def later_line(publisher: str, number: int, of: int, taken_back: date) -> str:
    """Return that a number as it stood on a day was taken back later, in whole or in part; plain text."""
    what = "that" if number >= of else f"{number:,} of these"
    return f"{publisher} took {what} back {day(taken_back)}."


def _shows(names: ListNames) -> str:
    """Return who counts, with the verb: a report's publisher counted, a count shows, records show."""
    said = names.sentence or names.text
    if said.endswith("report"):
        return f"{upper_first(names.full)} counted"
    comma = "," if "," in said else ""  # what is put in between ends as it began
    return f"{upper_first(said)}{comma} {'show' if said.startswith('records') else 'shows'}"
