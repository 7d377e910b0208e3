"""A header that stands again: tables that touch, each with columns of its own."""

from collections.abc import Iterable, Sequence
from itertools import pairwise, takewhile

from jobs.readers.pdf_rivers import has_gap
from jobs.readers.pdf_strips import Strip, bottom_of, top_of
from jobs.readers.pdf_text import line_text
from jobs.readers.pdf_words import Word

_TALLEST = 6
_SAME = 0.8


def at_headers(run: Sequence[Strip]) -> list[list[Strip]]:
    """Return the strips of each table of a run: another begins where the header's words come again.

    A header is told by its lines alone: they come first and hold no digit.
    """
    titles = _titles([line for strip in run for line in strip.lines])
    found: list[list[Strip]] = [[]]
    for strip in run:
        alike = [_is_title(line, titles) for line in strip.lines]
        begins = [
            i
            for i, line in enumerate(strip.lines)
            if alike[i] and has_gap(line) and not (alike[i - 1] if i else _only_header(found[-1], titles))
        ]
        pieces = _cut(strip, begins)
        if 0 not in begins:
            found[-1].append(pieces.pop(0))
        found += [[piece] for piece in pieces]
    return found


def _titles(found: Sequence[Sequence[Word]]) -> frozenset[str]:
    """Return the words of the first lines that stand in columns and hold no digit, in a type of their own."""
    start = next((i for i, line in enumerate(found) if has_gap(line)), 0)
    lead = list(takewhile(lambda line: not _has_digit(line), found[start:]))
    body = {line[0].style for line in found if _has_digit(line)}
    if not lead or lead[0][0].style in body:
        return frozenset()
    titles = [line for line in lead if line[0].style == lead[0][0].style]
    return frozenset(text for line in titles[:_TALLEST] for text in _texts(line))


def _has_digit(line: Iterable[Word]) -> bool:
    return any(sign.isdigit() for word in line for sign in word.text)


def _texts(line: Sequence[Word]) -> list[str]:
    return line_text(line).casefold().split()


def _is_title(line: Sequence[Word], titles: frozenset[str]) -> bool:
    texts = _texts(line)
    return sum(text in titles for text in texts) >= _SAME * len(texts)


def _only_header(run: Iterable[Strip], titles: frozenset[str]) -> bool:
    return all(_is_title(line, titles) for strip in run for line in strip.lines)


def _cut(strip: Strip, begins: Iterable[int]) -> list[Strip]:
    pieces = []
    top = strip.top
    for one, other in pairwise([0, *(i for i in begins if i), len(strip.lines)]):
        last = other == len(strip.lines)
        bottom = (
            strip.bottom if last else (bottom_of(strip.lines[other - 1]) + top_of(strip.lines[other])) / 2
        )
        pieces.append(Strip(top, bottom, strip.lines[one:other], strip.outside))
        top = bottom
    return pieces
