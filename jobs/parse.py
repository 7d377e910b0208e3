"""Documents are parsed in a child process with limits on time and memory.

pdfium is not safe in threads, and a document may be broken or hostile. The child is
spawned, never forked from a process with threads, and stays warm between documents.
"""

import gc
import logging
import multiprocessing
import resource
import signal
import threading
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, CancelledError
from concurrent.futures import TimeoutError as TooSlow
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self, TypeVar

from pebble import ProcessExpired, ProcessPool

from models.errors import DeskError, UnreadableDocument
from models.values import Document

logger = logging.getLogger(__name__)

Read = TypeVar("Read")
MEGABYTE = 1 << 20
COLLECT_EVERY = 200_000
"""Objects between two looks for garbage: Python's 700 would go through all rows read so far again and
again, which takes longer than reading them."""
TRIES = 2
"""A child may have died of something else than its document, such as the desk being stopped."""

ENDED = (ProcessExpired, BrokenExecutor, CancelledError)
"""How a child ends that was ended, by its document or by someone else."""

_CURE = "Its bytes are kept; see them with python -m bot review list."


@dataclass
class Parser:
    """Reads documents apart from everything else; close it when done.

    Attributes:
        seconds: Time that one document may take, unless its source is given more.
        megabytes: Address space that the child may use.
    """

    seconds: float = 120.0
    megabytes: int = 4096
    _pool: ProcessPool | None = field(default=None, init=False, repr=False)
    _guard: threading.Lock = field(default_factory=threading.Lock, init=False, repr=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def parse(self, reader: Callable[[Document], Read], document: Document, seconds: float = 0.0) -> Read:
        """Read a document with a source's `parse`, or a scout's reader.

        Args:
            reader: What reads it, in the child.
            document: What is read.
            seconds: What it may take, where that is more than others may.

        Raises:
            UnreadableDocument: It can't be read, took too long or needed too much memory.
        """
        for _ in range(TRIES):
            try:
                return self._once(reader, document, max(seconds, self.seconds))
            except ENDED:
                self.close()
        raise UnreadableDocument("The document broke the program that reads it.", _CURE)

    def _once(self, reader: Callable[[Document], Read], document: Document, seconds: float) -> Read:
        future = self._started().schedule(reader, args=(document,), timeout=seconds)
        try:
            read: Read = future.result()
        except (UnreadableDocument, *ENDED):
            raise
        except TooSlow as error:
            raise UnreadableDocument(
                f"The document could not be read within {seconds:.0f} seconds.", _CURE
            ) from error
        except MemoryError as error:
            raise UnreadableDocument("The document needs more memory than it may use.", _CURE) from error
        except Exception as error:
            module = getattr(reader, "func", reader).__module__
            logger.exception("The reader %s failed on %s", module, document.address)
            raise UnreadableDocument(
                f"The document could not be read: {type(error).__name__} in {module}.", _CURE
            ) from error
        return read

    def close(self) -> None:
        """End the child process."""
        with self._guard:
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.stop()  # type: ignore[no-untyped-call]
            pool.join()

    def _started(self) -> ProcessPool:
        with self._guard:
            if self._pool is None:
                self._pool = _start(self.megabytes)
            return self._pool


def _start(megabytes: int) -> ProcessPool:
    try:
        return ProcessPool(
            max_workers=1,
            context=multiprocessing.get_context("spawn"),
            initializer=_begin,
            initargs=(megabytes,),
        )
    except OSError as error:
        raise DeskError(
            f"The process that reads documents can't be started: {error.strerror}.",
            "It needs a writable /dev/shm; in a container, see its shm size.",
        ) from error


def _begin(megabytes: int) -> None:
    gc.set_threshold(COLLECT_EVERY)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_AS, (megabytes * MEGABYTE, megabytes * MEGABYTE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
