"""A reading in columns is the list of its rows, whatever they say."""

import pickle
import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from models.domain import FIELDS, Cell, Listing, ListingKind, Mark, Reading, key, keys, wording

TEXTS = st.one_of(
    st.text(max_size=8),
    st.sampled_from(["Taos", "TAOS ", "\x1f", "\x1b", "\x1bn", "\x1b=", "a\x1fb", "é", "\ud800", ""]),
)
VALUES = st.one_of(st.none(), st.integers(-3, 500), TEXTS)


@st.composite
def listings(draw: st.DrawFn) -> Listing:
    """Any listing of any kind, also with fields that are not of its kind, or without some."""
    kind = draw(st.sampled_from(ListingKind))
    names = st.sampled_from([*FIELDS[kind], "a", "a\x1b=b"])
    fields: dict[str, Cell] = draw(st.dictionaries(names, VALUES, max_size=5))
    return Listing(
        kind,
        fields,
        draw(st.sampled_from(["", "MA", "TX"])),
        draw(TEXTS),
        draw(st.one_of(st.none(), st.integers(1, 3))),
        draw(TEXTS),
        draw(TEXTS),
        draw(st.dictionaries(st.sampled_from(["a", "county", "a\x1b=b"]), TEXTS, max_size=2)),
        tuple(draw(st.lists(TEXTS, max_size=2))),
    )


FEW = settings(max_examples=40)
LISTS = st.lists(listings(), max_size=3).map(lambda rows: tuple(rows * 3))
"""Rows that stand several times, so that columns have few different values, and many."""


@FEW
@given(LISTS)
def test_a_reading_gives_back_the_rows_that_it_was_made_of(rows: tuple[Listing, ...]) -> None:
    """All at once, one by one, from the end, and as what a sequence is compared with."""
    reading = Reading.of(rows)
    assert tuple(reading) == rows
    assert [reading[number] for number in range(-len(rows), len(rows))] == [*rows, *rows]
    assert reading == rows
    assert Reading.of(reading) is reading


@FEW
@given(LISTS, st.slices(9))
def test_a_slice_of_a_reading_is_the_reading_of_a_slice(rows: tuple[Listing, ...], some: slice) -> None:
    """With keys and wordings of those rows."""
    part = Reading.of(rows)[some]
    assert part == rows[some]
    assert (part.keys, part.wordings) == (keys(rows[some]), Reading.of(rows[some]).wordings)


@FEW
@given(LISTS)
def test_keys_from_the_columns_are_those_of_the_rows(rows: tuple[Listing, ...]) -> None:
    """Whatever other rows stand beside a row."""
    assert Reading.of(rows).keys == keys(rows) == [key(row) for row in rows]


@FEW
@given(LISTS)
def test_rows_have_one_wording_just_when_they_differ_in_their_place_alone(rows: tuple[Listing, ...]) -> None:
    """In one reading and over readings with other columns."""
    wordings = Reading.of(rows).wordings
    assert wordings == [wording(row) for row in rows]
    for one, printed in zip(rows, wordings, strict=True):
        for other, beside in zip(rows, wordings, strict=True):
            same = replace(one, page=None, position="") == replace(other, page=None, position="")
            assert (printed == beside) == same


@FEW
@given(listings(), st.data())
def test_a_wording_differs_by_any_one_thing_that_is_printed(row: Listing, data: st.DataObject) -> None:
    """A field, a section, an annotation, a note; not the page, not the order of fields."""
    name = data.draw(
        st.sampled_from(["kind", "fields", "state", "section", "as_read", "annotations", "notes"])
    )
    other = replace(row, **{name: getattr(data.draw(listings()), name)})
    assert (wording(row) == wording(other)) == (row == other)
    turned = replace(row, fields=dict(reversed(list(row.fields.items()))), page=9, position="elsewhere")
    assert wording(turned) == wording(row)


@FEW
@given(LISTS)
def test_a_reading_crosses_to_another_process_whole(rows: tuple[Listing, ...]) -> None:
    """With marks, keys and wordings, which are not made again."""
    marked = replace(Reading.of(rows), marks=[Mark.STRUCK] * len(rows))
    crossed = pickle.loads(pickle.dumps(marked))  # noqa: S301 - our own
    assert (crossed, crossed.marks) == (marked, marked.marks)
    assert {"keys", "wordings"} <= crossed.__dict__.keys()
    assert (crossed.keys, crossed.wordings) == (marked.keys, marked.wordings)


@FEW
@given(LISTS, LISTS)
def test_readings_end_to_end_are_the_reading_of_all_rows(
    first: tuple[Listing, ...], second: tuple[Listing, ...]
) -> None:
    """As the sheets of a workbook are one list."""
    together = Reading.joined([Reading.of(first), Reading.of(second)])
    assert together == (*first, *second)
    assert together.keys == keys((*first, *second))


def test_many_rows_are_as_few() -> None:
    """Beyond the number at which a column's values are looked at one by one."""
    chance = random.Random(7)  # noqa: S311 - made-up rows, the same at each run
    rows = tuple(
        Listing(
            ListingKind.DESIGNATION,
            {"name": f"County  {number}" if number % 9 else f"Ñ {number}", "heading": chance.choice("AB")},
            state=chance.choice(("MA", "TX")),
            position=f"row {number}",
            as_read=f"County {number}\x1f" if number == 4000 else f"County {number}",
        )
        for number in range(9000)
    )
    reading = Reading.of(rows)
    assert reading == rows
    assert reading.keys == [key(row) for row in rows]
    assert reading.wordings == [wording(row) for row in rows]
    assert reading.pick([5, 4000]) == (rows[5], rows[4000])
