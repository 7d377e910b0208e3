"""Documents are read in a child process with limits on time and memory: one question, one answer.

pdfium is not safe in threads, and a document may be broken or hostile. The child is a program of its own,
shut in (`jobs/readers/child.py`), and stays warm between documents: its start takes longer than most of
them. Each has the limits for itself: another child begins after some documents, and after one that ran
into a limit, and only a fresh one may say that a document needs too much memory.
"""

import hashlib
import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import TracebackType
from typing import Self, TypeVar, cast

from jobs.readers.child import Child, ChildEnded, Failed, TooSlow
from models.domain import Document, Edition, Link, Notes, Reader
from models.errors import DeskError, FetchError, UnreadableDocument

logger = logging.getLogger(__name__)

Given = TypeVar("Given")
Read = TypeVar("Read")
DOCUMENTS = 50
"""Documents after which another child begins: what one of them left behind is forgotten with it."""

TRIES = 2
"""A child may have died of something else than its document, such as the desk being stopped."""

_BINARY = (b"PK", b"%PDF-", b"PAR1")
"""How workbooks, PDFs and Parquet files begin, whatever a server calls them."""
CURE = "Its bytes are kept; see them with python -m bot review list."


@dataclass(frozen=True, slots=True)
class Question:
    """A document, and what is to be found out about it.

    Attributes:
        document: Its bytes, as its publisher published them.
        parse: The readers of its editions, by the source that each is of.
        links: Finds the links to documents, where it is a landing page.
        notes: Finds what a landing page says beside its links.
        known: The fingerprint of a document that nothing more is to be found out about.
        vouched: A person says that it is a list: what it says of itself is no verdict.
    """

    document: Document
    parse: Mapping[str, Callable[[Document], Edition]] = field(default_factory=dict)
    links: Callable[[Document], Sequence[Link]] | None = None
    notes: Callable[[Document], Notes] | None = None
    known: str = ""
    vouched: bool = False


@dataclass(frozen=True, slots=True)
class Understood:
    """What a document's bytes are and say.

    Attributes:
        fingerprint: Digest of what it says: equal for the same visible text in other bytes.
        refused: Gone or Blocked, where it is a page that says that it is no list.
        unreadable: Why it, or its links, can't be read at all.
        editions: By source; one that can't be read has no rows and says why in its problems.
        links: To documents, the oldest first.
        notes: What stands beside the links; None where that can't be read.
        faults: Tracebacks of readers that failed as only a bug lets them.
        doubt: Why it can't be told which of the links is the newest, in a sentence.
    """

    fingerprint: str
    refused: FetchError | None = None
    unreadable: UnreadableDocument | None = None
    editions: Mapping[str, Edition] = field(default_factory=dict)
    links: tuple[Link, ...] = ()
    notes: Notes | None = field(default_factory=Notes)
    faults: tuple[str, ...] = ()
    doubt: str = ""


_UNDERSTAND: Reader[Understood] = Reader("jobs.readers.understanding:understand")


@dataclass
class Parser:
    """Reads documents apart from everything else; close it when done.

    Attributes:
        seconds: Time that one document may take, unless its source is given more.
        megabytes: Address space that the child may use.
    """

    seconds: float = 120.0
    megabytes: int = 4096
    _child: Child | None = field(default=None, init=False, repr=False)
    _guard: threading.Lock = field(default_factory=threading.Lock, init=False, repr=False)
    _turn: threading.Lock = field(default_factory=threading.Lock, init=False, repr=False)
    _landings: dict[str, tuple[tuple[object, ...], Understood]] = field(
        default_factory=dict, init=False, repr=False
    )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def understand(self, question: Question, seconds: float = 0.0) -> Understood:
        """Have everything about a document's bytes found out at once.

        Args:
            question: The document, and what is asked of it.
            seconds: What each of its readings may take, where that is more than others may.

        Returns:
            What was found out; where the document broke the child, that no edition of it can be read.
        """
        together = max(seconds, self.seconds) * max(1, len(question.parse))
        try:
            understood = self.parse(_UNDERSTAND, question, together)
        except UnreadableDocument as error:
            return self._apart(question, error, seconds)
        for fault in understood.faults:
            logger.error("A reader failed on %s\n%s", question.document.address, fault)
        return understood

    def landing(self, question: Question) -> Understood:
        """Have a page's links and notes found out; those of the last visit where its bytes are the same.

        A landing page is asked for whole at every visit, and mostly says what it said.
        """
        document = question.document
        digest = hashlib.sha256(document.body).hexdigest()
        asked = (digest, document.media_type, question.links, question.notes)
        before = self._landings.get(document.address)
        if before and before[0] == asked:
            return before[1]
        understood = self.understand(question)
        if not (understood.refused or understood.unreadable):
            self._landings[document.address] = asked, understood
        return understood

    def _apart(self, question: Question, error: UnreadableDocument, seconds: float) -> Understood:
        """Find out what can be, where the child broke: what the document is, then each reader's edition.

        So a document that breaks one reader has its true fingerprint, and the other readers' rows.
        """
        bare = replace(question, parse={}, links=None, notes=None)
        try:
            understood = self.parse(_UNDERSTAND, bare)
        except UnreadableDocument:
            understood = Understood(hashlib.sha256(question.document.body).hexdigest())
        if understood.refused or understood.fingerprint == question.known:
            return understood
        broken = {name: Edition(name, (), problems=(str(error),)) for name in question.parse}
        if len(broken) == 1 or question.links or question.notes:
            return replace(understood, unreadable=error, editions=broken, notes=None)
        alone = (replace(bare, parse={name: parse}) for name, parse in question.parse.items())
        editions = [self.understand(each, seconds).editions for each in alone]
        return replace(understood, editions=dict(item for each in editions for item in each.items()))

    def parse(self, reader: Callable[[Given], Read], given: Given, seconds: float = 0.0) -> Read:
        """Call a reader in the child.

        Args:
            reader: What reads, of a module that the child can import.
            given: A document, or a question about one.
            seconds: What it may take, where that is more than others may.

        Raises:
            UnreadableDocument: It can't be read, took too long or needed too much memory.
            FetchError: The reader says that it is no document.
        """
        with self._turn:  # a child that ends would take another thread's document with it
            for _ in range(TRIES):
                try:
                    return self._once(reader, given, max(seconds, self.seconds))
                except ChildEnded:
                    self.close()
        raise UnreadableDocument("The document broke the program that reads it.", CURE)

    def _once(self, reader: Callable[[Given], Read], given: Given, seconds: float) -> Read:
        child = self._started()
        fresh = child.asked == 0
        try:
            answer = child.ask(reader, given, seconds)
        except TooSlow as error:
            self.close()
            raise UnreadableDocument(
                f"The document could not be read within {seconds:.0f} seconds.", CURE
            ) from error
        if child.asked >= DOCUMENTS:
            self.close()
        if isinstance(answer, UnreadableDocument | FetchError):
            raise answer
        if not isinstance(answer, Failed):
            return cast("Read", answer)
        if answer.kind == MemoryError.__name__:
            self.close()
            if not fresh:
                return self._once(reader, given, seconds)
            raise UnreadableDocument("The document needs more memory than it may use.", CURE)
        module = module_of(reader)
        document = getattr(given, "document", given)
        address = getattr(document, "address", document)
        logger.error("The reader %s failed on %s\n%s", module, address, answer.trace)
        raise UnreadableDocument(f"The document could not be read: {answer.kind} in {module}.", CURE)

    def offline(self) -> bool:
        """Tell whether the child has no network; starts it where there is none."""
        with self._turn:
            return self._started().offline

    def close(self) -> None:
        """End the child process."""
        with self._guard:
            child, self._child = self._child, None
        if child is not None:
            child.close()

    def _started(self) -> Child:
        with self._guard:
            if self._child is None:
                self._child = _start(self.megabytes)
            return self._child


def _start(megabytes: int) -> Child:
    try:
        return Child(megabytes)
    except (OSError, ChildEnded) as error:
        raise DeskError(
            f"The process that reads documents can't be started ({type(error).__name__}).",
            "See that there is memory for it, and room for temporary files.",
        ) from error


def module_of(reader: Callable[..., object]) -> str:
    """Return the name of the module that a reader is of."""
    inner = getattr(reader, "func", reader)
    return str(getattr(inner, "name", None) or inner.__module__).partition(":")[0]


def is_page(document: Document) -> bool:
    """Tell whether a document is a web page, whose bytes differ at each visit though it says the same."""
    if document.body.startswith(_BINARY):
        return False
    return "html" in document.media_type or document.body[:512].lstrip().lower().startswith(
        (b"<!doctype", b"<html")
    )
