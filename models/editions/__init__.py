"""Writes facts: documents, editions, rows, changes, reviews."""

from typing import TYPE_CHECKING

from models.lazy_face import lazy_face

# fmt: off
if TYPE_CHECKING:
    from models.editions.comparing import compare_edition, first_printed, stored_printings
    from models.editions.documents import (
        Known, forget_addresses, keep_document, known_address, known_addresses, load_document,
        remember_address, sha256,
    )
    from models.editions.dry_run import Rehearsal, rows_of
    from models.editions.errata import Statement, TakenBack, add_errata
    from models.editions.list_events import add_announcements, call_back, withdraw
    from models.editions.printings import misprint
    from models.editions.publication import Compared, Publication, Rules, content_of, listed_in, series_of
    from models.editions.publishing import Overtaken, keep_look, publish
    from models.editions.rereading import judged_anew, read_anew, read_otherwise
    from models.editions.reresolve import Outdated, outdated, place_again
    from models.editions.review_queue import (
        held_edition, hold, leaves_behind, pending, reject, set_aside,
    )
    from models.editions.source_health import (
        checks_between, count_check, is_withdrawn, last_shown, record_capture, record_check, record_failure,
        put_off, record_quiet, record_success, record_trouble,
    )

__getattr__ = lazy_face(__name__)
