"""What this process was told in variables that others must not read, taken out of its environment once.

Linux goes on showing /proc/PID/environ as it was at the start, and a process's memory, to every process of
the same person; to none but root's where the process isn't dumpable (PR_SET_DUMPABLE,
https://man7.org/linux/man-pages/man2/prctl.2.html; proc_pid_environ(5) beside it).
"""

import os
import sys
from collections.abc import Mapping

OURS = ("DESK_", "SLACK_")
"""How the names of variables begin that are the desk's: addresses with passwords, and tokens."""

_GET_DUMPABLE, _SET_DUMPABLE = 3, 4
_taken: dict[str, str] = {}


def withhold() -> None:
    """Take the desk's variables out of the environment, and close this process to others where Linux lets it.

    Called once, before a thread or another process starts; both would inherit what is still there.
    """
    for name in [name for name in os.environ if name.startswith(OURS)]:
        _taken[name] = os.environ.pop(name)
    if sys.platform == "linux":
        import ctypes  # noqa: PLC0415 - other systems need none

        ctypes.CDLL(None).prctl(_SET_DUMPABLE, 0, 0, 0, 0)


def readable() -> bool:
    """Tell whether other programs of the same person can read what this process withholds."""
    if sys.platform != "linux":
        return True
    import ctypes  # noqa: PLC0415 - as above

    return bool(ctypes.CDLL(None).prctl(_GET_DUMPABLE, 0, 0, 0, 0))


def environment() -> Mapping[str, str]:
    """Return the variables that this process was started with, those that it withholds included."""
    return {**os.environ, **_taken}
