"""A scout on a publisher of loopback."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from pytest_httpserver import HTTPServer

from jobs.scouts.look import look
from jobs.watch import Report
from models.leads import leads
from models.settings_scouts import ScoutSettings
from models.store import reading
from models.tables import LeadRow
from tests.support.feeds import News
from tests.support.fetching import fetcher
from tests.support.watching import Desk

NAME = "DOJ press releases"
ROOT = "https://publisher.example"


class Scouting:
    """A desk with one scout, which looks for detainers and sanctuary jurisdictions."""

    def __init__(self, desk: Desk, publisher: HTTPServer) -> None:
        self.desk, self.publisher = desk, publisher
        self.scout = ScoutSettings(
            name=NAME, address=publisher.url_for("/news"), words=("detainer", "sanctuary jurisdiction")
        )
        settings = desk.watch.settings.model_copy(update={"scouts": (self.scout,)})
        desk.watch = replace(desk.watch, settings=settings, fetcher=fetcher(clock=desk.clock))

    def publish(self, body: bytes, *, status: int = 200, media_type: str = "application/xml") -> None:
        """Let the publisher announce this from now on."""
        self.publisher.clear()
        self.publisher.no_handler_status_code = 404
        self.publisher.expect_request("/news").respond_with_data(body, status, content_type=media_type)

    def look(self) -> Report:
        """Look an hour later."""
        self.desk.clock.advance(timedelta(hours=1))
        (report,) = look(self.scout, self.desk.watch)
        return report

    def news(self, number: int, *, days: int = 0) -> News:
        """A made-up announcement of a list, of some days ago."""
        published = self.desk.clock() - timedelta(days=days)
        return News(f"A list of sanctuary jurisdictions, no. {number}", f"{ROOT}/pr/{number}", published)

    def leads(self) -> Sequence[LeadRow]:
        """Every lead that is noted."""
        with reading(self.desk.engine) as session:
            return leads(session)

    def told(self, channel: str) -> list[str]:
        """The titles of the leads that a channel is told, in order."""
        rows = [row for row in self.desk.queued() if row.channel == channel and "lead" in row.payload]
        return [row.payload["lead"]["title"] for row in rows]
