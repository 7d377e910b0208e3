"""What changed and what was counted over a span of days, and which places have most. Reads only."""

from typing import TYPE_CHECKING

from models.lazy_face import lazy_face

# fmt: off
if TYPE_CHECKING:
    from models.queries.over_time.ranking import counted_places
    from models.queries.over_time.recent import (
        expected_volume, last_changed, lately_taken_back, recent_editions,
    )
    from models.queries.over_time.trend import Asked, read_trend

__getattr__ = lazy_face(__name__)
