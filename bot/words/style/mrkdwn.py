"""Text for Slack: what is data stays data, whatever it holds.

Slack's mrkdwn reads `&`, `<` and `>` as signs of its own, `<!channel>` among them, so
every word that comes from a publisher or a person passes `literal` (inside a sentence)
or `escape` (where nothing but mentions must be kept out).
Source: https://docs.slack.dev/messaging/formatting-message-text
"""

import re
from collections.abc import Sequence

_SIGNS = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_MARKS = {"*": "\u2217", "_": "\u02cd", "~": "\u223c", "`": "\u02cb"}
_STARTS_OR_ENDS = re.compile(r"(?<![0-9A-Za-z])[*_~]|[*_~](?![0-9A-Za-z])|`")
"""Signs that would start or end bold, italics, strike or code become their nearest look-alikes; those
between two letters or digits (`ice_ddor`) do neither, and stay as one would paste them."""
_FENCE = re.compile("`{3,}")
_ENDS_A_LINK = str.maketrans({"<": "%3C", ">": "%3E", "|": "%7C"})
MORE = "…"


def escape(text: str) -> str:
    """Return text in which Slack finds no mention, channel, link or entity."""
    return text.translate(_SIGNS)


def literal(text: str, most: int = 300) -> str:
    """Return data for the inside of a mrkdwn sentence: one line, clipped, no sign takes effect.

    Args:
        text: As printed by a publisher or typed by a person.
        most: Characters kept of it, before escaping.
    """
    return _inline(clip(" ".join(text.split()), most))


def code(text: str) -> str:
    """Return one line as code, which Slack shows as it is and people paste back."""
    return f"`{escape(' '.join(text.split()).replace('`', _MARKS['`']))}`"


def typed(text: str, most: int = 80) -> str:
    """Return what a person typed, inside a sentence of plain text: between backticks, and one line."""
    return f"`{clip(' '.join(text.split()), most).replace('`', _MARKS['`'])}`"


def marked(sentence: str) -> str:
    """Return a sentence of plain text as mrkdwn: what stands between backticks as code, data as it is."""
    parts = re.split("(`[^`]+`)", sentence)
    return "".join(code(part[1:-1]) if number % 2 else _inline(part) for number, part in enumerate(parts))


def _inline(text: str) -> str:
    return escape(_STARTS_OR_ENDS.sub(lambda sign: _MARKS[sign[0]], text))


def clip(text: str, most: int) -> str:
    """Return plain text of at most so many characters; what was cut shows as an ellipsis."""
    return text if len(text) <= most else text[: most - 1].rstrip() + MORE


def cut(text: str, most: int) -> str:
    """Return mrkdwn of at most so many characters, never cut inside `&amp;` or `<…>`."""
    if len(text) <= most:
        return text
    kept = text[: most - 1]
    for opening, closing in (("<", ">"), ("&", ";")):
        start = kept.rfind(opening)
        if start > kept.rfind(closing) and closing in text[start:]:
            kept = kept[:start]
    return kept.rstrip() + MORE


def lines(items: Sequence[str], most: int = 3000) -> str:
    """Return as many whole lines of mrkdwn as fit, and how many are left out.

    Args:
        items: Lines without line ends.
        most: Characters in all, 3,000 being what a section takes.
    """
    kept: list[str] = []
    room = most - len(f"\n{MORE} and {len(items)} more")
    for number, item in enumerate(items):
        line = cut(item, most // 2)
        room -= len(line) + 1
        if room < 0:
            return "\n".join([*kept, f"{MORE} and {len(items) - number} more"])
        kept.append(line)
    return "\n".join(kept)


def link(address: str, label: str) -> str:
    """Return a link to a web address, or the label alone when it is not one."""
    if not address.lower().startswith(("http://", "https://")):
        return literal(label)
    return f"<{escape(''.join(address.split()).translate(_ENDS_A_LINK))}|{literal(label)}>"


def fenced(text: str, most: int = 2900) -> str:
    """Return text in a code block, which Slack shows as it is and people copy whole."""
    return f"```\n{cut(escape(_FENCE.sub(lambda signs: ' '.join(signs[0]), text)), most)}\n```"
