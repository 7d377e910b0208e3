"""How all that people read is written: dates, numbers, places, lists, fixed sentences, marks. Pure."""

# fmt: off
from bot.words.style.dates import (
    WEEKDAYS, ZONES, day, local_day, moment, month, period, time_of_day, wall_clock,
)
from bot.words.style.fixed import (
    CIVIL_REQUEST, COOPERATION, COPIED, DONT_ADD, NOT_DELISTED, NOT_ENDED, NO_PROOF, NO_REASON,
    ORIGINAL_FIGURES, OWN_CRITERIA, REPEAT, REPLAY, not_checked_since,
)
from bot.words.style.lists import (
    list_title, names_of, publisher_of, said_list, sentence_list, with_article,
)
from bot.words.style.mrkdwn import MORE, clip, code, cut, escape, fenced, lines, link, literal, marked, typed
from bot.words.style.numbers import counted, ended, listed, spelled, spelled_out
from bot.words.style.places import (
    full_place, may_be, place_name, short_place, short_state, spoken_place, spoken_state,
    typed_place, whole_state,
)
