"""What a note that people add must be: short, and readable where it says. Pure."""

import re

LONGEST_NOTE = 1000
"""Characters of a note: it stands under every answer."""


_ON_THE_WEB = re.compile(r"https?://[^/?#@:.]+(\.[^/?#@:.]+)+(:\d+)?([/?#]|$)", re.IGNORECASE)
"""Scheme and a host with a dot, as link checkers ask for."""


def wrong_citation(address: str) -> str:
    """Return why an address can't be cited, as a sentence; empty when it can."""
    address = address.strip()
    if len(address.split()) > 1:
        return "An address has no blanks."
    return "" if _ON_THE_WEB.match(address) else "Give the address of the page, with https://."
