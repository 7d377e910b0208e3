"""What a note that people add must be: short, and readable where it says. Pure."""

from urllib.parse import urlsplit

LONGEST_NOTE = 1000
"""Characters of a note: it stands under every answer."""


def wrong_citation(address: str) -> str:
    """Return why an address can't be cited, as a sentence; empty when it can."""
    address = address.strip()
    if len(address.split()) > 1:
        return "An address has no blanks."
    try:
        parts = urlsplit(address)
    except ValueError:
        return "This is no address of a page."
    if parts.scheme not in {"http", "https"} or "." not in (parts.hostname or ""):
        return "Give the address of the page, with https://."
    return ""
