"""Pure: what a received page really is, whatever its status says.

Sites answer 200 with "Page Not Found", with a wall for programs, with a login form, or with a
page in place of a PDF. Taken at its word, each would read as a list that lost all its rows.
"""

import re

from bs4 import BeautifulSoup

from jobs.readers.blocks import Block, BlockKind
from jobs.readers.decoding import is_cut_off
from jobs.readers.html import LARGEST_PAGE, parse, read_blocks
from jobs.readers.outline import section_heading
from models.errors import Blocked, Gone, UnreadableDocument
from models.listings import collapse
from models.values import Document

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
_WALL = re.compile(
    "|".join(
        (
            r"\baccess (?:to this page )?(?:has been |is )?denied\b",
            r"^\W*(?:error\W*)?(?:403\W*)?forbidden\W*$",
            r"^\W*(?:error\W*)?403\b",
            r"\bjust a moment\b",
            r"\battention required\b",
            r"\bcaptcha\b",
            r"\bnot a robot\b|\bare you (?:a )?(?:robot|human)\b|\bverify(?:ing)? (?:that )?you are\b",
            r"\bchecking (?:if the site|your browser)\b",
            r"\bpardon our interruption\b",
            r"\bunusual traffic\b",
            r"\brequest (?:unsuccessful|rejected|blocked)\b|\brequested url was rejected\b",
            r"\btoo many requests\b",
            r"\bservice (?:temporarily )?unavailable\b|\btemporarily (?:unavailable|down)\b",
            r"\b(?:down for|under) maintenance\b",
            r"\benable javascript\b",
            r"^\W*(?:sign|log)[ -]?in\b|\bplease (?:sign|log) in\b",
        )
    ),
    re.IGNORECASE,
)
_MANY_ROWS = 12
_FEW_LETTERS = 600
_LONGEST_TITLE = 200


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
    if not document.body.strip():
        raise UnreadableDocument(f"{document.address} answered without any content.", _next_step(document))
    if document.headers.get("cf-mitigated") == "challenge":
        raise Blocked(f"{document.address} is behind a wall for programs.", _next_step(document))
    if _is_html(document) and len(document.body) <= LARGEST_PAGE:
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
    blocks = read_blocks(document)
    if _has_list(blocks):
        return
    page = parse(document)
    content = [block.text for block in blocks if not block.link]
    bare = sum(map(len, content)) < _FEW_LETTERS and not is_cut_off(document)
    said = [collapse(page.title.get_text())[:_LONGEST_TITLE] if page.title else ""]
    said += map(_first_sentence, content) if bare else (block.text for block in blocks if block.level == 1)
    said += [tag.get_text() for tag in page.find_all("noscript")] if not content else []
    for text in said:
        if _NOT_FOUND.search(text):
            raise Gone(f"{document.address} says {text[:80]!r}: the page is gone.", _next_step(document))
    for text in said:
        if _WALL.search(text):
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


def _has_list(blocks: tuple[Block, ...]) -> bool:
    """Whether a page has content of a list: many rows that are no links, or headings of sections."""
    rows = sum(block.kind in {BlockKind.ITEM, BlockKind.ROW} and not block.link for block in blocks)
    sections = sum(section_heading(block.text) is not None for block in blocks if not block.link)
    return rows > _MANY_ROWS or sections > 1


def _sends_home(page: BeautifulSoup) -> bool:
    """Whether a page refreshes itself to the root of its site."""
    tags = page.find_all("meta", attrs={"http-equiv": re.compile("^refresh$", re.IGNORECASE)})
    targets = [str(tag.get("content") or "").lower().partition("url=")[2].strip("\"' ") for tag in tags]
    return any(re.fullmatch(r"(?:https?://[^/]+)?/?", target) for target in targets if target)
