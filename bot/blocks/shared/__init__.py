"""Rows, evidence and freshness, wherever a message shows them."""

# fmt: off
from bot.blocks.shared.evidence import (
    AlertHandle, buttons, marked, pages_of, read_alert_handle, small_print,
)
from bot.blocks.shared.rows import (
    ALIKE, STANDS, fields_of, happened, linked, measured, note_line, notes_section, of_bulletin, of_plain,
    on_page, place_in, place_of, printed, signed, tallied,
)
from bot.blocks.shared.standing import UNCONFIRMED, gone_since, is_missing, missed, missing, signed_anew
from bot.blocks.shared.stated import shown_cell, stated_row
from bot.blocks.shared import rows
