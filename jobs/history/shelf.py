"""Which of the past's lists stands at which address of the replay's publisher."""

from collections.abc import Sequence

from jobs.history.catalog import Past, notes_until
from jobs.history.pages import dhs_page, doj_page, landing_page, long_date
from jobs.history.publisher import Page, Publisher
from jobs.history.typeset import ddor_report
from models.values import Edition, Link

_REPORT_PAGE = "/declined-detainer-outcome-report"
PATHS = {
    "ice_ddor": _REPORT_PAGE,
    "ddor_policies": _REPORT_PAGE,
    "dhs_2025": "/sanctuary-jurisdictions",
    "doj_eo14287": "/ag/us-sanctuary-jurisdiction-list",
}
"""Where the publisher has each list; one report holds two of them, and a page links to its PDF."""


class Shelf:
    """Puts re-typeset lists on a publisher's addresses, and takes them down.

    Args:
        publisher: Running.
    """

    def __init__(self, publisher: Publisher) -> None:
        self._publisher = publisher
        self._editions: dict[str, Edition] = {}
        self._links: list[Link] = []

    def put(self, event: Sequence[Past], title: str) -> None:
        """Publish what one document brought.

        Args:
            event: The editions of the lists that the document holds.
            title: The list's name, as its source tells it.
        """
        self._editions |= {past.source: past.edition for past in event if past.edition}
        name = event[0].source
        edition = self._editions[name]
        if name == "dhs_2025":
            body = dhs_page(title, edition.listings)
        elif name == "doj_eo14287":
            body = doj_page(title, edition.listings, edition.published)
        else:
            body = self._put_report(title, edition)
        self._publisher.put(PATHS[name], Page(body))

    def note(self, past: Past, title: str) -> None:
        """Let a report's page say what its publisher noted there, below the notes from before."""
        page = landing_page(title, self._links, notes_until(past))
        self._publisher.put(PATHS[past.source], Page(page))

    def take_down(self, past: Past) -> None:
        """Let a list's address answer "Page Not Found"."""
        self._publisher.take_down(PATHS[past.source])

    def _put_report(self, title: str, edition: Edition) -> bytes:
        """Publish the report's PDF, and return the page that links to it."""
        assert edition.period is not None  # noqa: S101 - a report covers a week
        first, last = edition.period.first, edition.period.last
        path = f"/doclib/ddor/ddor{first:%Y-%m-%d}to{last:%m-%d}.pdf"
        pdf = ddor_report(edition, self._editions["ddor_policies"].listings)
        self._publisher.put(path, Page(pdf, "application/pdf"))
        text = f"Declined Detainer Outcome Report, {long_date(first)} to {long_date(last)}"
        self._links = [Link(self._publisher.address + path, text)]
        return landing_page(title, self._links)
