"""A question becomes an answer: read from the database, not yet worded."""

from typing import TYPE_CHECKING

from models.lazy_face import lazy_face

# fmt: off
if TYPE_CHECKING:
    from bot.answers.lookup import answer, answer_about, rows_behind
    from bot.answers.place_mentions import Mentioned, names_in
    from bot.answers.trend import trended
    from bot.answers.values import Answer, Kin, LookupOutcome, OnList, Ranked, Refusals, Tally, Trended

__getattr__ = lazy_face(__name__)
