"""Getting bytes from publishers politely, and saying what kind of answer came."""

from typing import TYPE_CHECKING

from models.lazy_face import lazy_face

# fmt: off
if TYPE_CHECKING:
    from jobs.fetching.client import Fetched, Fetcher, NotModified
    from jobs.fetching.response import is_home
    from jobs.fetching.web_archive import archived, as_published, captured_at, page_of

__getattr__ = lazy_face(__name__)
