"""Bytes → rows with the page or position that they stand at, in a process of its own."""

from typing import TYPE_CHECKING

from models.lazy_face import lazy_face

# fmt: off
if TYPE_CHECKING:
    from jobs.readers.any_table import hidden_tables, read_tables
    from jobs.readers.corrections_file import corrections_beside, read_corrections
    from jobs.readers.marks import reader_mark
    from jobs.readers.sandbox import Parser, Question, Understood, is_page
    from jobs.readers.understanding import effective_status, fingerprint_of
    from jobs.readers.walls import HEAD, is_challenge, runs_challenge, shows_wall

__getattr__ = lazy_face(__name__)
