"""What channels are told unasked: alerts and their rows, digests, errata, and what became of each."""

# fmt: off
from bot.blocks.alert.digest import Digest, Looked, NotedRow, digest_message, is_cut
from bot.blocks.alert.errata import retraction_message
from bot.blocks.alert.later_changes import correction_reply
from bot.blocks.alert.message import alert, edited, rest
from bot.blocks.alert.printable import printable_alert
from bot.blocks.alert.words import sentence
