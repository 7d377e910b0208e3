"""287(g) agreements in words: an agency that began to cooperate, never a refusal. Plain text. Pure."""

from collections.abc import Iterable, Mapping
from datetime import date

from bot.blocks import mrkdwn
from bot.blocks.evidence import CIVIL_REQUEST
from models.bulletin import Bulletin
from models.values import Cell, ChangeKind, ListingKind

MEANS = (
    "A 287(g) agreement lets an agency's officers do parts of ICE's work: it is cooperation, and no refusal."
)
"""Immigration and Nationality Act, section 287(g), 8 U.S.C. 1357(g)."""

STANDS = {ChangeKind.ADDED: "newly listed", ChangeKind.REMOVED: "no longer listed"}
"""What became of an agreement's row: that it is gone doesn't say that the agreement ended."""


def only_agreements(kinds: Iterable[ListingKind | str]) -> bool:
    """Tell whether all rows of some kinds are agreements; of no rows at all nothing is known."""
    return set(kinds) == {ListingKind.AGREEMENT}


def is_agreement(fields: Mapping[str, Cell] | None) -> bool:
    """Tell whether these are the fields of an agreement."""
    return fields is not None and "support_type" in fields


def about_agreements(bulletin: Bulletin) -> bool:
    """Tell whether a message speaks of agreements and of nothing else."""
    return only_agreements(bulletin.edition.rows or (row.kind for row in bulletin.rows))


def is_not(bulletin: Bulletin) -> str:
    """Return the sentence on what an alert's rows are not."""
    return f"{MEANS} {CIVIL_REQUEST}" if about_agreements(bulletin) else CIVIL_REQUEST


def signed(fields: Mapping[str, Cell]) -> str:
    """Return what an agency did: `signed a 287(g) agreement (Task Force Model), 22 Sep 2025`."""
    support = f" ({fields['support_type']})" if fields.get("support_type") else ""
    return f"signed a 287(g) agreement{support}, {signed_on(fields)}"


def signed_on(fields: Mapping[str, Cell]) -> str:
    """Return the day of an agreement; one that can't be read stays as it is printed."""
    text = str(fields.get("signed") or "")
    try:
        return mrkdwn.day(date.fromisoformat(text))
    except ValueError:
        return f"dated “{text}”" if text else "undated"


def happened(kind: str, fields: Mapping[str, Cell] | None) -> str:
    """Return what happened to a row, for a history: of an agreement that, of all others the kind."""
    told = kind.replace("_", " ")
    if not is_agreement(fields):
        return told
    return f"287(g) agreement {STANDS.get(ChangeKind(kind), told)}"
