"""Whatever is put into a message, Slack takes it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.blocks.kit import blocks as limits
from bot.preview.validation import check_blocks, check_size

WORDS = st.text(max_size=60) | st.integers(0, 5000).map(lambda size: "&lt;" * (size // 4))


@given(st.lists(st.builds(limits.section, WORDS) | st.builds(limits.header, WORDS), max_size=70), WORDS)
def test_any_message_fits(blocks: list[limits.Block], text: str) -> None:
    """Seventy blocks of 5,000 characters still make a message, and its last block stays."""
    last = limits.actions([limits.button("Rows", "rows", "1")])
    made = limits.message(text, [*blocks, last])
    check_blocks(list(made.blocks))
    check_size(list(made.blocks))
    assert made.blocks[-1] == last


@given(st.lists(st.lists(WORDS, min_size=3, max_size=3), max_size=150))
def test_any_table_fits(rows: list[list[str]]) -> None:
    """A table keeps its head and as many whole rows as Slack takes."""
    made = limits.table(["Agency", "Declined", "Page"], rows, right=[2])
    check_blocks([made])
    assert made["rows"][0][0]["text"] == "Agency"


def test_an_empty_cell_shows_as_a_dash() -> None:
    """Slack refuses some empty texts, and a reader should see that nothing was printed."""
    assert limits.table(["Agency"], [[" "]])["rows"][1] == [{"type": "raw_text", "text": "–"}]


def test_small_parts_fit() -> None:
    """Context and buttons are held to their numbers."""
    many = ["x" * 5000] * 40
    buttons = [limits.button(text, "pick", "v") for text in many]
    check_blocks([limits.context(*many), limits.actions(buttons)])


def test_a_buttons_value_comes_back_whole_or_not_at_all() -> None:
    """A clipped value would make a button ask for something else."""
    with pytest.raises(ValueError, match="2001 characters"):
        limits.button("Rows", "rows", "v" * 2001)


def test_a_message_without_blocks_is_its_text() -> None:
    """Slack refuses an empty list of blocks."""
    assert limits.Message("Nothing changed.").arguments() == {"text": "Nothing changed."}
