"""Scouts look for lists at addresses that nobody watches yet: announcements that say certain words."""

from typing import TYPE_CHECKING

from models.lazy_face import lazy_face

# fmt: off
if TYPE_CHECKING:
    from jobs.scouts.look import look_for_leads

__getattr__ = lazy_face(__name__)
