"""Plays the bundled history to a desk: re-typeset documents, served on loopback, fetched and read."""

from typing import TYPE_CHECKING

from models.lazy_face import lazy_face

# fmt: off
if TYPE_CHECKING:
    from jobs.replay.load import load_history
    from jobs.replay.player import Replay, new_database
    from jobs.replay.publisher import Publisher

__getattr__ = lazy_face(__name__)
