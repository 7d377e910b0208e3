"""The page in a real Chromium: what an editor types, reads and presses."""

from playwright.sync_api import Page, expect

from tests.bot.preview import demo
from tests.bot.preview.page.steps import show
from tests.support.slack.driven import DrivenSlack


def test_a_command_typed_with_the_keyboard(page: Page) -> None:
    """Hint, Tab to complete, Enter to send; the answer says who can see it."""
    box = page.get_by_label("Message #mass-desk")
    box.focus()
    page.keyboard.type("/det")
    expect(page.get_by_text("Boston | subscribe MA")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.type("Boston")
    page.keyboard.press("Enter")
    answer = page.locator("article").last
    expect(answer).to_contain_text("Only visible to you, in answer to /detainers Boston")
    expect(answer.get_by_role("heading")).to_have_text("Boston, Massachusetts")
    expect(answer.locator("time").last).to_have_text("Aug 4, 2025")  # 01:20 UTC on the 5th, in New York
    expect(box).to_have_value("")


def test_sharing_makes_it_visible_to_all(page: Page, newsroom: DrivenSlack) -> None:
    """A button in the ephemeral answer posts it to the channel and says so."""
    show(page, "georgia-desk")
    newsroom.command("#georgia-desk", "Boston")
    page.get_by_role("button", name="Share").click()
    expect(page.get_by_text("Shared with the channel.")).to_be_visible()
    (shared,) = newsroom.messages("#georgia-desk", "Reporter")
    assert shared.text == "Boston, MA"
    expect(page.locator("article:not(.ephemeral)")).to_contain_text("Boston, Massachusetts")


def test_an_alert_its_table_and_its_thread(page: Page) -> None:
    """The table has headings; the thread opens by its link, takes a reply, closes by Escape."""
    show(page, "texas-desk")
    alert = page.locator("#messages article").first
    expect(alert.get_by_role("columnheader", name="Agency")).to_be_visible()
    expect(alert.get_by_role("row")).to_have_count(11)
    alert.get_by_role("button", name="open thread").click()
    thread = page.get_by_role("complementary", name="Thread")
    expect(thread).to_contain_text("Method: rows are those of Section I as printed.")
    thread.get_by_text("First rows").click()
    expect(thread.get_by_role("cell", name="Example County Jail 1, TX")).to_be_visible()
    with page.expect_download() as download:
        thread.get_by_role("link", name="Download texas-ddor-1.csv").click()
    assert download.value.path().read_text("utf-8") == demo.CSV
    thread.get_by_label("Reply in the thread").fill("Thanks")
    page.keyboard.press("Enter")
    expect(thread).to_contain_text("Thanks")
    page.keyboard.press("Escape")
    expect(thread).to_be_hidden()
    expect(alert).to_contain_text("3 replies")


def test_sorting_filtering_and_paging(page: Page) -> None:
    """A data_table shows five rows, sorts by a heading, filters by a word, turns its pages."""
    show(page, "national")
    table = page.get_by_role("region", name="Refusals by agency")
    expect(table.get_by_role("row")).to_have_count(6)
    table.get_by_role("button", name="Declined").click()
    expect(table.get_by_role("columnheader", name="Declined")).to_have_attribute("aria-sort", "ascending")
    expect(table.get_by_role("row").nth(1)).to_contain_text("2017-01-28")
    table.get_by_role("button", name="Next page").click()
    expect(table).to_contain_text("10 rows, page 2 of 2")
    table.get_by_label("Filter").fill("offense 10")
    expect(table).to_contain_text("1 rows, page 1 of 1")


def test_text_is_styled_and_never_executed(page: Page, newsroom: DrivenSlack) -> None:
    """Bold, struck, code, links, mentions; markup from data stays text."""
    show(page, "national")
    message = page.locator("article", has_text="Withdrawn:")
    for tag, words in [("strong", "Withdrawn:"), ("em", "DHS"), ("s", "Listed"), ("code", "gone")]:
        expect(message.locator(tag, has_text=words)).to_be_visible()
    expect(message.get_by_role("link", name="its page")).to_have_attribute("href", "https://www.dhs.gov/")
    expect(message.locator(".mention")).to_have_text(["@Editor", "#texas-desk"])
    expect(message).to_contain_text("& <!channel> for")
    expect(message.locator("blockquote")).to_have_text("Taken down is not the same as delisted.")
    newsroom.say("#national", "<img src=x onerror=alert(1)> <javascript:alert(1)|click>")
    last = page.locator("article").last
    expect(last).to_contain_text("<img src=x onerror=alert(1)> <javascript:alert(1)|click>")
    expect(last.locator("img, a")).to_have_count(0)


def test_a_form_fails_and_then_succeeds(page: Page, newsroom: DrivenSlack) -> None:
    """Slack's own complaint, the app's own at its field, then the form closes and the channel hears."""
    page.get_by_label("Message #mass-desk").fill("/detainers subscribe")
    page.keyboard.press("Enter")
    form = page.get_by_role("dialog", name="Subscribe a channel")
    expect(form.get_by_label("State or place")).to_be_focused()
    page.keyboard.press("Enter")
    expect(form).to_contain_text("Please complete this required field.")
    form.get_by_label("State or place").fill("Bostn")
    form.get_by_role("button", name="Subscribe").click()
    expect(form).to_contain_text("Did you mean Boston, MA?")
    expect(form.get_by_label("State or place")).to_have_attribute("aria-invalid", "true")
    form.get_by_label("State or place").fill("Massachusetts")
    form.get_by_label("DOJ").check()
    form.get_by_role("button", name="Subscribe").click()
    expect(form).to_be_hidden()
    expect(page.locator("article").last).to_contain_text("This channel now gets Massachusetts at once.")


def test_escape_closes_a_form(page: Page, newsroom: DrivenSlack) -> None:
    """Here and on the server: nobody is left with an open modal."""
    page.get_by_label("Message #mass-desk").fill("/detainers subscribe")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    assert newsroom.modal() is None


def test_home_and_messages_of_the_app(page: Page) -> None:
    """Home opens while there is no message, and is published then; the messages tab is the DM."""
    page.get_by_role("navigation").get_by_role("button", name="Detainer Desk").click()
    expect(page.get_by_role("tab", name="Home")).to_have_attribute("aria-selected", "true")
    expect(page.get_by_text("3 lists watched, all healthy.")).to_be_visible()
    page.get_by_role("tab", name="Messages").click()
    expect(page.get_by_label("Message Detainer Desk")).to_be_visible()


def test_a_fence_stands_right_below_its_heading(page: Page, newsroom: DrivenSlack) -> None:
    """The line that ends before it isn't a blank one as well."""
    newsroom.say("#metro", "*Sentence*\n```A sentence to print.```", "Reporter")
    show(page, "metro")
    message = page.locator("article", has_text="Sentence").last
    heading, fence = (message.locator(one).bounding_box() for one in ("strong", "pre"))
    assert heading
    assert fence
    assert 0 <= fence["y"] - heading["y"] - heading["height"] < heading["height"]
