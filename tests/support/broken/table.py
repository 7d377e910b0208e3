"""The fates of the broken documents as a table: kind of damage by what became of it."""

from collections import Counter
from collections.abc import Iterable

FATES = ("held", "gone", "blocked", "unchanged")


def table(told: Iterable[str]) -> list[str]:
    """Return the lines of a Markdown table.

    Args:
        told: `KIND|FATE` of each document.
    """
    counts = Counter(tuple(each.split("|")) for each in told)
    kinds = sorted({kind for kind, _ in counts})
    lines = [f"| damage | {' | '.join(FATES)} |", f"| --- |{' ---: |' * len(FATES)}"]
    for kind in kinds:
        cells = [f"{counts[kind, fate]:,}" if counts[kind, fate] else "" for fate in FATES]
        lines.append(f"| {kind} | {' | '.join(cells)} |")
    sums = [f"{sum(number for (_, each), number in counts.items() if each == fate):,}" for fate in FATES]
    return [*lines, f"| *{counts.total():,} documents* | {' | '.join(sums)} |"]
