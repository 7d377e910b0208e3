"""The Justice Department's sanctuary jurisdictions under Executive Order 14287.

Citation: U.S. Department of Justice, "U.S. Sanctuary Jurisdiction List Following Executive
Order 14287: Protecting American Communities From Criminal Aliens".

History:
    2025-08-05: published with 35 entries: 12 states and the District of Columbia, 4 counties,
        18 cities (https://security.mil-osi.com/page/304). Copies of the press release count
        the sections differently (dailyvoice.com: "14 states, 4 counties, and 19 cities"), so
        totals in running text are never held against the rows; those in headings are.
    2025-09-26: Nevada removed (https://www.einpresswire.com/article/852867370/).
    2025-10-31: Baltimore County, MD removed (https://www.einpresswire.com/article/863445665/).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta

from jobs.readers.decoding import is_cut_off
from jobs.readers.html import BlockKind, read_blocks
from jobs.readers.outline import Heading, Line, Section, is_prose, lines, pieces, section_heading
from jobs.readers.page_date import page_date
from models.listings import collapse
from models.place_states import state_code
from models.values import Document, Edition, Listing, ListingKind, Source, SourceKind

_WORDS = ("sanctuary", "jurisdiction")


@dataclass(slots=True)
class _Reading:
    """What has been read so far of one page."""

    entries: list[Listing] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    filled: set[Section] = field(default_factory=set)
    questions: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def parse(document: Document) -> Edition:
    """Read the page's list.

    Args:
        document: The HTML page.

    Returns:
        An edition whose listings are in the page's order. A missing section, a missing word
        or a page that breaks off is a problem; an entry without its state is a question.
    """
    blocks = read_blocks(document)
    text = " ".join(block.text for block in blocks).lower()
    reading = _read(list(lines(blocks)))
    problems = [f"The page does not say {word!r}." for word in _WORDS if word not in text]
    problems += [f"No {section} were found." for section in Section if section not in reading.filled]
    if is_cut_off(document):
        problems.append("The page breaks off before its end.")
    return Edition(
        source=SOURCE.name,
        listings=tuple(
            replace(entry, position=f"item {number}") for number, entry in enumerate(reading.entries, 1)
        ),
        published=page_date(document),
        totals=_totals(reading.headings),
        caveats=(SOURCE.caveat,),
        questions=tuple(reading.questions),
        problems=(*problems, *reading.problems),
        transcription=document.transcription,
        partial=document.partial,
    )


def _read(page: list[Line]) -> _Reading:
    """Collect the names under each section's heading; any other heading ends the section."""
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
        elif not is_prose(line.text):
            waiting.append(line)
    _take(reading, section, waiting)
    return reading


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
    kept += [
        listing for line, listing in unsure if line.block.kind is not BlockKind.LINE and not line.block.link
    ]
    reading.entries += kept
    reading.filled |= {section.section} if kept else set()
    reading.questions += [
        f"{listing.as_read!r} under {section.printed!r} names no state."
        for listing in kept
        if not listing.state
    ]


def _stray(reading: _Reading, unknown: str, waiting: list[Line]) -> None:
    """Note names under a heading that is none of ours, in the middle of the list."""
    names = [line for line in waiting if line.block.kind is BlockKind.ITEM and not line.block.link]
    if unknown and names:
        reading.problems.append(f"{len(names)} names stand under a heading not met before, {unknown!r}.")


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


SOURCE = Source(
    name="doj_eo14287",
    kind=SourceKind.STATE,
    publisher="U.S. Department of Justice",
    short="DOJ",
    title="U.S. Sanctuary Jurisdiction List Following Executive Order 14287",
    address=(
        "https://www.justice.gov/ag/us-sanctuary-jurisdiction-list-following-executive-order-14287-"
        "protecting-american-communities"
    ),
    every=timedelta(minutes=15),
    caveat=(
        "The Justice Department calls this an initial list that it reviews regularly; "
        "each jurisdiction may respond to its placement."
    ),
    floor=10,
    parse=parse,
)
