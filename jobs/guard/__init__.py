"""Pure: whether an edition may be published, or is held and why."""

# fmt: off
from jobs.guard.history import Before
from jobs.guard.verdict import Now, differences, judge, odd_dates
