"""Rules of agreement: headline, notification, shown rows, sentence and CSV of an alert say the same."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from jobs.history.catalog import FACTS
from models.domain import Place
from models.places import load_gazetteer
from tests.support.oracle.past import BundledPast
from tests.support.reader import grammar
from tests.support.reader.sheet import ReadMessage, sentences

Checked = Iterator[tuple[str, str]]

_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_SPELLED = {word: number for number, word in enumerate(_WORDS, 1)}
_NUMBER = rf"(\d[\d,]*|{'|'.join(_WORDS)})"
_REFUSALS = re.compile(r"(?:at least )?(\d[\d,]*)(?: refusals| \(totals? only\)| declined)")
_MORE = re.compile(r"\b(\d[\d,]*) more rows? in the thread")


def notifies_of_its_headline(sheet: ReadMessage, _past: BundledPast) -> Checked:
    """What notifies of an alert or a digest begins with its headline."""
    if sheet.kind in {"alert", "edit", "digest"} and sheet.headline:
        same = sheet.push.startswith(sheet.headline.rstrip("."))
        yield sheet.push, "" if same else f"is headed {sheet.headline!r}"


def rows_add_up(sheet: ReadMessage, past: BundledPast) -> Checked:
    """Rows are those of their copy; what counts rows, lines or news counts what stands there."""
    yield from _each_row_as_printed(sheet, past)
    yield from _counts_its_lines(sheet, past)
    yield from _small_print_of_the_history(sheet, past)
    if sheet.kind in {"alert", "edit"} and sheet.table:
        yield from _all_rows(sheet)
        yield from _of_one_state(sheet)


def _of_one_state(sheet: ReadMessage) -> Checked:
    """Counts in headline and notification are those of the rows shown."""
    shown = [row for row in sheet.table if any(re.fullmatch(r"\d[\d,]*", cell) for cell in row)]
    if shown and "ice_ddor" in grammar.lists(sheet.says) and len(sheet.states) == 1:
        rows = sum(_count(row) for row in shown if _is_refusal(row))
        for text in filter(None, (sheet.headline, sheet.push)):
            said = [number for number in map(_figure, _of_state(text, sheet.states[0])) if number]
            yield text, "" if not said or rows in said else f"says {said}, its rows make {rows}"


def _of_state(text: str, state: str) -> list[str]:
    """Return the refusals that a text counts in a state, what was corrected left out."""
    kept = re.sub(r"corrected from ~?\d[\d,]*~?|\b206\b refusals", "", text)
    words = "|".join(map(re.escape, grammar.state_words(state)))
    near = re.search(rf"(?:{words}): ([^;]*)|(\d[\d,]* [^;]*?)in (?:{words})", kept)
    return _REFUSALS.findall(near[0]) if near else []


def _is_refusal(row: Sequence[str]) -> bool:
    return any("refusal" in cell or cell == "declined" for cell in row)


def _count(row: Sequence[str]) -> int:
    return next(int(cell.replace(",", "")) for cell in row if re.fullmatch(r"\d[\d,]*", cell))


def _figure(word: str) -> int:
    return _SPELLED.get(word) or int(word.replace(",", ""))


def _all_rows(sheet: ReadMessage) -> Checked:
    """Rows shown, rows said to follow, and rows of the CSV make the same number."""
    if sheet.rows < 0:
        return
    more = [int(found.replace(",", "")) for found in _MORE.findall(sheet.says)]
    struck = sum(each.startswith("• ~") for text in sheet.paragraphs for each in text.split("\n"))
    told = len(sheet.table) + sum(more) + struck
    yield sheet.where, "" if told == sheet.rows else f"shows {told} rows, its CSV has {sheet.rows}"


_LABELS = {
    "Justice Dept.": "doj_eo14287",
    "DHS": "dhs_2025",
    "ICE Sec. III": "ddor_policies",
    "ICE report": "ice_ddor",
}


_OF_PLACES = frozenset({"dhs_2025", "doj_eo14287"})


def _each_row_as_printed(sheet: ReadMessage, past: BundledPast) -> Checked:
    """A row of a list stands where it is said to stand, in the copy it is of, with the name printed there."""
    rows = [" | ".join(row) for row in sheet.table]
    rows += [line for text in sheet.paragraphs for line in text.split("\n") if line.startswith("• ")]
    for row in rows:
        where = re.search(r"\bitem \d+", row)
        if where is None or "copied from" in row:
            continue
        own = _LABELS.get(row.partition(" | ")[0])
        sources = {own} if own else _OF_PLACES.intersection(grammar.lists(sheet.says)) or _OF_PLACES
        copies = [copy for copy in past.copies if copy.source in sources and copy.seen <= sheet.moment]
        names = {_plainly(line.name) for copy in copies for line in copy.lines if line.where == where[0]}
        said = {_plainly(part) for part in re.split(r" \| |: |; ", row.strip("•~ "))}
        lines = [line for copy in copies for line in copy.lines if line.where == where[0]]
        counties = {place.name for line in lines for geoid in line.geoids if (place := _place(geoid))}
        named = [part for part in said if re.fullmatch(r"[A-Z][\w.'’ -]+ County", part)]
        printed = any(name in said or name.split(", ")[0] in said for name in names)
        found = printed and all(county in counties for county in named)
        yield row, "" if found else f"at {where[0]} stands {', '.join(sorted(names)) or 'nothing'}"


@cache
def _place(geoid: str) -> Place | None:
    return load_gazetteer().by_geoid(geoid)


def _plainly(name: str) -> str:
    return re.sub(r", (?:[A-Z][\w.]+)(?: [A-Z]\w+)?$", "", name.strip("~ "))


_HAPPENED = {"taken down": "is taken down", "back": "is back", "suspended": "suspends"}


def _counts_its_lines(sheet: ReadMessage, _past: BundledPast) -> Checked:
    """What counts lines, rows or pieces of news says how many there are below it."""
    more = (int(number) for text in sheet.paragraphs for number in re.findall(r"… and (\d+) more", text))
    bullets = sum(text.count("• ") for text in sheet.paragraphs) + sum(more)
    for text in filter(None, (sheet.push, *sheet.paragraphs)):
        for number, _ in re.findall(r"(\d+) (changes?|sources?)\.", text):
            yield text, "" if int(number) == bullets else f"there are {bullets}"
        for first, last in re.findall(r"^Rows on .*: ([\d,]+) to ([\d,]+) of", text):
            shown = _figure(last) - _figure(first) + 1
            yield text, "" if shown == len(sheet.table) else f"there are {len(sheet.table)}"
        for number, what in re.findall(r"(\d+) (?:lists?|reports?) (taken down|back|suspended)", text):
            pieces = sum(_HAPPENED[what] in each for each in sheet.paragraphs)
            yield text, "" if sheet.kind != "digest" or int(number) == pieces else f"there are {pieces}"


def _small_print_of_the_history(sheet: ReadMessage, _past: BundledPast) -> Checked:
    """Where a copy is from, and what it lacks, is said as the bundled history says it."""
    for sentence in (each for text in sheet.small for each in sentences(text)):
        if re.match(r"Copied as|Partial copy|Changed without notice|It was back", sentence):
            yield sentence, "" if sentence in _kept() else "the history doesn't say so"


@cache
def _kept() -> str:
    return (FACTS / "catalog.toml").read_text("utf-8")
