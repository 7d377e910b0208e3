"""What printed words mean in any format: headers, dates, cells, charges."""

# fmt: off
from jobs.readers.text.cells import NOTHING, TAKEN_OFF, heading_state, total_in
from jobs.readers.text.charges import disposition, is_mark, read_activity, ticked
from jobs.readers.text.columns import Column, Columns, Header, Meaning
from jobs.readers.text.dates import (
    Moment, days_in, find_day_after, find_period, find_periods, moment_in, read_day, read_enacted,
)
from jobs.readers.text.detainer_columns import DETAINER_COLUMNS, DetainerColumn, names_persons
from jobs.readers.text.parts import is_no_row, says_part, shows_all
