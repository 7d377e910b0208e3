"""A place of the gazetteer, with what the resolver must know of it besides."""

from dataclasses import dataclass

from models.values import Place


@dataclass(frozen=True, slots=True)
class Entry:
    """A place, and what the resolver must know of it besides.

    Attributes:
        place: The place.
        bare: Its name without its kind.
        word: Census's word for its kind, `charter township`.
        shadow: Gone, renamed, or the same area as another: a current place of the name goes first.
        also: Other names.
    """

    place: Place
    bare: str
    word: str
    shadow: bool = False
    also: tuple[str, ...] = ()


def is_independent(entry: Entry) -> bool:
    """Whether it is a city that lies in no county and counts as one (Virginia's, Baltimore, St. Louis)."""
    return entry.word == "independent city"
