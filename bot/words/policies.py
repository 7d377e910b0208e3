"""A policy that a list cites, as a line of mrkdwn. Pure."""

import re
from collections.abc import Sequence
from datetime import date

from bot.words.style import day, literal, month, said_list, whole_state
from models.domain import Policy, Within

MAY_HAVE_CHANGED = "A policy may have changed since."
_ISO = re.compile(r"^(\d{4})-(\d{2})(?:-(\d{2}))?$")
_NEIGHBORS = re.compile(r"\brows (?:around|above)\b")


def policy_line(each: Policy) -> str:
    """Return a policy with its day and list; one that was read otherwise than printed says so.

    `Boston Trust Act, August 2014 (ICE's 2014 policy list, third-hand).`
    """
    when = _enacted(each.enacted)
    title = literal(each.title, 160) or "A policy without a name"
    line = f"{title}{f', {when}' if when else ''} ({literal(said_list(each.of))})."
    read = ""
    if each.printed:
        why = "from the rows around it" if _NEIGHBORS.search(each.reason) else literal(each.reason, 200)
        read = f" Printed “{literal(each.printed, 60)}”; we read {when}, {why.removesuffix('.')}."
    whole = (
        " It names all such agencies in the state; not an act of the state itself."
        if each.whole_class
        else ""
    )
    return f"{line}{whole}{read}"


def _enacted(text: str) -> str:
    """Return when a policy was enacted, as newsrooms write it; what is no date stays as it is printed."""
    found = _ISO.match(text)
    if found is None:
        return f"“{literal(text, 60)}”" if text else ""
    year, months, days = (int(part) if part else 0 for part in found.groups())
    try:
        return day(date(year, months, days)) if days else month(date(year, months, 1))
    except ValueError:
        return f"“{literal(text, 60)}”"


def policies_within_line(within: Sequence[Within]) -> str:
    """Return how many policies of a state's places lists cite, as mrkdwn; empty where none does."""
    cited = [f"{each.number:,} in {literal(said_list(each.of))}" for each in within]
    where = whole_state(within[0].state.state) if within else ""
    return f"Policies of places in {where}: {'; '.join(cited)}." if cited else ""
