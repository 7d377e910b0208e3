"""What every listener is handed: the one value that holds the desk together."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Engine

from bot.homes import Homes
from bot.people import People
from models.places import Gazetteer
from models.settings import Settings
from models.values import Source

Decide = Callable[[int, str], None]
"""Decides on a held edition: its id, and who says so; raises UsageError when it can't be decided."""


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
    homes: Homes = field(default_factory=Homes)
