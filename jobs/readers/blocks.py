"""A page as a flat stream of lines, each knowing what it is made as."""

from dataclasses import dataclass
from enum import StrEnum


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
