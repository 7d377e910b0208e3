"""A scout on a publisher of loopback."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from pytest_httpserver import HTTPServer

from jobs.context import CheckReport
from jobs.scouts import look_for_leads
from models.config import ScoutSettings
from models.db import reading
from models.messaging import (
    Lead,
    LeadFound,
    LeadPayload,
    NoticePayload,
    Payload,
    all_leads,
    lead_of,
    payload_of,
)
from tests.support.documents.feeds import News
from tests.support.publishers.fetching import fetcher
from tests.support.publishers.watching import Desk

NAME = "DOJ press releases"
ROOT = "https://publisher.example"


class Scouting:
    """A desk with one scout, which looks for detainers and sanctuary jurisdictions."""

    def __init__(self, desk: Desk, publisher: HTTPServer) -> None:
        self.desk, self.publisher = desk, publisher
        self.scout = ScoutSettings(
            name=NAME, address=publisher.url_for("/news"), words=("detainer", "sanctuary jurisdiction")
        )
        settings = desk.context.settings.model_copy(update={"scouts": (self.scout,)})
        desk.context = replace(desk.context, settings=settings, fetcher=fetcher(clock=desk.clock))

    def publish(self, body: bytes, *, status: int = 200, media_type: str = "application/xml") -> None:
        """Let the publisher announce this from now on."""
        self.publisher.clear()
        self.publisher.no_handler_status_code = 404
        self.publisher.expect_request("/news").respond_with_data(body, status, content_type=media_type)

    def look(self) -> CheckReport:
        """Look an hour later."""
        self.desk.clock.advance(timedelta(hours=1))
        (report,) = look_for_leads(self.scout, self.desk.context)
        return report

    def news(self, number: int, *, days: int = 0) -> News:
        """A made-up announcement of a list, of some days ago."""
        published = self.desk.clock() - timedelta(days=days)
        return News(f"A list of sanctuary jurisdictions, no. {number}", f"{ROOT}/pr/{number}", published)

    def leads(self) -> Sequence[Lead]:
        """Every lead that is noted."""
        with reading(self.desk.engine) as session:
            return all_leads(session)

    def told(self, channel: str) -> list[str]:
        """The titles of the leads that a channel is told, in order."""
        told = [payload_of(row) for row in self.desk.queued() if row.channel == channel]
        with reading(self.desk.engine) as session:
            return [lead_of(session, number).title for number in map(_lead, told) if number]


def _lead(told: Payload) -> int | None:
    """Return the id of the lead that a message tells, if it tells one."""
    match told:
        case LeadPayload(lead=number) | NoticePayload(notice=LeadFound(lead=number)):
            return number
    return None
