"""Pure: rows that stand in an edition more than once. Some do by right; a whole table never does."""

from collections.abc import Iterator, Mapping

from models.fills import DIFFERENT
from models.values import Edition, SourceKind

MOST_REPEATS = 0.3
"""By how much the share of rows that equal one before them may exceed what is usual. In ICE's reports
some rows in a hundred do by right: two people, one jail, one day. A table printed twice is half."""

MOST_REPEATS_IN_A_LIST = 0.05
"""The same of a list whose usual share is known: ICE's workbooks of agreements repeat no row."""

FEWEST = 5


def repeats(
    edition: Edition,
    kind: SourceKind,
    times: int,
    fills: Mapping[str, float],
    usual: Mapping[str, float],
) -> Iterator[str]:
    """Yield that a document, or much of it, was read twice.

    Args:
        edition: What was read.
        kind: A list of places names each once; how often a report repeats itself only history tells.
        times: How often its rarest row stands in it.
        fills: Shares of its rows (`models.fills`).
        usual: The same of the editions before it.
    """
    rows = len(edition.listings)
    share = 1 - fills.get(DIFFERENT, 1.0)
    known = 1 - usual[DIFFERENT] if DIFFERENT in usual else 0.0
    listed = kind is SourceKind.STATE and DIFFERENT in usual
    if times > 1 and rows >= times * FEWEST:
        yield f"Each of its rows stands in it {times} times or more."
    elif share * rows < FEWEST or (kind is SourceKind.EVENT and DIFFERENT not in usual):
        return
    elif share > known + (MOST_REPEATS_IN_A_LIST if listed else MOST_REPEATS):
        repeated = round(share * rows)
        yield f"{repeated:,} of {rows:,} rows only repeat another ({share:.0%}; usual are {known:.0%})."
