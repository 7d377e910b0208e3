"""Reads only: one function a question."""

from typing import TYPE_CHECKING

from models.lazy_face import lazy_face

# fmt: off
if TYPE_CHECKING:
    from models.queries.answers import (
        all_rows_of_place, facts_numbered, rows_of_lists, rows_of_place, rows_of_state, rows_taken_back,
        rows_that_may_be, series_with_rows,
    )
    from models.queries.changes import (
        changes_of, changes_of_place, departures_in_state, departures_of_place, history_of_place, sides_of,
    )
    from models.queries.clauses import (
        accepted, errata_of_place, erratum_concerns, heard_as, marked_rows, names_place, newest_edition,
        newest_first, notes_of_listings, notes_of_place, standing_in, stands_in,
    )
    from models.queries.counts import (
        LIST_KINDS, MissingRow, agencies_in, counted, counts_in, known_lists, missing_in, missing_now,
        named_within, on_record, recorded, taken_back_within, top_places,
    )
    from models.queries.current_state import (
        EditionBefore, as_edition, as_listing, as_printed, before, last_edition, log_version, period_of,
        replaced, rows_of_printings, usual_fills,
    )
    from models.queries.editions import (
        back_of, begun_in, edition_facts, edition_numbered, edition_of, edition_of_bytes, editions_of,
        listings_of, missing_of,
        recorded_sources, standing_places, standing_of,
    )
    from models.queries.freshness import freshness_by_source, newest, scouts_seen, withdrawn_on
    from models.queries.log import (
        StoredFacts, bears_date, edition_before, editions_after, entries_of_log, entry_of, free_place,
        is_behind, is_published, is_to_confirm, last_place, log_of, prints_all_that_stands, state_before,
    )
    from models.queries.news import (
        ANNOUNCED, HeardSubject, NewsAsked, bulletin_of, edition_told, facts_behind, retraction_of, scope_of,
    )
    from models.queries.printed_lists import (
        cite, entries_of, lacked_by, newest_reading, printing_ids, reading_of, where_printed,
        wordings_of,
    )
    from models.queries.over_time import counted_places
    from models.queries.over_time import expected_volume, lately_taken_back, last_changed, recent_editions
    from models.queries.registers import (
        Taken, all_errata, all_notes, all_subscriptions, as_entry, as_wish, audit_log, due_checks,
        holds_a_publishers_own, paused_channels, taken_in, unsent_messages,
    )
    from models.queries.row_history import (
        ENDS, ROWS, brought_by, fate_of_list, fates, lineages_of, net_changes, places_of,
        taken_back_since, where,
    )
    from models.queries.over_time import Asked, read_trend

__getattr__ = lazy_face(__name__)
