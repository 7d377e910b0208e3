"""Lists of places under the headings States, Counties and Cities, however they are laid out.

What the pages that name sanctuary jurisdictions have in common, whoever publishes them: a
heading word, and names below it as items, as lines, in table cells or in one sentence.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from jobs.readers.html import Block, BlockKind
from models.place_states import state_code


class Section(StrEnum):
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

    section: Section
    word: str
    printed: str
    count: int | None = None
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Line:
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
_TYPE = re.compile(r"(?:jurisdiction |place )?(?:type|kind|level|category)", re.IGNORECASE)
_PLACE = re.compile(r"(?:name of )?(?:jurisdiction|place|entity|locality|name)(?: name)?s?", re.IGNORECASE)
_MARKS = "•·▪◦‣●○*>-\u2013\u2014 \u00a0"
_PIECES = re.compile(r"[;•·▪◦‣●○|\n]")
_FURNITURE = re.compile(
    r"(?:last\s+)?(?:updated|reviewed|published|posted|modified)\b|(?:back|return|skip) to\b|"
    r"(?:share|print|tweet|facebook|email|topics?|tags?|component|contact|related|download)\b\W*(?:$|:)|"
    r"(?:expand|collapse|show|read|see|view)\s+(?:all|more|less|also)\b|press release\b|\W*$",
    re.IGNORECASE,
)
_LONGEST_NAME = 8


def section_heading(text: str) -> Heading | None:
    """Read a line as a heading such as `STATES:`, `Sanctuary cities (18)` or `Counties: Cook County, IL`."""
    found = _HEADING.fullmatch(text.strip())
    if found is None:
        return None
    rest = (found["rest"] or "").strip()
    count = found["count"] or found["lead"] or (rest if rest.isdigit() else "")
    rest = "" if rest.isdigit() else rest
    printed = text.strip().removesuffix(rest).rstrip(": \u2013\u2014-")
    return Heading(
        _section(found["word"].lower()), found["word"], printed, int(count) if count else None, rest
    )


def lines(blocks: Iterable[Block]) -> Iterator[Line]:
    """Yield the lines of blocks, those of a table with what its columns and rows say of them."""
    columns: tuple[str, ...] = ()
    group = 0
    for block in blocks:
        if block.kind is not BlockKind.ROW:
            yield Line(block.text, block)
            continue
        if block.group != group:
            columns, group = (), block.group
        cells = tuple(" ".join(cell) for cell in block.cells)
        if _is_header(cells):
            columns = cells
        elif columns:
            yield from _by_columns(block, columns)
        else:
            yield from _by_row(block, cells)


def pieces(text: str) -> list[str]:
    """Split a line at semicolons and bullets; drop bullets, numbers, "and" and marks around each."""
    return [name for name in map(cleaned, _PIECES.split(text)) if name]


def cleaned(text: str) -> str:
    """Return a name without the bullet, number, "and" or punctuation around it."""
    text = text.strip().lstrip(_MARKS)
    text = re.sub(r"^(?:\d+[.)]\s+)?(?:and\s+)?", "", text, flags=re.IGNORECASE)
    text = re.sub(r"(?:[\s,;*†‡]|\band$|(?<![\s.][A-Z])\.$)+$", "", text)
    return text.strip()


def is_prose(text: str) -> bool:
    """Return whether a line is a sentence or page furniture rather than one or more names."""
    if _FURNITURE.match(text):
        return True
    longest = max(len(part.split()) for part in re.split(r"[,;•]", text))
    if text.endswith(("?", "!")) or longest > _LONGEST_NAME:
        return True
    return text.endswith(".") and longest > _LONGEST_NAME // 2


def _section(word: str) -> Section:
    if word.startswith(("state", "territor")):
        return Section.STATES
    return Section.COUNTIES if word.startswith(("count", "parish")) else Section.CITIES


def _is_header(cells: tuple[str, ...]) -> bool:
    named = [cell for cell in cells if cell]
    return len(named) > 1 and all(
        _TYPE.fullmatch(cell) or _PLACE.fullmatch(cell) or _bare_heading(cell) for cell in named
    )


def _bare_heading(text: str) -> Heading | None:
    heading = section_heading(text)
    return None if heading is None or heading.rest else heading


def _by_columns(block: Block, columns: tuple[str, ...]) -> Iterator[Line]:
    """Yield the lines of a row whose columns have names: a section each, or name, type and state."""
    cells = dict(zip(columns, block.cells, strict=False))
    place = next((column for column in columns if _PLACE.fullmatch(column)), "")
    if not place:
        for column, cell in cells.items():
            for text in cell:
                yield Line(text, block, _bare_heading(column))
        return
    kind = next((" ".join(cells[column]) for column in cells if _TYPE.fullmatch(column)), "")
    state = next((" ".join(cells[column]) for column in cells if _bare_heading(column)), "")
    for text in cells.get(place, ()):
        yield Line(text, block, _bare_heading(kind), state)


def _by_row(block: Block, cells: tuple[str, ...]) -> Iterator[Line]:
    """Yield the lines of a row of which one cell may be the type of the others.

    A row of one cell that spans the table is its lines.
    """
    if len(set(block.cells)) == 1:
        yield from (Line(text, block) for text in block.cells[0])
        return
    kinds = [cell for cell in cells if _bare_heading(cell)]
    others = [cell for cell, text in zip(block.cells, cells, strict=True) if text and text not in kinds]
    if len(kinds) != 1 or not others:
        for cell in block.cells:
            yield from (Line(text, block) for text in cell)
        return
    states = [cell for cell in others if state_code(" ".join(cell))] if len(others) > 1 else []
    for cell in others:
        if cell not in states:
            state = " ".join(states[0]) if states else ""
            yield from (Line(text, block, _bare_heading(kinds[0]), state) for text in cell)
