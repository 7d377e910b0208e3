"""What answers a question: the answer, its rows, evidence, history, trend, and what asks back."""

# fmt: off
from bot.blocks.answer.clarify import MOST, which
from bot.blocks.answer.facts import named, on_button
from bot.blocks.answer.message import (
    MORE_VIEW, answer_message, more_saying, more_view, shared_copy, shared_message,
    summary,
)
from bot.blocks.answer.questions import (
    compared_message, compared_table, map_message, ranking_message,
)
from bot.blocks.answer.record import (
    CHANGES, PAGE, evidence_message, history_message, rows_message,
)
from bot.blocks.answer.recent import recent_message
from bot.blocks.answer.sentences import Printable, printable, sentence, sentence_message
from bot.blocks.answer.answer_lines import AnswerLines, told, words_of
from bot.blocks.answer.trend import trend_chart, trend_message
