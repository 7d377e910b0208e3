"""Six hundred places at once: one message a channel, with counts, its own state first, rows in a CSV."""

import csv
import io
from datetime import timedelta

from sqlalchemy import Engine

from bot.delivery.deliverer import Deliverer
from bot.preview.validation.across import texts
from models.domain import (
    EVERYWHERE,
    PLAIN,
    Listing,
    ListingKind,
    Outcome,
    Place,
    PlaceKind,
    Resolution,
    Row,
    key,
)
from models.places import STATES
from tests.support.clock import Clock
from tests.support.newsroom.bulletins import LIST
from tests.support.newsroom.delivering import GEORGIA, TEXAS, send_all, told
from tests.support.newsroom.digesting import wish
from tests.support.newsroom.editions import designations, publish_rows
from tests.support.slack.driven import DrivenSlack


def places(number: int) -> list[Row]:
    """Return so many made-up towns, spread evenly over fifty states."""
    rows = []
    for each in range(number):
        state = sorted(STATES)[each % 50]
        name = f"Made-up Town {each}"
        fields = {"name": f"{name}, {state}", "heading": "Cities"}
        listing = Listing(ListingKind.DESIGNATION, fields, state, position=f"item {each}", as_read=name)
        place = Place(f"{each:07}", name, state, PlaceKind.CITY)
        rows.append(Row(listing, key(listing), Resolution(Outcome.RESOLVED, (place,))))
    return rows


def blocks(slack: DrivenSlack, channel: str) -> str:
    """Return all that the last message of a channel says."""
    message = [each for each in slack.messages(channel) if each.from_app and not each.thread_ts][-1]
    return "\n".join(texts(list(message.blocks)))


def test_a_list_of_600_is_one_message_for_each_channel(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """Massachusetts reads its twelve first; all states read in how many; the CSV holds each one's rows."""
    wish(engine, clock(), PLAIN, "MA", TEXAS)
    wish(engine, clock(), PLAIN, EVERYWHERE, GEORGIA)
    publish_rows(engine, LIST, places(600), clock())
    send_all(deliverer, clock, 12)
    assert told(slack) == ["DHS publishes list of 600; 12 Massachusetts places are on it"]
    assert told(slack, GEORGIA) == ["DHS publishes list of 600: 600 cities"]
    assert "Published March 20, 2017. 600 jurisdictions: 600 cities.\nMassachusetts: " in blocks(slack, TEXAS)
    held = [csv.DictReader(io.StringIO(slack.file_content(each).decode())) for each in slack.files()]
    assert sorted(len(list(rows)) for rows in held) == [12, 600]
    assert not [call for call in slack.calls if not call["ok"]]


def test_a_change_of_600_says_what_it_was_here_and_what_everywhere(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """A channel of one state sees that the news is not its own state's alone."""
    wish(engine, clock(), PLAIN, "MA", TEXAS)
    publish_rows(engine, LIST, designations("Travis County"), clock())
    send_all(deliverer, clock, 3)
    clock.advance(timedelta(days=1))
    publish_rows(engine, LIST, [*designations("Travis County"), *places(600)], clock())
    send_all(deliverer, clock, 12)
    assert told(slack)[-1] == "12 more Massachusetts places are on the DHS list"
    said = blocks(slack, TEXAS)
    assert (
        "List: 601 jurisdictions, up from 1.\nAll states: 600 rows changed.\nMassachusetts: 12 places on it."
        in said
    )
