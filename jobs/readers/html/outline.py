"""Lists of places under the headings States, Counties and Cities, however they are laid out.

What the pages that name sanctuary jurisdictions have in common, whoever publishes them: a
heading word, and names below it as items, as lines, in table cells or in one sentence. The lines
of a table are read with what its columns and rows say of them.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from jobs.readers.html.reader import Block, BlockKind
from jobs.readers.text import TAKEN_OFF, read_day
from models.places import state_code


class HeadingSection(StrEnum):
    """What a heading says that the names below it are."""

    STATES = "states"
    COUNTIES = "counties"
    CITIES = "cities"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that announces names.

    Attributes:
        section: What it announces.
        word: Its one word that says so, as printed: `STATES` of `Sanctuary STATES (13):`.
        printed: All of it, as printed, without what follows.
        count: How many names it says stand below it.
        rest: What follows on the same line, after a colon or a dash.
    """

    section: HeadingSection
    word: str
    printed: str
    count: int | None = None
    rest: str = ""


_KIND = (
    r"states?|territor(?:y|ies)|count(?:y|ies)|parish(?:es)?|cit(?:y|ies)|towns?|townships?|boroughs?|"
    r"villages?|municipalit(?:y|ies)"
)
_HEADING = re.compile(
    rf"(?:(?:the|list|of|sanctuary|designated|listed|current|independent|u\.?s\.?|(?P<lead>\d+))\s+)*"
    rf"(?P<word>{_KIND})"
    rf"(?:(?:\s*(?:,|&|/|\band\b|\bor\b)\s*)+(?:(?:the\s+)?district of columbia|towns?|townships?|boroughs?|"
    rf"villages?|municipalit(?:y|ies)|parish(?:es)?|territor(?:y|ies)))*"
    rf"(?:[\s-]+(?:level|sanctuary|jurisdictions?|designations?|governments?|list))*"
    rf"\s*(?:\((?P<count>\d*)[^)]*\))?"
    rf"\s*(?:[:\u2013\u2014-]\s*(?P<rest>.*))?",
    re.IGNORECASE,
)
_MARKS = "•·▪◦‣●○*>-\u2013\u2014 \u00a0"
_PIECES = re.compile(r"[;•·▪◦‣●○|\n]")
_FURNITURE = re.compile(
    r"(?:last\s+)?(?:updated|reviewed|published|posted|modified)\b|(?:back|return|skip) to\b|"
    r"(?:share|print|tweet|facebook|email|topics?|tags?|component|contact|related|download)\b\W*(?:$|:)|"
    r"(?:expand|collapse|show|read|see|view)\s+(?:all|more|less|also)\b|press release\b|\W*$",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"\s*[(\[]\s*(?:newly\s+)?(?:added|amended|as of|designated|effective|listed|new|since|updated)\b"
    r"[^)\]]*[)\]]",
    re.IGNORECASE,
)
"""When a place came onto the list is no part of its name."""
_TAKEN_OFF = re.compile(TAKEN_OFF, re.IGNORECASE)
_LEAST_LEAD_IN = 4
"""Words of a line that ends in a colon and is no heading: it leads in what follows."""
_BELOW = re.compile(
    r"(?:u\.?s\.? )?(?:department|office) of (?:public|justice|homeland|the attorney|communications)|"
    r"(?:topics?|tags?|components?|contact|media contact|press contact)\W*$",
    re.IGNORECASE,
)
_BEFORE_NAME = re.compile(r"(?:the )?(?:state|commonwealth) of ", re.IGNORECASE)
_SHORTEST_NAME = 4
_WITH_AND = ("king and queen", "lewis and clark", "lake and peninsula")
_LONGEST_NAME = 8


def section_heading(text: str) -> Heading | None:
    """Read a line as a heading such as `STATES:`, `Sanctuary cities (18)` or `Counties: Cook County, IL`."""
    match = _HEADING.fullmatch(text.strip())
    if match is None:
        return None
    rest = (match["rest"] or "").strip()
    count = match["count"] or match["lead"] or (rest if rest.isdigit() else "")
    rest = "" if rest.isdigit() else rest
    printed = text.strip().removesuffix(rest).rstrip(": \u2013\u2014-")
    return Heading(
        _section(match["word"].lower()), match["word"], printed, int(count) if count else None, rest
    )


def pieces(text: str) -> list[str]:
    """Split a line at semicolons and bullets; drop bullets, numbers, "and" and marks around each.

    A name beside which it says that it was removed is off the list, as if it were crossed out.
    """
    return [name for name in map(cleaned, _PIECES.split(text)) if name and not _TAKEN_OFF.search(name)]


def cleaned(text: str) -> str:
    """Return a name without the bullet, number, "and" or punctuation around it."""
    text = _ASIDE.sub("", text.strip().lstrip(_MARKS))
    text = re.sub(r"^(?:\d+[.)]\s+)?(?:and\s+)?", "", text, flags=re.IGNORECASE)
    text = re.sub(r"(?:[\s,;*†‡]|\band$|(?<![\s.][A-Z])\.$)+$", "", text)
    return text.strip()


def names_in(text: str, state: str) -> list[str]:
    """Split a line into names: at semicolons, and at commas that don't set off the state.

    Args:
        text: `Barnstable, Berkshire and Suffolk`, or one name.
        state: USPS code of the state that the names are in.
    """
    return [name for piece in pieces(text) for name in _split(piece, state)]


def _split(piece: str, state: str) -> list[str]:
    parts = [part.strip() for part in piece.split(",")]
    if len(parts) == 1 or state_code(parts[-1]) == state:
        return [piece]
    *first, last = parts
    last = last.removeprefix("and ")
    ends = [last] if last.lower().startswith(_WITH_AND) else last.split(" and ")
    return [name for name in (*first, *ends) if name]


def named_state(text: str) -> str:
    """Return the code of the state whose full name is all that a line says, else nothing."""
    name = _BEFORE_NAME.sub("", text.partition("(")[0].strip(" :\u2013\u2014-"))
    return state_code(name) if len(name) >= _SHORTEST_NAME else ""


def ends_list(text: str) -> bool:
    """Return whether a line begins what stands below a list: who to ask, and what it is filed under."""
    return bool(_BELOW.match(text))


def is_prose(text: str) -> bool:
    """Return whether a line is a sentence or page furniture rather than one or more names."""
    if _FURNITURE.match(text) or (text.endswith(":") and len(text.split()) >= _LEAST_LEAD_IN):
        return True
    longest = max(len(part.split()) for part in re.split(r"[,;•]", text))
    if text.endswith(("?", "!")) or longest > _LONGEST_NAME:
        return True
    return text.endswith(".") and longest > _LONGEST_NAME // 2


def _section(word: str) -> HeadingSection:
    if word.startswith(("state", "territor")):
        return HeadingSection.STATES
    return HeadingSection.COUNTIES if word.startswith(("count", "parish")) else HeadingSection.CITIES


_TYPE = re.compile(r"(?:jurisdiction |place )?(?:type|kind|level|category)", re.IGNORECASE)
_PLACE = re.compile(r"(?:name of )?(?:jurisdiction|place|entity|locality|name)(?: name)?s?", re.IGNORECASE)

_FEWEST_COLUMNS = 2


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line of a page, or a cell's line with what its row and column say of it.

    Attributes:
        text: The line.
        block: The block that it stands in.
        heading: The heading that its column or its row's type names.
        state: The state that its row names.
    """

    text: str
    block: Block
    heading: Heading | None = None
    state: str = ""

    @property
    def as_read(self) -> str:
        """What a person reads for it: the line, or the row that also names its state."""
        return self.block.text if self.state else self.text


def lines(blocks: Iterable[Block]) -> Iterator[PageLine]:
    """Yield the lines of blocks, those of a table with what its columns and rows say of them."""
    columns: tuple[str, ...] = ()
    group = 0
    for block in blocks:
        if block.kind is not BlockKind.ROW:
            yield PageLine(block.text, block)
            continue
        if block.group != group:
            columns, group = (), block.group
        cells = tuple(" ".join(cell) for cell in block.cells)
        if _is_header(cells, heads=block.strong):
            columns = cells
        elif columns:
            yield from _by_columns(block, columns)
        else:
            yield from _by_row(block, cells)


def _is_header(cells: tuple[str, ...], *, heads: bool) -> bool:
    """Whether a row names columns; some may be no part of the list, such as the day of each entry.

    Args:
        cells: The row's cells.
        heads: All of them are header cells.
    """
    named = [cell for cell in cells if cell]
    known = [cell for cell in named if _TYPE.fullmatch(cell) or _PLACE.fullmatch(cell) or _bare_heading(cell)]
    if len(named) < _FEWEST_COLUMNS or len(known) == len(named):
        return len(named) >= _FEWEST_COLUMNS
    names_places = any(map(_PLACE.fullmatch, known))
    return (names_places and heads) or (len(known) > 1 and (names_places or heads))


def _bare_heading(text: str) -> Heading | None:
    heading = section_heading(text)
    return None if heading is None or heading.rest else heading


def _by_columns(block: Block, columns: tuple[str, ...]) -> Iterator[PageLine]:
    """Yield the lines of a row whose columns have names: a section each, or name, type and state."""
    cells = dict(zip(columns, block.cells, strict=False))
    place = next((column for column in columns if _PLACE.fullmatch(column)), "")
    if not place:
        columned = ((text, column) for column, cell in cells.items() for text in cell)
        yield from (PageLine(text, block, _bare_heading(column)) for text, column in columned)
        return
    kind = next((" ".join(cells[column]) for column in cells if _TYPE.fullmatch(column)), "")
    state = next((" ".join(cells[column]) for column in cells if _bare_heading(column)), "")
    for text in cells.get(place, ()):
        yield PageLine(text, block, _bare_heading(kind), state)


def _by_row(block: Block, cells: tuple[str, ...]) -> Iterator[PageLine]:
    """Yield the lines of a row of which one cell may be the type of the others.

    A row of one cell that spans the table is its lines. A day is no name of a place.
    """
    if len(set(block.cells)) == 1:
        yield from (PageLine(text, block) for text in block.cells[0])
        return
    kinds = [cell for cell in cells if _bare_heading(cell)]
    others = [
        cell
        for cell, text in zip(block.cells, cells, strict=True)
        if text and text not in kinds and read_day(text) is None
    ]
    if len(kinds) != 1 or not others:
        yield from (PageLine(text, block) for cell in block.cells for text in cell)
        return
    states = [cell for cell in others if state_code(" ".join(cell))] if len(others) > 1 else []
    heading, state = _bare_heading(kinds[0]), " ".join(states[0]) if states else ""
    names = (text for cell in others if cell not in states for text in cell)
    yield from (PageLine(text, block, heading, state) for text in names)
