"""A reporter subscribes a channel with a form, and an editor changes what it says."""

from functools import partial
from typing import Any

from sqlmodel import select

from bot.blocks.forms import CHANNEL, PLACE, STATE
from bot.blocks.forms.subscribe import KINDS, QUIET_FROM, QUIET_TO, RHYTHM, ZONE
from bot.desk import Desk
from bot.preview.validation import check_view
from models.db import AuditRow, SubscriptionRow, reading
from models.domain import Every, read_terms
from tests.support.newsroom.desk_on_slack import Room
from tests.support.newsroom.forms import form_of
from tests.support.shown import shown
from tests.support.waiting import until

REPORTER = "Reporter"


def opened(room: Room, channel: str = "#mass-desk", user: str = REPORTER) -> dict[str, Any]:
    """The form, opened by the shortcut in a channel."""
    assert room.slack.shortcut("subscribe_channel", channel, user).error == ""
    return form_of(room.slack, user)


def fields(**said: Any) -> dict[str, dict[str, Any]]:
    """What is put into the form's fields, by their names."""
    return {name: {"entry": value} for name, value in said.items()}


def rows(desk: Desk) -> list[SubscriptionRow]:
    """Every subscription as it is stored."""
    with reading(desk.engine) as session:
        return list(session.exec(select(SubscriptionRow)))


def test_a_reporter_subscribes_the_channel_in_view(room: Room, desk: Desk) -> None:
    """The shortcut starts with the channel in view; the reporter is told in full what it gets."""
    view = opened(room)
    assert room.slack.submit(view, fields(**{STATE: "TX"}), REPORTER).errors == {}
    told = room.slack.wait_for(
        "D0REPORTER", lambda posted: "will get Texas alerts as they happen" in posted.text
    )
    assert "Places on, off, corrected; lists published" in shown(told.blocks)
    (row,) = rows(desk)
    assert (row.channel, row.state, row.created_by) == ("C0MASSDESK", "TX", "U0REPORTER")


def test_the_button_below_help_opens_it(room: Room, desk: Desk) -> None:
    """Whoever presses it in a channel is told there, alone, and can undo it there."""
    room.slack.click(room.slack.command("#georgia-desk", "help"), action_id="subscription_form")
    said: dict[str, Any] = {
        STATE: "GA",
        PLACE: "Fulton County",
        RHYTHM: "weekly",
        "weekday": "Fri",
        "at": "07:30",
    }
    said |= {KINDS: ["added", "removed"], QUIET_FROM: "22:00", QUIET_TO: "07:00", "thread": ["thread"]}
    said |= {"sources": ["ice_ddor"]}
    assert room.slack.submit(form_of(room.slack, "Editor"), fields(**said)).errors == {}
    told = room.slack.wait_for("#georgia-desk", lambda posted: "Fulton County, Ga., digest" in posted.text)
    assert told.seen_by == "U0EDITOR"
    assert told.text.endswith(
        "every Friday at 7:30 a.m. EST, quiet 10 p.m. to 7 a.m., "
        "except places corrected or moved to another place, later alerts in one thread, from ICE."
    )
    (row,) = rows(desk)
    assert (row.place, read_terms(row.terms).sources) == ("13121", ("ice_ddor",))
    room.slack.click(told, action_id="subscription_undo")
    room.slack.wait_for("#georgia-desk", lambda posted: "no longer gets" in posted.text)
    assert rows(desk) == []


def test_what_is_wrong_stands_at_its_field(room: Room, desk: Desk) -> None:
    """Nothing is stored; each sentence says what to do, candidates named."""
    view = opened(room)

    def wrong(**said: Any) -> dict[str, str]:
        return dict(room.slack.submit(view, fields(**said), REPORTER).errors)

    assert wrong() == {STATE: "Choose a state or name a place."}
    assert wrong(place="Bostn") == {PLACE: "No place called `Bostn`. Did you mean `Boston, MA`?"}
    ambiguous = wrong(place="Franklin County")[PLACE]
    assert ambiguous.startswith("Which Franklin County? For example `Franklin County, ")
    assert "places share the name." in ambiguous
    assert wrong(state="all", place="Boston") == {PLACE: "Clear this, or choose the place's state."}
    assert wrong(state="MA", quiet_from="22:00") == {QUIET_TO: "Give both times, or neither."}
    assert wrong(state="MA", quiet_to="07:00") == {QUIET_FROM: "Give both times, or neither."}
    assert wrong(state="MA", kinds=[]) == {KINDS: "Please complete this required field."}
    assert rows(desk) == []


def test_a_guest_is_told_with_what_was_filled_in(room: Room, desk: Desk) -> None:
    """Guests look up, and no more, whichever way they ask; a member can type what they wished for."""
    room.slack.person("Freelancer", is_guest=True, channels=["mass-desk"])
    helped = room.slack.command("#mass-desk", "help", user="Freelancer")
    room.slack.click(helped, action_id="subscription_form", user="Freelancer")
    view = form_of(room.slack, "Freelancer")
    assert room.slack.submit(view, fields(**{STATE: "MA", RHYTHM: "daily"}), "Freelancer").errors == {}
    told = room.slack.wait_for("#mass-desk", lambda posted: posted.text.startswith("Guests"))
    assert told.seen_by == "U0FREELANCER"
    assert told.text == (
        "Guests can look up places only. Ask a full member of this workspace. "
        "Or type in <#C0MASSDESK>: `/detainers subscribe MA daily 8:00`"
    )
    assert rows(desk) == []


def test_nothing_filled_in_is_lost_when_slack_fails(room: Room, desk: Desk) -> None:
    """Where Slack doesn't say who asks, the command that says the same comes with the reason."""
    view = opened(room)
    room.slack.fail_next("users.info", "internal_error")
    said = {PLACE: "Travis County", STATE: "TX", QUIET_FROM: "22:00", QUIET_TO: "07:00"}
    assert room.slack.submit(view, fields(**said), REPORTER).errors == {}
    told = room.slack.wait_for("D0REPORTER", lambda posted: posted.from_app)
    assert "I couldn't ask Slack who can do this. Try again in a minute." in told.text
    typed = told.text.partition("`/detainers ")[2].removesuffix("`")
    assert rows(desk) == []
    confirmed = room.slack.command("#texas-desk", typed).text
    assert "will get Travis County, Texas, alerts as they happen, quiet 10 p.m. to 7 a.m. EST" in confirmed


def test_a_channel_without_the_app_is_told_directly(room: Room, desk: Desk) -> None:
    """The reporter learns by direct message that the app must be invited."""
    view = opened(room, "#metro")
    assert room.slack.submit(view, fields(**{STATE: "all"}), REPORTER).errors == {}
    told = room.slack.wait_for("D0REPORTER", lambda posted: "will get all alerts" in posted.text)
    assert "/invite" in shown(told.blocks)
    assert [block["type"] for block in told.blocks].count("actions") == 1


def test_an_editor_changes_the_terms(room: Room, desk: Desk) -> None:
    """The form starts with what is said now; who changed it is in the log."""
    room.slack.command("#mass-desk", "subscribe MA from ICE daily 7:30 quiet 22:00-7:00")
    listed = room.slack.command("#mass-desk", "subscriptions")
    room.slack.click(listed, action_id="subscription_edit")
    view = form_of(room.slack, "Editor")
    check_view({key: view[key] for key in ("type", "title", "submit", "close", "blocks")}, "modal")
    assert "*Massachusetts* in <#C0MASSDESK>" in shown(view["blocks"])
    assert room.slack.submit(view, fields(**{RHYTHM: "at once", QUIET_TO: "06:00"})).errors == {}
    room.slack.wait_for(
        "D0EDITOR", lambda posted: "will get Massachusetts alerts as they happen" in posted.text
    )
    (row,) = rows(desk)
    terms = read_terms(row.terms)
    assert (terms.rhythm.every, str(terms.quiet)) == (Every.ONCE, "22:00-6:00")
    assert set(terms.sources) >= {"ice_ddor", "ddor_policies"}
    with reading(desk.engine) as session:
        assert [audit.what for audit in session.exec(select(AuditRow))] == ["subscribed", "changed"]


def has_zone(desk: Desk, zone: str) -> bool:
    """Whether the one subscription is told by this zone's clock."""
    return read_terms(rows(desk)[0].terms).zone == zone


def test_a_zone_is_chosen_kept_and_given_back(room: Room, desk: Desk) -> None:
    """Central time for the digest; the form shows it the next time, and the newsroom's can be had back."""
    room.slack.command("#mass-desk", "subscribe TX daily 8:00 zone Europe/Berlin")
    for chosen, kept in (
        ({}, "Europe/Berlin"),
        ({ZONE: "America/Chicago"}, "America/Chicago"),
        ({ZONE: "newsroom"}, ""),
    ):
        listed = room.slack.command("#mass-desk", "subscriptions")
        room.slack.click(listed, action_id="subscription_edit")
        assert room.slack.submit(form_of(room.slack, "Editor"), fields(**chosen)).errors == {}
        assert until(partial(has_zone, desk, kept))


def test_an_ended_subscription_is_not_edited(room: Room) -> None:
    """The button of an old message says that there is nothing to edit any more."""
    room.slack.command("#mass-desk", "subscribe MA")
    listed = room.slack.command("#mass-desk", "subscriptions")
    room.slack.command("#mass-desk", "unsubscribe MA")
    room.slack.click(listed, action_id="subscription_edit")
    assert "This subscription has ended." in shown(form_of(room.slack, "Editor")["blocks"])


def test_a_failing_slack_is_told(room: Room) -> None:
    """The form can't be opened: the person hears why, and what to do."""
    room.slack.fail_next("views.open", "expired_trigger_id")
    room.slack.shortcut("subscribe_channel", "#mass-desk", REPORTER)
    told = room.slack.wait_for("D0REPORTER", lambda posted: posted.from_app)
    assert "Slack wouldn't let me: it took too long to open. Try again" in told.text


def test_every_state_and_channel_is_offered(room: Room) -> None:
    """All states by name, in groups that Slack takes."""
    view = opened(room)
    menu = next(block["element"] for block in view["blocks"] if block["block_id"] == STATE)
    labels = [option["text"]["text"] for group in menu["option_groups"] for option in group["options"]]
    assert {"Every state", "Massachusetts", "District of Columbia", "Puerto Rico"} <= set(labels)
    assert any(block["block_id"] == CHANNEL for block in view["blocks"])
