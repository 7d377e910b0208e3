"""Lists of places of the whole country: States, Counties and Cities, each name with its state."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from jobs.readers.blocks import BlockKind
from jobs.readers.jurisdictions import Found
from jobs.readers.outline import Heading, Section, ends_list, is_prose, pieces, section_heading
from jobs.readers.outline_lines import Line
from models.listings import collapse
from models.place_states import state_code
from models.values import Listing, ListingKind

LONGEST_NAME = 4
"""Words of a line that could be a place's name rather than the page's furniture."""


@dataclass(slots=True)
class _Reading:
    """What has been read so far of one page."""

    found: Found = field(default_factory=Found)
    headings: list[Heading] = field(default_factory=list)
    filled: set[Section] = field(default_factory=set)


def read_national(page: Iterable[Line]) -> Found:
    """Read the names under each section's heading; any other heading ends the section.

    Args:
        page: The lines of a page, in order.

    Returns:
        The listings in the page's order, and the sum of the headings' counts as the total of
        `listings` where each tells its own. A section without names, and names under a heading
        not met before, are problems; a name without its state is a question.
    """
    reading = _Reading()
    section: Heading | None = None
    unknown = ""
    waiting: list[Line] = []
    for line in page:
        heading = _heading(line)
        if line.heading:
            reading.headings.append(line.heading)
            _take(reading, line.heading, [line])
        elif heading:
            _take(reading, section, waiting)
            _stray(reading, unknown, waiting)
            reading.headings.append(heading)
            section, unknown = heading, ""
            waiting = [replace(line, text=heading.rest)] if heading.rest else []
        elif line.block.is_heading:
            _take(reading, section, waiting)
            unknown = line.text if reading.headings else ""
            section, waiting = None, []
        elif section and waiting and ends_list(line.text):
            _take(reading, section, waiting)
            section, unknown, waiting = None, line.text, []
        elif not is_prose(line.text):
            waiting.append(line)
    _take(reading, section, waiting)
    reading.found.problems += [f"No {part} were found." for part in Section if part not in reading.filled]
    reading.found.totals.update(_totals(reading.headings))
    return reading.found


def _heading(line: Line) -> Heading | None:
    """Read a line as a section's heading; the page's title and a table of contents are none."""
    if line.block.link.startswith("#") or line.block.level == 1:
        return None
    return section_heading(line.text)


def _take(reading: _Reading, section: Heading | None, waiting: list[Line]) -> None:
    """Turn the lines of one section into listings.

    A line that names no state stands where an entry should be if it is an item or if a whole
    entry follows it; then it is kept, and asked about. At the end it is the page's furniture.
    """
    if section is None:
        return
    kept: list[Listing] = []
    unsure: list[tuple[Line, Listing]] = []
    for line in waiting:
        for listing in _listings(line, section):
            if listing.state:
                kept += [*(doubtful for _, doubtful in unsure), listing]
                unsure = []
            else:
                unsure.append((line, listing))
    for line, listing in unsure:
        if line.block.kind is not BlockKind.LINE and not line.block.link:
            kept.append(listing)
        elif _like_a_name(listing.as_read) and not line.block.link:
            reading.found.questions.append(
                f"{listing.as_read!r} after the last name under {section.printed!r} was left out: "
                "it names no state."
            )
    if kept and section.section in reading.filled and not waiting[0].heading:
        reading.found.problems.append(f"The heading {section.printed!r} stands twice, with names below both.")
    reading.found.problems += [
        f"A state, {listing.fields['name']!r}, stands under {section.printed!r}."
        for listing in kept
        if not listing.state
        and section.section is not Section.STATES
        and state_code(str(listing.fields["name"]))
    ]
    reading.found.listings += kept
    reading.filled |= {section.section} if kept else set()
    reading.found.questions += [
        f"{listing.as_read!r} under {section.printed!r} names no state."
        for listing in kept
        if not listing.state
    ]


def _like_a_name(text: str) -> bool:
    return len(text.split()) <= LONGEST_NAME and all(word[:1].isupper() for word in text.split())


def _stray(reading: _Reading, unknown: str, waiting: list[Line]) -> None:
    """Note names under a heading that is none of ours, in the middle of the list."""
    names = [line for line in waiting if line.block.kind is BlockKind.ITEM and not line.block.link]
    if unknown and names:
        reading.found.problems.append(f"{len(names)} names stand under an unknown heading, {unknown!r}.")


def _listings(line: Line, section: Heading) -> Iterator[Listing]:
    found = [
        entry
        for piece in pieces(line.text)
        for entry in _entries(piece, section.section, state_code(line.state))
    ]
    for name, state in found:
        yield Listing(
            kind=ListingKind.DESIGNATION,
            fields={"name": collapse(name), "heading": section.word},
            state=state,
            section=section.printed,
            as_read=line.as_read if len(found) == 1 else name,
        )


def _entries(piece: str, section: Section, state: str) -> Iterator[tuple[str, str]]:
    """Split a piece into names and the states that they name."""
    if state:
        yield piece, state
    elif section is Section.STATES:
        yield from _states(piece)
    else:
        yield from _places(piece)


def _states(piece: str) -> Iterator[tuple[str, str]]:
    parts = [part for text in piece.split(",") for part in _and(text) if part]
    if len(parts) > 1 and all(map(state_code, parts)) and not state_code(piece):
        yield from ((part, state_code(part)) for part in parts)
    else:
        yield piece, state_code(piece) or state_code(piece.partition("(")[0])


def _places(piece: str) -> Iterator[tuple[str, str]]:
    """Split `Boston, MA, Chicago, IL and Denver, CO` behind each state."""
    name = ""
    for text in piece.split(","):
        for part in _and(text) if name else [text.strip().removeprefix("and ")]:
            code = state_code(part) if name else ""
            if code:
                yield f"{name}, {part}", code
            name = "" if code else f"{name}, {part}" if name else part
    if name:
        yield name, state_code(name.rpartition("(")[2].rstrip(") ")) if name.endswith(")") else ""


def _and(text: str) -> list[str]:
    """Split `MA and Chicago` behind a state; `Lewis and Clark County` stays whole."""
    first, _, second = text.strip().removeprefix("and ").partition(" and ")
    return [first, second] if second and state_code(first) else [text.strip().removeprefix("and ")]


def _totals(headings: list[Heading]) -> dict[str, int]:
    """Return the number of listings that the headings promise, if each of them tells its own."""
    counts = {heading.section: heading.count for heading in headings}
    known = [count for count in counts.values() if count is not None]
    return {"listings": sum(known)} if len(known) == len(Section) else {}
