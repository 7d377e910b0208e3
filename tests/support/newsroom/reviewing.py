"""A page of the Justice Department's list that lost rows, held for review in a newsroom's Slack."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from slack_sdk import WebClient

from bot.bootstrap import deciding
from bot.delivery import Readership
from bot.delivery.deliverer import Deliverer
from jobs.check import take
from jobs.context import CheckContext, CheckReport
from jobs.readers import Parser
from models.config import Newsroom, Settings
from models.domain import Channel, Document, Subject
from models.newsroom import Actor, subscribe
from tests.support.newsroom.desk_on_slack import NOW, Room, desk_on, newsroom, sources, watch_on
from tests.support.slack.seen import Posted

CHANNEL = "C0NATIONAL"
NEWS = "C0MASSDESK"
OPERATOR = "U0OPERATOR"
SETTINGS = Settings(newsroom=Newsroom(operators=(OPERATOR,), operators_channel=CHANNEL))
PAGE = Path(__file__).parents[2] / "examples/doj_eo14287/2025-10-31/document.html"


def cut_page(rows: int, updated: str = "11/20/2026") -> Document:
    """The page of October 2025 with so many of its table's 18 rows."""
    head, *body = PAGE.read_text(encoding="utf-8").split("<tr>")
    last, end = body[-1].split("</table>")
    kept = "<tr>".join([head, *[*body[:-1], last][: rows + 1]])
    html = f"{kept}</table>{end}".replace("10/31/2025", updated)
    return Document(html.encode(), sources()["doj_eo14287"].address, NOW, "text/html")


class Held:
    """A newsroom's Slack where one edition of the Justice Department's list waits for a decision."""

    def __init__(self, room: Room, context: CheckContext) -> None:
        self.room, self.context, self.slack = room, context, room.slack
        subscribe(context.engine, Channel("T0NEWSROOM", NEWS), Subject("NJ"), Actor("U0EDITOR", NOW))
        self.report: CheckReport = take(cut_page(9), "doj_eo14287", context)[-1]
        self.deliver()

    def deliver(self) -> None:
        """Send what the outbox owes."""
        client = WebClient(self.slack.bot_token, base_url=self.slack.api_url, retry_handlers=[])
        deliverer = Deliverer(
            self.context.engine, client, Readership(sources(), "America/New_York"), lambda: NOW
        )
        while deliverer.deliver_next():
            pass

    def notice(self) -> Posted:
        """What the operators' channel shows of the held edition now."""
        return self.slack.wait_for(
            CHANNEL, lambda posted: " needs review" in posted.text and not posted.ephemeral
        )

    def press(self, action: str, user: str = "Operator") -> None:
        """Press a button of the notice, as it was posted first."""
        number = str(self.report.edition)
        outcome = self.slack.click(self.notice(), action_id=action, value=number, user=user)
        assert outcome.error == ""

    def whispered(self, words: str) -> str:
        """What only the person who pressed sees."""
        return self.slack.wait_for(CHANNEL, lambda posted: posted.ephemeral and words in posted.text).text

    def settled(self, words: str) -> Posted:
        """The notice, once it says so."""
        return self.slack.wait_for(
            CHANNEL, lambda posted: words in str(posted.blocks) and not posted.ephemeral
        )


@contextmanager
def held_list(url: str, parser: Parser, *, admins_review: bool = False) -> Iterator[Held]:
    """The desk over the bundled history, in which a page without half of its rows was held."""
    newsroom_of = SETTINGS.newsroom.model_copy(update={"admins_review": admins_review})
    settings = SETTINGS.model_copy(update={"newsroom": newsroom_of})
    with watch_on(url) as plain, desk_on(url, settings) as desk:
        context = replace(plain, settings=settings, parser=parser)
        with newsroom(deciding(desk, context)) as room:
            yield Held(room, context)
