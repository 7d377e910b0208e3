"""Which form a document has: what its scout says, else what its first bytes say."""

import re
from collections.abc import Callable

from jobs.scouts.federal_register import read_federal_register
from jobs.scouts.feed import read_feed
from jobs.scouts.items import Sighting
from jobs.scouts.sitemap import GZIP, read_sitemap
from models.settings_scouts import ScoutForm
from models.values import Document

_SITEMAP = re.compile(rb"<(?:\w+:)?(?:urlset|sitemapindex)\b", re.IGNORECASE)
_START = 8192

READERS: dict[ScoutForm, Callable[[Document], Sighting]] = {
    ScoutForm.FEED: read_feed,
    ScoutForm.SITEMAP: read_sitemap,
    ScoutForm.FEDERAL_REGISTER: read_federal_register,
}


def form_of(document: Document) -> ScoutForm:
    """Return the form that a document's first bytes tell."""
    start = document.body[:_START].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith((b"{", b"[")):
        return ScoutForm.FEDERAL_REGISTER
    if start.startswith(GZIP) or _SITEMAP.search(start):
        return ScoutForm.SITEMAP
    return ScoutForm.FEED
