"""What Slack refuses in blocks and views."""

# fmt: off
from bot.preview.validation.check import check_blocks, check_size, check_view
from bot.preview.validation.table import INTERACTIVE
