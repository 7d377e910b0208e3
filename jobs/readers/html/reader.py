"""HTML bytes → the lines that a person sees, in order.

A page is read as a flat stream of blocks: a heading, a line of a paragraph (`<br>` ends a
line), a list item, a table row. What a page's layout is made of doesn't matter then: a list
of names is the same names as items, lines or cells.

The rows of an HTML table, spanning cells repeated in every row and column that they span.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import wraps
from typing import TypeVar

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PreformattedString

from jobs.readers.html import visibility
from jobs.readers.html.clocks import without_clocks
from jobs.readers.html.decoding import decode, unescaped
from jobs.readers.html.visibility import is_hidden
from models.domain import Document, collapse
from models.errors import UnreadableDocument


class BlockKind(StrEnum):
    """What a line is made as."""

    HEADING = "heading"
    LINE = "line"
    ITEM = "item"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Block:
    """One line of a page as a person sees it.

    Attributes:
        kind: Heading, line of a paragraph, list item or table row.
        text: White space collapsed; a row's cells joined by ` | `.
        level: 1 to 6 for a heading's tag, else 0.
        strong: All of the text is emphasised, or it is a button or caption: a heading to the eye.
        group: Number of the list or table that it stands in, 0 for none.
        depth: How many lists it stands in.
        cells: A row's cells, each with its lines; spanning cells repeated.
        link: Where all of its text leads to, when it is one link.
    """

    kind: BlockKind
    text: str
    level: int = 0
    strong: bool = False
    group: int = 0
    depth: int = 0
    cells: tuple[tuple[str, ...], ...] = ()
    link: str = ""

    @property
    def is_heading(self) -> bool:
        """Whether a person takes it for a heading: made as one, or a line all in bold."""
        return self.kind is BlockKind.HEADING or (self.strong and self.kind is BlockKind.LINE)


Cell = tuple[str, ...]
"""The lines of one cell."""
_Read = TypeVar("_Read")


def table_rows(
    table: Tag, opened: dict[str, str], lines: Callable[[Tag], Cell]
) -> Iterator[tuple[tuple[Cell, ...], bool]]:
    """Yield a table's rows, and of each whether all of its cells are header cells.

    Args:
        table: A `table` element; tables within it are lines of their cell.
        opened: Ids that a control of the page opens, as `visibility.openers` finds them.
        lines: Reads the lines of a cell.
    """
    spans: dict[int, tuple[int, Cell]] = {}
    parts = [table, *table.find_all(["thead", "tbody", "tfoot"], recursive=False)]
    for row in (row for part in parts for row in part.find_all("tr", recursive=False)):
        if is_hidden(row, opened):
            continue
        own = [cell for cell in row.find_all(["td", "th"], recursive=False) if not is_hidden(cell, opened)]
        cells: list[Cell] = []
        for cell in own:
            _fill_spans(cells, spans)
            text = lines(cell)
            for _ in range(_span(cell, "colspan")):
                spans[len(cells)] = (_span(cell, "rowspan") - 1, text)
                cells.append(text)
        _fill_spans(cells, spans)
        yield tuple(cells), bool(own) and all(cell.name == "th" for cell in own)


def _fill_spans(cells: list[Cell], spans: dict[int, tuple[int, Cell]]) -> None:
    """Append the cells that earlier rows let hang down into the next columns."""
    while (hanging := spans.get(len(cells))) and hanging[0] > 0:
        spans[len(cells)] = (hanging[0] - 1, hanging[1])
        cells.append(hanging[1])


def _span(cell: Tag, name: str) -> int:
    text = str(cell.get(name) or "1")
    return max(1, min(int(text), 1000)) if text.isascii() and text.isdigit() else 1


_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_EMPHASIS = frozenset({"strong", "b", "button", "summary", "legend", "caption", "dt", "th"})
_INLINE = frozenset(
    {"a", "abbr", "acronym", "b", "big", "bdi", "bdo", "cite", "code", "data", "dfn", "em", "font", "i"}
    | {"img", "ins", "kbd", "label", "mark", "q", "samp", "small", "span", "strong", "sub", "sup", "svg"}
    | {"time", "tt", "u", "var", "wbr"}
)
_NO_WIDTH = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
"""Signs that nobody sees: soft hyphens, joiners and blanks without width."""
LARGEST_PAGE = 8 << 20
"""Bytes of a page whose words are still taken for a verdict on it, and compared without its mark-up."""
_LISTS = frozenset({"ul", "ol", "menu", "dl"})


@dataclass(slots=True)
class _Line:
    """The line being read: its words, and how many of their letters are bold or in a link."""

    words: list[str]
    letters: int = 0
    bold: int = 0
    linked: int = 0
    link: str = ""

    def add(self, text: str, *, bold: bool, link: str) -> None:
        self.words.append(text)
        letters = sum(map(str.isalnum, text))
        self.letters += letters
        self.bold += letters if bold else 0
        if link:
            self.linked += letters
            self.link = link


@dataclass(frozen=True, slots=True)
class _Style:
    """What the elements around a text make of it."""

    kind: BlockKind = BlockKind.LINE
    level: int = 0
    group: int = 0
    depth: int = 0
    bold: bool = False
    link: str = ""
    preformatted: bool = False


def _once(read: Callable[[Document], _Read]) -> Callable[[Document], _Read]:
    """Keep what was read of the last document: one page is asked many things in a row."""
    last: list[tuple[Document, _Read]] = []

    @wraps(read)
    def reading(document: Document) -> _Read:
        if not last or last[0][0] is not document:
            last[:] = [(document, read(document))]
        return last[0][1]

    return reading


class _Reader:
    """Walks the elements once and lets a line end wherever a browser would end it."""

    def __init__(self, opened: dict[str, str], without: str) -> None:
        self._opened = opened
        self._without = without
        self._line = _Line([])
        self._groups = 0
        self.blocks: list[Block] = []

    def read(self, element: Tag, style: _Style) -> None:
        label = visibility.panel_label(element, self._opened)
        if label:
            self.blocks.append(Block(BlockKind.HEADING, label, level=6, strong=True))
        for child in element.children:
            if isinstance(child, Tag):
                self._element(child, style)
            elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
                self._text(unescaped(str(child)), style)

    def _text(self, text: str, style: _Style) -> None:
        first, *others = text.split("\n") if style.preformatted else [text]
        self._line.add(first, bold=style.bold, link=style.link)
        for line in others:
            self.end_line(style)
            self._line.add(line, bold=style.bold, link=style.link)

    def _element(self, element: Tag, style: _Style) -> None:
        name = element.name
        if name == self._without or visibility.is_hidden(element, self._opened):
            return
        if name == "br":
            self.end_line(style)
        elif name == "table":
            self._table(element, style)
        elif name in _INLINE:
            link = str(element.get("href") or "") if name == "a" else ""
            self.read(element, _styled(style, bold=name in _EMPHASIS, link=link))
        else:
            self.end_line(style)
            inner = self._block_style(element, style)
            self.read(element, inner)
            self.end_line(inner)

    def _block_style(self, element: Tag, style: _Style) -> _Style:
        name = element.name
        if name in _HEADINGS:
            return replace(style, kind=BlockKind.HEADING, level=_HEADINGS[name], bold=True)
        if name in _LISTS:
            self._groups += 1
            return replace(style, level=0, group=self._groups, depth=style.depth + 1, bold=False)
        if name in {"li", "dd"}:
            return replace(style, kind=BlockKind.ITEM, level=0, bold=False)
        if name == "pre":
            return replace(style, preformatted=True)
        return _styled(style, bold=name in _EMPHASIS, link="")

    def end_line(self, style: _Style) -> None:
        line, self._line = self._line, _Line([])
        text = collapse("".join(line.words).translate(_NO_WIDTH))
        if not text:
            return
        strong = line.bold >= line.letters > 0
        link = line.link if line.linked >= line.letters else ""
        self.blocks.append(Block(style.kind, text, style.level, strong, style.group, style.depth, link=link))

    def _table(self, table: Tag, style: _Style) -> None:
        self.end_line(style)
        self._groups += 1
        group = self._groups
        for caption in table.find_all("caption", recursive=False):
            self._element(caption, style)
        for cells, heads in table_rows(table, self._opened, self._lines):
            text = " | ".join(filter(None, (" ".join(cell) for cell in cells)))
            if text:
                self.blocks.append(Block(BlockKind.ROW, text, strong=heads, group=group, cells=cells))

    def _lines(self, cell: Tag) -> tuple[str, ...]:
        reader = _Reader(self._opened, self._without)
        reader.read(cell, _Style())
        reader.end_line(_Style())
        return tuple(block.text for block in reader.blocks)


@_once
def read_blocks(document: Document) -> tuple[Block, ...]:
    """Read the visible lines of a page's main part, in order.

    The main part is the page's `main`, else its only `article`, else the body without its
    navigation, header and footer. Scripts, hidden elements and struck-out text are left out;
    panels that a tab or an accordion opens are read, each under the name of its tab.

    Args:
        document: An HTML page in any encoding.

    Returns:
        The blocks; none for a page without visible text.

    Raises:
        UnreadableDocument: Its elements are nested deeper than any page that people write.
    """
    soup = parse(document)
    region, without = visibility.main_part(soup)
    if region is None:
        return ()
    reader = _Reader(visibility.openers(soup, without), without)
    try:
        reader.read(region, _Style())
    except RecursionError as error:
        raise UnreadableDocument(
            f"The elements of {document.address} are nested too deeply to be read.", "Look at the page."
        ) from error
    reader.end_line(_Style())
    return tuple(reader.blocks)


def visible_text(document: Document) -> str:
    """Return the lines of a page's main part, without clocks, counters and ids.

    Equal for the same text in other bytes, and at another visit.
    """
    blocks = read_blocks(document)  # a cell across all columns is a line of the page, and no row of a list
    return "\n".join(without_clocks(block.text, row=len(set(block.cells)) > 1) for block in blocks)


@_once
def parse(document: Document) -> BeautifulSoup:
    """Parse a page's bytes, decoded by `decode`; nobody changes what others read too."""
    return BeautifulSoup(decode(document), "lxml")


def _styled(style: _Style, *, bold: bool, link: str) -> _Style:
    return replace(style, bold=style.bold or bold, link=link or style.link)
