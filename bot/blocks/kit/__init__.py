"""Block Kit within its limits, text within mrkdwn, and what stands under any message; knows no row."""

# fmt: off
from bot.blocks.kit.blocks import (
    ACCEPT, ALERT_WRONG, ANSWER_MENU, ANSWER_WRONG, ATTACH, BLOCK_COST, CHART_POINTS, CONTEXT_TEXT, CORRECT,
    DIGEST, EDIT, EDITED_TEXT, EVIDENCE, FALLBACK, HISTORY, HOME_ACCEPT, HOME_BLOCKS, HOME_REJECT, LESS,
    MORE_ON, MORE_ROWS, NOTHING, PICK, REJECT, ROWS, RUN, SAMPLE, SECTION, SENTENCE, SHARE, SUBSCRIBE,
    TIMELINE, UNDO, VALUE, WISH_MENU, Block, Handle, Message, END_SEVERAL, TableCell, WISHES_PAGE, Subscribed,
    actions, button, chart, confirmation, context, header, image, message, pictured, plain_message,
    plain_object, read_handle, read_subscribed, section, table,
)
from bot.blocks.kit.inputs import (
    LABEL, boxes, channels, clock, field, filled, menu, modal, radio, select, several,
)
from bot.blocks.kit.plain_text import as_plain_text, plainer
