"""What a "notable criminal activity" says: the offense, and whether charged or convicted."""

import re

CHARGE, CONVICTION = "charge", "conviction"

_WORDS = {CONVICTION: r"convict(?:ed|ions?)", CHARGE: r"(?:charge[ds]?|pending(?: charges?)?)"}
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


def read_activity(text: str) -> tuple[str | None, str | None]:
    """Return the offense and `charge` or `conviction`, as far as a text says so.

    Args:
        text: `Assault (Conviction)`, `Drug Trafficking - charged`, `Convicted of DUI`.

    Returns:
        The offense without the words that say which, None when nothing else is left; and the
        disposition, None when the text says neither or both.
    """
    said = _said(_MARK.findall(text))
    rest = _MARK.sub("", text)
    for pattern in () if said else (_HEAD, _TAIL, _BARE):
        match = pattern.search(rest)
        if match:
            said = _said([match[1]])
            rest = rest[: match.start()] + rest[match.end() :]
            break
    alone = disposition(rest)
    offense = "" if alone else rest.strip(" -–—:,;")
    said |= {alone} if alone and not said else set()
    return offense or None, said.pop() if len(said) == 1 else None


def disposition(text: str) -> str | None:
    """Return what a cell that holds nothing else says: `Charged`, `Convictions`."""
    plain = text.strip(_ASIDE)
    return next((name for name, words in _WORDS.items() if re.fullmatch(words, plain, re.IGNORECASE)), None)


def is_mark(text: str) -> bool:
    """Return whether a cell only ticks what its column is called: `X`, `✓`, `Yes`."""
    return bool(_TICK.fullmatch(text.strip(_ASIDE)))


def ticked(charge: str, conviction: str) -> set[str] | None:
    """Return what two columns tick, from `charge` and `conviction`; None where a cell says more."""
    said: set[str] = set()
    for name, cell in ((CHARGE, charge), (CONVICTION, conviction)):
        plain = cell.strip(_ASIDE)
        if is_mark(plain) or disposition(plain):
            said.add(disposition(plain) or name)
        elif not _NO_TICK.fullmatch(plain):
            return None
    return said


def _said(words: list[str]) -> set[str]:
    return {name for word in words if (name := disposition(word))}
