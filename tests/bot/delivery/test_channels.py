"""A channel hears of an event once, whatever its subscriptions: one message serves all that it concerns."""

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import col, select

from bot.blocks.alert import rest
from bot.blocks.shared import read_alert_handle
from bot.delivery import gather_again
from bot.delivery.deliverer import Deliverer
from bot.delivery.digest_loop import queue_due
from bot.preview.validation.across import texts
from models.config import Newsroom
from models.db import DeliveryRow, SubscriptionRow, reading, writing
from models.domain import (
    EVERYWHERE,
    PLAIN,
    ChangeKind,
    Channel,
    Erratum,
    Place,
    PlaceKind,
    Quiet,
    Row,
    Subject,
    Terms,
    key,
)
from models.editions import Statement, TakenBack, add_errata, withdraw
from models.newsroom import Actor, subscribe, unsubscribe
from tests.support.clock import Clock
from tests.support.newsroom.bulletins import LIST, REPORT
from tests.support.newsroom.delivering import TEXAS, send_all, told
from tests.support.newsroom.digesting import WEEKLY, ZONE, wish
from tests.support.newsroom.editions import designations, publish_rows
from tests.support.slack.driven import DrivenSlack

MONDAY = datetime(2026, 11, 9, 13, 0, 5, tzinfo=UTC)
HERE = Channel("", TEXAS)


def on_list(**names: Sequence[str]) -> list[Row]:
    """Return rows of a list of places, by state."""
    rows = []
    for state, named in names.items():
        for row in designations(*named):
            listing = replace(row.listing, state=state, position=f"{state} {row.listing.position}")
            rows.append(replace(row, listing=listing, key=key(listing)))
    return rows


def shown(slack: DrivenSlack) -> str:
    """All that the channel's last message says."""
    message = [each for each in slack.messages(TEXAS) if each.from_app and not each.thread_ts][-1]
    return "\n".join(texts(list(message.blocks)))


def queued(engine: Engine) -> list[tuple[str, str]]:
    """What and status of each message in the outbox, in order."""
    with reading(engine) as session:
        return [
            (row.what, row.status) for row in session.exec(select(DeliveryRow).order_by(col(DeliveryRow.id)))
        ]


def digest(engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer) -> str:
    """Let Monday morning come, and return all that the channel's last message says."""
    clock.advance(MONDAY - clock())
    queue_due(engine, ZONE, clock)
    send_all(deliverer, clock, 5)
    return shown(slack)


@pytest.fixture
def known(engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer) -> None:
    """A list that was published before anyone subscribed."""
    publish_rows(engine, LIST, on_list(TX=["Travis County"], GA=["Old County"], MA=["Boston"]), clock())
    send_all(deliverer, clock, 2)


MORE = {"TX": ["Travis County", "Dallas County"], "GA": ["Cobb County"], "MA": ["Boston", "Lowell"]}
"""Texas has one more, Georgia another one in place of its own, Massachusetts one more."""


@pytest.mark.usefixtures("known")
def test_two_states_are_one_message(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """One headline names both, the rows of both stand below it, and those of a third don't."""
    wish(engine, clock(), PLAIN, "TX")
    wish(engine, clock(), PLAIN, "GA")
    publish_rows(engine, LIST, on_list(**MORE), clock())
    send_all(deliverer, clock, 5)
    assert told(slack) == ["DHS list: Ga. 1 place on, 1 off; Texas 1 place on"]
    said = shown(slack)
    assert "Most:" not in said
    assert [name in said for name in ("Old County", "Cobb County", "Dallas County", "Lowell")] == [
        True, True, True, False,
    ]  # fmt: skip


@pytest.mark.usefixtures("known")
def test_only_what_concerns_is_named(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """A change in Georgia alone is Georgia's, though the channel hears of Texas too."""
    wish(engine, clock(), PLAIN, "TX")
    wish(engine, clock(), PLAIN, "GA")
    publish_rows(engine, LIST, on_list(TX=["Travis County"], GA=["Old County", "New County"]), clock())
    send_all(deliverer, clock, 5)
    assert told(slack) == ["New County, Ga., is on the DHS list"]


@pytest.mark.usefixtures("known")
def test_a_place_its_state_and_all_states_tell_a_row_once(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """Three wishes that all hear of one row: one message, one row, and one in the CSV."""
    wish(engine, clock(), PLAIN, "TX")
    wish(engine, clock(), PLAIN, EVERYWHERE)
    subscribe(engine, HERE, Subject("TX", "48453"), Actor("U0EDITOR", clock()))
    publish_rows(engine, LIST, on_list(GA=["Old County"], MA=["Boston"]), clock())
    send_all(deliverer, clock, 5)
    assert told(slack) == ["Travis County, Texas, is off the DHS list"]
    assert shown(slack).count("\noff\nTravis County, Texas\n") == 1


def test_a_new_list_and_its_fate_are_told_once(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """Whatever a channel hears of, a list is new once and gone once."""
    wish(engine, clock(), PLAIN, "TX")
    wish(engine, clock(), PLAIN, "GA")
    names = [f"County {number}" for number in range(11)]
    publish_rows(engine, LIST, on_list(TX=names, GA=names), clock())
    send_all(deliverer, clock, 9)
    with writing(engine) as session:
        withdraw(session, LIST.name, clock(), clock())
    send_all(deliverer, clock, 5)
    assert told(slack) == [
        "DHS list, since taken down; Ga.: 11 places; Texas: 11 places",
        "DHS list is taken down; Ga.: 11 places; Texas: 11 places",
    ]
    (file,) = slack.files()
    assert file["name"] == "dhs_2025-edition-1-GA-TX.csv"
    rows = list(csv.DictReader(io.StringIO(slack.file_content(file).decode())))
    assert len(rows) == 22


@pytest.mark.usefixtures("known")
def test_the_most_urgent_that_matches_decides_when(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """Texas as it happens and everything weekly: what has a Texas row goes now, with it first."""
    wish(engine, clock(), PLAIN, "TX")
    wish(engine, clock(), Terms(rhythm=WEEKLY), EVERYWHERE)
    clock.advance(timedelta(seconds=1))
    publish_rows(engine, LIST, on_list(**MORE), clock())
    send_all(deliverer, clock, 5)
    assert len(told(slack)) == 1
    at = [shown(slack).rindex(name) for name in ("Dallas County", "Old County", "Cobb County", "Lowell")]
    assert at[0] == min(at)
    publish_rows(engine, LIST, on_list(**{**MORE, "MA": ["Boston"]}), clock())
    with writing(engine) as session:
        withdraw(session, LIST.name, clock(), clock())
    send_all(deliverer, clock, 5)
    assert len(told(slack)) == 2
    assert "is taken down" in told(slack)[1]
    said = digest(engine, slack, clock, deliverer)
    assert len(told(slack)) == 3
    assert [name in said for name in ("Old County", "Cobb County", "Dallas County", "Lowell")] == [
        False, False, False, True,
    ]  # fmt: skip
    assert "is taken down" not in said
    assert "2 alerts already sent are not repeated." in said


@pytest.mark.usefixtures("known")
def test_quiet_hours_of_what_comes_as_it_happens_hold_it(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """A digest of the same channel has no quiet hours: that sends nothing at night."""
    wish(engine, clock(), Terms(quiet=Quiet(time(0), time(23, 59))), "TX")
    wish(engine, clock(), Terms(rhythm=WEEKLY), EVERYWHERE)
    publish_rows(engine, LIST, on_list(**MORE), clock())
    send_all(deliverer, clock, 5)
    assert told(slack) == []


def test_states_heard_by_one_clock_are_one_digest(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """Two weekly states are one message, which says since when one of them is heard."""
    wish(engine, clock(), Terms(rhythm=WEEKLY), "TX")
    clock.advance(timedelta(days=1))
    wish(engine, clock(), Terms(rhythm=WEEKLY), "GA")
    publish_rows(engine, LIST, on_list(TX=["Travis County"], GA=["Cobb County"]), clock())
    said = digest(engine, slack, clock, deliverer)
    assert told(slack) == ["Georgia and Texas: week to Nov. 9, 2026"]
    assert "*1 list published.*" in said
    assert "DHS publishes list of 2; " in said
    assert "Georgia: since Nov. 3, 2026." in said
    assert queued(engine).count(("digest", "sent")) == 1


@pytest.mark.usefixtures("known")
def test_who_leaves_a_shared_digest_leaves_nothing_behind(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """Georgia is heard at once from now on: what was gathered for it and Texas is told now, and not again."""
    wish(engine, clock(), Terms(rhythm=WEEKLY), "TX")
    wish(engine, clock(), Terms(rhythm=WEEKLY), "GA")
    publish_rows(engine, LIST, on_list(**MORE), clock())
    wish(engine, clock(), PLAIN, "GA")
    send_all(deliverer, clock, 3)
    assert told(slack) == ["Georgia and Texas: Nov. 2, 2026"]
    assert "*2 places on a list, 1 place off a list.*" in shown(slack)
    assert "Next: Monday, Nov. 9, 2026, 8 a.m. EST." in shown(slack)
    said = digest(engine, slack, clock, deliverer)
    assert told(slack)[1:] == ["Texas: week to Nov. 9, 2026"]
    assert "so we can't say if anything changed." in said


@pytest.mark.usefixtures("known")
def test_a_message_waits_while_all_that_it_serves_are_muted(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """One of two muted holds nothing that the other hears; both muted hold all, in order."""
    for state in ("TX", "GA"):
        wish(engine, clock(), PLAIN, state)
    with writing(engine) as session:
        texas, georgia = session.exec(select(SubscriptionRow).order_by(col(SubscriptionRow.id)))
        texas.muted_until = clock() + timedelta(minutes=5)
        georgia.muted_until = clock() + timedelta(minutes=1)
    publish_rows(engine, LIST, on_list(**MORE), clock())
    send_all(deliverer, clock, 50)
    assert told(slack) == []
    send_all(deliverer, clock, 20)
    assert told(slack) == ["DHS list: Ga. 1 place on, 1 off; Texas 1 place on"]


@pytest.mark.usefixtures("known")
def test_quiet_hours_of_one_hold_no_other(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """Texas is quiet all day, Georgia is not: what serves both goes, what is Texas's alone waits."""
    wish(engine, clock(), Terms(quiet=Quiet(time(0), time(23, 59))), "TX")
    wish(engine, clock(), PLAIN, "GA")
    publish_rows(engine, LIST, on_list(**MORE), clock())
    publish_rows(engine, LIST, on_list(**{**MORE, "TX": ["Travis County"]}), clock())
    send_all(deliverer, clock, 5)
    assert told(slack) == ["DHS list: Ga. 1 place on, 1 off; Texas 1 place on"]


@pytest.mark.usefixtures("known")
def test_unsubscribing_from_one_leaves_the_message_for_the_other(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """While the message waits, Georgia is ended: Texas is told its own row, and no more."""
    wish(engine, clock(), PLAIN, "TX")
    wish(engine, clock(), PLAIN, "GA")
    publish_rows(engine, LIST, on_list(**MORE), clock())
    unsubscribe(engine, HERE, Actor("U0EDITOR", clock()), [Subject("GA")])
    send_all(deliverer, clock, 5)
    assert told(slack) == ["Dallas County, Texas, is on the DHS list"]


@pytest.mark.usefixtures("known")
def test_what_is_no_longer_told_at_once_comes_with_the_digest(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """Texas is ended before its message left: all states, heard weekly, read of its row on Monday, once."""
    wish(engine, clock(), PLAIN, "TX")
    wish(engine, clock(), Terms(rhythm=WEEKLY), EVERYWHERE)
    publish_rows(engine, LIST, on_list(**MORE), clock())
    unsubscribe(engine, HERE, Actor("U0EDITOR", clock()), [Subject("TX")])
    send_all(deliverer, clock, 5)
    assert told(slack) == []
    said = digest(engine, slack, clock, deliverer)
    assert told(slack) == ["Every state: week to Nov. 9, 2026"]
    assert "*3 places on a list, 1 place off a list.*" in said
    assert said.count("Dallas County") == 1


@pytest.mark.usefixtures("known")
def test_a_reissue_is_told_as_one_to_a_channel_of_two_states(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """Georgia's county goes and comes back within the delay while Texas gets one: only that is told."""
    wish(engine, clock(), PLAIN, "TX")
    wish(engine, clock(), PLAIN, "GA")
    settle = timedelta(seconds=120)
    publish_rows(engine, LIST, on_list(TX=["Travis County"], MA=["Boston"]), clock(), settle=settle)
    send_all(deliverer, clock, 60)
    last = on_list(TX=["Travis County", "Dallas County"], GA=["Old County"], MA=["Boston"])
    publish_rows(engine, LIST, last, clock(), settle=settle)
    send_all(deliverer, clock, 130, step=5)
    assert told(slack) == ["Dallas County, Texas, is on the DHS list"]
    assert queued(engine) == [("alert", "failed"), ("alert", "sent")]


@pytest.mark.usefixtures("known")
def test_a_message_to_two_states_is_corrected_as_one(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """Georgia's new county goes again: the message that told of both is edited, and Texas's row stands."""
    wish(engine, clock(), PLAIN, "TX")
    wish(engine, clock(), PLAIN, "GA")
    publish_rows(engine, LIST, on_list(**MORE), clock())
    send_all(deliverer, clock, 5)
    publish_rows(engine, LIST, on_list(**{**MORE, "GA": []}), clock())
    send_all(deliverer, clock, 9)
    assert told(slack) == [
        "Cobb County, Ga., was on DHS list; off since Nov. 2, 2026; 1 on, 1 off before",
        "Cobb County, Ga., is off the DHS list",
    ]
    assert queued(engine).count(("correction", "sent")) == 2
    first = next(message for message in slack.messages(TEXAS) if message.from_app)
    said = "\n".join(texts(list(first.blocks)))
    assert "~*Cobb County, Ga.*" in said
    assert "~*Dallas County" not in said


@pytest.mark.usefixtures("known")
def test_the_rows_of_both_are_shown_at_a_press(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """The button below such a message brings back what it told, of both states."""
    wish(engine, clock(), PLAIN, "TX")
    wish(engine, clock(), PLAIN, "GA")
    publish_rows(engine, LIST, on_list(**MORE), clock())
    send_all(deliverer, clock, 5)
    message = next(each for each in slack.messages(TEXAS) if each.from_app)
    value = next(block for block in message.blocks if block["type"] == "actions")["elements"][0]["value"]
    with reading(engine) as session:
        bulletin = gather_again(session, read_alert_handle(value), deliverer.readership)
    assert rest(bulletin, 0)[0].text == "All 3 Georgia and Texas rows."


def test_a_correction_notice_is_told_once_with_all_its_places(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """A publisher takes back rows of two states that one channel hears of, whatever kinds it leaves out."""
    wish(engine, clock(), Terms(without=(ChangeKind.REMOVED,)), "TX")
    wish(engine, clock(), PLAIN, "IA")
    places = [
        Place("48453", "Travis County", "TX", PlaceKind.COUNTY),
        Place("19069", "Franklin County", "IA", PlaceKind.COUNTY),
    ]
    wrong = [
        TakenBack(Erratum(place.name, place.state, None, f"{place.name} was wrong."), place)
        for place in places
    ]
    with writing(engine) as session:
        add_errata(
            session, Statement(REPORT.name, "https://a.example/notice", clock()), wrong, Newsroom(), clock()
        )
    send_all(deliverer, clock, 3)
    assert told(slack) == [
        "ICE takes back rows of Travis County, Texas, and Franklin County, Iowa from its report"
    ]
