"""A page by state → an edition of the places that it names.

Names are called like states (New York, Washington) and like headings (Union City); and a
state whose heading was lost would lend its places to the state before it. So what begins a
state is decided by what stands around it, and every doubt is a problem that holds the edition.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from jobs.readers import html
from jobs.sources.dhs_2025.source import SOURCE
from models.domain import Document, Edition, Listing, ListingKind, collapse
from models.places import state_code, state_name


def parse(document: Document) -> Edition:
    """Read the page's list, state by state.

    Raises:
        UnreadableDocument: The page can't be read at all; anything less is a problem.
    """
    blocks = html.read_blocks(document)
    return html.edition_of(document, SOURCE, blocks, _by_state(list(html.lines(blocks))))


_ITSELF = re.compile(r"self.?identifi|court order|state sanctuary", re.IGNORECASE)
_BOLD_LEVEL = 7


@dataclass(slots=True)
class _StateReading:
    """Where in the page the reader stands, and what it has read so far."""

    state: str = ""
    heading: html.Block | None = None
    seen: set[str] = field(default_factory=set)
    section: html.Heading | None = None
    section_group: int = 0
    item_group: int = 0
    made_as: html.BlockKind | None = None
    table: int = 0
    unknown: str = ""
    lost: str = ""
    homeless: list[str] = field(default_factory=list)
    strays: list[str] = field(default_factory=list)
    states: set[str] = field(default_factory=set)
    places: html.PlacesRead = field(default_factory=html.PlacesRead)


def _by_state(page: Sequence[html.PageLine]) -> html.PlacesRead:
    """Read the names under each state's sections.

    Args:
        page: The lines of a page, in order.

    Returns:
        The listings in the page's order. No state's heading, names under a heading not met
        before or under none of a state, and a section that stands twice in a state are problems.
        A line below a section's items that is none of them is a question.
    """
    reading = _StateReading()
    for line, following in zip_longest(page, page[1:]):
        heading = line.heading or _section(reading, line)
        if line.block.link.startswith("#") and line.block.kind is not html.BlockKind.HEADING:
            continue
        if line.heading:
            _read_cell(reading, line, line.heading)
        elif heading and not _is_name(reading, line):
            _open(reading, line, heading)
        elif _is_state(reading, line, following):
            _enter(reading, line)
        elif line.block.is_heading:
            _leave(reading, line)
        elif html.ends_list(line.text) and (
            html.is_prose(line.text) or reading.made_as is html.BlockKind.LINE
        ):
            reading.section, reading.unknown = None, line.text
        elif not html.is_prose(line.text):
            _read_name(reading, line)
    problems = reading.places.problems
    problems += [
        f"Names stand under {name!r}, which is no state." for name in dict.fromkeys(reading.homeless)
    ]
    if not reading.states:
        problems.insert(0, "No state's heading was found.")
    return reading.places


def _section(reading: _StateReading, line: html.PageLine) -> html.Heading | None:
    """Read a line as a section's heading; a heading below Iowa may say `Iowa Cities`."""
    name = state_name(reading.state).lower()
    if line.block.is_heading and name and line.text.lower().startswith(f"{name} "):
        own = html.section_heading(line.text[len(name) :])
        if own and own.word.lower() not in {"city", "county"}:
            return own
    return html.section_heading(line.text)


def _open(reading: _StateReading, line: html.PageLine, heading: html.Heading) -> None:
    """Begin a section. The same one twice in a state means that a state's heading was missed."""
    if heading.word in reading.seen and reading.state:
        reading.places.problems.append(f"The heading {heading.word!r} stands twice in {reading.state}.")
    reading.seen.add(heading.word)
    reading.section, reading.unknown = heading, ""
    reading.section_group, reading.made_as = line.block.group, None
    _read_name(reading, replace(line, text=heading.rest))


def _enter(reading: _StateReading, line: html.PageLine) -> None:
    """Begin a state; names before it under a heading that we don't know were part of the list."""
    if reading.strays:
        under = reading.strays[0]
        reading.places.problems.append(
            f"{len(reading.strays)} names stand under an unknown heading, {under!r}."
        )
    reading.state, reading.heading = html.named_state(line.text), line.block
    reading.states.add(reading.state)
    reading.seen.clear()
    reading.section, reading.unknown, reading.lost, reading.item_group = None, "", "", 0
    reading.strays.clear()


def _leave(reading: _StateReading, line: html.PageLine) -> None:
    """End the section at a heading that we don't know, and the state too if it is as large as the state's.

    Sections below it are then nobody's: a misspelt state must not lend its places to the last one.
    """
    reading.section, reading.unknown = None, line.text
    above = reading.heading
    if above and (line.block.level or _BOLD_LEVEL) <= (above.level or _BOLD_LEVEL):
        reading.state, reading.lost = "", line.text


def _read_cell(reading: _StateReading, line: html.PageLine, heading: html.Heading) -> None:
    """Read a line of a table that has columns: its row's state, or a name under its column."""
    if line.state:
        _note_state(reading, state_code(line.state), line.block.group)
    elif heading.word.lower() == "state" and html.named_state(line.text):
        code = html.named_state(line.text)
        if code != reading.state or reading.table == line.block.group:
            _note_state(reading, code, line.block.group)
            return
    if not html.is_prose(line.text):
        _take(reading, line, heading)


def _note_state(reading: _StateReading, code: str, table: int) -> None:
    reading.state, reading.table = code, table
    reading.section, reading.unknown, reading.lost = None, "", ""
    reading.states.add(code)


def _read_name(reading: _StateReading, line: html.PageLine) -> None:
    """Read a line that is no heading: a name, or something that stands where none should."""
    section = reading.section
    if not line.text:
        return
    if not reading.state:
        if reading.lost and section and not line.block.link:
            reading.homeless.append(reading.lost)
    elif reading.unknown:
        if line.block.kind is html.BlockKind.ITEM and not line.block.link:
            reading.strays.append(reading.unknown)
    elif _ITSELF.search(line.text) and (section is None or section.section is not html.HeadingSection.STATES):
        _take(reading, line, html.Heading(html.HeadingSection.STATES, "State", ""))
    elif section is None:
        return
    elif reading.made_as is html.BlockKind.ITEM and line.block.kind is html.BlockKind.LINE:
        reading.places.questions.append(f"{line.text!r} is no item of {section.word!r} above it.")
    else:
        reading.made_as = line.block.kind
        _take(reading, line, section)


def _take(reading: _StateReading, line: html.PageLine, heading: html.Heading) -> None:
    reading.item_group = line.block.group
    names = html.names_in(line.text, reading.state)
    for name in names:
        note = () if heading.printed else ("It stands under its state's name, without a heading of its own.",)
        reading.places.listings.append(
            Listing(
                kind=ListingKind.DESIGNATION,
                fields={"name": collapse(name), "heading": heading.word},
                state=reading.state,
                section=heading.printed,
                as_read=line.as_read if len(names) == 1 else name,
                notes=note,
            )
        )


def _is_name(reading: _StateReading, line: html.PageLine) -> bool:
    """Whether a line that could be a section's heading is a name in an open list of names."""
    group = line.block.group
    return line.block.kind is html.BlockKind.ITEM and group == reading.item_group != reading.section_group


def _is_state(reading: _StateReading, line: html.PageLine, following: html.PageLine | None) -> bool:
    """Whether a line begins a state rather than naming a place that is called like one.

    A heading does. A plain line does if a section's heading follows it, if it is made like the
    state before it, and if it is neither the state that we are in (`New York`, the city) nor one
    more item of the list of names being read.
    """
    code = html.named_state(line.text)
    if not code or line.block.is_heading:
        return bool(code)
    if following is None or not (following.heading or html.section_heading(following.text)):
        return False
    return code != reading.state and _made_alike(reading, line.block) and not _is_name(reading, line)


def _made_alike(reading: _StateReading, block: html.Block) -> bool:
    """Whether a line may be a state's heading beside the last one; a line below items is no name."""
    last = reading.heading
    if last is None or (block.kind is html.BlockKind.LINE and reading.made_as is html.BlockKind.ITEM):
        return True
    return (last.kind, last.depth, last.is_heading) == (block.kind, block.depth, block.is_heading)
