"""Every place of the gazetteer, for tests that try them all."""

from functools import cache

from models.domain import Place
from models.places.index import PlaceEntry, read_index


@cache
def _entries() -> tuple[PlaceEntry, ...]:
    return tuple(entry for _, entry in sorted(read_index().by_geoid.items()))


def all_places() -> list[Place]:
    """Return every place, by GEOID."""
    return [entry.place for entry in _entries()]


def current_places() -> list[Place]:
    """Return those that are places of their own today: not dissolved, renamed, or another's second."""
    return [entry.place for entry in _entries() if not entry.shadow]
