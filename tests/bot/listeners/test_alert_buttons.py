"""The buttons below an alert, pressed on a sample of one."""

import pytest

from tests.support.newsroom.desk_on_slack import Room
from tests.support.shown import shown
from tests.support.slack.seen import Posted


@pytest.fixture
def alert(room: Room) -> Posted:
    """An alert as a channel has it: the sample that follows a subscription to Nevada."""
    room.slack.invite("#mass-desk")
    reply = room.slack.command("#mass-desk", "subscribe NV")
    assert room.slack.click(reply, action_id="subscription_sample").error == ""
    return room.slack.wait_for("#mass-desk", lambda posted: posted.text.startswith("Sample:"))


@pytest.mark.parametrize(
    ("button", "wanted"),
    [
        ("alert_rows", "NEVADA"),
        ("alert_evidence", "Evidence:"),
        ("alert_sentence", "A detainer is a civil request"),
    ],
)
def test_each_button_opens_for_who_asks(room: Room, alert: Posted, button: str, wanted: str) -> None:
    """Rows, evidence and a sentence to print; only the one who pressed sees them."""
    assert room.slack.click(alert, action_id=button).error == ""
    opened = room.slack.wait_for(
        "#mass-desk",
        lambda posted: (
            posted.ephemeral
            and posted.ts > alert.ts
            and wanted.casefold() in (posted.text + shown(posted.blocks)).casefold()
        ),
    )
    assert opened.ephemeral


def test_a_state_without_changes_has_no_sample(room: Room) -> None:
    """Where nothing is recorded yet there is nothing to show, and the person hears that."""
    room.slack.invite("#mass-desk")
    reply = room.slack.command("#mass-desk", "subscribe AS")
    assert room.slack.click(reply, action_id="subscription_sample").error == ""
    told = room.slack.wait_for(
        "#mass-desk", lambda posted: "We have no changes in American Samoa on file." in posted.text
    )
    assert told.ephemeral
    assert "There is no sample to send." in told.text


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (
            "Baltimore County, MD",
            "Sample: NPR count: 2,785 refusals for 2015; Baltimore County, Md.: 7 (total only)",
        ),
        ("all", "Sample: NPR count: 2,785 refusals (totals only) for 2015"),
    ],
)
def test_a_place_and_everything_have_their_samples(room: Room, asked: str, told: str) -> None:
    """The latest edition that told of the one place, or of any."""
    room.slack.invite("#mass-desk")
    reply = room.slack.command("#mass-desk", f"subscribe {asked}")
    assert room.slack.click(reply, action_id="subscription_sample").error == ""
    sample = room.slack.wait_for("#mass-desk", lambda posted: posted.text.startswith("Sample: "))
    assert sample.text.startswith(told)
