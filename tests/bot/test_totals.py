"""A printed total that the rows don't bear out: held, and once accepted said wherever it is told."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest
from slack_sdk import WebClient

from bot.cli.json_rows import edition_json
from bot.delivery import Readership
from bot.delivery.deliverer import Deliverer
from jobs import review
from jobs.check import take
from jobs.context import CheckContext
from models.db import reading
from models.domain import Document
from models.queries import edition_of
from tests.support.documents.report_papers import TITLE, policies, refusals, tallies, weekly
from tests.support.documents.report_rows import made_up
from tests.support.documents.reports import typeset
from tests.support.newsroom.desk_on_slack import NOW, Room, sources, watch_on
from tests.support.shown import shown

ROWS = made_up(40, seed=7)
SAID = "It prints a total of 41 declined, but its rows count 40."


def report() -> Document:
    """A report of the second week with forty refusals, in which forty-one are counted."""
    paper = weekly(
        tallies([("Clark County", "Nevada", "51")]),
        refusals(ROWS),
        policies([("Butler County, Kansas", "June 2014", "Policy", "Will not honor detainers.")] * 3),
        declined=41,
    )
    title = (*TITLE[:2], "For Recorded Declined Detainers Feb. 4 – Feb. 10, 2017")
    address = "https://www.ice.gov/doclib/ddor/ddor2017_02-04to02-10.pdf"
    return Document(typeset(replace(paper, title=title)), address, NOW, "application/pdf")


@pytest.fixture
def context(history: str) -> Iterator[CheckContext]:
    """The publishing side on the same database."""
    with watch_on(history) as context:
        yield context


def test_a_difference_is_held_and_then_said_everywhere(room: Room, context: CheckContext) -> None:
    """The guard names it; after a person accepted, the alert, the answer and `editions` say it too."""
    room.slack.command("#texas-desk", "subscribe TX")
    held = take(report(), "ice_ddor", context)[-1]
    assert (held.status, held.reasons) == ("held", (SAID,))
    review.accept(held.edition or 0, context, "command line")
    client = WebClient(room.slack.bot_token, base_url=room.slack.api_url, retry_handlers=[])
    seconds = (NOW + timedelta(seconds=2 * number) for number in count())  # two messages to a channel
    readership = Readership(sources(), "America/New_York")
    deliverer = Deliverer(
        context.engine, client, readership, lambda: next(seconds), lambda: next(seconds).timestamp()
    )
    while deliverer.deliver_next():
        pass
    alerts = [shown(posted.blocks) for posted in room.slack.messages("C0TEXAS") if posted.from_app]
    assert SAID in "\n".join(alerts)
    answer = room.slack.command("#texas-desk", "Travis County, TX")
    assert room.slack.click(answer, action_id="answer_more").error == ""
    more = room.slack.wait_for("#texas-desk", lambda posted: "More on" in shown(posted.blocks))
    assert SAID in shown(more.blocks)
    with reading(context.engine) as session:
        assert SAID in edition_json(edition_of(session, "ice_ddor", held.edition))["caveats"]
