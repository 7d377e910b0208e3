"""All that a desk reads at its start, read once: processes are forked from one that has imported this."""

from bot import running
from bot.preview import LocalSlack
from models.db import schema
from models.places import load_gazetteer
from tests.support.desk import killed_desk, typed_desk

__all__ = ["LocalSlack", "killed_desk", "running", "typed_desk"]

load_gazetteer().suggest("Bostn")  # builds its index
schema.schema_digest()
