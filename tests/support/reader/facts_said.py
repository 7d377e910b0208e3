"""Rules of fact: what a message says of lists, days and counts is what the oracle derives."""

import re
from collections.abc import Iterator

from models.domain import Place, PlaceKind
from tests.support.oracle.past import BundledPast, local
from tests.support.reader import grammar
from tests.support.reader.sheet import ReadMessage, ours, sentences

Checked = Iterator[tuple[str, str]]
_DENIES_ALL = re.compile(
    r"\bon (?:none|no) (?:of the \d+ |current )?lists?\b|[Nn]one of the \d+ lists", re.IGNORECASE
)
_AFFIRMS = re.compile(
    r"\b(?:was|is) (?:named|listed|on) (?!no)|\*?On \d current|in our last copy of it|Suspended by"
)
_PRESENT = re.compile(
    r"\b(?:is|are) (?:listed|on|off|named)\b|\b(?:today|now|currently|current)\b|\bis withdrawn",
    re.IGNORECASE,
)
_ANNOUNCES = re.compile(r"\b(?:is back|are on it|is on it|publishes|is put back)\b")
_AS_OF = re.compile(r"\b(?:on|as of) \S+ \S+ ?\d{4}$")


def one_breath(sheet: ReadMessage, _past: BundledPast) -> Checked:
    """No text denies what it affirms: that a place is on a list, and on none."""
    for text in (*sheet.paragraphs, sheet.printable):
        if not text or sheet.kind == "thread":
            continue
        said: dict[str, set[str]] = {}
        for claim in grammar.claims(text):
            said.setdefault(claim.source, set()).add(claim.standing)
        both = [
            name for name, standings in said.items() if "not on" in standings and standings & {"on", "was on"}
        ]
        both = [] if _is_of_state(sheet) else both
        fault = f"denies and affirms {', '.join(both)}" if both else ""
        if _DENIES_ALL.search(text) and _AFFIRMS.search(text):
            fault = "on no list, and on one"
        yield text, fault


def _is_of_state(sheet: ReadMessage) -> bool:
    place = grammar.place_of(sheet.headline)
    return place is not None and place.kind is PlaceKind.STATE


def each_standing(sheet: ReadMessage, past: BundledPast) -> Checked:
    """What an answer and its sentence say of standings on lists is so."""
    place = grammar.place_of(sheet.headline) if sheet.kind == "answer" else None
    if place is None:
        return
    for text in (*sheet.paragraphs, sheet.printable):
        for sentence in sentences(text):
            if "first published" in sentence or "may mean" in sentence:
                continue
            for claim in grammar.claims(sentence):
                yield sentence, _misstated(claim, place, sheet, past)
    for text in (sheet.push, *sheet.paragraphs):
        if _DENIES_ALL.search(text):
            standings = (past.standing(name, place.geoid, sheet.moment) for name in grammar.LISTS)
            known = [each for each in standings if each in {"on", "was on"}]
            yield text, f"stands: {known[0]}" if known else ""


def _misstated(claim: grammar.Claim, place: Place, sheet: ReadMessage, past: BundledPast) -> str:
    right = past.standing(claim.source, place.geoid, sheet.moment)
    if claim.source == "ddor_policies":
        right = "was on" if right == "on" else right
    if claim.standing == "no copy":
        return f"is {right}" if right in {"on", "was on"} else ""
    said = claim.standing
    if claim.source == "ddor_policies" and said == "was on" and "amed in" not in claim.words:
        return "a place is named in policies, never on them"
    if said == "was on" and right == "on" and claim.words in sheet.printable:
        return ""
    return "" if said == right else f"says {said}, it is {right}"


def present_only_if_seen(sheet: ReadMessage, past: BundledPast) -> Checked:
    """The present tense is for what was looked at: on that day, and of a list that can be read."""
    if sheet.kind in {"answer", "sentence"}:
        seen = {copy.day for copy in past.copies}
        for text in (sheet.push, *sheet.paragraphs, sheet.printable):
            for sentence in sentences(ours(text)):
                found = _PRESENT.search(sentence)
                fault = (
                    f"“{found[0]}”, and nobody looked" if found and local(sheet.moment) not in seen else ""
                )
                yield sentence, fault
    elif sheet.kind in {"alert", "edit"}:
        said = f"{sheet.push} {sheet.headline}"
        down = [
            name
            for name in grammar.lists(said)
            if name in past.taken_down and not past.is_up(name, sheet.moment)
        ]
        found = _ANNOUNCES.search(said)
        yield said, f"“{found[0]}”, and it is taken down" if found and down else ""


def no_list_before_its_time(sheet: ReadMessage, past: BundledPast) -> Checked:
    """As of a day no list is spoken of that came later, and nothing that happened later, but when it came."""
    more = sheet.kind == "thread" and "as of" in sheet.where
    if not more and (sheet.kind != "answer" or not _AS_OF.search(sheet.headline)):
        return
    asked = local(sheet.moment)
    for text in (*sheet.paragraphs, *sheet.small, sheet.printable):
        for sentence in sentences(text):
            if "first published" in sentence:
                continue
            early = [name for name in grammar.lists(sentence) if past.first(name) > asked]
            later = [day for day in grammar.days(sentence) if day > asked]
            counted = re.search(r"of the (\d+) lists we hold", sentence)
            there = sum(past.first(name) <= asked for name in grammar.LISTS)
            fault = (
                f"{', '.join(early)} came later" if early and (more or any(grammar.claims(sentence))) else ""
            )
            if later:
                fault = f"{later[0]} came later"
            if counted and int(counted[1]) > there:
                fault = f"there were {there} lists"
            yield sentence, fault
