"""Everything about a document's bytes, found out at once in the process that reads documents.

What they are (a list, a page that is gone, a wall, nothing that can be read), what they say in one
digest, the edition of each source that reads them, and a landing page's links and notes.

Sites answer 200 with "Page Not Found", with a wall for programs, with a login form, or with a
page in place of a PDF. Taken at its word, each would read as a list that lost all its rows.
"""

import hashlib
import re
import traceback
from collections.abc import Callable
from dataclasses import replace

from bs4 import BeautifulSoup

from jobs.readers import html
from jobs.readers.sandbox import CURE, Question, Understood, is_page, module_of
from jobs.readers.shortfalls import shortfalls
from jobs.readers.text import TAKEN_OFF
from jobs.readers.walls import is_challenge, says_wall
from models.domain import CELLS, Document, Edition, Link, Mark, Notes, Reading, collapse, few
from models.errors import Blocked, FetchError, Gone, UnreadableDocument
from models.places import DETAINERS

_OFF = re.compile(
    rf"(?<=\w[\w.)*])\s*(?:[(\[]\s*(?:was |has been )?{TAKEN_OFF}[^()\[\]]*[)\]]"
    rf"|(?:\s[-–—]|[,:])\s*{TAKEN_OFF}.*)$",
    re.IGNORECASE,
)
_ON_AGAIN = re.compile(r"\b(?:re-?instated|re-?listed|restored|again|error)\b", re.IGNORECASE)
_TAG = re.compile(rb"<[^>]*>")
_LATER = "It is tried again at the next check."
_FILE = "Save the page itself, then import that file."
_THING = r"(?:page|file|document|content|resource|url|address|item)"
_NEGATED = r"(?:not|(?:can|could|was|were|is|does|do)(?:not|n['\u2019]t)|can['\u2019]t)"
_NOT_FOUND = re.compile(
    "|".join(
        (
            rf"\b{_THING}\b.{{0,60}}\b{_NEGATED}\b.{{0,12}}\b(?:found|exist|available|located)\b",
            rf"\b(?:cannot|can['\u2019]t|could not|couldn['\u2019]t) (?:find|locate)\b.{{0,40}}\b{_THING}\b",
            rf"\b{_THING}\b.{{0,60}}\bno longer (?:exists|available|here)\b",
            r"\b(?:error|http|status)\W{0,3}404\b",
            r"^\W*404\W*(?:$|[-|:\u2013\u2014]|(?:not|page|file|error)\b)",
            r"^not found\b",
        )
    ),
    re.IGNORECASE,
)
_MANY_ROWS = 12
_FEW_LETTERS = 600
_LONGEST_TITLE = 200


def understand(question: Question) -> Understood:
    """Answer a question; a document that is no list, or the known one, is looked into no further."""
    document, unreadable = question.document, None
    fingerprint = fingerprint_of(document)
    try:
        if not question.vouched:
            effective_status(document)
    except FetchError as refused:
        return Understood(fingerprint, refused=refused)
    except UnreadableDocument as error:
        unreadable = error
    if fingerprint == question.known:
        return Understood(fingerprint)
    faults: list[str] = []
    editions = {name: _edition(name, parse, document, faults) for name, parse in question.parse.items()}
    links: tuple[Link, ...] = ()
    doubt = ""
    notes: Notes | None = Notes()
    if question.links:
        try:
            found = question.links(document)
            links, doubt = tuple(html.oldest_first(found)), html.disorder(found)
        except UnreadableDocument as error:
            unreadable = error
    if question.notes:
        try:
            notes = question.notes(document)
        except UnreadableDocument:
            notes = None
    return Understood(fingerprint, None, unreadable, editions, links, notes, tuple(faults), doubt)


def effective_status(document: Document) -> None:
    """Return when a document may be read; raise what it is instead.

    A page's title and main heading, and the words of a page that has next to none, are taken as
    a verdict on the page itself. A page with the content of a list is never judged by its words:
    the prose of a real list may speak of anything. Nor is a page of many megabytes, which is
    none of those and would take minutes.

    Args:
        document: What was received with a status of success.

    Raises:
        Gone: A page that says that there is no such page.
        Blocked: A wall for programs, a login form, a page of maintenance.
        UnreadableDocument: Nothing at all, or a page where a PDF should be.
    """
    if is_challenge(document.headers):
        raise Blocked(f"{document.address} is behind a wall for programs.", _next_step(document))
    if not document.body.strip():
        raise UnreadableDocument(f"{document.address} answered without any content.", _next_step(document))
    if _is_html(document) and len(document.body) <= html.LARGEST_PAGE:
        _judge_page(document)
    if _should_be_pdf(document) and b"%PDF-" not in document.body[:1024]:
        raise UnreadableDocument(
            f"{document.address} should be a PDF and is none.", "Look at the page; the link may have changed."
        )


def _next_step(document: Document) -> str:
    """Return what comes next: an address is asked again, a file that a person imports isn't."""
    return _FILE if document.address.startswith("file:") else _LATER


def _is_html(document: Document) -> bool:
    start = document.body[:2048].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    return start.startswith((b"<!doctype html", b"<html", b"<head", b"<body")) or (
        document.media_type in {"text/html", "application/xhtml+xml"} and start.startswith(b"<")
    )


def _should_be_pdf(document: Document) -> bool:
    path = document.address.partition("?")[0].partition("#")[0].lower()
    return path.endswith(".pdf") or document.media_type == "application/pdf"


def _judge_page(document: Document) -> None:
    blocks = html.read_blocks(document)
    if _has_list(blocks):
        return
    page = html.parse(document)
    content = [block.text for block in blocks if not block.link]
    bare = sum(map(len, content)) < _FEW_LETTERS and not html.is_cut_off(document)
    verdicts = [collapse(page.title.get_text())[:_LONGEST_TITLE] if page.title else ""]
    verdicts += (
        map(_first_sentence, content) if bare else (block.text for block in blocks if block.level == 1)
    )
    verdicts += [tag.get_text() for tag in page.find_all("noscript")] if not content else []
    for text in verdicts:
        if _NOT_FOUND.search(text):
            raise Gone(f"{document.address} says {text[:80]!r}: the page is gone.", _next_step(document))
    for text in verdicts:
        if says_wall(text):
            raise Blocked(
                f"{document.address} does not let us in; it says {text[:80]!r}.", _next_step(document)
            )
    if bare and page.find("input", attrs={"type": "password"}):
        raise Blocked(f"{document.address} asks for a password.", _next_step(document))
    if _sends_home(page):
        raise Gone(
            f"{document.address} sends its visitors to the home page: the page is gone.", _next_step(document)
        )


def _first_sentence(text: str) -> str:
    """Return how a text begins: a page that is gone says so first."""
    return re.split(r"(?<=[.!?])\s", text, maxsplit=1)[0]


def _has_list(blocks: tuple[html.Block, ...]) -> bool:
    """Whether a page has content of a list: many rows that are no links, or headings of sections."""
    rows = sum(block.kind in {html.BlockKind.ITEM, html.BlockKind.ROW} and not block.link for block in blocks)
    sections = sum(html.section_heading(block.text) is not None for block in blocks if not block.link)
    return rows > _MANY_ROWS or sections > 1


def _sends_home(page: BeautifulSoup) -> bool:
    """Whether a page refreshes itself to the root of its site."""
    tags = page.find_all("meta", attrs={"http-equiv": re.compile("^refresh$", re.IGNORECASE)})
    targets = [str(tag.get("content") or "").lower().partition("url=")[2].strip("\"' ") for tag in tags]
    return any(re.fullmatch(r"(?:https?://[^/]+)?/?", target) for target in targets if target)


def _edition(
    name: str, parse: Callable[[Document], Edition], document: Document, faults: list[str]
) -> Edition:
    """Return an edition; of a document that can't be read one without rows, which will be held."""
    try:
        edition = parse(document)
        rows = _said_off(Reading.of(edition.listings))
        problems = dict.fromkeys((*edition.problems, *shortfalls(document, rows)))
        return replace(edition, listings=rows, problems=tuple(problems))
    except UnreadableDocument as error:
        problem = str(error)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - a bug in one reader hides no other's rows
        faults.append(traceback.format_exc())
        problem = f"The document could not be read: {type(error).__name__} in {module_of(parse)}. {CURE}"
    return Edition(name, (), problems=(problem,))


def _said_off(rows: Reading) -> Reading:
    """Return rows, those as said off whose names say so: `Cambridge (removed)`; of events none does."""
    fields, marks = dict(rows.fields), list(rows.marks)
    for kind in {*(few(rows.kinds) or rows.kinds)}.difference(DETAINERS):
        field = CELLS[kind][0][0]
        column = list(fields.get(field, ()))
        for number, cell in enumerate(column):
            off = _OFF.search(cell) if isinstance(cell, str) and rows.kinds[number] is kind else None
            if off and not _ON_AGAIN.search(off[0]):
                column[number], marks[number] = off.string[: off.start()], Mark.SAID_OFF
        fields |= {field: column} if column else {}
    return replace(rows, fields=fields, marks=marks) if marks != list(rows.marks) else rows


def fingerprint_of(document: Document) -> str:
    """Return a digest of what a document says: of a web page its visible text, else its bytes.

    A page carries tokens and time stamps that differ at each visit, some of them in its text, where clocks,
    counters and ids are left out; keeping every visit would grow the database by how often one looks. A page
    of many megabytes is its bytes; one whose elements are nested too deeply to be read is its text, without
    asking what of it is seen.
    """
    content = document.body
    if is_page(document) and len(document.body) <= html.LARGEST_PAGE:
        try:
            content = html.visible_text(document).encode()
        except UnreadableDocument:
            content = b" ".join(_TAG.sub(b" ", document.body).split())
    return hashlib.sha256(content).hexdigest()
