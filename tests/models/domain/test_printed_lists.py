"""A printed list, packed, is the list itself: whatever stands where."""

from hypothesis import given
from hypothesis import strategies as st

from models.domain import Mark, PrintedEntry, by_ordinal, pack, unpack

POSITIONS = st.one_of(
    st.text(max_size=12),
    st.text(alphabet="{}0129 ٣²a!:.\n\ud800\x00", max_size=12),
    st.builds(
        "sheet {} row {}".format, st.sampled_from(["List {}", "FY{2026}", "{0}", "%d"]), st.integers(0)
    ),
)
ENTRIES = st.lists(
    st.tuples(
        st.integers(1, 9), st.one_of(st.none(), st.integers(1, 300)), POSITIONS, st.sampled_from(list(Mark))
    ),
    max_size=12,
)


def back(entries: list[PrintedEntry]) -> list[PrintedEntry]:
    """What is read of entries once they are packed."""
    templates, chunks = pack(entries)
    return by_ordinal(entry for chunk in chunks for entry in unpack(templates, chunk.data))


@given(ENTRIES)
def test_what_is_packed_comes_back(rows: list[tuple[int, int | None, str, Mark]]) -> None:
    """Each entry with its page, position and mark, whatever the text of the position is."""
    entries = [
        PrintedEntry(printing, ordinal, page, position, mark)
        for ordinal, (printing, page, position, mark) in enumerate(rows, start=1)
    ]
    assert back(entries) == entries


def test_rows_of_one_sheet_share_a_template() -> None:
    """A list of many rows stays small: what counts on is stored once."""
    entries = [
        PrintedEntry(number, number, None, f"sheet {{1}} row {number + 1}") for number in range(1, 900)
    ]
    templates, (chunk,) = pack(entries)
    assert templates == ["sheet {{1}} row {}"]
    assert len(chunk.data) < 60
    assert back(entries) == entries
