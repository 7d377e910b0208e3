"""Many files of a source, taken in by one process, in the order in which they stood.

Taken in so, each follows the one before it, and nothing that is stored has to be derived again. Files are
read ahead in children, with the limits that any document has. A file is known by its bytes and by the
moment that its name tells: an import that was cut short goes on where it stopped.
"""

import hashlib
import mimetypes
import os
import re
from collections import deque
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from queue import LifoQueue

from jobs import steps
from jobs.check import take
from jobs.context import CheckContext, CheckReport
from jobs.readers import Parser, Understood
from jobs.readers.text import Moment, moment_in
from models.db import reading, writing
from models.domain import Document
from models.editions import Known, keep_document, known_addresses, put_off, remember_address
from models.queries import due_checks, edition_of_bytes

MARK = "import:"
"""Begins the address under which a file that was taken in is remembered, by its bytes and their moment."""
CHILDREN = 2
"""Most children that read ahead: files are written one at a time, and more would only hold rows in memory."""
FEW = 8
"""Files for which a second child isn't worth its start."""
HOLD = timedelta(minutes=5)
"""For how long a source's check is put off, each time again, while its files come in: what it fetches would
be compared with a file of long ago, and the years between told as news."""


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """A file as it is to be taken in.

    Attributes:
        path: Where it is.
        sha256: Of its bytes; empty where they can't be read.
        named: The moment that its name tells, UTC.
        fault: Why it can't be read, as a sentence with the next step.
    """

    path: Path
    sha256: str = ""
    named: datetime | None = None
    fault: str = ""

    @property
    def mark(self) -> str:
        """What it is remembered by."""
        return f"{MARK}{self.sha256}:{self.named.isoformat() if self.named else ''}"


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of a file: a report an edition, the requested source's last."""

    path: Path
    reports: Sequence[CheckReport]


@dataclass(frozen=True, slots=True)
class _Reading:
    """A document that is being read."""

    file: ImportedFile
    document: Document
    understood: "Future[Understood]"


def take_files(paths: Iterable[Path], name: str, context: CheckContext) -> Generator[FileReport, None, None]:
    """Take files in, in the order in which they stood, and yield what became of each as it is done.

    What can't be read, or is held, is reported and stops no other.

    Args:
        paths: The files, in any order.
        name: The source asked for.
        context: What a check needs.

    Raises:
        StoreError: The database can't be read or written; what was taken in stays so.
    """
    source = context.read_by(name).name
    files = [_file(path) for path in dict.fromkeys(paths)]
    with _Readers(name, context, len(files)) as readers, _checks_put_off(source, context) as put_off_again:
        with reading(context.engine) as session:
            known = known_addresses(session, source, MARK)
        ordered = _in_order(files, readers, known)
        new = _new(ordered, known)
        ahead = readers.ahead([file for file in ordered if file.path in new])
        for file in ordered:
            put_off_again()
            if file.fault:
                reports = [CheckReport(name, "failed", reasons=(file.fault,))]
            elif file.path not in new:
                reports = _told_before(file, name, context)
            else:
                reports = _taken(next(ahead), name, context)
            yield FileReport(file.path, reports)


def _file(path: Path) -> ImportedFile:
    try:
        with path.open("rb") as opened:
            digest = hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError as error:
        return ImportedFile(path, fault=_unreadable(error))
    named = moment_in(path.resolve().as_uri())
    return ImportedFile(path, digest, named.place if named else None)


def _unreadable(error: OSError) -> str:
    return f"The file can't be read: {error.strerror}. Mend that, then import it again."


def _in_order(
    files: Sequence[ImportedFile], readers: "_Readers", known: Collection[str]
) -> list[ImportedFile]:
    """Return files in the order in which they stood, whatever the order in which they were given.

    By the moment in their names, else by the date that they print; of those that print one date the first
    by name has it, and the others stand where those without any do: now, after all that are dated.
    """
    undated = sorted((file for file in files if not file.named), key=_by_name)
    fresh = [file for file in undated if not file.fault and not _is_known(file, known)]
    dates = {each.file.path: _published(each.understood.result()) for each in readers.ahead(fresh)}
    places = {file.path: file.named for file in files}
    taken: set[date] = set()
    for file in undated:
        day = dates.get(file.path)
        if day and day not in taken:
            taken.add(day)
            places[file.path] = Moment(day).place
    last = datetime.max.replace(tzinfo=UTC)
    return sorted(files, key=lambda file: (places[file.path] or last, _by_name(file)))


def _by_name(file: ImportedFile) -> tuple[list[tuple[int, str]], str]:
    """Return what files are sorted by that have no other order: list 2 before list 10."""
    parts = re.findall(r"\d+|\D+", file.path.name.lower())
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in parts], str(file.path)


def _published(understood: Understood) -> date | None:
    editions = understood.editions.values()
    return next((edition.published for edition in editions if edition.published), None)


def _is_known(file: ImportedFile, known: Collection[str]) -> bool:
    """Tell whether a file was taken in before: its bytes at its moment, or at any where it tells none."""
    if file.named:
        return file.mark in known
    return any(mark.startswith(file.mark) for mark in known)


def _new(files: Sequence[ImportedFile], known: Collection[str]) -> set[Path]:
    """Return which files are to be taken in: not what is known, nor the bytes of the file before once more.

    A list that says again what it said before another file is news; a copy without a moment is none.
    """
    new: set[Path] = set()
    met: set[str] = set()
    before = ""
    for file in files:
        again = file.sha256 == before or (not file.named and file.sha256 in met)
        if not file.fault and not again and not _is_known(file, known):
            new.add(file.path)
        before = file.sha256 or before
        met.add(file.sha256)
    return new


def _told_before(file: ImportedFile, name: str, context: CheckContext) -> list[CheckReport]:
    """Return what is known of a file's editions; one that still waits for a person is held still."""
    reports = []
    for each in context.reading(context.read_by(name)):
        with reading(context.engine) as session:
            edition = edition_of_bytes(session, each, file.sha256)
        if edition and edition.status == "held":
            reports.append(
                CheckReport(each, "held", edition.number, edition.rows, reasons=tuple(edition.reasons))
            )
        else:
            reports.append(CheckReport(each, "known", edition.number if edition else None))
    return sorted(reports, key=lambda report: report.source == name)


def _taken(read: _Reading, name: str, context: CheckContext) -> list[CheckReport]:
    reports = take(read.document, name, context, read.understood.result())
    if reports[-1].status != "failed":
        with writing(context.engine) as session:
            remember_address(session, Known(context.read_by(name).name, read.file.mark), context.clock())
    return reports


@contextmanager
def _checks_put_off(source: str, context: CheckContext) -> Iterator[Callable[[], None]]:
    """Let a desk that runs check the source once its files are in; yield what puts it off for longer."""
    with reading(context.engine) as session:
        due = due_checks(session).get(source)
    until = context.clock()

    def put(moment: datetime) -> None:
        with writing(context.engine) as session:
            put_off(session, source, moment)

    def again() -> None:
        nonlocal until
        if until - context.clock() < HOLD / 2:
            until = context.clock() + HOLD
            put(until)

    try:
        yield again
    finally:
        put(due or context.clock())


class _Readers:
    """Children that read files ahead of the one that is taken in, each one document at a time.

    Args:
        name: The source asked for.
        context: What a check needs; its own child is one of them.
        files: How many files there are.
    """

    def __init__(self, name: str, context: CheckContext, files: int) -> None:
        self._context, self._source = context, context.read_by(name)
        self._children = min(CHILDREN, os.cpu_count() or 1) if files > FEW else 1
        self._stack = ExitStack()

    def __enter__(self) -> "_Readers":
        self._idle: LifoQueue[Parser] = LifoQueue()
        for _ in range(self._children - 1):
            self._idle.put(self._stack.enter_context(Parser()))
        self._idle.put(self._context.parser)
        self._threads = self._stack.enter_context(ThreadPoolExecutor(self._children))
        return self

    def __exit__(self, *_: object) -> None:
        self._threads.shutdown(wait=True, cancel_futures=True)
        self._stack.close()

    def ahead(self, files: Iterable[ImportedFile]) -> Iterator[_Reading]:
        """Yield files in their order as documents whose bytes are kept, and that are being read."""
        waiting: deque[_Reading] = deque()
        for file in files:
            waiting.append(self._begin(file))
            if len(waiting) > self._children:
                yield waiting.popleft()
        yield from waiting

    def _begin(self, file: ImportedFile) -> _Reading:
        media_type = mimetypes.guess_type(file.path.name)[0] or ""
        address, now = file.path.resolve().as_uri(), self._context.clock()
        document = Document(file.path.read_bytes(), address, now, media_type, seen=False)
        keep_document(self._context.engine, document, self._source.name)
        return _Reading(file, document, self._threads.submit(self._understood, document))

    def _understood(self, document: Document) -> Understood:
        parser = self._idle.get()
        try:
            return steps.understand(document, None, self._source, replace(self._context, parser=parser))
        finally:
            self._idle.put(parser)
