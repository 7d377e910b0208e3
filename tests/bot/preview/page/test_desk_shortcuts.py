"""Shortcuts on the page: beside the box to write in, and on each message."""

from playwright.sync_api import Page, expect

from tests.bot.preview.page.steps import show
from tests.support.newsroom.desk_on_slack import Room


def test_a_channel_is_subscribed_with_the_form(desk_page: Page, room: Room) -> None:
    """The form starts with the channel in view, and says what is missing at its field."""
    show(desk_page, "texas-desk")
    desk_page.get_by_role("button", name="Subscribe a channel").click()
    form = desk_page.get_by_role("dialog", name="Subscribe a channel")
    expect(form.get_by_label("Channel")).to_have_value("C0TEXAS")
    form.get_by_role("button", name="Subscribe").click()
    expect(form.get_by_text("Choose a state or name a place.")).to_be_visible()
    form.get_by_label("State").select_option("TX")
    form.get_by_role("button", name="Subscribe").click()
    expect(form).to_be_hidden()
    room.slack.wait_for("D0EDITOR", lambda posted: "will get Texas alerts" in posted.text)


def test_a_message_is_looked_up(desk_page: Page, room: Room) -> None:
    """The answer stands below the message, for the one who asked alone."""
    room.slack.say("#mass-desk", "Travis County, Texas said no", "Reporter")
    message = desk_page.locator("article", has_text="said no")
    message.hover()
    message.get_by_role("button", name="Look this up").click()
    answer = desk_page.locator("article.ephemeral").last
    expect(answer).to_contain_text("Only visible to you")
    expect(answer).to_contain_text("Travis County, Texas")
