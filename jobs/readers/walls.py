"""What tells a wall for programs: the headers of its kinds, the words that it shows, the script that it is.

Pure, and without a reader: what fetches asks it of answers that are no document, what reads of pages.
Headers as their makers document them: Amazon's WAF says `challenge` (with 202) or `captcha` (with 405) in
`x-amzn-waf-action`, Cloudflare `challenge` in `cf-mitigated`, SiteGround the same in `sg-captcha` (with 202).
"""

import re
from collections.abc import Mapping

HEAD = 16 << 10
"""Bytes of an answer by which it is told: a wall says what it is at its top."""

_HEADERS = ("cf-mitigated", "sg-captcha", "x-amzn-waf-action")
_ACTIONS = frozenset({"challenge", "captcha", "block"})
_WORDS = re.compile(
    "|".join(
        (
            r"\baccess (?:to this page )?(?:has been |is )?(?:denied|blocked)\b",
            r"^\W*(?:error\W*)?(?:403\W*)?forbidden\W*$",
            r"^\W*(?:error\W*)?403\b",
            r"\bjust a moment\b",
            r"\battention required\b",
            r"\bcaptcha\b",
            r"\bhuman verification\b|\bverify(?:ing)? (?:that )?you(?: are|['\u2019]re)\b",
            r"\bnot a (?:robot|bot)\b|\bare you (?:a )?(?:robot|human)\b",
            r"\bchecking (?:if the site|your browser)\b",
            r"\bpardon our interruption\b",
            r"\bunusual traffic\b",
            r"\brequest (?:unsuccessful|rejected|blocked)\b|\brequested url was rejected\b",
            r"\bmod_security\b",
            r"\btoo many requests\b",
            r"\bservice (?:temporarily )?unavailable\b|\btemporarily (?:unavailable|down)\b",
            r"\b(?:down for|under) maintenance\b",
            r"\benable javascript\b",
            r"^\W*(?:sign|log)[ -]?in\b|\bplease (?:sign|log) in\b",
        )
    ),
    re.IGNORECASE,
)
_SCRIPTS = re.compile(
    r"captcha|challenge|awswaf|_incapsula_|datadome|perimeterx|bot[- ]?(?:detect|manage)"
    r"|enable javascript",
    re.IGNORECASE,
)
_UNSEEN = re.compile(r"<(script|style|noscript|head)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_TITLE = re.compile(r"<title[^>]*>([^<]*)", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")


def is_challenge(headers: Mapping[str, str]) -> bool:
    """Tell whether an answer says of itself that it is a challenge to programs.

    Args:
        headers: Names in lower case.
    """
    return any(headers.get(name, "").strip().lower() in _ACTIONS for name in _HEADERS)


def says_wall(text: str) -> bool:
    """Tell whether a title, a heading or the first words of a page are those of a wall."""
    return _WORDS.search(text) is not None


def shows_wall(body: bytes) -> bool:
    """Tell whether what stands in place of a document is the page of a wall, by its title and its words."""
    page = body[:HEAD].decode("utf-8", "replace")
    title = _TITLE.search(page)
    return bool(title and says_wall(title[1])) or says_wall(_seen(page))


def runs_challenge(body: bytes) -> bool:
    """Tell whether a page only runs a script or a refresh, or one of a known kind that tests programs.

    To be asked only of an answer that promises no document: a list's page may have a captcha in a form.
    """
    page = body[:HEAD].decode("utf-8", "replace")
    runs = re.search(r"<script\b|http-equiv=.?refresh", page, re.IGNORECASE)
    return runs is not None and (not _seen(page) or _SCRIPTS.search(page) is not None)


def _seen(page: str) -> str:
    return " ".join(_TAG.sub(" ", _UNSEEN.sub(" ", page)).split())
