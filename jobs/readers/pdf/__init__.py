"""Tables and lines of a PDF, from where its letters and rules are drawn."""

from typing import TYPE_CHECKING

from models.lazy_face import lazy_face

# fmt: off
if TYPE_CHECKING:
    from jobs.readers.pdf.document import not_intact, read
    from jobs.readers.pdf.table import Block, Table, TableRow
    from jobs.readers.pdf.words import TextLine

__getattr__ = lazy_face(__name__)
