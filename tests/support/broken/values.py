"""What a broken document is made of."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random

from models.domain import Document

Damage = Callable[[Document, Random, Mapping[str, Document]], Document]
"""A genuine document, a seeded chance, and one genuine document of each other source → a
broken one."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A document that must not reach a newsroom.

    Attributes:
        kind: Of damage, as the table of fates names it.
        source: In whose place it arrives.
        document: What arrives.
    """

    kind: str
    source: str
    document: Document
