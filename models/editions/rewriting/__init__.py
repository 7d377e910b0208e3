"""An edition that comes in behind: its log is derived again from its place."""

from typing import TYPE_CHECKING

from models.lazy_face import lazy_face

if TYPE_CHECKING:
    from models.editions.rewriting.log_rewrite import rewrite as rewrite

__getattr__ = lazy_face(__name__)
