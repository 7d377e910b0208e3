"""One published row, from the publisher's page to a reporter's screen. Read it as documentation.

A publisher's web server, the desk and a Slack, all on this computer, talking real HTTP and
WebSocket. Nothing of ours is replaced. The row makes the nine stops of CONTRIBUTING.md: a check
fetches the page, parses, places, compares, judges and publishes it; the message is delivered in words.
"""

import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta

import pytest
from pytest_httpserver import HTTPServer

from bot.app import build_app
from bot.blocks import kit
from bot.bootstrap import check_now, desk_of, opened
from bot.delivery import Readership, deliver
from bot.slack import Workspace, connect, manifest_of
from jobs.context import CheckContext
from jobs.fetching import Fetcher
from models.config import Newsroom, Settings, SourceSettings
from models.config.settings import Database, Fetch, HistorySettings, Slack
from tests.support.clock import Clock
from tests.support.slack.driven import DrivenSlack
from tests.support.slack.seen import Posted

PAGE = """<!doctype html><html lang="en"><head><title>Sanctuary Jurisdictions</title></head>
<body><main>
<h1>U.S. Sanctuary Jurisdiction List Following Executive Order 14287</h1>
<p>The Department has designated the jurisdictions below as sanctuary jurisdictions.</p>
<p>Updated {updated}</p>
<h2>STATES:</h2><ul><li>California</li><li>Oregon</li><li>Vermont</li></ul>
<h2>COUNTIES:</h2><ul><li>Cook County, IL</li><li>San Diego County, CA</li></ul>
<h2>CITIES:</h2><ul><li>Albuquerque, NM</li>{boston}<li>Chicago, IL</li><li>Denver, CO</li>
<li>Hoboken, NJ</li><li>Newark, NJ</li><li>Portland, OR</li><li>Seattle, WA</li></ul>
</main></body></html>"""


@pytest.fixture
def context(sqlite_database: str, httpserver: HTTPServer, clock: Clock) -> Iterator[CheckContext]:
    """The publishers' side, its Justice Department on this computer, its database empty."""
    httpserver.no_handler_status_code = 404
    settings = Settings(
        database=Database(url=sqlite_database),
        history=HistorySettings(load=False),
        fetch=Fetch(allow_loopback=True),
        newsroom=Newsroom(contact="desk@newsroom.example"),
        slack=Slack(settle_seconds=0),
        sources=(SourceSettings(name="doj_eo14287", address=httpserver.url_for("/list")),),
    )
    fetcher = Fetcher("desk@newsroom.example", "test", allow_loopback=True, clock=clock, pause=0)
    with opened(settings) as opened_context, fetcher:
        yield replace(opened_context, clock=clock, fetcher=fetcher)


@pytest.fixture
def slack(context: CheckContext) -> Iterator[DrivenSlack]:
    """The newsroom's Slack, with the desk connected to it and delivering."""
    with DrivenSlack(manifest=manifest_of(Settings())) as local, ExitStack() as stack:
        workspace = Workspace(local.api_url, local.bot_token, local.app_token)
        connect(build_app(desk_of(context), workspace.client()), workspace, stack)
        readership = Readership(context.sources, context.settings.newsroom.zone)
        began = time.monotonic()
        deliver(context.engine, workspace, readership, lambda: context.clock() + seconds_since(began), stack)
        local.wait_connected()
        yield local


def seconds_since(began: float) -> timedelta:
    """Return what really passed: a second between two messages, while the desk's clock stands still."""
    return timedelta(seconds=time.monotonic() - began)


def serve(server: HTTPServer, *, boston: bool, updated: str) -> None:
    """Put the list on the publisher's server, with Boston or without."""
    page = PAGE.format(updated=updated, boston="<li>Boston, MA</li>" if boston else "")
    server.expect_request("/list").respond_with_data(page, content_type="text/html; charset=utf-8")


def wait_for_alert(slack: DrivenSlack, words: str) -> Posted:
    """The message in #mass-desk whose notification says these words."""
    return slack.wait_for("mass-desk", lambda posted: words in posted.text and not posted.thread_ts)


def test_a_row_goes_from_the_publishers_page_to_the_reporters_channel(
    context: CheckContext, slack: DrivenSlack, httpserver: HTTPServer, clock: Clock
) -> None:
    """Published, alerted, looked up; then silently removed, and alerted again."""
    # An editor subscribes a channel to Massachusetts.
    confirmed = slack.command("mass-desk", "subscribe MA")
    assert "Massachusetts" in confirmed.text

    # The Justice Department publishes its list; the next check finds it.
    serve(httpserver, boston=True, updated="August 5, 2025")
    published = check_now(context, ["doj_eo14287"])[-1]
    assert (published.status, published.rows, published.places["resolved"]) == ("published", 13, 13)

    # The channel hears of it, by number, place and publisher.
    alert = wait_for_alert(slack, "Justice Dept. publishes list of 13; Boston is on it")
    assert "1 place in Massachusetts." in alert.text
    assert "Boston" in str(alert.blocks)

    # A reporter asks, and gets a sourced answer that only they see.
    answer = slack.command("mass-desk", "Boston")
    assert answer.response_type == "ephemeral"
    assert "Boston, Mass." in answer.text
    assert "civil request" in str(answer.blocks)
    slack.click(answer, action_id=kit.EVIDENCE)
    page = httpserver.url_for("/list")
    slack.wait_for("#mass-desk", lambda shown: page in str(shown.blocks) and "Evidence" in shown.text)

    # Looking again finds nothing new, and nobody is told anything.
    assert check_now(context, ["doj_eo14287"])[-1].status == "unchanged"

    # Boston goes from the page without a word; the channel is told, and told once.
    clock.advance(timedelta(days=52))
    httpserver.clear_all_handlers()
    serve(httpserver, boston=False, updated="September 26, 2025")
    removed = check_now(context, ["doj_eo14287"])[-1]
    assert (removed.status, removed.counts["removed"]) == ("published", 1)
    assert "Boston" in str(wait_for_alert(slack, "Boston, Mass., is off the Justice Dept. list").blocks)
    posted = [each for each in slack.messages("mass-desk") if each.from_app and not each.ephemeral]
    alerts = [each for each in posted if not each.thread_ts and "subscribed this channel" not in each.text]
    assert len(alerts) == 2

    # From now on the answer says so.
    assert (
        "off the Justice Department's list since Sept. 26, 2025"
        in slack.command("mass-desk", "Boston, MA").text
    )
