"""The words of alerts: headline and notification, in plain text; each carries the number. Pure."""

from collections import Counter
from collections.abc import Sequence

from bot.blocks import mrkdwn, rows
from models.bulletin import Bulletin, ToldRow
from models.values import Announcement, ChangeKind, ListingKind, SourceKind

NAMED = 3
"""Changed rows that the notification names instead of counting them."""


def heading(bulletin: Bulletin) -> str:
    """Return the headline in plain text, `New list: Texas, 142 refusals (ICE)`."""
    short, where = bulletin.source.short, bulletin.state_name
    if bulletin.event is ChangeKind.BACK:
        return f"Back: {short} list"
    if not bulletin.rows:
        return f"New list: {none_here(bulletin)} ({short})"
    where = f"perhaps {where}" if _perhaps(bulletin) == len(bulletin.rows) else where
    if bulletin.event is ChangeKind.PUBLISHED:
        return f"New list: {where}, {rows.counted(bulletin.rows)} ({short})"
    if only_new_period(bulletin):
        return f"New report: {where}, {rows.counted(bulletin.rows)} ({short})"
    return f"Changed: {where}, {rows.changes(kinds(bulletin.rows))} ({short})"


def sentence(bulletin: Bulletin) -> str:
    """Return the sentence that carries the number, in plain text: `ICE lists 206 refusals; 142 in Texas`."""
    short = bulletin.source.short
    if bulletin.event is ChangeKind.WITHDRAWN:
        return _gone(bulletin)
    if bulletin.announcement:
        return _announced(bulletin, bulletin.announcement)
    if bulletin.event is ChangeKind.BACK:
        return f"{short} list is back, {since_gone(bulletin)}; {standing_here(bulletin)}"
    if bulletin.event is ChangeKind.PUBLISHED or only_new_period(bulletin):
        here = f"{number_of(bulletin.rows)} {_where(bulletin)}" if bulletin.rows else none_here(bulletin)
        return f"{short} {_lists(bulletin)}; {here}"
    what = bulletin.noun
    if len(bulletin.rows) <= NAMED and len(kinds(bulletin.rows)) == 1:
        named = mrkdwn.listed([_named(row, bulletin) for row in bulletin.rows])
        return f"{short} {what} changed: {named} {bulletin.rows[0].change.value}"
    return f"{short} {what} changed: {rows.changes(kinds(bulletin.rows))} {_where(bulletin)}"


def _announced(bulletin: Bulletin, said: Announcement) -> str:
    on = f" on {mrkdwn.day(said.day)}" if said.day else ""
    if said.kind is ChangeKind.SUSPENDED:
        told = f"suspended its {bulletin.noun}{on}" if on else f"says that its {bulletin.noun} is suspended"
    else:
        told = f"resumed its {bulletin.noun}{on}" if on else f"says that its {bulletin.noun} goes on"
    return f"{bulletin.source.short} {told}"


def kinds(told: Sequence[ToldRow]) -> Counter[ChangeKind]:
    """Return how many rows changed in which way."""
    return Counter(row.change for row in told)


def _perhaps(bulletin: Bulletin) -> int:
    return sum(1 for row in bulletin.rows if row.perhaps(bulletin.state))


def _where(bulletin: Bulletin) -> str:
    """Return where the rows are; a row whose place isn't resolved only may be there."""
    perhaps, where = _perhaps(bulletin), bulletin.state_name
    if perhaps == len(bulletin.rows):
        return f"perhaps in {where}"
    return f"in {where}, {perhaps:,} of them only perhaps" if perhaps else f"in {where}"


def _named(row: ToldRow, bulletin: Bulletin) -> str:
    if row.perhaps(bulletin.state):
        return f"{rows.name(row)} (perhaps in {bulletin.state_name})"
    named = row.places[0] if len(row.places) == 1 else rows.name(row)
    known = named == bulletin.state_name or named.endswith(f", {bulletin.state}")
    return named if known else f"{named}, {bulletin.state}"


def only_new_period(bulletin: Bulletin) -> bool:
    """Tell whether a report's new period has come, which changes no row told before."""
    added = all(row.change is ChangeKind.ADDED for row in bulletin.rows)
    return added and bulletin.source.kind is SourceKind.EVENT and bulletin.edition.earlier is None


def whole(bulletin: Bulletin) -> str:
    """Return what the whole edition holds: its refusals as it totals them itself, else its rows."""
    edition = bulletin.edition
    if edition.declined is not None and bulletin.source.kind is SourceKind.EVENT:
        return mrkdwn.counted(edition.declined, "refusal")
    told = [mrkdwn.counted(number, *rows.NOUNS[kind]) for kind, number in edition.rows.items()]
    return mrkdwn.listed(told) or "nothing"


def _lists(bulletin: Bulletin) -> str:
    """Return what the whole edition holds; of a copy without a printed total, that it is a copy."""
    copied = bulletin.edition.transcription and bulletin.edition.declined is None
    return f"list, as copied: {whole(bulletin)}" if copied else f"lists {whole(bulletin)}"


def none_here(bulletin: Bulletin) -> str:
    """Say that no row is of this state; a copy may lack some, so its silence proves less."""
    known = "in our copy" if bulletin.edition.transcription else "on it"
    return f"no {bulletin.state_name} places {known}"


def number_of(told: Sequence[ToldRow]) -> str:
    """Return how many rows there are; what they are too, unless the sentence says that already."""
    rows_alone = len({row.kind for row in told}) == 1 and told[0].kind is not ListingKind.TALLY
    return f"{len(told):,}" if rows_alone else rows.counted(told)


def only_issued(told: Sequence[ToldRow]) -> bool:
    """Tell whether the rows only count detainers that were issued, which are no share of any refusals."""
    return all(row.kind is ListingKind.TALLY and row.fields.get("measure") == "issued" for row in told)


def since_gone(bulletin: Bulletin) -> str:
    """Return what differs, in all states, between a list that is back and our last copy of it."""
    return rows.changes(bulletin.changed) or "unchanged"


def standing_here(bulletin: Bulletin) -> str:
    """Return how many places of the state stand on a list."""
    if not bulletin.standing:
        return none_here(bulletin)
    return f"{mrkdwn.counted(len(bulletin.standing), f'{bulletin.state_name} place')} on it"


def _gone(bulletin: Bulletin) -> str:
    number = len(bulletin.standing)
    told = f"{bulletin.source.short} list is gone"
    if not number:
        known = "were in our copy" if bulletin.edition.transcription else "were on it"
        return f"{told}; no {bulletin.state_name} places {known}"
    verb = "was" if number == 1 else "were"
    return f"{told}; {mrkdwn.counted(number, f'{bulletin.state_name} place')} {verb} on it"
