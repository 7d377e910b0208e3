"""What answers a question: the answer, its rows, evidence, history, trend, and what asks back."""

# fmt: off
from bot.blocks.answer.clarify import MOST, did_you_mean_command, either, which
from bot.blocks.answer.facts import label, named
from bot.blocks.answer.message import answer_message, shared_message, summary
from bot.blocks.answer.record import (
    PAGE, Where, evidence_message, history_message, recent_lines, recent_message, rows_message,
)
from bot.blocks.answer.sentences import sentence, sentence_message
from bot.blocks.answer.trend import trend_message
