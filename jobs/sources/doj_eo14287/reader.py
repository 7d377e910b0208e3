"""A page of the list of states, counties and cities → an edition of the places that it names."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from jobs.readers import html
from jobs.sources.doj_eo14287.source import SOURCE
from models.domain import Document, Edition, Listing, ListingKind, collapse
from models.places import state_code


def parse(document: Document) -> Edition:
    """Read the page's list.

    Raises:
        UnreadableDocument: The page can't be read at all; anything less is a problem.
    """
    blocks = html.read_blocks(document)
    return html.edition_of(document, SOURCE, blocks, _national(html.lines(blocks)))


_LONGEST_NAME = 4
"""Words of a line that could be a place's name rather than the page's furniture."""


@dataclass(slots=True)
class _NationalReading:
    """What has been read so far of one page."""

    places: html.PlacesRead = field(default_factory=html.PlacesRead)
    headings: list[html.Heading] = field(default_factory=list)
    filled: set[html.HeadingSection] = field(default_factory=set)


def _national(page: Iterable[html.PageLine]) -> html.PlacesRead:
    """Read the names under each section's heading; any other heading ends the section.

    Args:
        page: The lines of a page, in order.

    Returns:
        The listings in the page's order, and the sum of the headings' counts as the total of
        `listings` where each tells its own. A section without names, and names under a heading
        not met before, are problems; a name without its state is a question.
    """
    reading = _NationalReading()
    section: html.Heading | None = None
    unknown = ""
    waiting: list[html.PageLine] = []
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
        elif section and waiting and html.ends_list(line.text):
            _take(reading, section, waiting)
            section, unknown, waiting = None, line.text, []
        elif not html.is_prose(line.text):
            waiting.append(line)
    _take(reading, section, waiting)
    reading.places.problems += [
        f"No {part} were found." for part in html.HeadingSection if part not in reading.filled
    ]
    reading.places.totals.update(_totals(reading.headings))
    return reading.places


def _heading(line: html.PageLine) -> html.Heading | None:
    """Read a line as a section's heading; the page's title and a table of contents are none."""
    if line.block.link.startswith("#") or line.block.level == 1:
        return None
    return html.section_heading(line.text)


def _take(reading: _NationalReading, section: html.Heading | None, waiting: list[html.PageLine]) -> None:
    """Turn the lines of one section into listings.

    A line that names no state stands where an entry should be if it is an item or if a whole
    entry follows it; then it is kept, and asked about. At the end it is the page's furniture.
    """
    if section is None:
        return
    kept: list[Listing] = []
    unsure: list[tuple[html.PageLine, Listing]] = []
    for line in waiting:
        for listing in _listings(line, section):
            if listing.state:
                kept += [*(doubtful for _, doubtful in unsure), listing]
                unsure = []
            else:
                unsure.append((line, listing))
    for line, listing in unsure:
        if line.block.kind is not html.BlockKind.LINE and not line.block.link:
            kept.append(listing)
        elif _like_a_name(listing.as_read) and not line.block.link:
            reading.places.questions.append(
                f"{listing.as_read!r} after the last name under {section.printed!r} was left out: "
                "it names no state."
            )
    if kept and section.section in reading.filled and not waiting[0].heading:
        reading.places.problems.append(
            f"The heading {section.printed!r} stands twice, with names below both."
        )
    stateless = [listing for listing in kept if not listing.state]
    reading.places.problems += [
        f"A state, {listing.fields['name']!r}, stands under {section.printed!r}."
        for listing in stateless
        if section.section is not html.HeadingSection.STATES and state_code(str(listing.fields["name"]))
    ]
    reading.places.listings += kept
    reading.filled |= {section.section} if kept else set()
    reading.places.questions += [
        f"{listing.as_read!r} under {section.printed!r} names no state." for listing in stateless
    ]


def _like_a_name(text: str) -> bool:
    return len(text.split()) <= _LONGEST_NAME and all(word[:1].isupper() for word in text.split())


def _stray(reading: _NationalReading, unknown: str, waiting: list[html.PageLine]) -> None:
    """Note names under a heading that is none of ours, in the middle of the list."""
    names = [line for line in waiting if line.block.kind is html.BlockKind.ITEM and not line.block.link]
    if unknown and names:
        reading.places.problems.append(f"{len(names)} names stand under an unknown heading, {unknown!r}.")


def _listings(line: html.PageLine, section: html.Heading) -> Iterator[Listing]:
    entries = [
        entry
        for piece in html.pieces(line.text)
        for entry in _entries(piece, section.section, state_code(line.state))
    ]
    for name, state in entries:
        yield Listing(
            kind=ListingKind.DESIGNATION,
            fields={"name": collapse(name), "heading": section.word},
            state=state,
            section=section.printed,
            as_read=line.as_read if len(entries) == 1 else name,
        )


def _entries(piece: str, section: html.HeadingSection, state: str) -> Iterator[tuple[str, str]]:
    """Split a piece into names and the states that they name."""
    if state:
        yield piece, state
    elif section is html.HeadingSection.STATES:
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


def _totals(headings: list[html.Heading]) -> dict[str, int]:
    """Return the number of listings that the headings promise, if each of them tells its own."""
    counts = {heading.section: heading.count for heading in headings}
    known = [count for count in counts.values() if count is not None]
    return {"listings": sum(known)} if len(known) == len(html.HeadingSection) else {}
