"""What is wrong with this desk and its machine, or soon will be, and what to do about it."""

from typing import TYPE_CHECKING

from models.lazy_face import lazy_face

# fmt: off
if TYPE_CHECKING:
    from bot.cli.doctor.desk import examine, missing_scopes
    from bot.cli.doctor.findings import Level, fail
    from bot.cli.doctor.machine import examine_machine

__getattr__ = lazy_face(__name__)
