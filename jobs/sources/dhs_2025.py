"""The Homeland Security Department's list of sanctuary jurisdictions of May 2025, withdrawn.

Citation: U.S. Department of Homeland Security, "Sanctuary Jurisdictions Defying Federal
Immigration Law". By state: an entry for the state itself, its counties, its cities, under
headings whose order differs from state to state.

History:
    2025-05-29: published in the evening, more than 500 entries; Watauga County, NC gone the
        same day (https://apdillon.substack.com/p/dhs-drops-list-of-sanctuary-jurisdictions).
    2025-05-30: Weld and El Paso counties and Aurora, CO gone by morning
        (https://www.denver7.com, "DHS removes two CO counties, one city").
    2025-06-01: withdrawn: the address says "Page Not Found"
        (https://archives.lincolndailynews.com/2025/Jun/02/NEWS/news_u.shtml).
    2025-06-02: back for some in the morning, and gone again (https://sinomn.com/politics/,
        2025-06-02).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import zip_longest

from jobs.readers.decoding import is_cut_off
from jobs.readers.html import Block, BlockKind, read_blocks
from jobs.readers.outline import Heading, Line, Section, is_prose, lines, pieces, section_heading
from jobs.readers.page_date import page_date
from models.listings import collapse
from models.place_states import state_code
from models.values import Document, Edition, Listing, ListingKind, Source, SourceKind

_WORDS = ("sanctuary", "jurisdiction")
_ITSELF = re.compile(r"self.?identifi|court order|state sanctuary", re.IGNORECASE)
_BEFORE_NAME = re.compile(r"(?:the )?(?:state|commonwealth) of ", re.IGNORECASE)
_SHORTEST_NAME = 4
_BOLD_LEVEL = 7
_WITH_AND = ("king and queen", "lewis and clark", "lake and peninsula")


@dataclass(slots=True)
class _Reading:
    """Where in the page the reader stands, and what it has read so far."""

    state: str = ""
    heading: Block | None = None
    seen: set[str] = field(default_factory=set)
    section: Heading | None = None
    section_group: int = 0
    item_group: int = 0
    made_as: BlockKind | None = None
    table: int = 0
    unknown: str = ""
    lost: str = ""
    homeless: list[str] = field(default_factory=list)
    strays: list[str] = field(default_factory=list)
    states: set[str] = field(default_factory=set)
    entries: list[Listing] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def parse(document: Document) -> Edition:
    """Read the page's list, state by state.

    Args:
        document: The HTML page.

    Returns:
        An edition whose listings are in the page's order. No state's heading, a missing word,
        names under a heading not met before, or a page that breaks off are problems. A line
        below a section's items that is none of them is a question.
    """
    blocks = read_blocks(document)
    text = " ".join(block.text for block in blocks).lower()
    reading = _read(list(lines(blocks)))
    problems = [f"The page does not say {word!r}." for word in _WORDS if word not in text]
    if not reading.states:
        problems.append("No state's heading was found.")
    problems += [
        f"Names stand under {name!r}, which is no state." for name in dict.fromkeys(reading.homeless)
    ]
    if is_cut_off(document):
        problems.append("The page breaks off before its end.")
    return Edition(
        source=SOURCE.name,
        listings=tuple(
            replace(entry, position=f"item {number}") for number, entry in enumerate(reading.entries, 1)
        ),
        published=page_date(document),
        caveats=(SOURCE.caveat,),
        questions=tuple(reading.questions),
        problems=(*problems, *reading.problems),
        transcription=document.transcription,
        partial=document.partial,
    )


def _read(page: list[Line]) -> _Reading:
    reading = _Reading()
    for line, following in zip_longest(page, page[1:]):
        heading = line.heading or section_heading(line.text)
        if line.block.link.startswith("#") and line.block.kind is not BlockKind.HEADING:
            continue
        if line.heading:
            _read_cell(reading, line, line.heading)
        elif heading and not _is_name(reading, line):
            _open(reading, line, heading)
        elif _is_state(reading, line, following):
            _enter(reading, line)
        elif line.block.is_heading:
            _leave(reading, line)
        elif not is_prose(line.text):
            _read_name(reading, line)
    return reading


def _open(reading: _Reading, line: Line, heading: Heading) -> None:
    """Begin a section. The same one twice in a state means that a state's heading was missed."""
    if heading.word in reading.seen and reading.state:
        reading.problems.append(f"The heading {heading.word!r} stands twice in {reading.state}.")
    reading.seen.add(heading.word)
    reading.section, reading.unknown = heading, ""
    reading.section_group, reading.made_as = line.block.group, None
    _read_name(reading, replace(line, text=heading.rest))


def _enter(reading: _Reading, line: Line) -> None:
    """Begin a state; names before it under a heading that we don't know were part of the list."""
    if reading.strays:
        under = reading.strays[0]
        reading.problems.append(
            f"{len(reading.strays)} names stand under a heading not met before, {under!r}."
        )
    reading.state, reading.heading = _named_state(line.text), line.block
    reading.states.add(reading.state)
    reading.seen.clear()
    reading.section, reading.unknown, reading.lost, reading.item_group = None, "", "", 0
    reading.strays.clear()


def _leave(reading: _Reading, line: Line) -> None:
    """End the section at a heading that we don't know, and the state too if it is as large as the state's.

    Sections below it are then nobody's: a misspelt state must not lend its places to the last one.
    """
    reading.section, reading.unknown = None, line.text
    above = reading.heading
    if above and (line.block.level or _BOLD_LEVEL) <= (above.level or _BOLD_LEVEL):
        reading.state, reading.lost = "", line.text


def _read_cell(reading: _Reading, line: Line, heading: Heading) -> None:
    """Read a line of a table that has columns: its row's state, or a name under its column."""
    if line.state:
        _note_state(reading, state_code(line.state), line.block.group)
    elif heading.word.lower() == "state" and _named_state(line.text):
        code = _named_state(line.text)
        if code != reading.state or reading.table == line.block.group:
            _note_state(reading, code, line.block.group)
            return
    if not is_prose(line.text):
        _take(reading, line, heading)


def _note_state(reading: _Reading, code: str, table: int) -> None:
    reading.state, reading.table = code, table
    reading.states.add(code)


def _read_name(reading: _Reading, line: Line) -> None:
    """Read a line that is no heading: a name, or something that stands where none should."""
    section = reading.section
    if not line.text:
        return
    if not reading.state:
        if reading.lost and section and not line.block.link:
            reading.homeless.append(reading.lost)
    elif reading.unknown:
        if line.block.kind is BlockKind.ITEM and not line.block.link:
            reading.strays.append(reading.unknown)
    elif section is None:
        if _ITSELF.search(line.text):
            _take(reading, line, Heading(Section.STATES, "State", ""))
    elif reading.made_as is BlockKind.ITEM and line.block.kind is BlockKind.LINE:
        reading.questions.append(f"{line.text!r} stands below the items of {section.word!r} and is none.")
    else:
        reading.made_as = line.block.kind
        _take(reading, line, section)


def _take(reading: _Reading, line: Line, heading: Heading) -> None:
    reading.item_group = line.block.group
    names = list(_names(line.text, reading.state))
    for name in names:
        note = () if heading.printed else ("It stands under its state's name, without a heading of its own.",)
        reading.entries.append(
            Listing(
                kind=ListingKind.DESIGNATION,
                fields={"name": collapse(name), "heading": heading.word},
                state=reading.state,
                section=heading.printed,
                as_read=line.as_read if len(names) == 1 else name,
                notes=note,
            )
        )


def _names(text: str, state: str) -> Iterator[str]:
    """Split a line into names: at semicolons, and at commas that don't set off the state."""
    for piece in pieces(text):
        parts = [part.strip() for part in piece.split(",")]
        if len(parts) == 1 or state_code(parts[-1]) == state:
            yield piece
            continue
        *first, last = parts
        yield from filter(None, first)
        last = last.removeprefix("and ")
        if last.lower().startswith(_WITH_AND):
            yield last
        else:
            yield from filter(None, last.split(" and "))


def _named_state(text: str) -> str:
    """Return the code of the state whose full name is all that a line says, else nothing."""
    name = _BEFORE_NAME.sub("", text.partition("(")[0].strip(" :\u2013\u2014-"))
    return state_code(name) if len(name) >= _SHORTEST_NAME else ""


def _is_name(reading: _Reading, line: Line) -> bool:
    """Whether a line that could be a section's heading is a name in an open list of names."""
    group = line.block.group
    return line.block.kind is BlockKind.ITEM and group == reading.item_group != reading.section_group


def _is_state(reading: _Reading, line: Line, following: Line | None) -> bool:
    """Whether a line begins a state rather than naming a place that is called like one.

    A heading does. A plain line does if a section's heading follows it, if it is made like the
    state before it, and if it is neither the state that we are in (`New York`, the city) nor one
    more item of the list of names being read.
    """
    code = _named_state(line.text)
    if not code or line.block.is_heading:
        return bool(code)
    if following is None or not (following.heading or section_heading(following.text)):
        return False
    return code != reading.state and _made_alike(reading, line.block) and not _is_name(reading, line)


def _made_alike(reading: _Reading, block: Block) -> bool:
    """Whether a line may be a state's heading beside the last one; a line below items is no name."""
    last = reading.heading
    if last is None or (block.kind is BlockKind.LINE and reading.made_as is BlockKind.ITEM):
        return True
    return (last.kind, last.depth, last.is_heading) == (block.kind, block.depth, block.is_heading)


SOURCE = Source(
    name="dhs_2025",
    kind=SourceKind.STATE,
    publisher="U.S. Department of Homeland Security",
    short="DHS",
    title="Sanctuary Jurisdictions Defying Federal Immigration Law",
    address="https://www.dhs.gov/sanctuary-jurisdictions",
    every=timedelta(minutes=15),
    caveat=(
        "DHS said that this list could be reviewed and changed at any time and that nobody should act on it "
        "without an evaluation of their own; it was taken down within days."
    ),
    floor=25,
    parse=parse,
    gone_after=3,
    gone_for=timedelta(hours=3),
)
