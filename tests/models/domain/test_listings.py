"""What two rows have in common when they say the same."""

from hypothesis import given
from hypothesis import strategies as st

from models.domain import CELLS, FIELDS, STATE, Cell, Listing, ListingKind, comparable, key
from models.domain.listings import cell

TEXTS = st.one_of(
    st.none(), st.integers(0, 500), st.text(max_size=12), st.sampled_from(["a b", "A  B", " a b", "é"])
)


@st.composite
def listings(draw: st.DrawFn) -> Listing:
    """Any listing of any kind."""
    kind = draw(st.sampled_from(ListingKind))
    fields: dict[str, Cell] = {name: draw(TEXTS) for name in FIELDS[kind] if draw(st.booleans())}
    return Listing(kind, fields, draw(st.sampled_from(["", "MA", "TX"])))


@given(listings(), listings())
def test_two_rows_share_a_key_just_when_their_cells_say_the_same(one: Listing, other: Listing) -> None:
    """The quick way to a key is the slow way's equal, for whatever was printed."""
    assert (key(one) == key(other)) == (said(one) == said(other))


@given(listings())
def test_white_space_and_case_are_no_part_of_a_key(listing: Listing) -> None:
    """A row typeset with other blanks and capitals is the same row."""
    fields = {
        name: f" {value.upper()}\n".replace(" ", "  ")
        if isinstance(value, str) and value.isascii()
        else value
        for name, value in listing.fields.items()
    }
    assert key(Listing(listing.kind, fields, listing.state)) == key(listing)


def test_a_blank_at_the_end_of_a_row_is_no_part_of_its_key() -> None:
    """The last cell's end is the row's end, where no other cell begins."""
    printed, trailing = (
        Listing(ListingKind.DESIGNATION, {"name": "Boston", "heading": heading}, "MA")
        for heading in ("Cities", "Cities ")
    )
    assert key(printed) == key(trailing)


def said(listing: Listing) -> tuple[object, ...]:
    """What a row says, cell by cell."""
    return (listing.kind, *(cell(listing, fields) for fields in CELLS[listing.kind]))


def test_the_first_cell_of_each_kind_names_the_place() -> None:
    """Every kind is told apart by place, and its state is part of the name."""
    assert all(STATE in cells[0] and cells[0][0] in FIELDS[kind] for kind, cells in CELLS.items())


def test_apostrophes_of_both_kinds_are_one() -> None:
    """O'Brien by whichever key was pressed."""
    assert comparable("Prince George\u2019s  County") == comparable("prince george's county")


def test_a_carriage_return_is_white_space_in_a_key() -> None:
    """Cells that a Mac or a terminal wrote say the same as those that a browser wrote."""
    keys = {
        key(Listing(ListingKind.POLICY, {"policy": f"County{blank}policy"}, "MA"))
        for blank in (" ", "\n", "\t", "\r", "\x0b", "\x0c", "\x1c")
    }
    assert len(keys) == 1
