"""Rules of wording: what any message must keep, whatever it is about."""

import re
from collections.abc import Iterator
from functools import cache

from jobs.history import bundled_sources
from jobs.sources import all_sources
from models.domain import PlaceKind
from tests.support.oracle.past import BundledPast
from tests.support.reader import grammar
from tests.support.reader.named import placed
from tests.support.reader.sheet import ReadMessage, ours, sentences

Checked = Iterator[tuple[str, str]]
"""What a rule read, and what is wrong with it; nothing where it is well."""

CAVEAT = "A detainer is a civil request, not a judge's warrant."
HEADLINE, SENTENCE, ANSWER, STATE = 90, 40, 60, 120
_NEVER = re.compile(
    r"\b(?:told|hears? of|tall(?:y|ies)|row by row|itself on|none known|recorded of|is no member|what waits|"
    r"at once|withdrawn|gone|delisted|removed|added|nothing (?:has )?changed|unchanged|editions?|"
    r"transcriptions?|re-typeset|honored|sanctuary cit(?:y|ies)|list of sanctuary|refused to cooperate|"
    r"illegal|criminal aliens?|admits|claims|reveals|confirms|defies|as of today)\b",
    re.IGNORECASE,
)
_TODAY = re.compile(r"\b(?:as of|As of) (?:Nov(?:\.|ember)? 2[3-9], 2026|2[3-9] Nov 2026)")
_NUMBER = re.compile(r"(?<![\w$#.-])~?(\d{1,3}(?:,\d{3})+|\d+)~?(?![\w-]|\.\d|\(g\)|,\d)")
_UNIT = re.compile(
    r"refusals?|declined|detainers?|places?|jurisdictions?|states?|count(?:y|ies)|cit(?:y|ies)|polic(?:y|ies)|"
    r"agreements?|agenc(?:y|ies)|rows?|changes?|checked|times|items?|sites?|applications?|sources?|lists?|Rows|years?",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\b(\d[\d,]*) (?:more )?(?:refusals?|declined|detainers?|issued)\b|Refusals[^.:]*: [^.]*\d"
)
_PUBLISHER = re.compile(r"Immigration and Customs Enforcement|NPR")
_PERIOD = re.compile(
    r"\bfor (?:[A-Z][a-z]+\.? \d|\d{4})|in a week|ICE's week|\d{4}–|–\d|detainers issued|report for|"
    r"weekly report|ICE report:|• (?:[A-Z][a-z]+\.? \d+ to [^:]+|\d{4}(?: to \d{4})?): "
)


def no_word_of_the_desks_own(sheet: ReadMessage, _past: BundledPast) -> Checked:
    """None of the words that the style sheet rules out, in our own words."""
    for sentence in sheet.sentences:
        text = _publishers().sub("", sentence)
        found = [*_NEVER.findall(ours(text)), *_TODAY.findall(text)]
        yield sentence, f"says {', '.join(found)}" if found else ""
    for row in sheet.table:
        found = [cell for cell in row if cell in {"added", "removed", "issued", "declined"}]
        yield " | ".join(row), f"says {', '.join(found)}" if found else ""


@cache
def _publishers() -> re.Pattern[str]:
    """Return what publishers say of their lists, and how these are titled: not our own words."""
    sources = (*all_sources().values(), *bundled_sources().values())
    said = {words for source in sources for words in (*source.caveats(), source.title) if words}
    return re.compile("|".join(map(re.escape, sorted(said, key=len, reverse=True))))


def within_its_length(sheet: ReadMessage, _past: BundledPast) -> Checked:
    """A headline has 90 characters, a sentence to copy 40 words, an answer 60, of a state 120."""
    if sheet.headline:
        long = len(sheet.headline)
        yield sheet.headline, f"has {long} characters" if long > HEADLINE else ""
    if sheet.printable:
        words = len(sheet.printable.split())
        yield sheet.printable, f"has {words} words" if words > SENTENCE else ""
    if sheet.kind == "answer" and sheet.headline:
        place = grammar.place_of(sheet.headline)
        most = STATE if place and place.kind is PlaceKind.STATE else ANSWER
        words = len(" ".join([*sheet.paragraphs, *sheet.small]).split())
        yield sheet.headline, f"has {words} words" if words > most else ""


def dates_as_printed(sheet: ReadMessage, _past: BundledPast) -> Checked:
    """Dates are as American newsrooms print them, and periods have no dash."""
    for sentence in sheet.sentences:
        said = re.sub(r"https?://\S+", "", ours(sentence))
        found = [*grammar.ILL_DAY.findall(said), *grammar.BARE_YEAR.findall(said)]
        yield sentence, f"prints {', '.join(found)}" if found else ""
    for row in sheet.table:
        printed = row[1:2] if sheet.kind == "rows" else []
        cells = [cell for cell in row if cell not in printed and grammar.ILL_DAY.search(ours(cell))]
        yield " | ".join(row), f"prints {', '.join(cells)}" if cells else ""


def each_number_with_unit_and_period(sheet: ReadMessage, _past: BundledPast) -> Checked:
    """A number says what it counts; where it counts detainers, of which days, and by whom."""
    if sheet.kind == "thread":
        return
    for text in sheet.texts:
        for sentence in sentences(text):
            counts = _NUMBER.findall(_undated(ours(sentence)))
            if not counts:
                continue
            fault = "" if _UNIT.search(text) or _UNIT.search(sheet.headline) else f"{counts[0]} of what?"
            if _COUNTED.search(sentence) and not _PERIOD.search(_around(sheet, text)):
                fault = "for which days?"
            whose = _whose(sheet, text)
            if _COUNTED.search(sentence) and not grammar.lists(whose) and not _PUBLISHER.search(whose):
                fault = "by whose count?"
            yield sentence, fault


def _around(sheet: ReadMessage, text: str) -> str:
    """Return where the days of a count may stand: what notifies is read alone."""
    return text if text == sheet.push else sheet.says


def _whose(sheet: ReadMessage, text: str) -> str:
    return text if text == sheet.printable else sheet.says


def _undated(text: str) -> str:
    """Return a text without its days, years, and what only looks like a number."""
    text = re.sub(
        r"\b(?:[A-Z][a-z]+\.? )?\d{1,2}, \d{4}|\b[A-Z][a-z]+\.? \d{1,2}\b|\b(?:19|20)\d\d\b", "", text
    )
    return re.sub(
        r"287\(g\)|(?:item|row|line|page|Order|E\.O\.) \d+|\d{1,2}(?::\d\d)? [ap]\.m|https?://\S+", "", text
    )


def each_place_with_its_state(sheet: ReadMessage, past: BundledPast) -> Checked:
    """A place below a state names its state, unless all of the message is of one, and is in that state."""
    yield from placed(sheet, past)
    heading = sheet.about or (grammar.place_of(sheet.headline) if sheet.kind == "answer" else None)
    if heading or sheet.kind in {"thread", "sentence"} or _asks_of_one_state(sheet):
        yield from _of_sentence(sheet)
        return
    one = sheet.states[0] if len(sheet.states) == 1 else grammar.only_state(sheet.headline)
    if one and any(word in sheet.says for word in grammar.state_words(one)):
        yield from _of_sentence(sheet)
        return
    for text in sheet.texts:
        of_one = sheet.kind == "digest" and "\n" in text and grammar.only_state(text.partition("\n")[0])
        for part in re.split(r"\n", ours(text)):
            bare = [] if of_one or _begins_with_state(part) else grammar.stateless(part)
            row = part.startswith("• ") and grammar.printed_state(part)
            bare = [place for place in bare if not row and not grammar.is_stated(place, part)]
            yield part, f"{', '.join(bare)}: of which state?" if bare else ""
    for row in sheet.table:
        bare = grammar.stateless(" | ".join(row))
        stated = grammar.printed_state(" | ".join(row))
        yield " | ".join(row), f"{', '.join(bare)}: of which state?" if bare and not stated else ""


def _asks_of_one_state(sheet: ReadMessage) -> bool:
    """Tell whether an answer to a verb stands below the name of one state, or asks which place is meant."""
    if sheet.kind != "verb":
        return False
    asks = re.search(r"is the name of|is in \d+ states|Did you mean", sheet.push)
    return bool(asks or grammar.only_state(re.split(r"[:.] ", sheet.push)[0]))


def _begins_with_state(text: str) -> bool:
    states = {*grammar.AP.values(), *grammar.full_names()}
    return any(text.startswith((f"{state}: ", f"{state}, in our copy: ", f"{state} ")) for state in states)


def _of_sentence(sheet: ReadMessage) -> Checked:
    """A sentence to copy is read without its message."""
    if sheet.printable:
        bare = (
            []
            if any(state in sheet.printable for state in grammar.full_names())
            else grammar.stateless(sheet.printable)
        )
        yield sheet.printable, f"{', '.join(bare)}: of which state?" if bare else ""


def closes_with_its_caveat(sheet: ReadMessage, _past: BundledPast) -> Checked:
    """An answer says what a detainer is, once."""
    if sheet.kind == "answer" and sheet.headline:
        times = sum(text.count(CAVEAT) for text in (*sheet.paragraphs, *sheet.small))
        yield sheet.where, "" if times == 1 else f"says what a detainer is {times} times"


def leads_to_evidence(sheet: ReadMessage, _past: BundledPast) -> Checked:
    """A message links to a page or has a button that leads to one; a sentence names its page."""
    if sheet.kind == "thread":
        return
    if sheet.kind == "sentence":
        if "```" in str(sheet.blocks):
            told = bool(sheet.links)
            yield sheet.where, "" if told else "names no page"
        return
    if sheet.headline and (sheet.kind != "digest" or CAVEAT in sheet.says):
        shown = "Evidence" in sheet.buttons or bool(sheet.links) or (sheet.kind == "verb" and sheet.buttons)
        yield sheet.where, "" if shown else "leads to no evidence"
