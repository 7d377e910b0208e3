"""Statements to text, one function a form: nothing else writes facts into text. Pure."""

# fmt: off
from bot.words.agreements import agreement_line, agreement_sentence, agreements_within_line
from bot.words.citations import citation_line, place_in_document, printed_source
from bot.words.style import (
    WEEKDAYS, ZONES, day, local_day, moment, month, period, time_of_day, wall_clock,
)
from bot.words.digests import (
    NO_LEADS, UNSEEN, Covered, Looked, already_sent, back_lines, digest_counts, digest_heading, digest_line,
    digest_name, looked_lines, missing_lines, next_digest, no_news, quiet_states, says_all,
    unconfirmed_counts,
)
from bot.words.events import (
    became_lines, corrected_reply, edited_headline, edited_push, edited_sentence, is_edited,
    news_closing, news_headline, news_lines, news_push, news_sentence, taken_back_headline, taken_back_lines,
    taken_back_push, taken_back_sentence,
)
from bot.words.figures import (
    NONE_ON_FILE, TOTALS_ALONE, agency_line, later_line, number_phrase, number_sentence, refusal_lines,
    sent_lines,
)
from bot.words.style import (
    CIVIL_REQUEST, COOPERATION, COPIED, DONT_ADD, NO_PROOF, NO_REASON, NOT_DELISTED, NOT_ENDED,
    ORIGINAL_FIGURES, OWN_CRITERIA, REPEAT, REPLAY, not_checked_since,
)
from bot.words.freshness import again, freshness_lines, held_lines, is_off, never_read
from bot.words.history import history_lines, no_history
from bot.words.style import list_title, names_of, publisher_of, said_list, sentence_list
from bot.words.maps import (
    country_headline, map_counts, map_deck, map_headline, map_lacking, map_layer, map_left, map_legend,
    map_nowhere, map_off, map_plain, map_sources, map_unplaced,
)
from bot.words.membership import (
    around_lines, closed, either_line, held_line, membership_lines, membership_none,
    membership_phrase, membership_sentence,
    seen_as, upper_first, whole_line, within_line, within_sentence,
)
from bot.words.style import (
    MORE, clip, code, cut, escape, fenced, lines, link, literal, marked, typed,
)
from bot.words.style import counted, ended, listed, spelled, spelled_out
from bot.words.place_rows import ROW_HEAD, row_cells
from bot.words.style import (
    full_place, place_name, short_place, short_state, spoken_place, spoken_state, typed_place,
    whole_state,
)
from bot.words.policies import MAY_HAVE_CHANGED, policies_within_line, policy_line
from bot.words.questions import (
    area_name, cell, country_line, list_in_row, map_line, nothing_dated, nothing_ranked, nothing_recent,
    ranked, ranking_line, recent_heading, recent_lines, trend_heading, trend_line, trend_phrase,
    short_cell, trend_sentence, trend_unit, whole_year,
)
from bot.words.rows import (
    CHANGE_HEADERS, CSV_HEADERS, row_csv, row_line, row_name, row_table, row_what, row_where,
)
from bot.words.subscriptions import (
    Clock, Subjects, alerts_of, echo_ended, echo_subscribed, gets, how, in_series, volume, whats_sent,
)
from bot.words.timelines import OnTimeline, list_events, timeline_deck, timeline_headline, timeline_name
