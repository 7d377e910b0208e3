"""What is no answer of Slack's passes: what waits is kept, goes by itself, and is never a silent double."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import col, select

from bot.delivery.deliverer import Deliverer
from models.db import AuditRow, DeliveryRow, reading
from tests.support.clock import Clock
from tests.support.newsroom.bulletins import LIST
from tests.support.newsroom.delivering import GEORGIA, TEXAS, posts, send_all, told
from tests.support.newsroom.editions import designations, publish_rows, subscribe
from tests.support.slack.driven import DrivenSlack

NEWS = "DHS publishes list of 1; Travis County is on it"
MARKED = f"Possible repeat: {NEWS}"
HOURS = 2 * 3600


def paused(engine: Engine) -> bool:
    """Tell whether any channel was paused, which a person would have to end."""
    with reading(engine) as session:
        return bool(session.exec(select(AuditRow).where(col(AuditRow.what) == "paused")).all())


def notices(engine: Engine) -> list[str]:
    """The keys of what operators are told."""
    with reading(engine) as session:
        keys = session.exec(select(DeliveryRow.key).where(col(DeliveryRow.what) == "notice"))
        return sorted(keys.all())


@pytest.fixture(autouse=True)
def one_row(engine: Engine, clock: Clock) -> None:
    """News for Texas."""
    subscribe(engine, TEXAS, "TX", clock())
    publish_rows(engine, LIST, designations("Travis County"), clock())


PAGE = "chat.postMessage"
Case = tuple[Callable[[DrivenSlack], None], str]
ONCE: list[Case] = [
    (lambda slack: slack.answer_html(PAGE, 3), MARKED),
    (lambda slack: slack.answer_nothing(PAGE, 3), MARKED),
    (lambda slack: slack.fail_status(PAGE, 503, 3), MARKED),
    (lambda slack: slack.fail_next(PAGE, "service_unavailable", 3), NEWS),
    (lambda slack: slack.fail_next(PAGE, "a_word_of_next_year", 3), NEWS),
    (lambda slack: slack.fail_next(PAGE, "accesslimited", 3), NEWS),
]


@pytest.mark.parametrize("case", ONCE)
def test_what_is_no_answer_passes(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer, case: Case
) -> None:
    """Three of them hold a message up for seconds, pause nothing, and are told to nobody."""
    fault, arrives = case
    fault(slack)
    send_all(deliverer, clock, 30)
    assert told(slack) == [arrives]
    assert not paused(engine)
    assert not notices(engine)


def test_a_proxy_in_place_of_slack_for_hours_needs_no_hand(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """After an hour nothing more is posted blindly; operators hear of it once, and all goes by itself."""
    subscribe(engine, GEORGIA, "GA", clock())
    for method in ("chat.postMessage", "auth.test"):
        slack.answer_html(method, 1000)
    send_all(deliverer, clock, HOURS, step=30)
    tried = len(posts(slack))
    assert tried < 20
    assert deliverer.stopped == "not_json"
    send_all(deliverer, clock, HOURS, step=30)
    assert len(posts(slack)) == tried
    slack.recover()
    publish_rows(engine, LIST, designations("Travis County", "Example County"), clock())
    send_all(deliverer, clock, 400, step=5)
    assert told(slack)[0] == MARKED
    assert len(told(slack)) == 2
    assert not paused(engine)
    assert len(notices(engine)) == 1


def test_one_channel_that_slack_never_explains_holds_up_no_other(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """A word that nobody knows, for hours: no test call fails, and the message is tried less and less."""
    slack.fail_next("chat.postMessage", "a_word_of_next_year", 1000)
    send_all(deliverer, clock, HOURS, step=30)
    assert not deliverer.stopped
    assert len(notices(engine)) == 1
    assert 10 < len(posts(slack)) < 40
    slack.recover()
    send_all(deliverer, clock, HOURS, step=30)
    assert told(slack) == [NEWS]
    assert not paused(engine)


@pytest.mark.parametrize("code", ["token_revoked", "invalid_auth", "account_inactive"])
def test_a_token_that_works_again_needs_no_restart(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer, code: str
) -> None:
    """Nothing is posted while a test call is refused, nothing is lost, and all goes once it succeeds."""
    for method in ("chat.postMessage", "auth.test"):
        slack.fail_next(method, code, 1000)
    send_all(deliverer, clock, HOURS, step=30)
    assert (deliverer.stopped, len(posts(slack))) == (code, 1)
    asked = [call for call in slack.calls if call["method"] == "auth.test"]
    assert len(asked) < HOURS / 300 + 10
    slack.recover()
    send_all(deliverer, clock, 320, step=5)
    assert told(slack) == [NEWS]
    assert not deliverer.stopped
    assert len(notices(engine)) == 1


def test_what_an_admin_must_allow_goes_once_it_is_allowed(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """One channel waits for the admin, operators hear of it once, and it goes by itself, unmarked."""
    slack.fail_next("chat.postMessage", "ekm_access_denied", 1)
    send_all(deliverer, clock, 1)
    slack.fail_next("chat.postMessage", "ekm_access_denied", 1)
    send_all(deliverer, clock, 60)
    assert told(slack) == [NEWS]
    assert len(notices(engine)) == 1


def test_the_wall_clock_holds_nothing_up(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """The clock runs a day fast while messages go, are refused and put back, and is then set right."""
    ticks = iter(range(10_000_000))
    deliverer = Deliverer(
        engine, deliverer.client, deliverer.readership, clock, lambda: float(next(ticks)) / 10
    )
    clock.advance(timedelta(days=1))
    slack.fail_next("chat.postMessage", "service_unavailable")
    deliverer.deliver_next()
    clock.advance(timedelta(days=-1))
    deliverer.deliver_next()
    clock.advance(timedelta(seconds=2))
    for _ in range(200):
        deliverer.deliver_next()
    clock.advance(timedelta(seconds=2))
    publish_rows(engine, LIST, designations("Travis County", "Example County"), clock())
    for _ in range(200):
        deliverer.deliver_next()
    assert told(slack)[:1] == [NEWS]
    assert len(told(slack)) == 2
