"""Where a channel wants a thread for each list, its later alerts stand below the first."""

from sqlalchemy import Engine

from bot.delivery.deliverer import Deliverer
from models.db import writing
from models.domain import EVERYWHERE, PLAIN, Terms
from models.editions import withdraw
from tests.support.clock import Clock
from tests.support.newsroom.bulletins import LIST, REPORT
from tests.support.newsroom.delivering import TEXAS, send_all, told
from tests.support.newsroom.digesting import wish
from tests.support.newsroom.editions import designations, publish_rows, refusals
from tests.support.slack.driven import DrivenSlack


def shown(slack: DrivenSlack) -> list[tuple[str, str]]:
    """Return the text of each message, and of what stands below another one that other's."""
    messages = [message for message in slack.messages(TEXAS) if message.from_app]
    by_ts = {message.ts: message.text for message in messages}
    return [(message.text, by_ts.get(message.thread_ts, "")) for message in messages]


def test_later_alerts_of_a_list_are_replies_to_its_first(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """A channel shows one message a list; rows and changes, and the list's fate, stand below it."""
    wish(engine, clock(), Terms(thread=True))
    publish_rows(engine, LIST, designations("Travis County"), clock())
    publish_rows(engine, REPORT, refusals(2), clock())
    send_all(deliverer, clock, 5)
    publish_rows(engine, LIST, designations("Travis County", *map(str, range(20))), clock())
    with writing(engine) as session:
        withdraw(session, LIST.name, clock(), clock())
    send_all(deliverer, clock, 10)
    first = shown(slack)[0][0]
    assert first == "DHS list, since taken down; Travis County was on it"
    assert [text for text, below in shown(slack) if not below] == [
        first,
        "ICE report: 2 refusals in a week; Texas: 2",
    ]
    below_first = [text for text, below in shown(slack) if below == first]
    assert any(text.startswith("20 more Texas places are on the DHS list") for text in below_first)
    assert "All 20 Texas rows." in below_first
    assert "DHS list is taken down; 21 Texas places were on it" in below_first
    assert not [call for call in slack.calls if not call["ok"]]


def test_a_thread_that_was_deleted_begins_anew(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """Somebody deletes the first message: the next alert stands in the channel, and later ones below it."""
    wish(engine, clock(), Terms(thread=True))
    publish_rows(engine, LIST, designations("Travis County"), clock())
    send_all(deliverer, clock, 3)
    (first,) = [message for message in slack.messages(TEXAS) if message.from_app]
    deliverer.client.chat_delete(channel=TEXAS, ts=first.ts)
    for number in (1, 2):
        names = [f"County {each}" for each in range(number)]
        publish_rows(engine, LIST, designations("Travis County", *names), clock())
        send_all(deliverer, clock, 3)
    anew = "County 0, Texas, is on the DHS list. Texas: 2 places on it."
    later = "County 1, Texas, is on the DHS list. Texas: 3 places on it."
    assert shown(slack) == [(anew, ""), (later, anew)]


def test_a_thread_hides_nothing_from_who_wants_none(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """Texas in threads and all states without: what serves both stands in the channel."""
    wish(engine, clock(), Terms(thread=True))
    wish(engine, clock(), PLAIN, EVERYWHERE)
    publish_rows(engine, LIST, designations("Travis County"), clock())
    publish_rows(engine, LIST, designations("Travis County", "New County"), clock())
    send_all(deliverer, clock, 5)
    assert told(slack) == [
        "DHS publishes list of 1; Travis County is on it",
        "New County, Texas, is on the DHS list",
    ]


def test_without_the_wish_each_alert_stands_in_the_channel(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """Nobody has to open a thread who did not ask for it."""
    wish(engine, clock(), PLAIN)
    publish_rows(engine, LIST, designations("Travis County"), clock())
    publish_rows(engine, LIST, designations("Travis County", "New County"), clock())
    send_all(deliverer, clock, 5)
    assert told(slack) == [
        "DHS publishes list of 1; Travis County is on it",
        "New County, Texas, is on the DHS list",
    ]
