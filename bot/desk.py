"""What every listener is handed: the one value that holds the desk together."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine

from models.places import Gazetteer
from models.settings import Settings
from models.values import Source


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
        past: Gives the desk of the last replay, whose alerts stand in channels too; None without one.
    """

    engine: Engine
    settings: Settings
    gazetteer: Gazetteer
    clock: Callable[[], datetime]
    sources: Mapping[str, Source]
    replay: bool = False
    past: "Callable[[], Desk | None]" = lambda: None
