"""What a person reads of a message, after Slack's own rules were applied."""

from bot.blocks.kit import Message
from bot.preview.validation import check_blocks, check_size
from bot.preview.validation.across import texts


def shown(message: Message) -> str:
    """Return all that a person reads of a message, after Slack's own rules were applied."""
    check_blocks(list(message.blocks))
    check_size(list(message.blocks))
    return "\n".join([message.text, *texts(list(message.blocks))])
