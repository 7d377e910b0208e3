"""What every listener is handed: the one value that holds the desk together."""

from collections.abc import Callable, Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import Session

from bot.desk.open_homes import OpenHomes
from bot.slack import People
from models.config import Settings
from models.db import reading
from models.domain import Channel, Source
from models.places import Gazetteer

Decide = Callable[[int, str], object]
"""Decides on a held edition: its id, and who says so; raises UsageError when it can't be decided."""

CALLS = 32
"""Calls to Slack at once, deliveries apart; each waits for as long as Slack takes."""


ANSWERS = 32
"""Answers on their way at once: each waits for Slack to take it, and no lookup or call waits for it."""


def _threads() -> Executor:
    return ThreadPoolExecutor(CALLS, thread_name_prefix="calls")


def _tellers() -> Executor:
    return ThreadPoolExecutor(ANSWERS, thread_name_prefix="tells")


@dataclass(frozen=True, slots=True)
class Desk:
    """The desk as people's side sees it.

    Attributes:
        engine: The database; migrated.
        settings: As read at start.
        gazetteer: Every place, in memory.
        clock: Gives the current moment, aware, UTC; of the past while history is replayed.
        sources: Every list by name, the bundled ones that no live check watches included.
        replay: What is told is a replay of cited facts, and says so.
        accept: Publishes a held edition; None where nothing is decided, as in a replay.
        reject: Sets one aside for good.
        past: Gives the desk of the last replay, whose alerts stand in channels too; None without one.
        people: Says who somebody is; None where no Slack is connected.
        homes: Who looks at App Home.
        calls: Threads for what calls Slack; nothing that only looks up waits behind it.
        tells: Threads in which what was looked up is handed to Slack.
    """

    engine: Engine
    settings: Settings
    gazetteer: Gazetteer
    clock: Callable[[], datetime]
    sources: Mapping[str, Source]
    replay: bool = False
    past: "Callable[[], Desk | None]" = lambda: None
    accept: "Decide | None" = None
    reject: "Decide | None" = None
    people: People | None = None
    homes: OpenHomes = field(default_factory=OpenHomes)
    calls: Executor = field(default_factory=_threads)
    tells: Executor = field(default_factory=_tellers)

    @property
    def command(self) -> str:
        """The slash command, for cures."""
        return self.settings.slack.command

    @property
    def installed_in(self) -> str:
        """What wishes are kept under: the key of the installation, as Slack says; empty without a Slack.

        Raises:
            DeliveryError: Slack doesn't answer, and never did.
        """
        return self.people.installation().key if self.people else ""

    def at(self, channel: str) -> Channel:
        """Return a channel, by Slack's id, as what its wishes are kept under.

        Raises:
            DeliveryError: Slack doesn't answer, and never did.
        """
        return Channel(self.installed_in, channel)

    def reading(self) -> AbstractContextManager[Session]:
        """Open the facts for reading: a session that sees one state of them.

        Raises:
            StoreError: The database can't be read.
        """
        return reading(self.engine)
