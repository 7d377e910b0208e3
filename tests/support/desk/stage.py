"""A publisher, a Slack and a database, on which desks come and go as processes of their own."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from sqlmodel import select
from werkzeug import Request, Response

from models.db import DeliveryRow, open_engine, reading
from models.domain import Outcome, PlaceKind
from models.places import load_gazetteer
from tests.support.desk.killed_desk import run_desk
from tests.support.desk.typed_desk import PROCESSES
from tests.support.gazetteer.places import all_places
from tests.support.slack.driven import SlackProcess
from tests.support.slack.seen import Posted
from tests.support.waiting import SECONDS

CHANNEL = "C0MASSDESK"
PAGE = """<!doctype html><html><body><main>
<h1>U.S. Sanctuary Jurisdiction List Following Executive Order 14287</h1>
<p>The following have been identified as sanctuary jurisdictions.</p>
<p><strong>STATES:</strong></p><ul><li>California</li><li>Colorado</li><li>Delaware</li><li>Nevada</li></ul>
<p><strong>COUNTIES:</strong></p><ul><li>Cook County, IL</li><li>San Diego County, CA</li></ul>
<p><strong>CITIES:</strong></p><ul><li>Boston, MA</li><li>Seattle, WA</li><li>Denver, CO</li>
<li>Chicago, IL</li>{more}</ul></main></body></html>"""


@cache
def towns() -> list[str]:
    """Return towns of Massachusetts, Boston aside: a list of places that nobody knows would be held."""
    gazetteer = load_gazetteer()
    known = (place for place in all_places() if place.state == "MA" and place.kind is PlaceKind.CITY)
    names = sorted({place.name for place in known} - {"Boston"})
    return [name for name in names if gazetteer.resolve(f"{name}, MA").outcome is Outcome.RESOLVED]


@dataclass
class Stage:
    """A publisher, a Slack and a database; desks come and go on it.

    Attributes:
        folder: Where the database, the settings, the log and the armed file are.
        entries: How many made-up entries the list has.
    """

    slack: SlackProcess
    folder: Path
    database: str
    entries: int = 0

    @property
    def armed(self) -> Path:
        """The file that lets the next call of the step kill the desk."""
        return self.folder / "armed"

    def page(self, _request: Request) -> Response:
        """Answer as the publisher does now."""
        more = "".join(f"<li>{name}, MA</li>" for name in towns()[: self.entries])
        return Response(PAGE.format(more=more), content_type="text/html")

    def publish(self, entries: int) -> str:
        """Put so many more entries on the list; return what the alert's notification will say."""
        self.entries += entries
        if entries == 1:
            return f"{towns()[self.entries - 1]}, Mass., is on the Justice Dept. list"
        return f"{entries} more Massachusetts places are on the Justice Dept. list"

    @contextmanager
    def desk(self, step: str = "") -> Iterator[ForkServerProcess]:
        """Run a desk as a process of its own; one that is still alive at the end is stopped."""
        environment = {
            "DESK_CONFIG": str(self.folder / "desk.toml"),
            "DESK_DATABASE__URL": self.database,
            "DESK_SLACK__API_URL": f"{self.slack.base_url}/api/",
            "SLACK_BOT_TOKEN": self.slack.bot_token,
            "SLACK_APP_TOKEN": self.slack.app_token,
        }
        desk = PROCESSES.Process(target=run_desk, args=(step, self.folder, environment))
        desk.start()
        try:
            yield desk
        finally:
            desk.terminate()
            desk.join()

    def settled(self) -> bool:
        """Tell whether nothing is owed any more."""
        engine = open_engine(self.database)
        with reading(engine) as session:
            statuses = session.exec(select(DeliveryRow.status)).all()
        engine.dispose()
        return set(statuses) == {"sent"}

    def arrived(self, words: str) -> list[Posted]:
        """Wait until a message has arrived and nothing is owed any more; return all with these words."""
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            found = [
                each for each in self.slack.messages(CHANNEL) if words in each.text and not each.thread_ts
            ]
            if found and self.settled():
                return [each for each in self.slack.messages(CHANNEL) if words in each.text]
            time.sleep(0.05)
        raise TimeoutError(f"{words!r} never arrived:\n{(self.folder / 'desk.log').read_text()[-3000:]}")
