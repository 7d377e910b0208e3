"""Pure: rows that can't be what their document says, whichever reader handed them over.

Cells that swallowed a line's end, and so other rows; formulas whose values were never saved; texts that were
encoded twice; columns of days, numbers and states of which too much is none.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html.entities import html5
from itertools import pairwise

from models.domain import CELLS, Absent, Cell, Reading, few, iso_day
from models.places import STATES, state_code

MOST_UNREADABLE, FEWEST_CELLS = 0.2, 5
"""Share of the cells of a typed column that may be unreadable, and how many cells make a share."""

HALF = 2
"""A document that was encoded twice garbles all of its signs beyond ASCII; a garbled one among sound ones
was typed so."""

MOST_STATELESS = 0.2
"""Share of rows without a state up to which a list is one whose rows have their states in a column."""


IsPlace = Callable[[str, str], bool]


@dataclass(frozen=True, slots=True)
class Misshapen:
    """What is wrong with the shape of some rows: a sentence, and whether it holds the edition."""

    sentence: str
    holds: bool


def misshapen(rows: Reading, arrived: Reading, is_place: IsPlace) -> Iterator[Misshapen]:
    """Yield what is wrong with the shape of rows.

    Args:
        rows: All of an edition.
        arrived: Those that are new, corrected or moved: what stood already was asked about before.
        is_place: Whether a name is that of a known place in a state.
    """
    yield from _formulas(arrived)
    yield from _encoded_twice(arrived)
    yield from _swallowed(rows, arrived, is_place)
    yield from _quotes_alone(arrived)
    yield from _unreadable(rows, arrived)


_FORMULA = re.compile(r"=\s*[\w@$'\"({\[+-]")


def _formulas(rows: Reading) -> Iterator[Misshapen]:
    """Yield that formulas stand where values should be; beside what a row says, operators are asked."""
    for columns, holds in ((_said(rows), True), (rows.annotations.values(), False)):
        found = [
            (number, cell)
            for column in columns
            if any(map(_FORMULA.match, _texts(column)))
            for number, cell in enumerate(column)
            if isinstance(cell, str) and _FORMULA.match(cell)
        ]
        if found:
            number, cell = min(found)
            cells = "1 cell holds a formula" if len(found) == 1 else f"{len(found):,} cells hold a formula"
            yield Misshapen(
                f"{cells} whose value was never saved, first {_where(rows, number)}: {cell[:80]!r}.", holds
            )


_SIGNS = (*range(0xA0, 0x180), 0x2BB, 0x2BC, *range(0x200B, 0x2027), 0x2122, 0xFEFF, 0xFFFD)
"""What American names and their punctuation use beyond ASCII, accents of Hawaii and Puerto Rico included."""
_TAKEN_FOR = ("windows-1252", "latin-1", "mac-roman", "cp437", "cp850")
_ESCAPED = re.compile(r"&(#\d{2,6}|#[xX][0-9a-fA-F]{2,6}|[A-Za-z]{2,8});")


@cache
def _garbled() -> re.Pattern[str]:
    """Return what a sign reads as whose UTF-8 is taken for another encoding: `Ã±` for ñ, `â€™` for ’."""
    forms = {
        "".join(_byte(byte, name) for byte in chr(sign).encode()) for sign in _SIGNS for name in _TAKEN_FOR
    }
    told = {form.rstrip("\xa0\x85") for form in forms}  # those were collapsed with other white space
    several = sorted(form for form in told if len(form) > 1)
    return re.compile(rf"{'|'.join(map(re.escape, several))}|[ÂÃ](?=\s|$)")


def _byte(byte: int, encoding: str) -> str:
    try:
        return bytes([byte]).decode(encoding)
    except UnicodeDecodeError:
        return chr(byte)


def _is_escaped(text: str) -> bool:
    return any(each[0] == "#" or f"{each};" in html5 for each in _ESCAPED.findall(text))


def _encoded_twice(rows: Reading) -> Iterator[Misshapen]:
    texts: set[str] = set().union(*map(_texts, _said(rows)))
    beyond = [text for text in texts if not text.isascii()]
    escaped = [text for text in texts if "&" in text]
    for of, is_so in ((beyond, _garbled().search), (escaped, _is_escaped)):
        found = sorted(text for text in of if is_so(text))
        if found:
            cells = "1 text reads" if len(found) == 1 else f"{len(found):,} texts read"
            sentence = f"{cells} as if encoded twice, such as {found[0][:80]!r}."
            yield Misshapen(sentence, len(found) * HALF >= len(of))


_NAMED = "|".join([*STATES, *(state.name for state in STATES.values())])
_PAIR = re.compile(rf"[,;|\t](?P<blank> ?)(?P<state>{_NAMED})(?=$|[\s,;|\"])")
_GOES_ON = re.compile(r"\"?\s+[\"']?(?!(?:and|or|to)\b)\w")
_DATED = re.compile(r"[,;|\t](?:\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}/\d{2,4})\"?[\s,;|]+[\"']?\w")


_WITHIN = re.compile(
    rf"(?<=\w)[\s,(]+(?P<state>[A-Z]{{2}}|{'|'.join(state.name for state in STATES.values())})\b"
    r"(?=[\s/,;|)-]+\w)(?!\W+(?:and|or|to)\b)"
)
"""A state within a name: behind a word, before another one."""
_AROUND = " .,;/|()-"


def _swallowed(rows: Reading, arrived: Reading, is_place: IsPlace) -> Iterator[Misshapen]:
    """Yield that a cell holds other rows, as where a quote is opened and nobody closes it."""
    names = _names(arrived)
    found = [number for number, name in enumerate(names) if _holds_rows(name, arrived.states[number])]
    found += [number for number, state in enumerate(arrived.states) if _holds_states(state)]
    places = dict.fromkeys(zip(names, arrived.states, strict=True))
    joined = {each for each in places if _WITHIN.search(each[0]) and _holds_places(*each, is_place)}
    found += [number for number, each in enumerate(zip(names, arrived.states, strict=True)) if each in joined]
    if not found and _has_states(rows):
        bare = (bool(_bare(name)) and not arrived.states[number] for number, name in enumerate(names))
        found = [number for number, is_bare in enumerate(bare) if is_bare]
    if found:
        first = found[0]
        cell = names[first] if first < len(names) else ""
        yield Misshapen(
            f"A cell swallowed what stands beside or below it, {_where(arrived, first)}: "
            f"{cell[:80]!r}, of {arrived.states[first][:40]!r}.",
            holds=True,
        )


def _holds_rows(name: str, state: str) -> bool:
    """Tell whether a name holds the cells of other rows: several states within it, or one of another row."""
    if not any(sign in name for sign in ",;|\t"):
        return False
    pairs = list(_PAIR.finditer(name))
    within = [pair for pair in pairs if _GOES_ON.match(name, pair.end())]
    bare = [pair for pair in within if not pair["blank"] and state and state_code(pair["state"]) != state]
    return len(within) > 1 or len(_bare(name)) > 1 or bool(bare) or bool(_DATED.search(name))


def _holds_places(name: str, state: str, is_place: IsPlace) -> bool:
    """Tell whether a name holds a place with its state, and another place: `Denver CO / Seattle`, of WA.

    `CO` may be short for the county of the row's own state.
    """
    own = state or state_code(re.split(r"[\s,]", name.rstrip(_AROUND))[-1])
    begin, pieces = 0, []
    for within in _WITHIN.finditer(name):
        code = state_code(within["state"])
        if code and not (code == "CO" and is_place(f"{name[begin : within.start()]} County", own)):
            pieces.append((name[begin : within.start()], code))
            begin = within.end()
    known = [is_place(piece.strip(_AROUND), code) for piece, code in (*pieces, (name[begin:], own))]
    return any(one and other for one, other in pairwise(known))


def _bare(name: str) -> list[re.Match[str]]:
    """Return where a state follows a delimiter without a blank, as in the lines of a file."""
    return [pair for pair in _PAIR.finditer(name) if not pair["blank"]]


def _holds_states(text: str) -> bool:
    """Tell whether a state's cell holds those of several rows, or the row below: `CO Seattle,WA`."""
    if not text or state_code(text):
        return False
    words = text.split()
    begins = [end for end in range(1, len(words)) if state_code(" ".join(words[:end]))]
    rest = [" ".join(words[end:]) for end in begins]
    return any(state_code(each) or _holds_states(each) or _bare(each) for each in rest)


def _has_states(rows: Reading) -> bool:
    without = sum(not state for state in rows.states)
    return 0 < without <= MOST_STATELESS * len(rows)


def _quotes_alone(rows: Reading) -> Iterator[Misshapen]:
    found = [name for name in _names(rows) if name.count('"') % 2 or name.count("“") != name.count("”")]
    if found:
        yield Misshapen(f"A quote has no other half in {found[0][:80]!r}.", holds=False)


_NO_VALUE = re.compile(
    r"\W*|n/?\.?a\.?|none|null|nan|unknown|tbd|tba|pending|blank|not (available|applicable)"
)
_LETTER = re.compile(r"[^\W\d_]")
_TYPED: Mapping[str, tuple[str, Callable[[Cell], object]]] = {
    "signed": ("dates signed", iso_day),
    "issued": ("dates issued", iso_day),
    "declined": ("dates declined", iso_day),
    "count": ("counts", lambda cell: isinstance(cell, int)),
}


def _unreadable(rows: Reading, arrived: Reading) -> Iterator[Misshapen]:
    """Yield each typed column of which too many cells are not what they should be."""
    for name, (title, is_read) in _TYPED.items():
        yield from _unread(title, rows.column(name), arrived.column(name), is_read)
    printed = rows.column("enacted_as_printed")
    enacted = dict(zip(printed, rows.column("enacted"), strict=True))
    yield from _unread("dates enacted", printed, arrived.column("enacted_as_printed"), enacted.get)
    yield from _unread("states", rows.states, arrived.states, lambda cell: state_code(str(cell)))
    yield from _unread("names", _names(rows), _names(arrived), lambda cell: _LETTER.search(str(cell)))


def _unread(
    title: str, column: Sequence[Cell], arrived: Sequence[Cell], is_read: Callable[[Cell], object]
) -> Iterator[Misshapen]:
    known = {cell: bool(is_read(cell)) for cell in set(column) | set(arrived) if _says(cell)}
    said = [cell for cell in column if cell in known]
    odd = [cell for cell in said if not known[cell]]
    if len(odd) > MOST_UNREADABLE * len(said):
        is_news = any(not known.get(cell, True) for cell in arrived)
        yield Misshapen(
            f"{len(odd):,} of {len(said):,} {title} can't be read, such as {str(odd[0])[:80]!r}.",
            len(said) >= FEWEST_CELLS and is_news,
        )


def _says(cell: Cell) -> bool:
    return cell is not None and not _NO_VALUE.fullmatch(str(cell).strip().casefold())


def _names(rows: Reading) -> list[str]:
    """Return the cell of each row that names its place."""
    columns = {kind: rows.column(CELLS[kind][0][0]) for kind in set(rows.kinds)}
    return [str(columns[kind][number] or "") for number, kind in enumerate(rows.kinds)]


def _texts(column: Sequence[Cell | Absent]) -> set[str]:
    """Return the different texts of a column."""
    return {cell for cell in few(column) or column if isinstance(cell, str)}


def _said(rows: Reading) -> list[Sequence[Cell | Absent]]:
    return [*rows.fields.values(), rows.states]


def _where(rows: Reading, number: int) -> str:
    page = rows.pages[number]
    return rows.positions[number] or (f"on page {page}" if page else f"row {number + 1}")
