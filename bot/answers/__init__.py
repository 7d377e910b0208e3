"""A question becomes an answer: read from the database, not yet worded."""

from typing import TYPE_CHECKING

from models.lazy_face import lazy_face

# fmt: off
if TYPE_CHECKING:
    from bot.answers.comparison import compared, compared_matrix
    from bot.answers.found import Lately, MapCounts, SideBySide, TopTables
    from bot.answers.in_words import answer_in_words
    from bot.answers.lists_seen import cited, list_cited, list_seen, lists_now
    from bot.answers.lookup import answer, answer_about, city_too, rows_behind
    from bot.answers.mapped import Mapped, counts_on_map, layer_of, off_layer, state_map
    from bot.answers.numbers import MEASURES
    from bot.answers.place_mentions import Mentioned, names_in
    from bot.answers.ranking import top_tables
    from bot.answers.recent import lately
    from bot.answers.statements import Stated, either_of, stated
    from bot.answers.timelines import list_timeline, place_timeline
    from bot.answers.trend import trended
    from bot.answers.values import Answer, Kin, LookupOutcome, OnList, Ranked, Refusals, Tally, Trended

__getattr__ = lazy_face(__name__)
