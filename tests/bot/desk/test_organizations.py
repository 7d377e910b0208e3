"""An app that is installed for an organization: one newsroom in several workspaces, one set of wishes."""

import logging
from collections.abc import Iterator
from dataclasses import replace
from http.client import HTTPException

import pytest
from slack_bolt import BoltRequest
from slack_sdk.errors import SlackClientError

from bot.blocks import kit
from bot.desk import Desk
from models.domain import Channel
from models.errors import DeskError
from models.newsroom import subscriptions_of, subscriptions_of_team
from tests.support.newsroom.desk_on_slack import Room, newsroom
from tests.support.newsroom.every_surface import payloads
from tests.support.newsroom.forms import choose, form_of
from tests.support.shown import shown
from tests.support.waiting import until

ORGANIZATION, SPORTS = "E0ORGANIZATION", "T0SPORTS"
NULL_TEAM = {"team": None, "enterprise": {"id": ORGANIZATION, "name": "Org"}, "is_enterprise_install": True}


@pytest.fixture
def organization(desk: Desk) -> Iterator[Room]:
    """A channel that the Newsroom and the sports desk's workspace share, with somebody of each."""
    deciding = replace(desk, accept=lambda *_: None, reject=lambda *_: None)
    with newsroom(deciding, lambda slack: slack.organization(ORGANIZATION, teams=(SPORTS,))) as room:
        room.slack.person("Colleague", team=SPORTS, channels=["mass-desk"])
        room.slack.person("Partner", team="T0PARTNER", channels=["mass-desk"])
        yield room


def hears(room: Room) -> list[str]:
    """The states that the shared channel hears of, whoever asked."""
    return [wish.state for wish in subscriptions_of_team(room.desk.engine, ORGANIZATION)]


def test_a_colleague_neither_doubles_nor_is_kept_from_ending(organization: Room) -> None:
    """What the Newsroom asked for is there for the sports desk too: told once, ended by either."""
    slack = organization.slack
    assert "will get" in slack.command("#mass-desk", "subscribe MA, TX").text
    assert "already gets" in slack.command("#mass-desk", "subscribe MA", user="Colleague").text
    listed = slack.command("#mass-desk", "subscriptions", "Colleague").text
    assert listed == "Subscriptions in <#C0MASSDESK>: Massachusetts and Texas"
    assert hears(organization) == ["MA", "TX"]
    assert "no longer gets" in slack.command("#mass-desk", "unsubscribe MA", user="Colleague").text
    assert hears(organization) == ["TX"]


def test_a_colleague_presses_fills_in_and_sees_home(organization: Room) -> None:
    """Payloads that name no workspace lead where those with one do."""
    slack = organization.slack
    confirmed = slack.command("#mass-desk", "subscribe MA", user="Colleague")
    slack.click(confirmed, action_id="subscription_undo", user="Colleague")
    slack.wait_for("#mass-desk", lambda posted: "no longer gets" in posted.text)
    slack.shortcut("subscribe_channel", "#mass-desk", "Colleague")
    form = form_of(slack, "Colleague")
    said = {"state": {"entry": "TX"}, "channel": {"entry": "C0MASSDESK"}}
    assert slack.submit(form, said, "Colleague").errors == {}
    choose(slack, slack.command("#mass-desk", "Boston", "Colleague"), kit.ANSWER_WRONG, "Colleague")
    wrong = form_of(slack, "Colleague", after=form)
    assert slack.submit(wrong, {"words": {"entry": "Page 3 is another county."}}, "Colleague").errors == {}
    slack.wait_for("#mass-desk", lambda posted: posted.text.startswith("Thanks. "))
    assert until(
        lambda: "• Texas, as they happen" in shown((slack.open_home("Colleague") or {"blocks": []})["blocks"])
    )
    assert hears(organization) == ["TX"]


def test_strangers_only_look_up(organization: Room) -> None:
    """Somebody of another organization, in the same channel."""
    reply = organization.slack.command("#mass-desk", "subscribe MA", user="Partner")
    assert reply.text.startswith("People from other workspaces can look up places only.")
    assert hears(organization) == []


def test_every_payload_may_name_no_workspace(organization: Room, caplog: pytest.LogCaptureFixture) -> None:
    """Whatever the app registers takes `team: null`; what goes wrong has a reason that people are told."""
    app, desk = organization.app, organization.desk
    address = f"{organization.slack.base_url}/respond/none"
    organization.slack.refuse_responses(200, "ok", times=1000)  # not one message a second
    with caplog.at_level(logging.ERROR):
        for name, payload in payloads(desk, address, **NULL_TEAM):
            answer = app.dispatch(BoltRequest(mode="socket_mode", body=payload))
            assert answer.status == 200, name
        app.listener_runner.listener_executor.shutdown(wait=True)
        desk.calls.shutdown(wait=True)
    expected = (DeskError, SlackClientError, HTTPException, OSError)
    raised = [record.exc_info[1] for record in caplog.records if record.exc_info]
    assert [error for error in raised if not isinstance(error, expected)] == []


def test_a_workspaces_wishes_keep_their_meaning(room: Room) -> None:
    """Of an installation in one workspace they are kept under that workspace, as they always were."""
    room.slack.command("#mass-desk", "subscribe MA")
    wishes = subscriptions_of(room.desk.engine, Channel("T0NEWSROOM", "C0MASSDESK"))
    assert [wish.state for wish in wishes] == ["MA"]
