"""What follows from a source's log: what changed between editions, row by row, and what stands. Pure."""

from typing import TYPE_CHECKING

from models.lazy_face import lazy_face

# fmt: off
if TYPE_CHECKING:
    from models.domain.log.derivation import step
    from models.domain.log.intervals import (
        A_DAY, Begun, Continued, Derived, Ended, Entry, Facts, Interval, Lacking, Noted, RowChange, Standing,
        Step, Until, derive,
    )
    from models.domain.log.rereading import reread, walk

__getattr__ = lazy_face(__name__)
