"""All that a desk reads at its start, read once: processes are forked from one that has imported this."""

from models.places import load_gazetteer
from tests.support.desk import killed_desk

__all__ = ["killed_desk"]

load_gazetteer().suggest("Bostn")  # builds its index
