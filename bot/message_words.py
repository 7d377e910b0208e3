"""A message's text → the words in it that may make up a name. Pure."""

import html
import re
from collections.abc import Iterator, Sequence

from models.place_states import state_code

READ = 3000
"""Characters of a message that are read."""

_SLACK = re.compile(r"<(?:[#@!][^<>]*|[^<>|]*\|([^<>]*)|[^<>]*)>")
_MARKS = str.maketrans(dict.fromkeys("*_~`", " "))
_WORD = r"[A-Z][\w'’.\-]*"
_RUN = re.compile(rf"{_WORD}(?:[ \t]+(?:(?:of|the|du|de|la|las|los|del|le)[ \t]+){{0,2}}{_WORD})*")
_POSSESSIVE = re.compile(r"['’]s?$")
_SHORT = 3
"""Characters; `St.` ends no sentence."""


def runs(text: str) -> Iterator[tuple[list[str], bool]]:
    """Yield words that may make up a name, and whether only a comma parts them from the ones before.

    Args:
        text: As Slack sends it, mrkdwn and entities included.
    """
    text = _plain(text)
    end = 0
    for match in _RUN.finditer(text):
        beside = text[end : match.start()].strip() == ","
        words: list[str] = []
        for word in match[0].split():
            words.append(word)
            if word.endswith(".") and len(word) > _SHORT and not state_code(word):
                yield words, beside
                words, beside = [], False
        if words:
            yield words, beside
        end = match.end()


def _plain(text: str) -> str:
    linked = _SLACK.sub(lambda link: link[1] or " ", text[:READ])
    return html.unescape(linked).translate(_MARKS)


def joined(words: Sequence[str]) -> str:
    """Return words as a name, without what ends a sentence or says whose."""
    return _POSSESSIVE.sub("", " ".join(words).rstrip("."))
