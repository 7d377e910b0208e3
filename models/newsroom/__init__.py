"""Writes people's wishes: subscriptions, notes, feedback."""

from typing import TYPE_CHECKING

from models.lazy_face import lazy_face

# fmt: off
if TYPE_CHECKING:
    from models.newsroom.feedback import Remark, add_remark, remark_of
    from models.newsroom.moving import follow, gather_under, lost_channels
    from models.newsroom.public_notes import NewNote, add_note, remove_note
    from models.newsroom.subscriptions import (
        Actor, copy_at_once, history_of, mute, resume, subscribe, subscriptions_of,
        subscriptions_of_team, unsubscribe,
    )

__getattr__ = lazy_face(__name__)
