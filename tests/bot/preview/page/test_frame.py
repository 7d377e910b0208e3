"""The page around the messages: moving about, other people, replay, colours, narrow screens, names."""

import threading

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.bot.preview.page.steps import show
from tests.support.slack.driven import DrivenSlack

NAMELESS = """() => [...document.querySelectorAll("button, a, input, select, textarea, summary")]
  .filter((one) => one.checkVisibility())
  .filter((one) => !(one.getAttribute("aria-label") || one.textContent.trim() || one.labels?.length))
  .map((one) => one.outerHTML)"""


def test_light_and_dark(page: Page) -> None:
    """The page follows the system until the toggle is pressed; the choice stays."""
    body = page.locator("body")
    light = "rgb(255, 255, 255)"
    expect(body).to_have_css("background-color", light)
    page.emulate_media(color_scheme="dark")
    expect(body).not_to_have_css("background-color", light)
    page.get_by_role("button", name="Light mode").click()
    page.reload()
    expect(body).to_have_css("background-color", light)


def test_a_narrow_screen(page: Page) -> None:
    """The sidebar becomes a drawer; nothing is wider than the screen."""
    page.set_viewport_size({"width": 390, "height": 844})
    sidebar = page.get_by_role("navigation", include_hidden=True)
    expect(sidebar).not_to_be_in_viewport()
    page.get_by_role("button", name="Show channels").click()
    sidebar.get_by_role("button", name="texas-desk").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("#texas-desk")
    expect(sidebar).not_to_be_in_viewport()
    assert page.evaluate("() => document.documentElement.scrollWidth") == 390


def test_a_table_on_a_narrow_screen(page: Page) -> None:
    """All columns fit: nobody has to find out that there is more at the side."""
    show(page, "texas-desk")
    page.set_viewport_size({"width": 360, "height": 700})
    table = page.get_by_role("log").get_by_role("region", name="Table")
    expect(table.get_by_role("columnheader")).to_have_text(["Agency", "Declined", "Offense", "Page"])
    assert table.evaluate("one => one.scrollWidth - one.clientWidth") == 0


@pytest.mark.parametrize("channel", ["mass-desk", "texas-desk", "national"])
def test_everything_pressable_has_a_name(page: Page, channel: str) -> None:
    """Buttons, links and fields are named for screen readers; the log is announced."""
    show(page, channel)
    expect(page.get_by_role("log", name=f"Messages in #{channel}")).to_be_visible()
    assert page.evaluate(NAMELESS) == []
    assert page.locator("img:not([alt])").count() == 0
    assert page.evaluate("() => document.documentElement.lang") == "en"


def test_moving_between_channels_by_keyboard(page: Page) -> None:
    """Arrows in the sidebar, Enter to open, Alt and arrows from anywhere."""
    page.get_by_role("navigation").get_by_role("button", name="mass-desk").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("#georgia-desk")
    page.keyboard.press("Alt+ArrowDown")
    expect(page.get_by_role("heading", level=1)).to_have_text("#texas-desk")


def test_unread_messages_are_counted(page: Page, newsroom: DrivenSlack) -> None:
    """A message elsewhere shows in the sidebar, in words too, until the channel is opened."""
    newsroom.say("#general", "Morning", "Reporter")
    expect(page.get_by_role("button", name="general, 1 unread")).to_be_visible()
    show(page, "general")
    expect(page.get_by_role("button", name="general, 1 unread")).to_have_count(0)
    expect(page.locator("article").last).to_contain_text("Morning")


def test_another_person_sees_their_own(page: Page, newsroom: DrivenSlack) -> None:
    """Switching to the reporter hides the editor's ephemeral answers."""
    newsroom.command("#mass-desk", "Boston")
    expect(page.locator("article.ephemeral").last).to_be_visible()
    page.get_by_label("You are").select_option("Reporter")
    expect(page.get_by_role("heading", name="#mass-desk")).to_be_visible()
    expect(page.locator("article.ephemeral")).to_have_count(0)


def test_the_replay_button_tells_its_state(
    page: Page, newsroom: DrivenSlack, replaying: threading.Event
) -> None:
    """Ready, running (not pressable, with the step in the bar, after a reload too), finished."""
    bar = page.get_by_role("banner")
    bar.get_by_role("button", name="Replay history").click()
    expect(bar.get_by_role("button", name="Replaying…")).to_be_disabled()
    step = bar.get_by_text("Replay 3 of 11: The DHS list is withdrawn")
    newsroom.say_progress("Replay 3 of 11: The DHS list is withdrawn")
    expect(step).to_be_visible()
    page.reload()
    expect(step).to_be_visible()
    replaying.set()
    expect(bar.get_by_role("button", name="Replay again")).to_be_enabled()
    expect(step).to_be_hidden()


def test_a_stopped_desk_says_how_to_start_it(chromium: Browser) -> None:
    """The bar and the answer to a command say so, what was typed stays; started again, it recovers."""
    sentence = "The desk isn't running. Start it again with make run."
    page = chromium.new_page()
    with DrivenSlack() as slack:
        page.goto(slack.page_url)
        expect(page.locator("#link")).to_have_text("Detainer Desk not connected")
        box = page.get_by_label("Message #mass-desk")
        expect(box).to_be_visible()
    expect(page.locator("#link")).to_have_text(sentence)
    box.fill("/detainers Boston")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_have_text(sentence)
    expect(box).to_have_value("/detainers Boston")
    with DrivenSlack(int(slack.base_url.rpartition(":")[2])):
        expect(page.locator("#link")).to_have_text("Detainer Desk not connected")
        page.close()


def test_where_the_app_is_not(page: Page, newsroom: DrivenSlack) -> None:
    """A strip says so and invites; an archived channel has no composer."""
    show(page, "metro")
    page.get_by_role("button", name="Invite Detainer Desk").click()
    expect(page.get_by_role("button", name="Invite Detainer Desk")).to_be_hidden()
    newsroom.remove("#metro")
    show(page, "election-2024")
    expect(page.get_by_text("This channel is archived.")).to_be_visible()
