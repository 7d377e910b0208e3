"""What a landing page says of its list itself: suspended, or resumed. Pure.

ICE's page said on 2017-04-13 that "the publication of the Declined Detainer Outcome Report
(DDOR) will be temporarily suspended", and on 2019-07-15 that it "will produce the Declined
Detainer Report on a quarterly basis, beginning in the second quarter" of fiscal year 2018 (dates
as aila.org/infonet/dhs-releases-ice-declined-detainer-outcome-report gives them).
"""

import re
from collections.abc import Iterator

from jobs.readers.blocks import BlockKind
from jobs.readers.html import read_blocks
from jobs.readers.printed_dates import find_day_after
from jobs.readers.sentences import sentences
from models.values import Announcement, ChangeKind, Document

_ABOUT = re.compile(r"\breports?\b|\bpublication\b|\bpublish|\bDDOR\b|\blists?\b", re.IGNORECASE)
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


def announcements(text: str) -> tuple[Announcement, ...]:
    """Return the sentences of a page that say that its list stops or goes on, in its order, each once."""
    found: dict[str, Announcement] = {}
    for sentence in sentences(text):
        kind = _kind(sentence)
        if kind and _ABOUT.search(sentence):
            day = find_day_after(_WHEN, _OVER.sub("", sentence))
            found.setdefault(sentence, Announcement(kind, sentence, day))
    return tuple(found.values())


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
    return "".join(_parts(landing))


def _parts(landing: Document) -> Iterator[str]:
    for block in read_blocks(landing):
        alone = block.kind is BlockKind.HEADING or block.link
        yield f"\n\n{block.text}\n\n" if alone else f"{block.text}\n"
