"""What a "notable criminal activity" says: the offense, and whether charged or convicted."""

import re

CHARGE, CONVICTION = "charge", "conviction"

_WORDS = {CONVICTION: r"convict(?:ed|ions?)", CHARGE: r"(?:charge[ds]?|pending(?: charges?)?)"}
_LAST = tuple(f"{word}{end}" for word in ("charge", "convict") for end in ("", "s", "d", "ed", "ion", "ions"))
_LAST += ("pending",)
"""How a text ends that says at its end which it is."""
_ALONE = re.compile("|".join(f"(?P<{name}>{words})" for name, words in _WORDS.items()), re.IGNORECASE)
_EITHER = rf"(?:{_WORDS[CONVICTION]}|{_WORDS[CHARGE]})"
_MARK = re.compile(rf"\s*[(\[]\s*({_EITHER})\s*[)\]]", re.IGNORECASE)
_TAIL = re.compile(rf"\s*(?:[-–—:,;|/]|\bis\b|\bwas\b)\s*({_EITHER})\s*\.?$", re.IGNORECASE)
_BARE = re.compile(
    r"(?<!felony)(?<!misdemeanor)(?<!criminal)(?<!pending)(?<!prior)(?<!\bof)(?<!\bon)(?<!\ba)"
    rf"\s+({_EITHER})\s*\.?$",
    re.IGNORECASE,
)
_HEAD = re.compile(
    rf"^(?:(?:criminal|felony|misdemeanor|prior|pending|previously)\s+)?({_EITHER})\s*"
    r"(?:[-–—:,;]|\b(?:of|with|for)\b)\s*",
    re.IGNORECASE,
)
_TICK = re.compile(r"[x×✓✔☑☒✗✘✕✖■●•*\uf0fc\uf0fe\uf078]+|y(?:es)?|true", re.IGNORECASE)
_NO_TICK = re.compile(r"[-–—☐□]*|no?|n/?a|none|false", re.IGNORECASE)
_ASIDE = " .()[]"
_AROUND = " -–—:,;"


def read_activity(text: str) -> tuple[str | None, str | None]:
    """Return the offense and `charge` or `conviction`, as far as a text says so.

    Args:
        text: `Assault (Conviction)`, `Drug Trafficking - charged`, `Convicted of DUI`.

    Returns:
        The offense without the words that say which, None when nothing else is left; and the
        disposition, None when the text says neither or both.
    """
    plain = text.casefold()
    if "charge" not in plain and "convict" not in plain and "pending" not in plain:  # as most
        return text.strip(_AROUND) or None, None
    marked = "(" in text or "[" in text
    dispositions = _dispositions(_MARK.findall(text)) if marked else set()
    rest = _MARK.sub("", text) if marked else text
    at_the_end = (_TAIL, _BARE) if marked or plain.rstrip(" .\n").endswith(_LAST) else ()
    for pattern in () if dispositions else (_HEAD, *at_the_end):
        match = pattern.search(rest)
        if match:
            dispositions = _dispositions([match[1]])
            rest = rest[: match.start()] + rest[match.end() :]
            break
    alone = disposition(rest)
    offense = "" if alone else rest.strip(_AROUND)
    dispositions |= {alone} if alone and not dispositions else set()
    return offense or None, dispositions.pop() if len(dispositions) == 1 else None


def disposition(text: str) -> str | None:
    """Return what a cell that holds nothing else says: `Charged`, `Convictions`."""
    alone = _ALONE.fullmatch(text.strip(_ASIDE))
    return alone.lastgroup if alone else None


def is_mark(text: str) -> bool:
    """Return whether a cell only ticks what its column is called: `X`, `✓`, `Yes`."""
    return bool(_TICK.fullmatch(text.strip(_ASIDE)))


def ticked(charge: str, conviction: str) -> set[str] | None:
    """Return what two columns tick, from `charge` and `conviction`; None where a cell says more."""
    dispositions: set[str] = set()
    for name, cell in ((CHARGE, charge), (CONVICTION, conviction)):
        plain = cell.strip(_ASIDE)
        if is_mark(plain) or disposition(plain):
            dispositions.add(disposition(plain) or name)
        elif not _NO_TICK.fullmatch(plain):
            return None
    return dispositions


def _dispositions(words: list[str]) -> set[str]:
    return {name for word in words if (name := disposition(word))}
