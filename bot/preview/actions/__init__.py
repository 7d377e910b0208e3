"""What a person does in the local Slack, and what the app hears of it."""

from typing import TYPE_CHECKING

from models.lazy_face import lazy_face

# fmt: off
if TYPE_CHECKING:
    from bot.preview.actions.app_responses import notice, respond
    from bot.preview.actions.events import edit, open_home, say, send_event
    from bot.preview.actions.interactions import click, click_view, command, message_shortcut, shortcut
    from bot.preview.actions.modals import close, submit, top

__getattr__ = lazy_face(__name__)
