"""Text for Slack: what is data stays data, whatever it holds.

Slack's mrkdwn reads `&`, `<` and `>` as signs of its own, `<!channel>` among them, so
every word that comes from a publisher or a person passes `literal` (inside a sentence)
or `escape` (where nothing but mentions must be kept out).
Source: https://docs.slack.dev/messaging/formatting-message-text
"""

import re
from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from models.domain import day_in

_SIGNS = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_MARKS = {"*": "\u2217", "_": "\u02cd", "~": "\u223c", "`": "\u02cb"}
_STARTS_OR_ENDS = re.compile(r"(?<![0-9A-Za-z])[*_~]|[*_~](?![0-9A-Za-z])|`")
"""Signs that would start or end bold, italics, strike or code become their nearest look-alikes; those
between two letters or digits (`ice_ddor`) do neither, and stay as one would paste them."""
_FENCE = re.compile("`{3,}")
_ENDS_A_LINK = str.maketrans({"<": "%3C", ">": "%3E", "|": "%7C"})
MORE = "…"
_NOON = 12

# What stands under messages of many kinds, word for word the same.
CIVIL_REQUEST = "A detainer is a civil request, not a warrant signed by a judge."
REPLAY = "Replay: re-typeset from cited facts, not the publisher's own document."
REPEAT = "You may have had this already: the connection broke while it was being sent."
NOT_DELISTED = "Taken down is not the same as delisted."


def escape(text: str) -> str:
    """Return text in which Slack finds no mention, channel, link or entity."""
    return text.translate(_SIGNS)


def literal(text: str, most: int = 300) -> str:
    """Return data for the inside of a mrkdwn sentence: one line, clipped, no sign takes effect.

    Args:
        text: As printed by a publisher or typed by a person.
        most: Characters kept of it, before escaping.
    """
    shown = clip(" ".join(text.split()), most)
    return escape(_STARTS_OR_ENDS.sub(lambda sign: _MARKS[sign[0]], shown))


def code(text: str) -> str:
    """Return one line as code, which Slack shows as it is and people paste back."""
    return f"`{escape(' '.join(text.split()).replace('`', _MARKS['`']))}`"


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


def day(value: date) -> str:
    """Return a calendar date as newsrooms print it: `5 Aug 2025`."""
    return f"{value.day} {value:%b %Y}"


def period(first: date | None, last: date | None) -> str:
    """Return the days that a count covers: `28 Jan–3 Feb 2017`, `2014`, or nothing when unknown."""
    first, last = first or last, last or first
    if first is None or last is None:
        return ""
    if first == last:
        return day(first)
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
    if first.year != last.year:
        return f"{day(first)}–{day(last)}"
    opening = str(first.day) if first.month == last.month else f"{first.day} {first:%b}"
    return f"{opening}–{day(last)}"


def moment(value: datetime, zone: str) -> str:
    """Return a time that each reader sees in their own zone.

    Args:
        value: Aware.
        zone: IANA name of the newsroom's zone, for readers whose client can't render it.
    """
    return f"<!date^{int(value.timestamp())}^{{date_short_pretty}} {{time}}|{printed(value, zone)}>"


def ago(value: datetime, zone: str) -> str:
    """Return how long ago a time was, counted by the reader's client (`3 minutes ago`)."""
    return f"<!date^{int(value.timestamp())}^{{ago}}|{printed(value, zone)}>"


def printed(value: datetime, zone: str) -> str:
    """Return a time as text in the newsroom's zone: `5 Aug 2025, 14:03 EDT`."""
    local = value.astimezone(ZoneInfo(zone))
    return f"{day(local.date())}, {local:%H:%M %Z}"


def time_of_day(value: datetime, zone: str, beside: datetime) -> str:
    """Return a time in the newsroom's zone, `9:04 a.m. EST`; with its day, if it isn't that of another."""
    local = value.astimezone(ZoneInfo(zone))
    half = "a.m." if local.hour < _NOON else "p.m."
    clock = (
        f"{local.hour % _NOON or _NOON}:{local:%M} {half}"
        if (local.hour, local.minute) != (_NOON, 0)
        else "noon"
    )
    told = f"{clock} {local:%Z}"
    if local.date() == beside.astimezone(local.tzinfo).date():
        return told
    return f"{told} on {day(local.date())}"


def local_day(value: datetime, zone: str) -> str:
    """Return the day of a time in the newsroom's zone: `5 Aug 2025`, where the hour is not known."""
    return day(day_in(zone, value))


def fenced(text: str, most: int = 2900) -> str:
    """Return text in a code block, which Slack shows as it is and people copy whole."""
    return f"```\n{cut(escape(_FENCE.sub(lambda signs: ' '.join(signs[0]), text)), most)}\n```"


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun: `1 refusal`, `1,206 refusals`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(words: Sequence[str]) -> str:
    """Return words as a sentence joins them: `a, b and c`."""
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)
