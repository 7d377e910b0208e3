"""The workspace of the local Slack: people, channels, messages, connections."""

from typing import TYPE_CHECKING

from models.lazy_face import lazy_face

# fmt: off
if TYPE_CHECKING:
    from bot.preview.state.core import Core, ResponseUrl, make_core
    from bot.preview.state.faults import EVERY, RESPONSE_URL, UPLOAD, Instead, planned
    from bot.preview.state.seed import APP_ID, BOT_ID, BOT_USER, TEAM_ID
    from bot.preview.state.socket_mode import Acknowledgement, NotAcknowledged, NotDelivered
    from bot.preview.state.workspace import (
        Clock, Json, LocalChannel, LocalFile, LocalMessage, Organization, User, View,
        elements_of, name_blocks,
    )

__getattr__ = lazy_face(__name__)
