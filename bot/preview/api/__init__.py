"""The Web API: one module a family of methods, `dispatch` the way in, `methods` the table."""

from typing import TYPE_CHECKING

from models.lazy_face import lazy_face

# fmt: off
if TYPE_CHECKING:
    from bot.preview.api.args import Args
    from bot.preview.api.bad_answers import answered_instead, sent
    from bot.preview.api.chat import thread_of
    from bot.preview.api.content import content_of
    from bot.preview.api.dispatch import handle
    from bot.preview.api.files import receive
    from bot.preview.api.show import picked, show_file, show_message, show_view
    from bot.preview.api.views import push_view, replace_view

__getattr__ = lazy_face(__name__)
