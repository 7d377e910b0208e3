"""The local Slack: Web API, Socket Mode and a page on this computer, as strict as Slack where it matters.

`README.md` beside this file says what is strict and what is not imitated.
"""

from typing import TYPE_CHECKING

from models.lazy_face import lazy_face

# fmt: off
if TYPE_CHECKING:
    from bot.preview.server import LocalSlack

__getattr__ = lazy_face(__name__)
