"""Tables of rows and cells: workbooks, CSV, JSON, Parquet."""

from typing import TYPE_CHECKING

from models.lazy_face import lazy_face

# fmt: off
if TYPE_CHECKING:
    from jobs.readers.tabular.column_table import ColumnTable, TextTable, understand
    from jobs.readers.tabular.formulas import unsaved_formula
    from jobs.readers.tabular.text_files import read_csv, read_json
    from jobs.readers.tabular.text_table import TableLine, UnderstoodRow, UnderstoodTable, rows_below
    from jobs.readers.tabular.workbook import BLANK, BROKEN, Cell, Sheet, opened, printed, sheets, unreadable

__getattr__ = lazy_face(__name__)
