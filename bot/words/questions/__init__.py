"""Answers to what is asked beside the lookup: changes, numbers over time, comparisons, rankings, maps."""

# fmt: off
from bot.words.questions.comparison import cell, list_in_row, short_cell
from bot.words.questions.on_map import map_line
from bot.words.questions.ranking import nothing_ranked, ranked, ranking_line
from bot.words.questions.recent import area_name, nothing_recent, recent_heading, recent_lines
from bot.words.questions.trend import (
    country_line, nothing_dated, trend_heading, trend_line, trend_phrase, trend_sentence,
    trend_unit, whole_year,
)
