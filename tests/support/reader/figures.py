"""Rules of figures: each number of a text is of its unit, its place, its list and its days."""

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache

from models.domain import PlaceKind
from tests.support.oracle.past import REPORTS, BundledPast, Copy, PrintedLine, the_past
from tests.support.reader import grammar
from tests.support.reader.named import Named, named, state_geoid
from tests.support.reader.sheet import ReadMessage, ours, sentences

Checked = Iterator[tuple[str, str]]

_SPELLED = {
    word: number
    for number, word in enumerate(("one", "two", "three", "four", "five", "six", "seven", "eight", "nine"), 1)
}
_N = rf"(?<![\w/$#.:,-])~?(?P<n>\d[\d,]*|{'|'.join(_SPELLED)})~?"
_REFUSALS = r"(?:more )?(?:[A-Z][\w. ]*? )?(?:refusals?|declined|detainers declined|\(totals? only\))"
_SENT = r"(?:detainers?\b(?! declined)|\(not refusals\)|\(detainers sent\)|as sent)"
_COUNTS = re.compile(
    rf"{_N}(?= (?:{_REFUSALS})| (?:{_SENT})"
    r"|(?<=total is \d{3})|[;,.]? ?(?:for (?:the |[_A-Z\d])|corrected from|$|[;.]|, was|"
    r" taken back|, I| \())"
)
_LISTED = re.compile(
    rf"(?:(?P<of>\d[\d,]*) of )?{_N} (?P<adj>(?:[A-Z][\w.]* ){{0,2}})"
    r"(?P<unit>places?|jurisdictions?|states?|counties|cities|policies|policy)\b(?! taken back)"
)
_BARE = (
    re.compile(rf"(?:list of|down from(?: at least)?|second\.?|more) {_N}"),
    re.compile(rf"include at least {_N}"),
    re.compile(rf"{_N} (?:on the (?:first|second|list)|were on)"),
)
_DATED = (
    r"\b[A-Z][a-z]+\.? \d{1,2}(?:, \d{4})?(?: to (?:[A-Z][a-z]+\.? )?\d{1,2}, \d{4})?"
    r"|\b(?:19|20)\d\d\b|287\(g\)"
)
_PERIOD = re.compile(
    r"for (?:(?P<year>\d{4})(?: to (?P<last>\d{4}))?"
    r"|(?P<days>[A-Z][a-z]+\.? \d+ to (?:[A-Z][a-z]+\.? )?\d+, \d{4}))"
)


def each_count(sheet: ReadMessage, past: BundledPast) -> Checked:
    """A number of refusals, or of detainers sent, is what its list counts of its place for its days."""
    if sheet.kind in {"rows", "evidence", "home"}:
        return
    for text in _texts(sheet):
        for line in text.split("\n"):
            unit = _unit_of_line(line)
            for sentence in sentences(ours(line)):
                for clause in re.split(r"; ", sentence):
                    yield from _counts(clause, sentence, unit, sheet, past)
    for row in sheet.table if sheet.kind != "verb" else []:
        if len(row) == 4 and re.fullmatch(r"\d[\d,]*", row[1]):
            said = f"{row[0]}: {row[1]} {row[2]} for {row[3]}"
            yield from _counts(said, said, "", sheet, past)


def _texts(sheet: ReadMessage) -> list[str]:
    small = sheet.small if sheet.kind == "digest" else []
    return [text for text in (sheet.push, sheet.headline, *sheet.paragraphs, *small, sheet.printable) if text]


def _unit_of_line(line: str) -> str:
    if re.match(r"•? ?(?:[^.;:]*?(?:, |by ))?[Dd]etainers (?:ICE )?sent", line):
        return "sent"
    return "refusals" if re.match(r"•? ?.*[Rr]efusals", line.partition(":")[0]) else ""


def _counts(clause: str, sentence: str, unit: str, sheet: ReadMessage, past: BundledPast) -> Checked:
    if not re.search(
        r"refusal|declined|detainer|took back|\b[cC]ount(?:s|ed)?\b|ICE took|ICE report|NPR| is at|total is",
        sentence,
    ):
        return
    places = list(named(clause, _states(sheet)))
    for found in _COUNTS.finditer(_blank(clause)):
        number = _number(found["n"])
        after = clause[found.end() :]
        here = _unit_here(after, clause) or unit or "refusals"
        areas = _areas(places, found.start(), clause, sheet)
        known = _known_counts(frozenset(areas), here, _days(after), sheet.moment, _lists(sentence, sheet))
        if sheet.kind == "history" and sheet.about:  # the days stand before the number
            days = _days(f"for {clause[2:]}")
            known = _known_counts(frozenset(areas), here, days, sheet.moment, _lists(sentence, sheet))
        agency = re.search(r"(?:[Cc]ounted at (?!least)|^)([A-Z0-9][^a-z]+?), (?=\d[\d,]* for)", sentence)
        if agency:
            known = _at_agency(agency[1], _days(after), sheet.moment)
        yield sentence, "" if number in known else f"{number} {here}: nobody counted that of {sorted(areas)}"


def _dateless(clause: str) -> str:
    """Return a clause without its days and years, as long as before."""
    return re.sub(_DATED, lambda found: "_" * len(found[0]), clause)


def _blank(clause: str) -> str:
    """Return a clause without its days and what only looks like a number of refusals; as long as before."""
    other = (
        r"\d[\d,]* (?:other |more )?(?:places|jurisdictions?|states?|counties|county|cities|polic\w+|sites?|"
        r"rows?|times?|lists?|versions?|alerts?|changes?)|\d+ [ap]\.m\.|(?:item|line|row) \d+"
    )
    return re.sub(rf"{_DATED}|{other}", lambda found: "_" * len(found[0]), clause)


def _unit_here(after: str, clause: str) -> str:
    if re.match(rf" (?:{_SENT})|,? detainers", after) and not re.match(r" detainers declined", after):
        return "sent"
    if re.match(rf" (?:{_REFUSALS})", after):
        return "refusals"
    return "sent" if re.search(r"Sent to|as sent|detainers sent|Detainers ICE sent", clause) else ""


def _states(sheet: ReadMessage) -> tuple[str, ...]:
    if sheet.about:
        return (sheet.about.state,)
    if sheet.kind in {"verb", "answer"} and "Compared" not in sheet.push:
        return tuple(each.area[:2] for each in named(sheet.push) if each.area[:2].isalpha())[:1]
    return sheet.states


def _areas(places: list[Named], at: int, text: str, sheet: ReadMessage) -> set[str]:
    if "states" in text:
        places = [each for each in places if each.words not in {"D.C.", "District of Columbia"}]
    before = [each for each in places if each.end <= at]
    after = [each for each in places if each.start > at]
    if before and not re.search(r"\([^)]*$", text[: before[-1].start]):
        return {before[-1].area}
    if after and not re.search(r"\([^)]*$", text[: after[0].start]):
        return {after[0].area}
    if sheet.about:
        return {sheet.about.state if sheet.about.kind is PlaceKind.STATE else sheet.about.geoid}
    if sheet.kind == "verb":
        return _asked(sheet) or {""}
    return {"", *sheet.states}


def _asked(sheet: ReadMessage) -> set[str]:
    """Return what an answer to a verb is of: the places above it, and the states that they are in."""
    heading = named(
        sheet.push.partition(". ")[0] if "Compared" in sheet.push else sheet.push.partition(":")[0]
    )
    places = [each.area for each in heading]
    states = {
        line.area for copy in the_past().copies for line in copy.lines if line.geoids.intersection(places)
    }
    return {*places, *(states if "Compared" in sheet.push else ())}


def _days(after: str) -> tuple[date, date] | None:
    found = _PERIOD.match(re.sub(r"^[^;:]*?(?=for (?:\d{4}|[A-Z][a-z]+\.? \d))", "", after))
    if found is None:
        return None
    if found["year"]:
        return date(int(found["year"]), 1, 1), date(int(found["last"] or found["year"]), 12, 31)
    days = grammar.days(_both_ends(found["days"]))
    return (days[0], days[-1]) if days else None


def _both_ends(period: str) -> str:
    """Return a period with its month and year at both ends: `Jan. 28, 2017 to Feb. 3, 2017`."""
    first, _, last = period.partition(" to ")
    if not last[0].isalpha():
        last = f"{first.split()[0]} {last}"
    return f"{first}, {last[-4:]} to {last}"


def _lists(sentence: str, sheet: ReadMessage) -> frozenset[str]:
    return frozenset(
        REPORTS.intersection(grammar.lists(sentence))
        or REPORTS.intersection(grammar.lists(sheet.says))
        or REPORTS
    )


@cache
def _known_counts(
    areas: frozenset[str], unit: str, days: tuple[date, date] | None, moment: datetime, lists: frozenset[str]
) -> frozenset[int]:
    past, known = the_past(), set()
    for source in lists:
        copies = [copy for copy in past.at(source, moment) if days is None or _covers(days, copy)]
        for area in areas:
            parts = [
                [line for line in copy.lines if line.unit == unit and area in {"", line.area, *line.geoids}]
                for copy in copies
            ]
            if (days and (not parts or not parts[0] or not parts[-1])) or (days and not _ends(days, copies)):
                continue
            known |= _sums([line for part in parts for line in part], moment)
            if days is None:
                for part in parts:
                    known |= _sums(part, moment)
            if area == "" and unit:
                known |= {total for copy in copies for total in copy.totals}
    return frozenset(known - {0})


def _covers(days: tuple[date, date], copy: Copy) -> bool:
    return copy.period is not None and days[0] <= copy.period.first and copy.period.last <= days[1]


def _ends(days: tuple[date, date], copies: list[Copy]) -> bool:
    periods = [copy.period for copy in copies if copy.period]
    return (
        bool(periods) and min(p.first for p in periods) == days[0] and max(p.last for p in periods) == days[1]
    )


def _sums(lines: list[PrintedLine], moment: datetime) -> set[int]:
    back = sum(line.number for line in lines if the_past().is_taken_back(line, moment))
    total = sum(line.number for line in lines)
    return {total, total - back, back}


@cache
def _at_agency(agency: str, days: tuple[date, date] | None, moment: datetime) -> frozenset[int]:
    """Return the sums of each agency of a name, or of one that ends so: a sentence may end at `CO.`."""
    lines: dict[str, list[tuple[Copy, int]]] = defaultdict(list)
    for source in REPORTS:
        for copy in the_past().at(source, moment):
            if days is None or _covers(days, copy):
                for line in copy.lines:
                    if line.name.upper().endswith(agency.upper()):
                        lines[line.name].append((copy, line.number))
    whole = [each for each in lines.values() if days is None or _ends(days, [copy for copy, _ in each])]
    return frozenset(sum(number for _, number in each) for each in whole)


def _number(word: str) -> int:
    return _SPELLED.get(word) or int(word.replace(",", ""))


def places_counted(sheet: ReadMessage, past: BundledPast) -> Checked:
    """A number of places, states, counties, cities or policies is what a list names of its state."""
    if sheet.kind in {"rows", "evidence"}:
        return
    for text in (
        *_texts(sheet),
        *(f"{row[0]}: {cell}" for row in sheet.table if sheet.kind == "verb" for cell in row),
    ):
        for sentence in sentences(ours(text)):
            for clause in re.split(r"; |(?<=second), |(?<=list), ", sentence):
                places = list(named(clause, _states(sheet)))
                bare = (one for pattern in _BARE for one in pattern.finditer(_dateless(clause)))
                for found in [*_LISTED.finditer(_dateless(clause)), *bare]:
                    if re.search(r"is the name of|is in \d|more place|figures of|of your", clause):
                        continue
                    unit = found.groupdict().get("unit")
                    unit = unit or ("policies" if "policies" in sentence else "places")
                    areas = _areas(places, found.start(), clause, sheet)
                    if "takes back" in sentence:
                        states = len({state for _, state in past.taken_back})
                        yield (
                            sentence,
                            "" if _number(found["n"]) == states else f"{found['n']} states took none back",
                        )
                        continue
                    known = _known_places(
                        frozenset(areas), unit[:6], sheet.moment, _of_lists(sentence, sheet)
                    )
                    numbers = [found["n"], *filter(None, [found.groupdict().get("of")])]
                    wrong = [each for each in numbers if _number(each) not in known]
                    yield sentence, f"{wrong[0]} {unit}: not of {sorted(areas)}" if wrong else ""


def _of_lists(sentence: str, sheet: ReadMessage) -> frozenset[str]:
    every = set(grammar.LISTS) - REPORTS
    return frozenset(
        every.intersection(grammar.lists(sentence)) or every.intersection(grammar.lists(sheet.says)) or every
    )


@cache
def _known_places(
    areas: frozenset[str], unit: str, moment: datetime, lists: frozenset[str]
) -> frozenset[int]:
    past, known = the_past(), set()
    for source in lists:
        copies = past.at(source, moment)
        for copy in copies:
            for area in areas:
                known |= _numbers(copy, area, unit)
        gone = [_gone(before, after, area) for area in areas for before, after in itertools.pairwise(copies)]
        known |= set(gone) | ({sum(gone)} if gone else set())
    return frozenset(known - {0})


def _numbers(copy: Copy, area: str, unit: str) -> set[int]:
    lines = [line for line in copy.lines if area in {"", line.area}]
    below = [line for line in lines if not line.is_state]
    known = {geoid for line in below for geoid in line.geoids}
    places = len(known) + sum(not line.geoids for line in below)
    states = sum(line.is_state for line in lines)
    district = sum(state_geoid("DC") in line.geoids for line in lines)
    if unit.startswith("polic"):
        return {sum(area in {"", line.area, *line.geoids} for line in copy.lines)}
    if unit.startswith("state"):
        return {states, states - district, len({line.area for line in lines})}
    if unit.startswith("count"):
        return {sum(len(geoid) == 5 for geoid in known)}
    if unit.startswith("cit"):
        return {sum(len(geoid) > 5 for geoid in known)}
    return (
        {places + states} if unit.startswith("juris") else {places, places + states if not area else places}
    )


def _gone(before: Copy, after: Copy, area: str) -> int:
    names = {(line.name, line.area) for line in after.lines}
    return sum((line.name, line.area) not in names for line in before.lines if area in {"", line.area})
