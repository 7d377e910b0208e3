"""Where the page scrolls: to what a person asked for, and never away from what they read."""

import io

import pytest
from PIL import Image
from playwright.sync_api import Page, Route, expect
from slack_sdk import WebClient

from bot.blocks import kit
from bot.delivery import keep_image
from tests.bot.preview.page.steps import show
from tests.support.slack.driven import DrivenSlack
from tests.support.waiting import until


@pytest.fixture
def channel(page: Page, newsroom: DrivenSlack) -> Page:
    """A channel with more in it than a low window shows, open at its end."""
    for _ in range(3):
        newsroom.command("#general", "Boston")
    page.set_viewport_size({"width": 1280, "height": 500})
    show(page, "general")
    return page


def test_a_button_far_up_shows_what_it_answers(channel: Page) -> None:
    """The answer stands at the end of the channel and comes into view, from its top when it is long."""
    first, last = channel.locator("article").first, channel.locator("article").last
    first.get_by_role("button", name="Copy sentence").click()
    expect(last).to_contain_text("A sentence to print.")
    expect(last).to_be_in_viewport(ratio=1)
    first.get_by_role("button", name="History").click()
    expect(last.get_by_role("heading", name="History of Boston")).to_be_in_viewport(ratio=1)
    expect(last.get_by_text("Change 39")).not_to_be_in_viewport()


def test_a_long_answer_opens_at_its_headline(channel: Page) -> None:
    """After a command typed and after coming back to the channel, the top of the answer is in view."""
    channel.get_by_label("Message #general").fill("/detainers Boston")
    count = channel.locator("article").count()
    channel.keyboard.press("Enter")
    expect(channel.locator("article")).to_have_count(count + 1)
    answer = channel.locator("article").last
    expect(answer.get_by_text("Only visible to you")).to_be_in_viewport(ratio=1)
    expect(answer.get_by_role("heading")).to_be_in_viewport(ratio=1)
    show(channel, "metro")
    show(channel, "general")
    expect(answer.get_by_role("heading")).to_be_in_viewport(ratio=1)


def test_others_do_not_move_what_is_read(channel: Page, newsroom: DrivenSlack) -> None:
    """A message below is announced by a button that leads to it; at the end the page follows."""
    messages = channel.get_by_role("log", name="Messages")
    below = channel.get_by_role("button", name="New messages")
    messages.evaluate("list => { list.scrollTop = 0; }")
    newsroom.say("#general", "News at noon", "Reporter")
    expect(below).to_be_visible()
    assert messages.evaluate("list => list.scrollTop") == 0
    below.click()
    expect(channel.get_by_text("News at noon").last).to_be_in_viewport(ratio=1)
    expect(below).to_be_hidden()
    newsroom.say("#general", "News at one", "Reporter")
    expect(channel.get_by_text("News at one").last).to_be_in_viewport(ratio=1)
    expect(below).to_be_hidden()


def test_a_picture_on_its_way_has_its_room(channel: Page, newsroom: DrivenSlack) -> None:
    """When it comes nothing moves, and the page at its end goes on following."""
    client, drawn = WebClient(newsroom.bot_token, base_url=newsroom.api_url), io.BytesIO()
    Image.new("RGB", (1200, 800)).save(drawn, "PNG")
    file = keep_image(client, "map.png", drawn.getvalue())
    held: list[Route] = []
    channel.route("**/image", lambda route: held.append(route))  # noqa: PLW0108  it wants a function of ours
    blocks = [dict(kit.image(file, "A map"))]
    client.chat_postMessage(channel="C0GENERAL", text="A map", blocks=blocks)
    picture = channel.get_by_role("img", name="A map")
    expect(picture).to_be_in_viewport()
    assert until(lambda: held and picture.evaluate("one => one.clientHeight > 300"))
    before = picture.bounding_box()
    held[0].continue_()
    assert until(lambda: picture.evaluate("one => one.naturalWidth"))
    assert picture.bounding_box() == before
    newsroom.say("#general", "News at two", "Reporter")
    expect(channel.get_by_text("News at two").last).to_be_in_viewport(ratio=1)
