"""What channels get unasked: alerts and their rows, digests, errata, and what became of each."""

# fmt: off
from bot.blocks.alert.digest import Digest, NotedRow, digest_message, is_cut
from bot.blocks.alert.errata import copied_retraction, read_errata_handle, retraction_message
from bot.blocks.alert.later_changes import correction_reply, is_concerned
from bot.blocks.alert.message import (
    alert, alert_headline, alert_sentence, rest, rows_told, told_in_short,
)
from bot.blocks.alert.printable import copied_alert
from bot.blocks.alert.statements import news_of
