"""What ICE says of its report itself: what a correction takes back, and that it stops or goes on.

ICE's correction of 2017 (as quoted at
immigrationimpact.com/2017/04/13/ices-public-shaming-detainer-reports-inaccurate-stop-publishing/
and in its third issue) takes back eight places in three sentences, each with another reason.
Its words may change: a notice is known by what it says was wrong, a place by what is said of it.

Its page said on 2017-04-13 that "the publication of the Declined Detainer Outcome Report
(DDOR) will be temporarily suspended", and on 2019-07-15 that it "will produce the Declined
Detainer Report on a quarterly basis, beginning in the second quarter" of fiscal year 2018 (dates
as aila.org/infonet/dhs-releases-ice-declined-detainer-outcome-report gives them).
"""

import re
from collections import deque
from collections.abc import Iterator

from jobs.readers.html import BlockKind, read_blocks
from jobs.readers.text import find_day_after, find_period
from jobs.sources.ice_ddor.prose import NamedCounty, named_counties, sentences
from models.domain import Announcement, ChangeKind, Document, Erratum, Period

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
    by_place: dict[tuple[str, str, Period | None], Erratum] = {}
    for _, notice in _notices(text):
        period = next(filter(None, map(find_period, notice)), None)
        for sentence in notice:
            period = find_period(sentence) or period
            for place in _taken_back(sentence):
                erratum = Erratum(place.name, place.state, period, sentence)
                by_place.setdefault((place.name.lower(), place.state, period), erratum)
    return tuple(by_place.values())


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
            while left and (_OPENS.search(left[0]) or _GOES_ON.search(left[0])):
                notice.append(left.popleft())
            if _ABOUT.search(" ".join(notice)):
                yield _LABEL.match(sentence) is not None, notice


def _taken_back(sentence: str) -> list[NamedCounty]:
    """Return the counties of which a sentence says that they were wrong, not where the rows belong."""
    marks = [(match.start(), False) for match in _RIGHT.finditer(sentence)]
    marks += [(match.start(), True) for match in _WRONG.finditer(sentence)]
    marks.sort()
    return [
        place
        for place in named_counties(sentence)
        if next((wrong for start, wrong in reversed(marks) if start < place.start), True)
    ]


_ABOUT_LIST = re.compile(r"\breports?\b|\bpublication\b|\bpublish|\bDDOR\b|\blists?\b", re.IGNORECASE)
_MAKE = r"(?:publish|produc|releas|issu|post)\w*"
_STOPS = re.compile(
    r"\bsuspen[ds]\w*|\bhalt(?:s|ed|ing)?\b|\bpaus(?:e[sd]?|ing)\b|\bdiscontinu\w+|\bceas(?:e[sd]?|ing)\b"
    rf"|\bon hold\b|\bno longer (?:be )?{_MAKE}|\bwill not (?:be )?{_MAKE}"
    rf"|\bstop(?:s|ped|ping)? (?:the )?{_MAKE}",
    re.IGNORECASE,
)
_STARTS = re.compile(
    rf"\bresum\w+|\breinstat\w+|\brestart\w*|\brecommenc\w*|\bwill (?:once )?again (?:be )?{_MAKE}"
    rf"|\bwill (?:be )?{_MAKE}[^.]*\b(?:quarterly|monthly|again|beginning|starting)\b",
    re.IGNORECASE,
)
_OVER = re.compile(
    r"\b(?:(?:which|that) (?:was|were|had been)|previously|formerly|once|after|following)\s+"
    r"(?:its\s+|the\s+)?(?:(?:temporary|temporarily)\s+)?(?:suspen|halt|paus|discontinu|ceas)\w+"
    r"(?:\s+(?:on|in|since)\s+[A-Z][a-z.]+\s+(?:\d{1,2},?\s+)?\d{4})?"
    r"|\b(?P<end>(?:lift|end|revers)\w*\s+(?:the|its)\s+(?:temporary\s+)?suspension"
    r"|suspension\b[^.;]*\b(?:ended|lifted|over)\b)",
    re.IGNORECASE,
)
"""A stop that is told as past, within a sentence on what came after it."""
_WHEN = r"on|of|since|from|effective|until|beginning|starting|updated|posted"


def find_announcements(text: str) -> tuple[Announcement, ...]:
    """Return the sentences of a page that say that its list stops or goes on, in its order, each once."""
    announcements: dict[str, Announcement] = {}
    for sentence in sentences(text):
        kind = _kind(sentence)
        if kind and _ABOUT_LIST.search(sentence):
            day = find_day_after(_WHEN, _OVER.sub("", sentence))
            announcements.setdefault(sentence, Announcement(kind, sentence, day))
    return tuple(announcements.values())


def _kind(sentence: str) -> ChangeKind | None:
    """Return what a sentence announces: what it says first, a stop told as past left aside."""
    now = _OVER.sub("", sentence)
    stop, start = _STOPS.search(now), _STARTS.search(now)
    ended = any(match["end"] for match in _OVER.finditer(sentence))
    if ended or (start and (stop is None or start.start() < stop.start())):
        return ChangeKind.RESUMED
    return ChangeKind.SUSPENDED if stop else None


def running_text(landing: Document) -> str:
    """Return a page's text for reading sentences: none goes over a heading or a line that is a link.

    Raises:
        UnreadableDocument: Its elements are nested too deeply.
    """
    return "".join(
        f"\n\n{block.text}\n\n" if block.kind is BlockKind.HEADING or block.link else f"{block.text}\n"
        for block in read_blocks(landing)
    )
