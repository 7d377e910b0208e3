"""What happened to lists and their rows, as headline, notification, lines and a sentence to print. Pure."""

# fmt: off
from bot.words.events.became import became_lines, corrected_reply
from bot.words.events.corrected_sentences import edited_sentence
from bot.words.events.corrections import edited_headline, edited_push, is_edited
from bot.words.events.headlines import news_headline, quarterly
from bot.words.events.lines import SAID, news_closing, news_lines, news_push, subject
from bot.words.events.shares import amounts, below_states, composition, sure
from bot.words.events.sentences import news_sentence
from bot.words.events.taken_back import (
    taken_back_headline, taken_back_lines, taken_back_push, taken_back_sentence,
)
