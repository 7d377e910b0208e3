"""What Slack sends us: one module a surface, each with `register(app, desk)`."""

from typing import TYPE_CHECKING

from models.lazy_face import lazy_face

# fmt: off
if TYPE_CHECKING:
    from bot.listeners.home import refresh
    from bot.listeners.surfaces import register

__getattr__ = lazy_face(__name__)
