"""What the reader read, as a table: by rule how many sentences, and which bad messages it caught."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping

from tests.support.reader.reading import RULES


def kept(counts: Mapping[str, int]) -> str:
    """Return what a test keeps for the table: how many sentences each rule read."""
    return json.dumps(counts)


def table(read: Iterable[str], caught: Iterable[str]) -> str:
    """Return the table.

    Args:
        read: What tests kept of reading, `kept`.
        caught: What they kept of bad messages: `rule: name`.
    """
    counts: Counter[str] = Counter()
    for each in read:
        counts.update(json.loads(each))
    names: dict[str, list[str]] = {}
    for each in caught:
        rule, _, name = each.partition(": ")
        names.setdefault(rule, []).append(name)
    lines = [f"{'rule':34} {'read':>7}  bad messages caught"]
    lines += [f"{rule:34} {counts[rule]:>7,}  {', '.join(names.get(rule, []))}" for rule in RULES]
    return "\n".join(lines)
