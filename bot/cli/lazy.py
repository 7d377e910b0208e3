"""What a verb uses, loaded when it is asked for: `--help` waits for no database and no reader."""
# ruff: noqa: F401, I001 - a face that verbs use: a line a module, filled

from typing import TYPE_CHECKING

from models.lazy_face import lazy_face

# fmt: off
if TYPE_CHECKING:
    from sqlmodel import Session

    from bot.answers import Answer, Trended, answer, answer_in_words, compared, lately, top_tables, trended
    from bot.blocks.answer import MOST
    from bot.bootstrap import (
        CheckContext, CheckReport, accept, check_now, desk_of, opened, rehearse_document, rehearse_now,
        reject, run, take_in, take_in_files,
    )
    from bot.cli.doctor.desk import examine
    from bot.cli.doctor import examine_machine
    from bot.cli.doctor import Level, fail
    from bot.cli.json_answers import answer_json, trend_json
    from bot.cli.json_rows import (
        as_json, change_json, erratum_json, listing_json, note_json, rehearsal_json, standing_json,
    )
    from bot.cli.questions import (
        compared_json, compared_text, recent_json, recent_text, top_json, top_text,
    )
    from bot.cli.tables import changes_text, errata_text, listings_csv, listings_text
    from bot.cli.wording import (
        answer_text, ended_text, list_named, log_text, rehearsals_text, report_text, subscriptions_text,
        trend_text,
    )
    from bot.cli.ending import end_all
    from bot.grammar import ALL, Lookup, asked_of, recent_asked, top_asked, unread_day
    from bot.slack import manifest_of
    from bot.words import typed_place
    from models.config import Settings, load_secrets, load_settings
    from models.db import reading
    from models.editions import Rehearsal, pending
    from models.messaging import all_leads, told_of_change
    from models.newsroom import NewNote, add_note, remove_note
    from models.queries import (
        all_errata, all_notes, all_subscriptions, audit_log, changes_of, edition_of, editions_of,
        freshness_by_source, listings_of, marked_rows, recorded_sources, standing_of,
    )

__getattr__ = lazy_face(__name__)
