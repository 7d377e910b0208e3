"""What several tests of the page do first."""

from playwright.sync_api import Page, expect


def show(page: Page, channel: str) -> None:
    """Open a channel from the sidebar."""
    page.get_by_role("navigation").get_by_role("button", name=channel).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(channel)
