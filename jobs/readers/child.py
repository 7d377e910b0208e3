"""The process that reads documents, both ends: how the desk starts and asks it, how it shuts itself in.

It starts in an empty folder with a few variables, gives up the network and all files but to read, and answers
one question after the other over its pipes. It is not trusted: what it answers is taken for what a reader may
return, and for nothing that would run.
"""

import ctypes
import gc
import os
import pickle
import resource
import signal
import struct
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, is_dataclass
from enum import Enum
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO, NoReturn

from models.errors import DeskError, FetchError, UnreadableDocument

MEGABYTE = 1 << 20

COLLECT_EVERY = 200_000
"""Objects between two looks for garbage: Python's 700 would go through all rows read so far again and
again, which takes longer than reading them."""

OPEN_FILES = 64
"""Files that it may have open: its libraries' while they load, and its pipes."""

PASSED_ON = frozenset({"LANG", "LANGUAGE", "PATH", "SYSTEMROOT", "TMPDIR", "TZ"})
"""Variables that it is given, beside Python's own and those of the locale; all others may be secrets."""

_NEW_USER, _NEW_NETWORK = 0x1000_0000, 0x4000_0000
"""CLONE_NEWUSER and CLONE_NEWNET: a network without interfaces; and in a user namespace of its own it can
look into no process outside, whosever (https://man7.org/linux/man-pages/man7/user_namespaces.7.html)."""

_NO_NEW_PRIVILEGES = 38
"""PR_SET_NO_NEW_PRIVS (https://man7.org/linux/man-pages/man2/prctl.2.html)."""

_CREATE_RULESET, _RESTRICT_SELF = 444, 446
_ALTERED = 0b0101_1111_1111_0010
"""Landlock's rights to write, end and make files, and to truncate them: none of them is given to anything
(https://docs.kernel.org/userspace-api/landlock.html), since a limit on their size lets them be emptied."""
_SIGNALS, _TRUNCATES, _SCOPES = 0b10, 3, 6
"""LANDLOCK_SCOPE_SIGNAL: no signals to processes outside; the versions that know truncating, and this."""

_START = "from jobs.readers.child import main; main()"
_PLAIN = {("datetime", name) for name in ("date", "datetime", "time", "timedelta", "timezone")}
_PLAIN |= {("array", "array"), ("array", "_array_reconstructor")}


@dataclass(frozen=True, slots=True)
class Failed:
    """That a reader failed as only a bug or a lack of memory lets it: which exception, and where."""

    kind: str
    trace: str = ""


class ChildEnded(Exception):
    """The child ended without an answer, or gave none that can be taken."""


class TooSlow(Exception):
    """The child was ended, since its time was up."""


class Child:
    """A process that reads, as the desk sees it; close it when done.

    Args:
        megabytes: Address space that it may use.

    Attributes:
        asked: Questions that it was asked.
        offline: Whether it has no network; asked for by `doctor`.
    """

    def __init__(self, megabytes: int) -> None:
        self.asked = 0
        self._folder = TemporaryDirectory(prefix="desk-reader-", ignore_cleanup_errors=True)
        self._process = subprocess.Popen(  # noqa: S603 - this Python, with code of ours
            [sys.executable, "-c", _START, str(megabytes)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=self._folder.name,
            env=_environment(),
        )
        try:
            self.offline = self._read() is True
        except ChildEnded:
            self.close()
            raise

    def ask(self, reader: Callable[[Any], object], given: object, seconds: float) -> object:
        """Have a reader called.

        Args:
            reader: Of a module that the child can import.
            given: Passed to it.
            seconds: What it may take.

        Returns:
            What the reader returned; or, where it failed, the DeskError that it raised, or Failed.

        Raises:
            ChildEnded: It died of the question, or its answer is none that a reader gives.
            TooSlow: It took longer.
        """
        self.asked += 1
        self._send(pickle.dumps((reader, given, seconds)))
        self._read()  # it has begun: what it loads for that is not the document's
        slow = threading.Event()
        timer = threading.Timer(seconds, self._end, [slow])
        timer.daemon = True
        timer.start()
        try:
            return self._read()
        except ChildEnded as error:
            if slow.is_set():
                raise TooSlow from error
            raise
        finally:
            timer.cancel()

    def close(self) -> None:
        """End it at once."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                pipe.close()  # type: ignore[union-attr]
        self._folder.cleanup()

    def _end(self, slow: threading.Event) -> None:
        slow.set()
        self._process.kill()

    def _send(self, question: bytes) -> None:
        try:
            self._process.stdin.write(question)  # type: ignore[union-attr]
            self._process.stdin.flush()  # type: ignore[union-attr]
        except OSError as error:
            raise ChildEnded from error

    def _read(self) -> object:
        try:
            return _Answers(self._process.stdout).load()  # type: ignore[arg-type]
        except Exception as error:
            raise ChildEnded from error


class _Answers(pickle.Unpickler):
    """Takes the values that readers return, and nothing that would do anything."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in _PLAIN or module.startswith("models.domain."):
            found = super().find_class(module, name)
        else:  # a module of ours that is loaded
            found = getattr(sys.modules.get(module), name, None)
        if (module, name) in _PLAIN or (isinstance(found, type) and _is_value(found)):
            return found
        raise pickle.UnpicklingError(f"{module}.{name} is nothing that a reader returns")


def _is_value(kind: type) -> bool:
    """Tell whether a class is a frozen record, an enumeration or an error, of ours, and can't be called."""
    ours = kind.__module__.startswith(("models.", "jobs."))
    frozen = is_dataclass(kind) and kind.__dataclass_params__.frozen  # type: ignore[attr-defined]
    called = any("__call__" in vars(base) for base in kind.__mro__)
    return ours and not called and (frozen or issubclass(kind, Enum | DeskError))


def _environment() -> dict[str, str]:
    passed = {
        name: value
        for name, value in os.environ.items()
        if name in PASSED_ON or name.startswith(("LC_", "PYTHON"))
    }
    return passed | {"PYTHONPATH": os.pathsep.join(os.path.realpath(folder) for folder in sys.path)}


def main() -> NoReturn:
    """Be the child: shut itself in, say whether it has no network, then answer until nobody asks anymore."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not end up between the answers
    _send(answers, pickle.dumps(shut_in(int(sys.argv[1]))))
    while True:
        try:
            question = pickle.load(sys.stdin.buffer)  # noqa: S301 - the desk's own
        except EOFError:
            sys.exit()
        _send(answers, pickle.dumps(True))
        _send(answers, _answer(*question))


def _send(answers: BinaryIO, answer: bytes) -> None:
    answers.write(answer)
    answers.flush()


def _answer(reader: Callable[[object], object], given: object, seconds: float) -> bytes:
    """Return what a reader reads, or why it can't, pickled."""
    # Whoever asked ends it sooner; this is for a child whose desk was killed meanwhile.
    _limit(resource.RLIMIT_CPU, int(time.process_time() + (seconds + 2) * (os.cpu_count() or 1)) + 1)
    try:
        return pickle.dumps(reader(given))
    except (UnreadableDocument, FetchError) as error:
        return pickle.dumps(error)
    except MemoryError as error:
        return pickle.dumps(Failed(type(error).__name__))
    except Exception as error:  # noqa: BLE001 - a reader's bug is told, and ends nothing
        return pickle.dumps(Failed(type(error).__name__, traceback.format_exc()))


def shut_in(megabytes: int) -> bool:
    """Take from this process what no reader needs; return whether it has no network now."""
    gc.set_threshold(COLLECT_EVERY)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    offline = _alone()
    only_reads()
    _limit(resource.RLIMIT_AS, megabytes * MEGABYTE)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_NOFILE, OPEN_FILES)
    return offline


def only_reads() -> bool:
    """Let this process alter no file and end no other process; tell whether this system knows how."""
    if sys.platform != "linux":
        return False
    call = ctypes.CDLL(None).syscall
    version = call(_CREATE_RULESET, None, ctypes.c_size_t(0), 1)
    known = _ALTERED if version >= _TRUNCATES else _ALTERED & 0b1_1111_1111_1111
    rules = struct.pack("QQQ", known, 0, _SIGNALS if version >= _SCOPES else 0)
    wanted = call(_CREATE_RULESET, rules, ctypes.c_size_t(24 if version >= _SCOPES else 8), 0)
    return bool(version > 0 and wanted >= 0 and call(_RESTRICT_SELF, wanted, 0) == 0)


def _limit(kind: int, most: int) -> None:
    hard = resource.getrlimit(kind)[1]
    lowered = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(kind, (lowered, hard if kind == resource.RLIMIT_CPU else lowered))


def _alone() -> bool:
    """Leave the network and the other processes, where this system lets one that isn't root."""
    if sys.platform != "linux":
        return False
    system = ctypes.CDLL(None)
    system.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    return bool(system.unshare(_NEW_USER | _NEW_NETWORK) == 0)
