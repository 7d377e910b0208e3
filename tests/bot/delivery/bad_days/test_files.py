"""The CSV of a long alert: in its thread once, or told there, and never in the way of an alert."""

import pytest
from sqlalchemy import Engine

from bot.delivery.deliverer import Deliverer
from tests.support.clock import Clock
from tests.support.newsroom.bulletins import LIST, REPORT
from tests.support.newsroom.delivering import TEXAS, send_all, told
from tests.support.newsroom.editions import designations, publish_rows, refusals, subscribe
from tests.support.slack.driven import DrivenSlack

COMMENT = "12 rows on Texas as CSV, each with its page or position."
REPEATED = f"Possible repeat: {COMMENT} You may have this already: the connection broke as it was sent."


@pytest.fixture(autouse=True)
def twelve_rows(engine: Engine, clock: Clock) -> None:
    """An alert that is to be followed by a file."""
    subscribe(engine, TEXAS, "TX", clock())
    publish_rows(engine, REPORT, refusals(12), clock())


def shared(slack: DrivenSlack) -> list[str]:
    """What is said of each file in the channel."""
    return [message.text for message in slack.messages(TEXAS) if message.files]


def uploads(slack: DrivenSlack) -> int:
    """How often a file was uploaded."""
    return sum(call["method"] == "files.completeUploadExternal" for call in slack.calls)


def test_a_file_that_slack_shows_late_is_not_uploaded_again(
    slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """Slack looks through it for longer than anybody waits: it is looked for once more, and there it is."""
    slack.delay_next_share(0.8)
    send_all(deliverer, clock, 10)
    slack.wait_for(TEXAS, lambda message: bool(message.files))
    send_all(deliverer, clock, 90)
    assert (shared(slack), uploads(slack)) == ([COMMENT], 1)


def test_a_file_that_slack_lost_is_uploaded_once_more(
    slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """Slack said ok and shared nothing: looked for once more, then put there again, marked."""
    slack.lose_next_share()
    send_all(deliverer, clock, 90)
    assert (shared(slack), uploads(slack)) == ([REPEATED], 2)


def test_a_file_that_slack_never_shows_is_told_in_the_thread(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """Lost twice it is told, with what prints it, and never uploaded a third time; alerts went meanwhile."""
    slack.lose_next_share()
    slack.lose_next_share()
    send_all(deliverer, clock, 10)
    publish_rows(engine, LIST, designations("Travis County"), clock())
    send_all(deliverer, clock, 10)
    assert told(slack)[-1] == "DHS publishes list of 1; Travis County is on it"
    send_all(deliverer, clock, 3600, step=20)
    assert (shared(slack), uploads(slack)) == ([], 2)
    last = slack.messages(TEXAS)[-1]
    assert last.thread_ts == slack.messages(TEXAS)[0].ts
    assert last.text == (
        "The CSV may be missing from this thread; `python -m bot changes ice_ddor --edition 1` prints it."
    )


def test_a_page_in_place_of_slacks_answer_uploads_no_file_twice(
    slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """Nobody can have seen what was never shared: tried again unmarked; what was shared is found again."""
    slack.answer_html("files.getUploadURLExternal")
    send_all(deliverer, clock, 60)
    assert (shared(slack), uploads(slack)) == ([COMMENT], 1)


def test_a_file_whose_share_was_not_confirmed_is_looked_for(
    slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """Slack took it and the answer was lost: it is found in its thread, and not put there again."""
    slack.hang_after("files.completeUploadExternal")
    send_all(deliverer, clock, 10)
    slack.wait_for(TEXAS, lambda message: bool(message.files))
    send_all(deliverer, clock, 90)
    assert (shared(slack), uploads(slack)) == ([COMMENT], 1)


def test_a_limit_on_files_is_none_on_messages(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """Slack takes no file for ten minutes: alerts go all the same, and the file once it does."""
    slack.rate_limit("files.getUploadURLExternal", 600)
    send_all(deliverer, clock, 10)
    publish_rows(engine, LIST, designations("Travis County"), clock())
    send_all(deliverer, clock, 10)
    assert told(slack)[-1] == "DHS publishes list of 1; Travis County is on it"
    send_all(deliverer, clock, 620, step=10)
    assert (shared(slack), uploads(slack)) == ([COMMENT], 1)


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("posting_to_channel_denied", "an admin allows no posts in it"),
        ("file_type_not_allowed", "an admin allows no such files"),
        ("file_uploads_except_images_disabled", "an admin allows no files but images"),
    ],
)
def test_an_admin_who_allows_no_such_file_is_named(
    slack: DrivenSlack, clock: Clock, deliverer: Deliverer, code: str, why: str
) -> None:
    """The channel goes on, and its thread says how to get the rows."""
    slack.fail_next("files.completeUploadExternal", code)
    send_all(deliverer, clock, 10)
    assert f"The CSV couldn't be uploaded: {why}. `python -m bot changes" in slack.messages(TEXAS)[-1].text


def test_a_csv_that_may_not_be_uploaded_is_told_in_the_thread(
    slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """Without the scope for files the alert arrives all the same, and says how to get the rows."""
    slack.fail_next("files.getUploadURLExternal", "missing_scope")
    send_all(deliverer, clock, 20)
    assert told(slack) == ["ICE report: 12 refusals in a week; Texas: 12"]
    last = slack.messages(TEXAS)[-1]
    assert last.thread_ts
    assert "the app was not granted the scope for it" in last.text
    assert "python -m bot changes ice_ddor" in last.text
    assert not deliverer.stopped
