"""HTML bytes → the lines that a person sees, in order.

A page is read as a flat stream of blocks: a heading, a line of a paragraph (`<br>` ends a
line), a list item, a table row. What a page's layout is made of doesn't matter then: a list
of names is the same names as items, lines or cells.
"""

from dataclasses import dataclass, replace

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PreformattedString

from jobs.readers import visibility
from jobs.readers.blocks import Block, BlockKind
from jobs.readers.decoding import decode
from jobs.readers.html_table import table_rows
from models.errors import UnreadableDocument
from models.listings import collapse
from models.values import Document

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
"""Bytes of a page that is still read outside the child process, which alone has limits."""
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


class _Reader:
    """Walks the elements once and lets a line end wherever a browser would end it."""

    def __init__(self, opened: dict[str, str]) -> None:
        self._opened = opened
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
                self._text(str(child), style)

    def _text(self, text: str, style: _Style) -> None:
        first, *others = text.split("\n") if style.preformatted else [text]
        self._line.add(first, bold=style.bold, link=style.link)
        for line in others:
            self.end_line(style)
            self._line.add(line, bold=style.bold, link=style.link)

    def _element(self, element: Tag, style: _Style) -> None:
        name = element.name
        if visibility.is_hidden(element, self._opened):
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
        reader = _Reader(self._opened)
        reader.read(cell, _Style())
        reader.end_line(_Style())
        return tuple(block.text for block in reader.blocks)


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
    region = visibility.main_part(soup)
    if region is None:
        return ()
    reader = _Reader(visibility.openers(soup))
    try:
        reader.read(region, _Style())
    except RecursionError as error:
        raise UnreadableDocument(
            f"The elements of {document.address} are nested too deeply to be read.", "Look at the page."
        ) from error
    reader.end_line(_Style())
    return tuple(reader.blocks)


def visible_text(document: Document) -> str:
    """Return the lines of a page's main part: equal for the same text in other bytes."""
    return "\n".join(block.text for block in read_blocks(document))


def parse(document: Document) -> BeautifulSoup:
    """Parse a page's bytes, decoded by `decode`."""
    return BeautifulSoup(decode(document), "lxml")


def _styled(style: _Style, *, bold: bool, link: str) -> _Style:
    return replace(style, bold=style.bold or bold, link=link or style.link)
