"""Rows, evidence and freshness, wherever a message shows them."""

# fmt: off
from bot.blocks.shared.evidence import (
    AlertHandle, buttons, marked, pages_of, read_alert_handle, small_print, the_publisher,
)
from bot.blocks.shared.freshness import as_read, freshness_lines, held_lines, is_off, short_of
from bot.blocks.shared.rows import (
    ALIKE, STANDS, about_agreements, fields_of, happened, is_not, linked, measured, note_line, notes_section,
    of_bulletin, on_page, place_in, place_of, printed, signed, tallied,
)
from bot.blocks.shared.standing import UNCONFIRMED, gone_since, is_missing, missed, missing, signed_anew
from bot.blocks.shared import rows
