"""Damage to the bytes of a document, and other things in its place; whatever its format."""

from collections.abc import Mapping
from dataclasses import replace
from random import Random

from models.domain import Document

_PAGE = (
    "<!DOCTYPE html><html><head><title>{title}</title></head>"
    "<body><h1>{title}</h1><p>{text}</p></body></html>"
)
_GONE = (
    ("Page Not Found", "We could not find the page that you asked for. Code {number}."),
    ("404", "The requested document does not exist. Reference {number}."),
    ("Sorry", "The page you are looking for is no longer available. Try the search. {number}"),
)
_WALLS = (
    ("Just a moment...", "Checking your browser before you go on. Ray ID {number}."),
    ("Access Denied", "You don't have permission to see this on this server. Reference #{number}."),
    ("Pardon Our Interruption", "Something about your browser made us think you were a bot. {number}"),
    ("Attention Required!", "Please complete the captcha. {number}"),
)
_LOGINS = (
    ("Sign in", '<form>User <input name="user"> Word <input type="password"></form> {number}'),
    ("Log in to continue", "Your session {number} has expired."),
)
_DOWN = (
    ("Service Unavailable", "The server is down for maintenance. Try again at {number}."),
    ("We'll be back", "This site is temporarily unavailable. {number}"),
)
_NEWS = (
    ("Department Announces Grants", "The Department named {number} grants for roads in many counties today."),
    ("About Us", "Our office was founded long ago. It employs {number} people in all states."),
)


def cut_off(document: Document, chance: Random, _: Mapping[str, Document]) -> Document:
    """The connection broke before the end."""
    return replace(document, body=document.body[: int(len(document.body) * chance.uniform(0.01, 0.95))])


def hole(document: Document, chance: Random, _: Mapping[str, Document]) -> Document:
    """A stretch in the middle is missing."""
    size = len(document.body)
    start = int(size * chance.uniform(0.2, 0.5))
    return replace(document, body=document.body[:start] + document.body[start + int(size * 0.35) :])


def bytes_flipped(document: Document, chance: Random, _: Mapping[str, Document]) -> Document:
    """One byte in twenty is another one."""
    body = bytearray(document.body)
    for at in chance.sample(range(len(body)), max(len(body) // 20, 1)):
        body[at] ^= chance.randrange(1, 256)
    return replace(document, body=bytes(body))


def zeroed(document: Document, chance: Random, _: Mapping[str, Document]) -> Document:
    """A disk lost the second half, and gave noughts for it."""
    half = int(len(document.body) * chance.uniform(0.2, 0.6))
    return replace(document, body=document.body[:half] + bytes(len(document.body) - half))


def empty(document: Document, chance: Random, _: Mapping[str, Document]) -> Document:
    """Nothing but white space."""
    return replace(document, body=b" \n" * chance.randrange(40))


def error_page(document: Document, chance: Random, _: Mapping[str, Document]) -> Document:
    """A page that says "not found", with status 200."""
    return _page(document, chance, _GONE)


def bot_wall(document: Document, chance: Random, _: Mapping[str, Document]) -> Document:
    """A wall for programs."""
    return _page(document, chance, _WALLS)


def login(document: Document, chance: Random, _: Mapping[str, Document]) -> Document:
    """A page that wants a name and a password."""
    return _page(document, chance, _LOGINS)


def maintenance(document: Document, chance: Random, _: Mapping[str, Document]) -> Document:
    """A page that says that the site is down."""
    return _page(document, chance, _DOWN)


def another_page(document: Document, chance: Random, _: Mapping[str, Document]) -> Document:
    """A page of the same publisher on something else."""
    return _page(document, chance, _NEWS)


def home_page(document: Document, chance: Random, _: Mapping[str, Document]) -> Document:
    """A page that sends its visitors home."""
    body = f'<html><head><meta http-equiv="refresh" content="{chance.randrange(9)};url=/"></head></html>'
    return replace(document, body=body.encode(), media_type="text/html")


def json_error(document: Document, chance: Random, _: Mapping[str, Document]) -> Document:
    """A gateway's answer to a program."""
    return replace(
        document, body=b'{"message": "Internal server error", "id": "%d"}' % chance.randrange(10**9)
    )


def another_list(document: Document, chance: Random, others: Mapping[str, Document]) -> Document:
    """The document of another source, under this one's address."""
    other = chance.choice(list(others.values()))
    body = other.body + b"\n" * chance.randrange(1, 999)
    return replace(document, body=body, media_type=other.media_type)


def _page(document: Document, chance: Random, pages: tuple[tuple[str, str], ...]) -> Document:
    title, text = chance.choice(pages)
    html = _PAGE.format(title=title, text=text.format(number=chance.randrange(10**9)))
    return replace(document, body=html.encode(), media_type=chance.choice(["text/html", document.media_type]))
