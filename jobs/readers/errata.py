"""A publisher's correction notice → what it takes back of its earlier issues. Pure.

ICE's of 2017 (as quoted at
immigrationimpact.com/2017/04/13/ices-public-shaming-detainer-reports-inaccurate-stop-publishing/
and in its third issue) takes back eight places in three sentences, each with another reason.
Its words may change: a notice is known by what it says was wrong, a place by what is said of it.
"""

import re
from collections import deque
from collections.abc import Iterator

from jobs.readers.named_counties import Named, named_counties
from jobs.readers.printed_dates import find_period
from jobs.readers.sentences import sentences
from models.values import Erratum, Period

_OPENS = re.compile(
    r"\bcorrections?\s*:|\berrat(?:um|a)\b|\bcorrects\b|\bincorrect|\berroneous|\bin error\b|\bmisattribut"
    r"|\bmistaken|\bwrongly\b|\binaccurate|\b(?:data|processing|clerical|reporting) error",
    re.IGNORECASE,
)
"""What was wrong, in words that no other sentence of a report has of a place."""
_GOES_ON = re.compile(
    r"\bappear|\battribut|\blisted\b|\bshown\b|\breported\b|\btransferred\b|\bwere cases\b|\bdifferent\b"
    r"|\b(?:did|does|had|has|were|was|should) not\b|\bnever\b|\bretract|\bwithdr|\btakes? back\b|\bremoved\b"
    r"|\bas being\b|\bin fact\b|\bshould have\b|\belsewhere\b|\boutside\b",
    re.IGNORECASE,
)
"""What tells of a sentence behind such a one that it is of the same notice."""
_RIGHT = re.compile(
    r"(?<!not )(?<!never )\b(?:in fact(?! (?:not|never))|actually|instead of|instead|rather than"
    r"|should have(?: been)?|correctly|belong\w*)\b",
    re.IGNORECASE,
)
_WRONG = re.compile(
    r"\bincorrectly|\berroneously|\bmistakenly|\bwrongly|\bin error\b|\bmisattribut|\bappear|\bshown\b"
    r"|\blisted\b",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"\bdetainers?\b|\breports?\b", re.IGNORECASE)
_LABEL = re.compile(r"^.*?\b(?:corrections?|erratum|errata)\s*:\s*", re.IGNORECASE)
"""Stands before the first sentence of a notice, and is no part of it."""


def errata(text: str) -> tuple[Erratum, ...]:
    """Return what a text takes back, in its order, each place once for a period.

    Args:
        text: Running text; lines may end anywhere.
    """
    found: dict[tuple[str, str, Period | None], Erratum] = {}
    for _, notice in _notices(text):
        period = _first_period(notice)
        for sentence in notice:
            period = find_period(sentence) or period
            for place in _taken_back(sentence):
                erratum = Erratum(place.name, place.state, period, sentence)
                found.setdefault((place.name.lower(), place.state, period), erratum)
    return tuple(found.values())


def notices(text: str) -> tuple[str, ...]:
    """Return the notices of a text that call themselves a correction or take a place's rows back."""
    return tuple(
        " ".join(notice) for labelled, notice in _notices(text) if labelled or any(map(_taken_back, notice))
    )


def _notices(text: str) -> Iterator[tuple[bool, list[str]]]:
    """Yield the sentences of each notice, and whether it calls itself a correction.

    They are the sentence that says what was wrong, and those that go on.
    """
    left = deque(sentences(text))
    while left:
        sentence = left.popleft()
        if _OPENS.search(sentence):
            notice = [_LABEL.sub("", sentence)]
            while left and _is_more(left[0]):
                notice.append(left.popleft())
            if _ABOUT.search(" ".join(notice)):
                yield _LABEL.match(sentence) is not None, notice


def _is_more(sentence: str) -> bool:
    return bool(_OPENS.search(sentence) or _GOES_ON.search(sentence))


def _first_period(notice: list[str]) -> Period | None:
    return next(filter(None, map(find_period, notice)), None)


def _taken_back(sentence: str) -> list[Named]:
    """Return the counties of which a sentence says that they were wrong, not where the rows belong."""
    marks = [(match.start(), False) for match in _RIGHT.finditer(sentence)]
    marks += [(match.start(), True) for match in _WRONG.finditer(sentence)]
    marks.sort()
    return [
        place
        for place in named_counties(sentence)
        if next((wrong for start, wrong in reversed(marks) if start < place.start), True)
    ]
