"""A newcomer's first minute on the page: something to try, what was typed again, the box within reach."""

import threading

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.bot.preview.page.steps import show
from tests.support.slack.driven import DrivenSlack


@pytest.mark.parametrize("button", ["Boston", "Massachusetts"])
def test_the_first_screen_asks_with_one_press(desk_page: Page, button: str) -> None:
    """Whoever has never typed a command reads an answer."""
    desk_page.get_by_role("log").get_by_role("button", name=button, exact=True).click()
    expect(desk_page.locator("article.ephemeral").last).to_contain_text(button)
    expect(desk_page.get_by_text("No messages yet.")).to_have_count(0)


def test_the_first_screen_replays_history(chromium: Browser) -> None:
    """The third button does what the bar's does; without anything to replay there is none."""
    replayed = threading.Event()
    with DrivenSlack(on_replay=replayed.set) as slack:
        page = chromium.new_page()
        page.goto(slack.page_url)
        page.get_by_role("log").get_by_role("button", name="Replay history").click()
        assert replayed.wait(10)
        page.close()


def test_a_replay_that_runs_is_begun_once(chromium: Browser) -> None:
    """Both buttons wait until it is over."""
    begun, over = threading.Event(), threading.Event()

    def replay() -> None:
        begun.set()
        over.wait(20)

    with DrivenSlack(on_replay=replay) as slack:
        page = chromium.new_page()
        page.goto(slack.page_url)
        button = page.get_by_role("log").get_by_role("button", name="Replay history")
        button.click()
        assert begun.wait(10)
        expect(button).to_be_disabled()
        over.set()
        expect(button).to_be_enabled()
        page.close()


def test_what_was_typed_is_recalled(desk_page: Page) -> None:
    """Up goes back through it, down forth again to the empty box; what is being written stays."""
    box = desk_page.get_by_label("Message #mass-desk")
    for text in ("/detainers help", "/detainers sources"):
        box.fill(text)
        box.press("Enter")
        expect(box).to_have_value("")
    seen = []
    for key in ("ArrowUp", "ArrowUp", "ArrowUp", "ArrowDown", "ArrowDown"):
        box.press(key)
        seen.append(box.input_value())
    assert seen == ["/detainers sources", "/detainers help", "/detainers help", "/detainers sources", ""]
    box.fill("/detainers Bos")
    box.press("ArrowUp")
    expect(box).to_have_value("/detainers Bos")


def test_the_box_is_a_few_tabs_away(page: Page) -> None:
    """However many buttons the messages have, it comes before them, and still stands below them."""
    show(page, "texas-desk")
    page.evaluate("document.activeElement.blur()")
    page.get_by_role("link", name="Skip to messages").focus()
    tabs = 0
    box = page.get_by_label("Message #texas-desk")
    while not box.evaluate("one => one === document.activeElement"):
        page.keyboard.press("Tab")
        tabs += 1
        assert tabs < 8
    log = page.get_by_role("log").bounding_box()
    below = box.bounding_box()
    assert log is not None
    assert below is not None
    assert below["y"] >= log["y"] + log["height"]
