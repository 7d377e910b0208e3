"""What a page prints of the moment, the visit or the machine, and of no list: clocks, counters, ids.

Two visits that differ in nothing else saw one document. Each pattern has examples, which are tests: of what
it takes out, and of what looks like it and stays. In the rows of tables, where times and counts may be what
the list says, only those are taken out whose words speak of the page itself.
"""

import re
from dataclasses import dataclass

_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s*)"
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?"
_DAY = (
    rf"{_WEEKDAY}?(?:{_MONTH}\s*\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|\d{{1,2}}[\s-]{_MONTH}[\s,-]+\d{{4}}"
    r"|\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})|\d{4}[/.-]\d{1,2}[/.-]\d{1,2})"
)
_ZONE = r"(?:\s*\(?(?:Z|UTC|GMT|[ACEHMP][SD]?T|eastern|central|mountain|pacific)\b\)?)"
_OFFSET = r"(?:\s*(?:UTC|GMT)?[+-]\d{2}:?\d{2}\b)"
_HOUR = (
    r"(?:(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:[.,]\d+)?)?(?:\s*[ap]\.?\s?m\b\.?)?|1?\d\s*[ap]\.?m\b\.?)"
    rf"{_OFFSET}?{_ZONE}?(?:\s*time\b)?"
)
_WHEN = rf"(?:{_DAY}(?:[\s,|-]*(?:at\s)?{_HOUR})?|{_HOUR}(?:[\s,|-]*(?:on\s)?{_DAY})?)"
_TOOK = r"\d+(?:[.,]\d+)?\s*(?:ms|milliseconds?|s|(?:second|sec)s?)\b"
_LABELS = r"request|ray|session|trace|incident|support|transaction|correlation|visitor|client|event|error"
_MANY = r"\d[\d,.]{0,11}[km]?"
_PEOPLE = r"visitors?|visits|views|page\s?views|hits|downloads|clicks|likes|shares"


@dataclass(frozen=True, slots=True)
class Passing:
    """One kind of what passes.

    Attributes:
        pattern: In any case.
        examples: Each is taken out whole.
        kept: What looks like it, and stays as it is.
        in_rows: Its words speak of the page itself, so that it is none of a list's in a table either.
    """

    name: str
    pattern: str
    examples: tuple[str, ...]
    kept: tuple[str, ...] = ()
    in_rows: bool = False


PASSING = (
    Passing(
        "today",
        rf"\b(?:today(?:['\u2019]s date)?|(?:current|local|server|page|system) (?:date|time)(?: and time)?)"
        rf"(?: is)?\s*[:,-]?\s*{_WHEN}",
        (
            "Today is Monday, November 30, 2026",
            "Current time: 10:42:07 AM",
            "Server time: 2026-11-30 22:15",
            "Today's date: 11/30/2026",
        ),
        ("Last updated: November 30, 2026", "As of 11/30/2026"),
        in_rows=True,
    ),
    Passing(
        "page made",
        r"\bpage\s(?:was\s|last\s)?(?:generated|rendered|created|loaded|refreshed|retrieved|served|cached|printed)"
        rf"(?:\s(?:on|at|in))?\s*:?\s*(?:{_WHEN}|{_TOOK})",
        (
            "Page generated on November 30, 2026 at 10:42 PM",
            "Page last refreshed: 10:42",
            "Page generated in 0.123 seconds",
        ),
        ("Page updated November 30, 2026", "Page 3"),
        in_rows=True,
    ),
    Passing(
        "made",
        r"\b(?:generated|rendered|retrieved|accessed|refreshed|cached)(?:\s(?:on|at|in))?\s*:?\s*"
        rf"(?:{_WHEN}|{_TOOK})",
        ("Retrieved: 11/30/2026", "rendered in 12 ms", "generated on 30 November 2026"),
        ("Published on November 30, 2026", "Updated November 30, 2026", "served on November 30, 2026"),
    ),
    Passing(
        "moment",
        rf"{_DAY}(?:T|[\s,|@-]*(?:at\s+)?){_HOUR}|{_HOUR}[\s,|-]*(?:on\s+)?{_DAY}"
        rf"|{_WEEKDAY}{_MONTH}\s+\d{{1,2}}\s+{_HOUR}\s+\d{{4}}",
        (
            "November 30, 2026 10:42:13 PM EST",
            "Mon, 30 Nov 2026 22:15:15 GMT",
            "2026-11-30T22:15:15.123Z",
            "11/30/2026, 10:42 a.m. Eastern Time",
            "10:42 PM on Monday, November 30, 2026",
            "Mon Nov 30 22:15:15 UTC 2026",
            "2026-11-30 22:15:15 +0000",
        ),
        ("Signed November 30, 2026", "11/30/2026"),
    ),
    Passing(
        "hour",
        rf"(?<![\d:.]){_HOUR}(?!:?\d)",
        ("10:42:13", "10:42 a.m. EST", "22:15", "3 p.m."),
        ("Proverbs 3:165", "8 U.S.C. 1357(g)", "AM radio", "12 PMs"),
    ),
    Passing(
        "ago",
        r"\b(?:\d+|an?|one|a few)\s+(?:second|sec|min(?:ute)?|hour|hr|day)s?\s+ago\b|\bjust now\b",
        ("5 minutes ago", "an hour ago", "2 days ago", "just now"),
        ("30 days before", "five years ago"),
    ),
    Passing(
        "countdown",
        r"\bin\s+\d+\s*(?:second|sec|min(?:ute)?)s?\b",
        ("in 30 seconds", "in 5 minutes"),
        ("in 30 days", "in 48 hours"),
    ),
    Passing(
        "work",
        r"\b\d+\s+(?:(?:sql|database|db)\s+)?queries\b|\b\d+(?:[.,]\d+)?\s*(?:ms|milliseconds?)\b"
        r"|\b\d+[.,]\d+\s*(?:s|(?:second|sec)s?)\b|\bmemory(?:\s(?:usage|used|peak))?\s*:?\s*[\d.,]+\s*[kmg]i?b\b",
        ("12 queries", "0.31 seconds", "45 ms", "Memory usage: 12.3 MB"),
        ("12 MSA areas", "48 hours", "2 seconds"),
    ),
    Passing(
        "visitors",
        rf"\b(?:you\sare\s)?(?:visitor|guest)(?:\s(?:number|no\.?|count(?:er)?))?\s*[:#]?\s*#?{_MANY}\b"
        rf"|\b(?:total\s|unique\s|page\s)?(?:{_PEOPLE})(?:\s(?:today|total|counter))?"
        rf"(?:\s*[:=]\s*|\s+(?=\d{{3}}|\d,\d)){_MANY}"
        rf"|\b{_MANY}\s+(?:unique\s|total\s|page\s)?(?:{_PEOPLE})\b(?!\s+(?:to|by)\b)",
        (
            "You are visitor number 12,345",
            "Visitor #00123",
            "Page views: 1,234",
            "Hits 00123",
            "1.2K views",
            "Visitors today: 17",
            "345 downloads",
        ),
        ("Detainers declined: 12", "12 detainers", "35 visits by inspectors"),
    ),
    Passing(
        "times",
        rf"\b(?:viewed|visited|downloaded|accessed|shared)\s+{_MANY}\s+times?\b",
        ("viewed 1,234 times", "Downloaded 5 times"),
        ("declined 5 times",),
    ),
    Passing(
        "online",
        rf"\b(?:users?|visitors?|guests?|people|members?)\s(?:currently\s)?online\s*:?\s*{_MANY}"
        rf"|\b{_MANY}\s+(?:users?|visitors?|guests?|people|members?)\s(?:are\s)?(?:currently\s)?(?:online|viewing)",
        ("Users online: 12", "3 guests online", "17 people are currently viewing"),
        ("12 people", "members: 12"),
        in_rows=True,
    ),
    Passing(
        "label",
        rf"\b(?:{_LABELS})\s(?:id|no\.?|number|token|key|code)\s*[:#=]?\s*#?(?=[\w.:-]*\d)[\w.:-]{{4,}}"
        r"|\b(?:reference|ref\.?)\s*(?:id|no\.?|number)?\s*[:=]?\s*#(?=[\w.:-]*\d)[\w.:-]{4,}"
        r"|\b(?:session|request|trace|ray|nonce|csrf(?:[\s_-]?token)?|token)\s*[:=]\s*(?=[\w.+/-]*\d)[\w.+/=-]{6,}",
        (
            "Request ID: 7f3a-99",
            "Ray ID: 8c1f2e3d4b5a6978",
            "Support ID: 1234567890",
            "Reference #18.4f241702.1700000000.abc123",
            "csrf token: Zm9vYmFy1",
            "Session: 7f3a9c",
        ),
        ("Executive Order 14287", "Reference: Title 8, 1357", "Case number 12-3456", "Event code"),
    ),
    Passing(
        "machine",
        r"\b(?:served|delivered|processed|handled) by(?:\s(?:server|node|host))?\s*:?\s*(?=[\w.-]*\d)[\w.-]+"
        r"|\b(?:server|node|host|instance|worker|pod)(?:\s(?:name|id))?\s*[:=#]\s*(?=[\w.-]*\d)[\w.-]+"
        r"|\b(?:\d{1,3}\.){3}\d{1,3}\b",
        ("Served by web-03", "node: cache-bos4620", "Server #7", "192.0.2.17"),
        ("Served by the county", "287.1.2"),
    ),
    Passing(
        "id",
        r"\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b"
        r"|\b(?=[0-9a-f]*[a-f])(?=[0-9a-f]*\d)[0-9a-f]{16,}\b"
        r"|\b(?:1[6-9]\d{8}(?:\d{3})?|20\d{12})\b"
        r"|\b(?=[a-z_]*\d+[a-z_]+\d+[a-z_]+\d)\w{20,}\b",
        (
            "123e4567-e89b-12d3-a456-426614174000",
            "8c1f2e3d4b5a6978",
            "1764540915",
            "1764540915123",
            "20261130221515",
            "Zm9v4mFyQ2xvY2s3aXRz9",
        ),
        ("participatingAgencies05142026am", "2507000", "20261130", "617-555-0100", "6175550100"),
    ),
)
_ROWS, _LINES = (
    tuple(re.compile(each.pattern, re.IGNORECASE) for each in PASSING if each.in_rows or not rows)
    for rows in (True, False)
)


def without_clocks(line: str, *, row: bool = False) -> str:
    """Return a line without clocks, counters and ids; that one stood there stays to be seen.

    Args:
        line: Of a page, as a person sees it.
        row: Of a table.
    """
    if not any(map(str.isdigit, line)) and " ago" not in line and "now" not in line:
        return line
    for pattern in _ROWS if row else _LINES:
        line = pattern.sub("\u2026", line)
    return line
