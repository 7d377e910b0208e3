"""Rules of days: each day of a text is that of what is said to have happened on it."""

import re
from collections.abc import Iterator
from datetime import date

from tests.support.oracle.past import BundledPast, local
from tests.support.reader import grammar
from tests.support.reader.sheet import ReadMessage, ours, sentences

Checked = Iterator[tuple[str, str]]
_DAY = re.compile(rf"\b(?:{'|'.join(map(re.escape, grammar.MONTHS))}) \d{{1,2}}, \d{{4}}")
_ILL_DAY = re.compile(r"\b\d{1,2} [A-Z][a-z]{2} \d{4}")
_NEXT = re.compile(r"Next: ([A-Z][a-z]+), $")
_COUNTS = re.compile(r"refusals?|declined|detainers")
_EVENTS = {
    "seen": re.compile(r"last seen(?: on)? $"),
    "published": re.compile(
        r"(?:published|Published)(?: a list)?(?: on)? $|list of $|policies of $|list, $|on it from $"
        r"|had named the \w+ since $"
    ),
    "down": re.compile(r"(?:taken down|not found since|[Ww]ithdrawn)(?: again)?(?: by| on)? $"),
    "suspended": re.compile(r"[Ss]uspended(?: [a-z' -]+)? $"),
    "taken back": re.compile(r"(?:Corrected|took that back|taken back) $|^ICE, $|took back [^.;]*\($"),
    "off": re.compile(r"(?:[Oo]ff since|[Oo]ff [^.;]{0,60},? by|was read) $"),
    "back": re.compile(r"(?:^|[.] )(?:Back|Seen) $|back online $"),
    "asked": re.compile(r"(?:, on|^On|, as of) $"),
    "copied": re.compile(r"copied $"),
}

_AFTER = {
    "published": re.compile(rf"{_DAY.pattern}, published"),
    "taken back": re.compile(rf"{_DAY.pattern}, took back"),
}


def each_days_event(sheet: ReadMessage, past: BundledPast) -> Checked:
    """A day is that of its own event: published, last seen, taken down, off, back, suspended, taken back."""
    for text in sheet.texts:
        for sentence in (ours(each) for each in sentences(text)):
            for found in _DAY.finditer(sentence):
                day = grammar.days(found[0])[0]
                yield sentence, _misdated(day, sentence[: found.start()], sentence, sheet, past)
            for begun in grammar.days(sentence)[::2] if " to " in sentence else []:
                fault = "" if begun in _known(sentence, sheet, past) else f"nothing happened {begun}"
                yield sentence, fault if sheet.kind != "digest" else ""
            if _ILL_DAY.search(sentence) and "says that it has suspended" in sentence:
                right = f"{_suspended(past).day} {_suspended(past):%b %Y}"
                yield sentence, "" if right in sentence else f"it was suspended {right}"
    for row in sheet.table if sheet.kind == "rows" else []:
        cells = f"{row[0]}, {row[2]}, {row[3]}"
        for day in grammar.days(cells):
            yield cells, "" if day in _known(cells, sheet, past) else f"nothing happened {day}"
    yield from _of_digest(sheet)


def _misdated(day: date, before: str, sentence: str, sheet: ReadMessage, past: BundledPast) -> str:
    if weekday := _NEXT.search(before):
        return "" if f"{day:%A}" == weekday[1] else f"it is a {day:%A}"
    event = next((name for name, words in _EVENTS.items() if words.search(before)), "")
    after = "" if before.endswith(" to ") else sentence[len(before) :]
    event = event or next((name for name, words in _AFTER.items() if words.match(after)), "")
    of = _nearest(before) or grammar.lists(sentence) or grammar.lists(sheet.says) or list(grammar.LISTS)
    if event == "asked" and sheet.about is None:
        event = ""
    right = _days_of(event, of, sheet, past) if event else _known(sentence, sheet, past)
    if not event and sheet.kind == "digest" and not grammar.lists(sentence):
        return ""
    return "" if day in right else f"{event or 'an event'} is of {', '.join(sorted(map(str, right))[:6])}"


def _nearest(before: str) -> list[str]:
    """Return the list that is named last before a day."""
    found = [
        (each.start(), name) for name, words in grammar.LISTS.items() for each in re.finditer(words, before)
    ]
    return [max(found)[1]] if found else []


def _suspended(past: BundledPast) -> date:
    return next(local(moment) for moment, text in past.notes if "suspended" in text)


def _days_of(event: str, of: list[str], sheet: ReadMessage, past: BundledPast) -> set[date]:
    copies = [past.at(name, sheet.moment) for name in of]
    days: dict[str, set[date | None]] = {
        "seen": {each[-1].day for each in copies if each},
        "published": {past.first(name) for name in of},
        "down": {
            local(moment) for name in of for moment in past.taken_down.get(name, []) if moment <= sheet.moment
        },
        "suspended": {_suspended(past)},
        "taken back": {_suspended(past)},
        "off": {copy.day for each in copies for copy in each[1:]},
        "back": {*(copy.day for each in copies for copy in each[1:]), *(local(at) for at, _ in past.notes)},
        "asked": {local(sheet.moment)},
        "copied": {copy.seen.date() for name in of for copy in past.copies if copy.source == name},
    }
    return {day for day in days[event] if day}


def _known(sentence: str, sheet: ReadMessage, past: BundledPast) -> set[date]:
    """Return the days on which anything happened to the lists that a sentence names, or else its message."""
    counts = ["ice_ddor"] if _COUNTS.search(sentence) else []
    of = [*grammar.lists(sentence), *counts] or grammar.lists(sheet.says) or list(grammar.LISTS)
    own: set[date] = set() if sheet.kind == "digest" else {local(sheet.moment)}
    return {day for name in of for day in past.days(name)} | own | _typed(sheet)


def _typed(sheet: ReadMessage) -> set[date]:
    """Return the days that were typed, and the days that an answer without any goes back to."""
    typed = {date.fromisoformat(day) for day in re.findall(r"\d{4}-\d\d-\d\d", sheet.where)}
    return typed | ({date(2026, 10, 26)} if sheet.where == "recent" else set())


def _of_digest(sheet: ReadMessage) -> Checked:
    """A digest ends on its own day, and speaks of no time that its heading doesn't."""
    if sheet.kind == "digest" and sheet.headline:
        first, last = _span(sheet.headline)
        yield sheet.headline, "" if last == local(sheet.moment) else f"it ends {local(sheet.moment)}"
        for text in sheet.paragraphs:
            for day in re.findall(rf"No list was checked since ({_DAY.pattern})", text):
                yield text, "" if grammar.days(day) == [first] else f"it begins {first}"


def _span(headline: str) -> tuple[date | None, date | None]:
    said = headline.partition(": ")[2]
    first, _, last = said.removeprefix("week to ").removeprefix("day to ").partition(" to ")
    if not last:
        return None, next(iter(grammar.days(first)), None)
    last = last if last[0].isalpha() else f"{first.split()[0]} {last}"
    first = first if first[-5:-4] == "," or first.endswith(",") else f"{first}, {last[-4:]}"
    return next(iter(grammar.days(first)), None), next(iter(grammar.days(last)), None)
