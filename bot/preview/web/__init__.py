"""The page of the local Slack, and its controls over HTTP."""

from typing import TYPE_CHECKING

from models.lazy_face import lazy_face

# fmt: off
if TYPE_CHECKING:
    from bot.preview.web.app import make_application
    from bot.preview.web.control import say_progress
    from bot.preview.web.gate import LOOPBACK

__getattr__ = lazy_face(__name__)
