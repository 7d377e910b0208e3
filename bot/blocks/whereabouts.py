"""Where rows are and what stands there, in the words of a state, of one place or of all states. Pure."""

from collections.abc import Sequence

from bot.blocks import mrkdwn
from bot.blocks.agreements import about_agreements
from models.bulletin import Bulletin, ToldRow
from models.place_states import state_name
from models.wishes import EVERYWHERE


def perhaps(bulletin: Bulletin) -> int:
    """Return how many rows only may be there: their places aren't resolved."""
    return sum(1 for row in bulletin.rows if row.perhaps(bulletin.state))


def where(bulletin: Bulletin) -> str:
    """Return where the rows are: `in Texas`, `perhaps in Travis County, TX`, of all states `in 12 states`."""
    if bulletin.state == EVERYWHERE:
        return in_states(bulletin.rows)
    number, name = perhaps(bulletin), bulletin.state_name
    if number == len(bulletin.rows):
        return f"perhaps in {name}"
    return f"in {name}, {number:,} of them only perhaps" if number else f"in {name}"


def in_states(told: Sequence[ToldRow]) -> str:
    """Return in how many states rows are, by name if in one; nothing where some don't say."""
    states = {row.state for row in told}
    if not states or "" in states:
        return ""
    return f"in {state_name(states.pop())}" if len(states) == 1 else f"in {len(states)} states"


def headed(bulletin: Bulletin, told: str) -> str:
    """Return what happened with its place: `Texas, 3 added`; of all states `3 added in 2 states`."""
    if bulletin.state == EVERYWHERE:
        return f"{told} {in_states(bulletin.rows)}".rstrip()
    unsure = bulletin.rows and perhaps(bulletin) == len(bulletin.rows)
    return f"{'perhaps ' if unsure else ''}{bulletin.state_name}, {told}"


def none_here(bulletin: Bulletin) -> str:
    """Say that no row is of this place; a copy may lack some, so its silence proves less."""
    known = "in our copy" if bulletin.edition.transcription else "on it"
    if bulletin.place and not about_agreements(bulletin):
        return f"{bulletin.state_name} is not {known}"
    return f"no {_many(bulletin)} {known}"


def standing_here(bulletin: Bulletin) -> str:
    """Return what of this place stands on a list: `2 Texas places on it`, `Travis County, TX is on it`."""
    if not bulletin.standing:
        return none_here(bulletin)
    if bulletin.place and not about_agreements(bulletin):
        return f"{bulletin.state_name} is on it"
    return f"{mrkdwn.counted(len(bulletin.standing), _one(bulletin), _many(bulletin))} on it"


def stood_here(bulletin: Bulletin) -> str:
    """Return the same of a list that is gone: `2 Texas places were on it`."""
    number = len(bulletin.standing)
    if bulletin.place and not about_agreements(bulletin):
        known = "in our copy" if bulletin.edition.transcription and not number else "on it"
        return f"{bulletin.state_name} was {'' if number else 'not '}{known}"
    if not number:
        known = "were in our copy" if bulletin.edition.transcription else "were on it"
        return f"no {_many(bulletin)} {known}"
    verb = "was" if number == 1 else "were"
    return f"{mrkdwn.counted(number, _one(bulletin), _many(bulletin))} {verb} on it"


def _one(bulletin: Bulletin) -> str:
    return f"{_whose(bulletin)}{'agency' if about_agreements(bulletin) else 'place'}"


def _many(bulletin: Bulletin) -> str:
    return f"{_whose(bulletin)}{'agencies' if about_agreements(bulletin) else 'places'}"


def _whose(bulletin: Bulletin) -> str:
    """Return whose places are spoken of, before their noun; of every state nobody's."""
    return "" if bulletin.state == EVERYWHERE else f"{bulletin.state_name} "
