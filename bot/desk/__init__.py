"""What every listener is handed: the desk, who asks and what they may, and who looks at App Home."""

from typing import TYPE_CHECKING

from models.lazy_face import lazy_face

# fmt: off
if TYPE_CHECKING:
    from bot.desk.context import Decide, Desk
    from bot.desk.permissions import (
        NotListed, Requester, is_operator, is_private, may_review, may_subscribe,
        of_this_newsroom, who_clicked,
    )

__getattr__ = lazy_face(__name__)
