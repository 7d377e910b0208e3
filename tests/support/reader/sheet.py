"""A message as a person reads it: its blocks' JSON and its text, taken apart into what is where."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Literal

from models.domain import Place

Kind = Literal[
    "answer", "sentence", "alert", "edit", "thread", "digest", "rows", "evidence", "history", "verb", "home"
]
Block = Mapping[str, Any]

_LINK = re.compile(r"<((?:https?:)[^|>]*)(?:\|([^>]*))?>")
_ENTITIES = {"&lt;": "<", "&gt;": ">", "&amp;": "&"}
_QUOTED = re.compile(r"“[^”]*”|`[^`]*`|\"[^\"]*\"")
_SHORT = frozenset({
    "Jan", "Feb", "Aug", "Sept", "Oct", "Nov", "Dec", "Dept", "St", "Mt", "Calif", "Colo", "Conn",
    "Del", "Fla", "Ga", "Ill", "Ind", "Kan", "Ky", "La", "Md", "Mass", "Mich", "Minn", "Miss", "Mo",
    "Mont", "Neb", "Nev", "Okla", "Ore", "Pa", "Tenn", "Va", "Vt", "Wash", "Wis", "Wyo", "Ala", "Ariz",
    "Ark", "D.C", "N.C", "N.D", "N.H", "N.J", "N.M", "N.Y", "R.I", "S.C", "S.D", "W.Va", "U.S",
})  # fmt: skip
_FENCED = re.compile(r"```\n?(.*?)\n?```", re.DOTALL)
_END = re.compile(r"(?<=[.!?”)])\s+(?=[A-Z“*~\d])|\n+")


@dataclass(frozen=True)
class ReadMessage:
    """One message.

    Attributes:
        where: What it is, for people: `step 2, all: Replay: ICE takes back …`.
        kind: An answer, a sentence to copy, an alert, one that was edited, or what stands in its thread.
        text: What notifies.
        blocks: As Slack shows them.
        moment: When it is read, UTC; of an answer as of a day, that day's last moment.
        states: USPS codes that the channel subscribed to; none for all of them.
        rows: Rows of its CSV; -1 where there is none.
        csv: These rows, by its headers.
        printable: The sentence that its *Copy sentence* gives.
        about: Of an answer, and of what its buttons give: the place that was asked about.
    """

    where: str
    kind: Kind
    text: str
    blocks: Sequence[Block]
    moment: datetime
    states: tuple[str, ...] = ()
    rows: int = -1
    csv: Sequence[Mapping[str, str]] = ()
    printable: str = ""
    about: Place | None = None

    @cached_property
    def headline(self) -> str:
        """Its header, marks of a replay left out; nothing where it has none."""
        heads = [block["text"]["text"] for block in self.blocks if block["type"] == "header"]
        return unmarked(heads[0]) if heads else ""

    @cached_property
    def push(self) -> str:
        """What notifies, without marks."""
        return unmarked(plain(self.text))

    @cached_property
    def paragraphs(self) -> list[str]:
        """Texts of its sections, fields among them, as people see them."""
        return [plain(text) for text in self._sections()]

    @cached_property
    def small(self) -> list[str]:
        """Its small print."""
        found = (each for block in self.blocks if block["type"] == "context" for each in block["elements"])
        return [plain(each["text"]) for each in found if "text" in each]

    @cached_property
    def table(self) -> list[list[str]]:
        """Cells of its tables, headers left out."""
        tables = (block for block in self.blocks if block["type"] == "table")
        return [[_cell(cell) for cell in row] for table in tables for row in table["rows"][1:]]

    @cached_property
    def buttons(self) -> list[str]:
        """What its buttons say."""
        found = (each for block in self.blocks if block["type"] == "actions" for each in block["elements"])
        return [each["text"]["text"] for each in found if each["type"] == "button"]

    @cached_property
    def links(self) -> list[str]:
        """Addresses that it links to."""
        return re.findall(r"https?://[^\s|>\"\\]+", str(self.blocks))

    @cached_property
    def texts(self) -> list[str]:
        """All its running text: notification, headline, sections, small print, the sentence to copy."""
        found = [self.push, self.headline, *self.paragraphs, *self.small, self.printable]
        return [text for text in found if text]

    @cached_property
    def sentences(self) -> list[str]:
        """All its sentences."""
        return [each for text in self.texts for each in sentences(text)]

    @cached_property
    def says(self) -> str:
        """All its running text and cells in one."""
        return " ".join([*self.texts, *(" ".join(row) for row in self.table)])

    def _sections(self) -> Iterator[str]:
        for block in self.blocks:
            if block["type"] == "section":
                yield from (part["text"] for part in (block.get("text"), *block.get("fields", ())) if part)


def _cell(cell: Block) -> str:
    if "elements" in cell:
        return "".join(_cell(each) for each in cell["elements"])
    return str(cell.get("text", ""))


def first_fenced(blocks: Sequence[Block]) -> str:
    """Return the first text that is set apart to be copied."""
    texts = (block["text"]["text"] for block in blocks if block["type"] == "section" and "text" in block)
    return next((found[1] for text in texts if (found := _FENCED.search(text))), "")


def plain(text: str) -> str:
    """Return mrkdwn as people see it: a link by its words, marks of bold and italics gone, ~struck~ kept."""
    text = _LINK.sub(lambda link: link[2] or link[1], text)
    for entity, sign in _ENTITIES.items():
        text = text.replace(entity, sign)
    return re.sub(r"(?<!\w)[*_]|[*_](?!\w)|```\n?", "", text).strip()


def unmarked(text: str) -> str:
    """Return a headline without marks of a replay or of a repeat."""
    return re.sub(r"^(?:Replay: |Possible repeat: )+", "", text)


def ours(text: str) -> str:
    """Return what a text says in our own words: quotations and commands are left out."""
    return _QUOTED.sub("…", text)


def sentences(text: str) -> list[str]:
    """Return the sentences of a text; a short form of a month or state ends none that goes on."""
    found: list[str] = []
    for part in _END.split(text):
        last = found[-1].removesuffix(".").split()[-1:] if found else []
        short = last[0].strip("(,“") if last and found[-1].endswith(".") else ""
        if short == "U.S" or (short in _SHORT and re.match(r"\d", part)):
            found[-1] = f"{found[-1]} {part}"
        elif part.strip():
            found.append(part.strip())
    return found
