"""Numbers with what they count, and words in a row. Pure."""

from collections.abc import Sequence

_SPELLED = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun: `1 refusal`, `1,206 refusals`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def spelled(number: int) -> str:
    """Return a number as a sentence to print has it: in words up to nine, `three`; else `1,206`."""
    return _SPELLED[number] if 0 <= number < len(_SPELLED) else f"{number:,}"


def spelled_out(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun in a sentence to print: `three declined detainers`."""
    return f"{spelled(number)} {one if number == 1 else many or one + 's'}"


def listed(words: Sequence[str], last: str = "and") -> str:
    """Return words as a sentence joins them: `a, b and c`; a state is closed: `Boston, Mass., and …`."""
    *others, end = words or [""]
    if not others:
        return end
    comma = "," if ", " in others[-1] and not others[-1].endswith(")") else ""
    return f"{', '.join(each.removesuffix(',') for each in others)}{comma} {last} {end}"


def ended(text: str) -> str:
    """Return a sentence with its full stop, which a state's short form may bring: `off in Aurora, Colo.`."""
    return text if text.endswith(".") else f"{text}."
