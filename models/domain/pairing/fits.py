"""How well a row that is gone and a row that is new may be one, by what lists of their kind are.

In most lists rows are one that differ in one cell. In lists of agreements that is too much (two agencies
of one state sign on one day) and too little (an agency prints its name anew, and signs again).
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from models.domain.listings import CELLS, STATE, cell, comparable, iso_day, place_text
from models.domain.pairing.agency_names import (
    NOWHERE,
    agency_key,
    alike,
    areas,
    may_be_one,
    one_place,
    same_words,
)
from models.domain.pairing.slips import (
    Slip,
    emptied,
    misplaced,
    misspelt_state,
    noted,
    nothing,
    undated,
    unreadable,
    without_note,
)
from models.domain.row_diff import Row, are_alike, geoids, is_certain
from models.domain.values import Cell, Listing, ListingKind

EVENTS = frozenset({ListingKind.REFUSAL, ListingKind.TALLY})
"""Kinds whose rows are many of one agency: its name doesn't tell who a row is, and nothing is a slip."""
_NAMED_BY_PLACE = frozenset({ListingKind.DESIGNATION, ListingKind.POLICY, ListingKind.TALLY})
"""Kinds whose other cells don't tell rows apart, so that a new name may be another place.

Of the 166 policies that ICE printed in 2014 half have date, policy and criteria of another county's.
"""
_NAME, _TYPE, _SUPPORT = "agency", "agency_type", "support_type"
_SIGNED = {
    kind: next((fields[0] for fields in cells if fields[0] not in {_NAME, _TYPE, _SUPPORT}), "")
    for kind, cells in CELLS.items()
    if (_TYPE,) in cells and (_SUPPORT,) in cells
}
"""Kinds of agreements, each with the field of its date; empty where it has none."""
_SAYS_LITTLE = re.compile(r"\b(?:models?|programs?|agency|agencies|agreements?)\b|[^\w\s]")
_ANY_STATE = "any state"
_ANYWHERE, _UNCERTAIN = ("place", "any"), ("place", "uncertain")
_ENACTED, _PRINTED_DATE = "enacted", "enacted_as_printed"


class Closeness(IntEnum):
    """How well two rows fit; the nearer is preferred."""

    SLIP = 0
    SAME_NAME = 1
    ALIKE = 2
    BY_PLACE = 3
    DOUBTFUL = 4
    """They could be one, but nothing says so: never paired, and told as possibly the same."""


class Fit(NamedTuple):
    """How two rows may be one; of a slip which side is the misprint."""

    closeness: Closeness
    slip: Slip = Slip.NO


def fits(gone: Sequence[Row], new: Sequence[Row], seen: date | None) -> dict[tuple[int, int], Fit]:
    """Return the rows that may be one, by their numbers from 0, each with how well they fit.

    Args:
        gone: Rows of one edition that the next lacks.
        new: Rows of the next one that it lacks; `seen` on a day.
        seen: That day, UTC.
    """
    index: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for right, row in enumerate(new):
        for shared in _shared(row):
            index[shared].append(right)
    found: dict[tuple[int, int], Fit] = {}
    for left, row in enumerate(gone):
        for right in {right for shared in _sought(row) for right in index.get(shared, ())}:
            if fit := _fit(row, new[right], seen):
                found[left, right] = fit
    return found


def _shared(row: Row) -> Iterator[tuple[object, ...]]:
    """Yield what a row has in common with each that it may be one with; nothing else is compared."""
    listing = row.listing
    if (signed := _SIGNED.get(listing.kind)) is not None:
        terms = (listing.kind, _said(listing, _SUPPORT), _value(listing, signed))
        yield (*terms, _ANY_STATE)
        yield (*terms, STATE, listing.state)
        yield from ((*terms, listing.state, area) for area in areas(row))
        yield (listing.kind, agency_key(row))
        return
    cells = [cell(listing, fields) for fields in CELLS[listing.kind]]
    for number in range(len(cells)):
        others = (listing.kind, number, *cells[:number], *cells[number + 1 :])
        if number or listing.kind not in _NAMED_BY_PLACE:
            yield others
        else:
            yield from ((*others, *named) for named in _named(row))
    if listing.kind not in EVENTS:
        yield (listing.kind, cells[0])


def _named(row: Row) -> Iterator[tuple[object, ...]]:
    """Yield by what a row may be one with another that is named otherwise: by its name, or its place."""
    name = CELLS[row.listing.kind][0][0]
    yield ("name", bare_name(row.listing))
    yield ("text", comparable(without_note(str(row.listing.fields.get(name) or ""))))
    yield _ANYWHERE
    yield ("places", geoids(row)) if is_certain(row) else _UNCERTAIN


def _sought(row: Row) -> Iterator[tuple[object, ...]]:
    """Yield what those rows share that a row may be one with.

    A row of a place that is known may be one with those of its place, and of none that is known; one of no
    such place with any. An agreement with a place may be one with those of its place, and of none; one
    without with all of its state; and one without a state with any.
    """
    shared = list(_shared(row))
    if row.listing.kind in _NAMED_BY_PLACE and is_certain(row):
        yield from ((*each[:-2], *_UNCERTAIN) if each[-2:] == _ANYWHERE else each for each in shared)
        return
    if row.listing.kind not in _SIGNED:
        yield from shared
        return
    anywhere, of_state, *of_places, agency = shared
    terms, state = anywhere[:-1], row.listing.state
    yield agency
    if not state:
        yield anywhere
    elif of_places == [(*terms, state, NOWHERE)]:
        yield of_state
    else:
        yield from (*of_places, (*terms, state, NOWHERE))
    yield (*terms, "", NOWHERE)


def _fit(before: Row, after: Row, seen: date | None) -> Fit | None:
    if (signed := _SIGNED.get(before.listing.kind)) is not None:
        return _agreement(before, after, signed, seen)
    closeness = Closeness.BY_PLACE if _may_be_one(before, after) else None
    if before.listing.kind in EVENTS:
        return Fit(closeness) if closeness is not None else None
    if len(_differing_cells(before, after)) > 1:
        return Fit(Closeness.DOUBTFUL) if _all_emptied(before, after, _differing(before, after)) else None
    if closeness is not None and bare_name(before.listing) == bare_name(after.listing):
        closeness = Closeness.SAME_NAME
    if slip := _slip(before, after):
        return Fit(Closeness.SLIP, slip)
    return None if closeness is None else Fit(closeness)


def _agreement(before: Row, after: Row, signed: str, seen: date | None) -> Fit | None:
    """Return how well two agreements fit.

    A row is a slip, a change of one cell, an agency's new name, or an agreement that was signed again;
    another kind of support, both sides filled, is another agreement.
    """
    one_state = before.listing.state == after.listing.state
    if one_state and not may_be_one(before, after):
        return None
    differing = _differing(before, after)
    if len(differing) == 1 and (slip := _slip_of_cell(before, after, next(iter(differing)), signed, seen)):
        return Fit(Closeness.SLIP, slip)
    if not (_same_kind(before.listing, after.listing, _SUPPORT) and _same_type(before, after)):
        return Fit(Closeness.DOUBTFUL) if _all_emptied(before, after, differing) else None
    if one_state or misspelt_state(before, after):
        return _of_one_state(before, after, again=signed in differing)
    stateless = not (before.listing.state and after.listing.state) and same_words(before, after)
    return Fit(Closeness.DOUBTFUL) if stateless or differing == {STATE} else None


def signed_anew(gone: Row, standing: Iterable[Row]) -> Row | None:
    """Return the latest agreement of the agency and support of one that is gone, if it was signed later.

    Args:
        gone: A row of any list.
        standing: Rows of its list, those of other agencies too.
    """
    signed = _SIGNED.get(gone.listing.kind)
    before = iso_day(gone.listing.fields.get(signed)) if signed else None
    if not signed or before is None:
        return None
    later: dict[date, Row] = {}
    for each in standing:
        day = iso_day(each.listing.fields.get(signed))
        if day and day > before and each.listing.state == gone.listing.state:
            fit = _agreement(gone, each, signed, None)
            if fit and fit.closeness in {Closeness.SAME_NAME, Closeness.ALIKE}:
                later[day] = each
    return later[max(later)] if later else None


def _of_one_state(before: Row, after: Row, *, again: bool) -> Fit | None:
    """Return how well two agreements of one state and kind fit.

    Args:
        before: An agreement.
        after: Another one.
        again: They were signed on two days: their names must be the same but for abbreviations.
    """
    if _value(before.listing, _NAME) == _value(after.listing, _NAME):
        return Fit(Closeness.SAME_NAME)
    if same_words(before, after) if again else alike(before, after):
        return Fit(Closeness.ALIKE)
    by_place = not again and before.listing.state == after.listing.state and one_place(before, after)
    return Fit(Closeness.BY_PLACE) if by_place else None


def _slip_of_cell(before: Row, after: Row, name: str, signed: str, seen: date | None) -> Slip:
    if name == STATE:
        return misplaced(before, after)
    if name in {_TYPE, _SUPPORT}:
        return emptied(before, after, name) or noted(before, after, name)
    dated = undated(before, after, name, seen) if name == signed else Slip.NO
    return dated or noted(before, after, name)


def _same_type(before: Row, after: Row) -> bool:
    """Tell whether the kind of agency may be one: left empty, said in other words, or it alone is new."""
    others = _differing(before, after) - {_TYPE}
    sides = (before.listing, after.listing)
    return not others or any(nothing(each, _TYPE) for each in sides) or _same_kind(*sides, _TYPE)


def _same_kind(before: Listing, after: Listing, name: str) -> bool:
    """Tell whether a kind is the same in other words: `WSO`, `Task Force`, a letter that slipped."""
    if _value(before, name) == _value(after, name):
        return True
    first, second = _said(before, name), _said(after, name)
    if not first or not second:
        return False
    initials = {"".join(word[0] for word in _value(each, name).split()) for each in (before, after)}
    return first == second or bool({first, second} & initials) or are_alike(first, second)


def _said(listing: Listing, name: str) -> str:
    return " ".join(_SAYS_LITTLE.sub(" ", _value(listing, name)).split())


def _differing(before: Row, after: Row) -> set[str]:
    names = [name for fields in CELLS[before.listing.kind] for name in fields]
    return {name for name in names if _value(before.listing, name) != _value(after.listing, name)}


def _differing_cells(before: Row, after: Row) -> list[tuple[str, ...]]:
    sides = (before.listing, after.listing)
    return [
        fields for fields in CELLS[before.listing.kind] if cell(sides[0], fields) != cell(sides[1], fields)
    ]


def _all_emptied(before: Row, after: Row, differing: set[str]) -> bool:
    """Tell whether one of two rows says nothing in each cell in which they differ: too much for a slip."""
    sides = {emptied(before, after, name) for name in differing}
    return sides in ({Slip.BEFORE}, {Slip.AFTER})


def _value(listing: Listing, name: str) -> str:
    return _comparable(listing.state if name == STATE else listing.fields.get(name))


@lru_cache(maxsize=8192)
def _comparable(value: Cell) -> str:
    return comparable(value)


def _slip(before: Row, after: Row) -> Slip:
    """Return which of two rows of a list of places or policies is a slip of the other."""
    name, differing = CELLS[before.listing.kind][0][0], _differing(before, after)
    one_name = bare_name(before.listing) == bare_name(after.listing)
    named_apart = bool(before.listing.state and after.listing.state)
    if differing == {STATE} or (differing == {name, STATE} and one_name and not named_apart):
        return misplaced(before, after)
    if len(differing) != 1:
        return Slip.NO
    (alone,) = differing
    dated = unreadable(before, after, alone, _ENACTED) if alone == _PRINTED_DATE else Slip.NO
    return dated or noted(before, after, alone)


def _may_be_one(before: Row, after: Row) -> bool:
    """Tell whether two rows that differ in one cell may be one row.

    A designation whose name differs is another place, unless both names mean the same
    place, are the same name in another state, or one of them is misspelt.
    """
    if before.listing.kind not in _NAMED_BY_PLACE:
        return True
    old, new = bare_name(before.listing), bare_name(after.listing)
    if old == new:
        return True
    if is_certain(before) and is_certain(after):
        return geoids(before) == geoids(after)
    return are_alike(old, new)


def bare_name(listing: Listing) -> str:
    """Return the name that a row gives its place, without a state behind a comma."""
    return comparable(re.sub(r",[^,]*$", "", place_text(listing)))
