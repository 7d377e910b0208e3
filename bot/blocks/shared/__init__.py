"""Rows, evidence and freshness, wherever a message shows them."""

# fmt: off
from bot.blocks.shared.evidence import (
    MUTE, AlertHandle, buttons, marked, pages_of, read_alert_handle, small_print,
)
from bot.blocks.shared.rows import (
    SHOWN, fields_of, note_line, notes_section, of_bulletin, of_plain, place_in, place_of, printed, tallied,
)
from bot.blocks.shared.stated import shown_cell, stated_row
