"""What `jobs/check.py` calls in turn between a publisher's page and the published edition."""

from typing import TYPE_CHECKING

from models.lazy_face import lazy_face

# fmt: off
if TYPE_CHECKING:
    from jobs.steps.conclude import conclude_edition, missed, nothing_new, report_of
    from jobs.steps.evaluate import Evaluated, evaluate_edition
    from jobs.steps.fetch_page import Page, Visit, editions_in, understand
    from jobs.steps.landing_page import addresses_on, note_announcements, note_errata, quiet
    from jobs.steps.prepare import prepare_edition
    from jobs.steps.reread import kept_edition, reread_outdated
    from jobs.steps.reresolve import replace_outdated

__getattr__ = lazy_face(__name__)
