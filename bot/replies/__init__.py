"""A typed command becomes a message: asked, answered, recorded."""

from typing import TYPE_CHECKING

from models.lazy_face import lazy_face

# fmt: off
if TYPE_CHECKING:
    from bot.replies.answering import echo, post, publish_copy, say, tell
    from bot.replies.arguments import one_place, place_within
    from bot.replies.deferred_ack import DeferredAck, calling
    from bot.replies.dispatch import asks_slack, reply
    from bot.replies.errors import answer_error, in_a_field, safely, sorry
    from bot.replies.files import asks_for_files, send_files
    from bot.replies.feedback import readers, received
    from bot.replies.mapping import send_timeline
    from bot.replies.questions import history_of
    from bot.replies.sharing import share_answer, share_question
    from bot.replies.subscriptions import (
        clock_of, let_in, list_subscriptions, mute_channel, names, public_wishes, resume_channel,
        subscribe_to, unsubscribe_from,
    )
    from bot.replies.surface import Surface, SurfaceKind, person_of, surface_of

__getattr__ = lazy_face(__name__)
