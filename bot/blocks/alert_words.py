"""The words of alerts: headline and notification, in plain text; each carries the number. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence

from bot.blocks import mrkdwn, rows
from bot.blocks.agreements import STANDS, about_agreements
from bot.blocks.release_words import is_release, release_heading, release_sentence
from bot.blocks.whereabouts import headed, in_states, standing_here, stood_here, where
from models.bulletin import Bulletin, ToldRow
from models.place_states import state_name
from models.values import Announcement, ChangeKind, ListingKind, SourceKind
from models.wishes import EVERYWHERE

NAMED = 3
"""Changed rows that the notification names instead of counting them."""


def heading(bulletin: Bulletin) -> str:
    """Return the headline in plain text, `New list: Texas, 142 refusals (ICE)`."""
    short = bulletin.source.short
    if is_release(bulletin):
        return release_heading(bulletin)
    if bulletin.event is ChangeKind.BACK:
        return f"Back: {short} {_list(bulletin)}"
    if not bulletin.rows:
        return f"New {_list(bulletin)}: {_none(bulletin)} ({short})"
    if bulletin.event is ChangeKind.PUBLISHED or only_new_period(bulletin):
        new = _list(bulletin) if bulletin.event is ChangeKind.PUBLISHED else "report"
        here = standing_here(bulletin) if _stands(bulletin) else headed(bulletin, rows.counted(bulletin.rows))
        return f"New {new}: {here} ({short})"
    what = "287(g)" if about_agreements(bulletin) else "Changed"
    return f"{what}: {headed(bulletin, changes(bulletin))} ({short})"


def _stands(bulletin: Bulletin) -> bool:
    """Tell whether a message is on one place that a list of places names."""
    return bool(bulletin.place and bulletin.standing) and not about_agreements(bulletin)


def _none(bulletin: Bulletin) -> str:
    """Return what a headline and a sentence say where no row is told; of all states what there is."""
    return whole(bulletin) if bulletin.state == EVERYWHERE else standing_here(bulletin)


def sentence(bulletin: Bulletin) -> str:
    """Return the sentence that carries the number, in plain text: `ICE lists 206 refusals; 142 in Texas`."""
    return release_sentence(bulletin) if is_release(bulletin) else _sentence(bulletin)


def _sentence(bulletin: Bulletin) -> str:
    short = bulletin.source.short
    if bulletin.event is ChangeKind.WITHDRAWN:
        return _gone(bulletin)
    if bulletin.announcement:
        return _announced(bulletin, bulletin.announcement)
    if bulletin.event is ChangeKind.BACK:
        return f"{short} {_list(bulletin)} is back, {since_gone(bulletin)}; {standing_here(bulletin)}"
    if bulletin.event is ChangeKind.PUBLISHED or only_new_period(bulletin):
        return f"{short} {_lists(bulletin)}{_share(bulletin)}"
    what = bulletin.noun
    if len(bulletin.rows) <= NAMED and len(kinds(bulletin.rows)) == 1:
        named = mrkdwn.listed([_named(row, bulletin) for row in bulletin.rows])
        return f"{short} {what} changed: {named} {rows.became(bulletin.rows[0])}"
    return f"{short} {what} changed: {changes(bulletin)} {where(bulletin)}".rstrip()


def _share(bulletin: Bulletin) -> str:
    """Return what of a new list or report is of this place, after the number of all of it."""
    if bulletin.state == EVERYWHERE:
        return _everywhere(bulletin)
    if not bulletin.rows or _stands(bulletin):
        return f"; {standing_here(bulletin)}"
    return f"; {number_of(bulletin.rows)} {where(bulletin)}"


def _everywhere(bulletin: Bulletin) -> str:
    """Return in how many states a new list's rows are; a copy of some of them doesn't speak for all."""
    edition, told = bulletin.edition, len(bulletin.rows)
    states = f" {in_states(bulletin.rows)}".rstrip()
    if edition.rows.total() == told and edition.declined in {None, told}:
        return states
    return f"; listed here: {rows.counted(bulletin.rows)}{states}" if told else ""


def _announced(bulletin: Bulletin, said: Announcement) -> str:
    on = f" on {mrkdwn.day(said.day)}" if said.day else ""
    if said.kind is ChangeKind.SUSPENDED:
        told = f"suspended its {bulletin.noun}{on}" if on else f"says that its {bulletin.noun} is suspended"
    else:
        told = f"resumed its {bulletin.noun}{on}" if on else f"says that its {bulletin.noun} goes on"
    return f"{bulletin.source.short} {told}"


def _list(bulletin: Bulletin) -> str:
    """Return what a headline calls the list: ICE publishes one of refusals and one of agreements."""
    return bulletin.noun if about_agreements(bulletin) else "list"


def changes(bulletin: Bulletin) -> str:
    """Return how many rows changed in which way; an agreement's row that is gone is no longer listed."""
    return rows.changes(kinds(bulletin.rows), _words(bulletin))


def _words(bulletin: Bulletin) -> Mapping[ChangeKind, str]:
    return STANDS if about_agreements(bulletin) else {}


def kinds(told: Sequence[ToldRow]) -> Counter[ChangeKind]:
    """Return how many rows changed in which way."""
    return Counter(row.change for row in told)


def _named(row: ToldRow, bulletin: Bulletin) -> str:
    if row.perhaps(bulletin.state):
        return f"{rows.name(row)} (perhaps in {bulletin.state_name})"
    if row.kind is ListingKind.AGREEMENT:
        support = f" ({row.fields['support_type']})" if row.fields.get("support_type") else ""
        state = row.state if bulletin.state == EVERYWHERE else bulletin.state
        return f"{rows.name(row)}, {state}{support}"
    named = row.places[0] if len(row.places) == 1 else rows.name(row)
    state = row.state if bulletin.state == EVERYWHERE else bulletin.state
    known = not state or named == state_name(state) or named.endswith(f", {state}")
    return named if known else f"{named}, {state}"


def only_new_period(bulletin: Bulletin) -> bool:
    """Tell whether a report's new period has come, which changes no row told before."""
    added = all(row.change is ChangeKind.ADDED for row in bulletin.rows)
    return added and bulletin.source.kind is SourceKind.EVENT and bulletin.edition.earlier is None


def whole(bulletin: Bulletin) -> str:
    """Return what the whole edition holds: its refusals as it totals them itself, else its rows.

    Of a copy that lacks rows that is the least it held.
    """
    edition = bulletin.edition
    if edition.declined is not None and bulletin.source.kind is SourceKind.EVENT:
        return mrkdwn.counted(edition.declined, "refusal")
    told = [mrkdwn.counted(number, *rows.NOUNS[kind]) for kind, number in edition.rows.items()]
    return f"{'at least ' if edition.partial and told else ''}{mrkdwn.listed(told) or 'nothing'}"


def _lists(bulletin: Bulletin) -> str:
    """Return what the whole edition holds; of a copy without a printed total, that it is a copy."""
    copied = bulletin.edition.transcription and bulletin.edition.declined is None
    return f"list, as copied: {whole(bulletin)}" if copied else f"lists {whole(bulletin)}"


def number_of(told: Sequence[ToldRow]) -> str:
    """Return how many rows there are; what they are too, unless the sentence says that already."""
    rows_alone = len({row.kind for row in told}) == 1 and told[0].kind is not ListingKind.TALLY
    return f"{len(told):,}" if rows_alone else rows.counted(told)


def only_issued(told: Sequence[ToldRow]) -> bool:
    """Tell whether the rows only count detainers that were issued, which are no share of any refusals."""
    return all(row.kind is ListingKind.TALLY and row.fields.get("measure") == "issued" for row in told)


def since_gone(bulletin: Bulletin) -> str:
    """Return what differs, in all states, between a list that is back and our last copy of it."""
    return rows.changes(bulletin.changed, _words(bulletin)) or "unchanged"


def _gone(bulletin: Bulletin) -> str:
    return f"{bulletin.source.short} {_list(bulletin)} is gone; {stood_here(bulletin)}"
