"""Which tables of a document are the list, by their headers, and what keeps the others from it."""

import difflib
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from jobs.readers.text_table import Headed, TextTable, headed
from models.listings import comparable

_HALF = 2


def faults(table: Headed, wanted: Sequence[str]) -> Iterator[str]:
    """Yield a sentence for each header that a table lacks, with the nearest that it has."""
    printed = {comparable(header): header for header in table.headers if header}
    for name in dict.fromkeys(wanted):
        if comparable(name) not in printed:
            near = difflib.get_close_matches(comparable(name), printed, 1)
            told = f"the nearest is {printed[near[0]]!r}" if near else f"it has {', '.join(printed.values())}"
            yield f"In {table.name}, no column is called {name!r}; {told}."


def _likeness(table: Headed, wanted: Sequence[str]) -> float:
    """Return how like the headers of a table are to the wanted ones, from 0 to their number."""
    headers = [comparable(header) for header in table.headers if header]
    ratios = ([SequenceMatcher(None, comparable(name), each).ratio() for each in headers] for name in wanted)
    return sum(map(max, ratios))


def choose(tables: Sequence[TextTable], wanted: Sequence[str]) -> tuple[list[Headed], list[str]]:
    """Return the tables that have all of the wanted headers, and what is wrong with the others.

    A table that has most of the headers, beside others that have all, is the same list under a
    renamed column: to leave it out would read half. One that has fewer is another table.
    """
    found = [table for table in (headed(each, wanted) for each in tables) if table]
    if not found:
        return [], [f"No table of the document has a column called {wanted[0]!r}."]
    wrong = {table.name: list(faults(table, wanted)) for table in found}
    whole = [table for table in found if not wrong[table.name]]
    if not whole:
        return [], wrong[max(found, key=lambda table: _likeness(table, wanted)).name]
    most = len({comparable(name) for name in wanted}) / _HALF
    return whole, [said for table in found if table.found > most for said in wrong[table.name]]
