"""What the sources of jurisdiction lists read, beside what was typeset."""

from collections.abc import Sequence
from datetime import UTC, datetime

from jobs.sources import all_sources
from models.domain import Document, Edition
from models.places import state_code
from tests.support.documents.list_pages import Group

SOURCES = all_sources()
Row = tuple[str, str, str]


def read_page(html: str, source: str = "doj_eo14287") -> Edition:
    """Parse a page as a source would."""
    document = Document(html.encode(), "http://127.0.0.1/list", datetime(2025, 8, 5, tzinfo=UTC))
    return SOURCES[source].parse(document)


def rows_of(edition: Edition) -> list[Row]:
    """What each listing says: heading, name, state."""
    return [(str(row.fields["heading"]), str(row.fields["name"]), row.state) for row in edition.listings]


def rows_in(groups: Sequence[Group]) -> list[Row]:
    """What was typeset, in the order in which it stands on the page."""
    states = dict.fromkeys(group.state for group in groups)
    return [
        (group.heading, name, state_code(group.state or name.rpartition(", ")[2]))
        for state in states
        for group in groups
        if group.state == state
        for name in group.names
    ]
