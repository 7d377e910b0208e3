"""What a short text says of how much of its list stands beside it, whichever document it is in.

`Showing 1 to 16 of 20`, `Page 1 of 2`, `and 3 more`, `[truncated]`, `Results are limited to 17 rows`: below a
table, in its foot, or in place of a row. Each says of itself that rows are missing; none is a row.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

_NUMBER = r"\d[\d,]*"
_ANY = rf"(?:{_NUMBER}|one|two|three|four|five|six|seven|eight|nine|ten|several|some|many)"
_PLACES = (
    r"(?:jurisdictions?|count(?:y|ies)|cit(?:y|ies)|towns?|municipalit(?:y|ies)|agenc(?:y|ies)|places?|locations?"
    r"|localit(?:y|ies)|agreements?|designations?|names?)"
)
_ROWS = rf"(?:(?:rows?|records?|results?|entr(?:y|ies)|items?|lines?|listings?|features?)|{_PLACES})"
_LIST = (
    r"(?:list(?:ing)?|table|output|results?|data|file|export|report|document|response|rows?|records?|view)"
)
_IS = r"(?:(?:are|is|were|was|have\s+been|has\s+been)\s+)?"
_SHOWING = r"(?:now\s+)?(?:showing|shows|shown|displaying|displayed|viewing)"
_SHOWN = r"(?:shown|displayed|visible|loaded|exported|returned|downloaded)"
_HIDDEN = (
    r"(?:not\s+(?:shown|displayed|printed|loaded)|omitted|hidden|suppressed|left\s+out|filtered(?:\s+out)?)"
)
_FIRST = r"(?:first|top|last|latest|most\s+recent)"
_OF = rf"[\s(]*(?:/|(?:out\s+)?\bof\s+(?:about\s+|the\s+|all\s+)?)\s*(?P<total>{_NUMBER})"
_NOUNS = r"(?:\s+\w+){0,3}(?:\s*\(.*\))?\W*"
_END = r"\W*"


def _forms(*forms: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rf"\W*{form}", re.IGNORECASE) for form in forms)


_SAID = _forms(
    rf"(?:(?:{_SHOWING}|\w+)\W+)?(?:\w+\s+)?(?P<first>{_NUMBER})\s*(?:[-\u2010-\u2014]|to|through|thru)\s*"
    rf"(?P<last>{_NUMBER}){_OF}{_NOUNS}",
    rf"{_SHOWING}\W+(?:only\s+)?(?:the\s+)?(?:\w+\s+)?(?P<shown>{_NUMBER})(?:\s+\w+)?{_OF}{_NOUNS}",
    rf"(?:only\s+|just\s+)?(?:the\s+)?(?:{_FIRST}\s+)?(?P<shown>{_NUMBER})(?:\s+\w+)?{_OF}(?:\s+\w+){{0,2}}?\s+{_IS}"
    rf"{_SHOWN}(?:\s+\w+){{0,3}}{_END}",
    rf"(?P<shown>{_NUMBER})(?:\s+\w+)?\s+{_IS}{_SHOWN}{_OF}{_NOUNS}",
    rf"(?P<total>{_NUMBER})(?:\s+\w+){{0,2}}\W+(?:only\s+)?(?P<shown>{_NUMBER})(?:\s+\w+)?\s+{_IS}{_SHOWN}{_END}",
    rf"(?:\w+\W+){{0,3}}p(?:g|ages?)?\W{{1,3}}(?P<page>\d+)\s*(?:of|/)\s*(?P<pages>\d+)(?:\s+pages)?{_END}",
    rf"(?P<page>\d+)\s*(?:of|/)\s*(?P<pages>\d+)\s+pages{_END}",
    rf"(?:{_SHOWING}|preview\s+of|excerpt\s+of)\W+(?:only\s+)?(?:the\s+)?{_FIRST}\s+(?P<limit>{_NUMBER})"
    rf"(?:\s+\w+){{0,3}}{_END}",
    rf"(?:only\s+)?(?:the\s+)?{_FIRST}\s+(?P<limit>{_NUMBER})(?:\s+\w+){{0,2}}\s+{_IS}(?:{_SHOWN}|listed|included)"
    rf"(?:\s+\w+){{0,3}}{_END}",
    rf".*\b(?:limited|capped|restricted|truncated|cut(?:\s+off)?)\s+(?:to|at|after)\s+(?:the\s+|a\s+maximum\s+of\s+)?"
    rf"(?:{_FIRST}\s+)?(?P<limit>{_NUMBER})\s+{_ROWS}\b.*",
    rf".*\b(?:maximum|max\.?|limit)\s+(?:of\s+|is\s+)?(?P<limit>{_NUMBER})\s+{_ROWS}\b.*",
    rf"(?:(?:the|this)\s+)?(?:{_LIST}\s+)?{_IS}truncated\b.*",
    rf"(?:(?:row|record|result|size|export|download|display|transfer)\s+)?limit\s+(?:of\s+{_NUMBER}\s+)?{_IS}"
    rf"(?:reached|exceeded)\b.*",
    rf"too\s+many\s+{_ROWS}\b.*",
    rf"(?:this\s+is\s+)?(?:only\s+)?(?:an?\s+)?(?:partial|incomplete|abridged|abbreviated)\s+{_LIST}(?:\s+only)?{_END}",
    rf"(?:the|this)\s+{_LIST}\s+is\s+(?:partial|incomplete|abridged|abbreviated|cut\s+off){_END}",
    rf"(?:(?:and|plus|[&+]|show|load|view|see)\s*)?(?P<more>{_ANY})\s+(?:more|other|additional|further)\s+{_ROWS}"
    rf"(?:\s+{_IS}{_HIDDEN})?(?:\s+(?:below|here))?{_END}",
    rf"(?:(?:and|plus|show|load|view|see)\s+|[&+]\s*|\.{{3}}\s*|\u2026\s*)(?P<more>{_ANY})\s+(?:more|others?){_END}",
    rf"(?:(?:the\s+)?(?:remaining|other|last)\s+)?(?P<more>{_ANY})\s+(?:{_ROWS}|others|more)\s+{_IS}{_HIDDEN}"
    rf"(?:\s+(?:here|below|above|in\s+this\s+\w+))?{_END}",
    rf"(?:additional|further|other|remaining)\s+{_ROWS}\s+{_IS}{_HIDDEN}{_END}",
    rf"(?:view|see|show|load|display|browse|open|expand|get|download)\s+(?:the\s+)?(?:all|(?:full|complete|whole|entire)"
    rf"\s+list\s+of)\s+(?:of\s+)?(?:the\s+)?(?P<all>{_NUMBER})(?:\s+{_ROWS})?{_END}",
    rf"(?:view|see|show|load)\s+(?:the\s+)?(?:(?:remaining|other)\s+)(?P<more>{_ANY})(?:\s+{_ROWS})?{_END}",
)
"""Forms of a sentence anywhere beside a list."""

_ONWARD = _forms(
    rf"(?:(?:the\s+|this\s+)?{_LIST}\s+)?{_IS}(?:to\s+be\s+)?(?:continues?|continued|cont['\u2019]?d?\.?)\s+(?:on|in|at|over"
    rf"|to|with)?\s*(?:the\s+)?(?:next|following|another|page|sheet|tab|part|overleaf|reverse)\b.*",
    rf"(?:see\s+)?more\s+(?:{_ROWS}\s+)?(?:on|in)\s+(?:the\s+)?(?:next|following)\s+(?:page|sheet|tab|file|part)\b.*",
)
"""What stands at the end of a page of a list: of the last one it says that another is missing."""

_ALONE = _forms(
    rf"(?:sheet|part|screen)\s+(?P<page>\d+)\s*(?:of|/)\s*(?P<pages>\d+){_END}",
    r"(?:\.\s?){3,}\W*",
    r"[\u2026\u22ee\u22ef]\W*",
    rf"(?P<shown>{_NUMBER}){_OF}{_NOUNS}",
    rf"(?:{_ROWS}|count)\W+(?P<shown>{_NUMBER}){_OF}{_END}",
    rf"(?:and|plus)\s+(?:(?:many|several|some)\s+)?(?:more|others){_END}",
    rf"(?P<more>{_ANY})\s+(?:more|others){_END}",
    rf"(?:see|show|load|view)?\s*more(?:\s+{_ROWS})?{_END}",
    rf"et\s?c{_END}",
    r"(?:see|view|download|get|visit|go\s+to)\s+(?:\w+\s+){0,3}(?:full|complete|whole|entire|rest\s+of\s+the)\s+"
    rf"(?:{_LIST}|version)\b.*",
    rf"(?:sample|preview|excerpt|extract|partial|incomplete|snip|cut)(?:\s+(?:only|data|{_ROWS}|{_LIST}))?{_END}",
    rf"(?:(?:number|count)\s+of\s+)?(?:{_ROWS}|count)(?:\s+(?:found|listed|returned|total))?\s*[:=]\s*(?P<all>{_NUMBER})"
    rf"{_END}",
    rf"(?:{_SHOWING}\s+)?(?:all\s+)?(?P<all>{_NUMBER})\s+{_ROWS}(?:\s+(?:in\s+)?(?:total|all|found|listed|shown)){{0,2}}"
    rf"{_END}",
)
"""Forms of a line of a table that is one text alone."""

_ONWARD_ALONE = _forms(
    rf"(?:to\s+be\s+)?(?:continues|continued|cont['\u2019]?d?){_END}",
    r"(?:(?:first|prev(?:ious)?)\b[\W\d]*)?[\W\d]*(?:next|last)(?:\s+page)?[\W\d]*",
)
_NO_ROW = _forms(
    rf"(?:{_SHOWING}\s+)?(?:end|eof)(?:\s+of\s+(?:the\s+)?(?:{_LIST}|page))?{_END}",
    rf"page\s+\d+{_END}",
    rf"no\s+(?:more|further|other)\s+{_ROWS}{_END}",
    r"(?:last\s+)?(?:updated|modified|revised|generated|printed|exported|prepared|retrieved|accessed)\b.*",
    r"(?:data\s+)?(?:sources?|notes?|disclaimer|footnotes?|copyright|contact)\s*:.*",
    r"(?:data\s+|current\s+)?as\s+of\b.*\d.*",
)
"""What is no row either, and says nothing of a part."""
_BEGINS = re.compile(
    r"[\W\d]|(?:and|plus|now|show|display|view|page|sheet|screen|part|list|table|output|result|data|file|export|report"
    r"|document|response|row|record|only|just|the|this|first|top|last|latest|most|see|load|more|visit|go|get|download"
    r"|browse|open|expand|cont|to|next|prev|incomplete|abridged|abbreviated|truncated|sample|ex|snip|cut|end|eof|etc"
    r"|et|limit|max|remaining|other|additional|further|too|one|two|three|four|five|six|seven|eight|nine|ten|several"
    r"|some|many|count|entr|item|line|feature|size|transfer|juris|cit|town|municip|agenc|place|location"
    r"|agree|designation|name"
    r"|no|as?\b|an\b|updated|modified|revised|generated|printed|exported|prepared|retrieved|accessed|source|disclaimer"
    r"|footnote|copyright|contact|current|pg?\W)",
    re.IGNORECASE,
)
"""How any of these forms begins: told at once of most names."""
_LONGEST = 400
"""Letters of a sentence that may be one of these."""
_SENTENCES = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")


def is_no_row(text: str) -> bool:
    """Tell whether a line of a table that is one text alone is no row, but says something of the list."""
    if len(text) > _LONGEST or not _BEGINS.match(text):
        return False
    forms = (*_SAID, *_ALONE, *_ONWARD, *_ONWARD_ALONE, *_NO_ROW)
    return any(form.fullmatch(text) for form in forms)


def says_part(texts: Iterable[str], rows: int, *, alone: bool = False, above: Iterable[str] = ()) -> str:
    """Return the first words that say that a list is a part of itself; else nothing.

    Args:
        texts: Short texts beside or below a list.
        rows: How many were read. A page that shows ten of twenty at a time may hold them all.
        alone: The texts are lines of a table, each alone in its line.
        above: Texts that are followed by rows: what says there that the list goes on is right.
    """
    forms = (*_SAID, *(_ALONE if alone else ()))
    onward = (*_ONWARD, *(_ONWARD_ALONE if alone else ()))
    found = [*_matches(above, forms), *_matches(texts, (*forms, *onward))]
    has_all = _shows_all(found, rows)
    pages = {match["page"] for match in found if "page" in match.re.groupindex}
    parts = (match[0] for match in found if _is_part(match.groupdict(), rows, len(pages), has_all=has_all))
    return next(parts, "")


def shows_all(texts: Iterable[str], rows: int) -> bool:
    """Tell whether as many rows were read as short texts say that a list has, a few of them at a time."""
    return _shows_all(_matches(texts, _SAID), rows)


def _shows_all(found: Iterable[re.Match[str]], rows: int) -> bool:
    said = (match.groupdict() for match in found)
    totals = {tuple(each.items()): _number(each["total"]) for each in said if "total" in each}
    return bool(totals) and rows >= sum(totals.values())  # a line above a list may stand below it too


def _matches(texts: Iterable[str], forms: Iterable[re.Pattern[str]]) -> Iterator[re.Match[str]]:
    for sentence in dict.fromkeys(each for text in texts for each in _SENTENCES.split(text)):
        if len(sentence) <= _LONGEST:
            yield from (match for form in forms if (match := form.fullmatch(sentence)))


def _is_part(said: Mapping[str, str | None], rows: int, pages: int, *, has_all: bool) -> bool:
    """Tell whether what is said of a list, in numbers or in words alone, means a part of it."""
    number = {name: _number(value) for name, value in said.items()}
    match number:
        case {"total": total, "shown": shown}:
            lacks = shown < total and not has_all
        case {"total": total, "first": first, "last": last}:
            lacks = last - first + 1 < total and not has_all
        case {"pages": several}:
            lacks = pages < several
        case {"limit": limit}:
            lacks = rows <= limit <= rows + 1  # a header may be counted as one of them
        case {"all": every}:
            lacks = rows < every
        case _:
            lacks = said.get("more") != "0"
    return lacks


def _number(text: str | None) -> int:
    plain = (text or "").replace(",", "")
    return int(plain) if plain.isdecimal() and plain.isascii() else 0
