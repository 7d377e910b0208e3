"""The words of alerts in plain text: headline and notification, each with its number, and where rows are.

A release of a cumulative list holds everything again: its words tell what is new, late and taken back apart.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from bot.blocks import kit, shared
from bot.blocks.shared import STANDS, about_agreements, missed, signed_anew
from models.domain import (
    EVERYWHERE,
    TOLD,
    Announcement,
    Bulletin,
    ChangeKind,
    Happened,
    Listing,
    ListingKind,
    SourceKind,
    event_day,
)
from models.places import state_name

NAMED = 3
"""Changed rows that the notification names instead of counting them."""
BOTH = 2
WE_WAIT = "We'll alert when one stays, if it differs from our last alert."


def heading(bulletin: Bulletin) -> str:
    """Return the headline in plain text, `New list: Texas, 142 refusals (ICE)`."""
    short = bulletin.source.short
    if turn := of_turn(bulletin):
        return turn
    if is_release(bulletin):
        return release_heading(bulletin)
    if bulletin.event is ChangeKind.BACK:
        return f"Back: {short} {_list(bulletin)}"
    if not bulletin.rows:
        here = whole(bulletin) if bulletin.state == EVERYWHERE else standing_here(bulletin)
        return f"New {_list(bulletin)}: {here} ({short})"
    if bulletin.event is ChangeKind.PUBLISHED or only_new_period(bulletin):
        new = _list(bulletin) if bulletin.event is ChangeKind.PUBLISHED else "report"
        rows = headed(bulletin, shared.rows.counted(bulletin.rows))
        here = standing_here(bulletin) if _stands(bulletin) else rows
        return f"New {new}: {here} ({short})"
    what = "287(g)" if about_agreements(bulletin) else "Changed"
    return f"{what}: {headed(bulletin, changes(bulletin))} ({short})"


def _stands(bulletin: Bulletin) -> bool:
    """Tell whether a message is on one place that a list of places names."""
    return bool(bulletin.place and bulletin.standing) and not about_agreements(bulletin)


def sentence(bulletin: Bulletin) -> str:
    """Return the sentence that carries the number, in plain text: `ICE lists 206 refusals; 142 in Texas`."""
    if turn := of_turn(bulletin):
        return turn
    return release_sentence(bulletin) if is_release(bulletin) else _sentence(bulletin)


def of_turn(bulletin: Bulletin) -> str:
    """Return that a list is back to what it said at a time, or that it alternates; else nothing."""
    which = f"{bulletin.source.short} {_list(bulletin)}"
    if bulletin.alternation:
        return f"{which} flips between {versions(bulletin.alternation.versions)}; we'll wait"
    return f"{which} is back to what it said at {said_at(bulletin)}" if bulletin.said_at else ""


def said_at(bulletin: Bulletin) -> str:
    """Return when a list said before what it says again; empty if it says something new."""
    seen, zone = bulletin.edition.observed, bulletin.zone
    return kit.time_of_day(bulletin.said_at, zone, seen) if bulletin.said_at else ""


def turn_in_full(bulletin: Bulletin) -> str:
    """Return what is said below that: what undid itself, or between what the list alternates since when."""
    if bulletin.said_at:
        return f"{changes(bulletin)} {where(bulletin)}, as before {said_at(bulletin)}."
    if bulletin.alternation is None:
        return ""
    seen, zone = bulletin.edition.observed, bulletin.zone
    since = kit.time_of_day(bulletin.alternation.since, zone, seen)
    rows = sum(bulletin.changed[kind] for kind in TOLD)
    which = "they differ" if bulletin.alternation.versions == BOTH else "the last two differ"
    apart = f"; {which} in {kit.counted(rows, 'row')}" if rows else ""
    number = versions(bulletin.alternation.versions).capitalize()
    return f"{number} seen since {since}{apart}. {WE_WAIT}"


def versions(number: int) -> str:
    """Return how many versions there are: `two versions`."""
    return f"{ {BOTH: 'two', BOTH + 1: 'three'}.get(number, str(number)) } versions"


def _sentence(bulletin: Bulletin) -> str:
    short = bulletin.source.short
    if bulletin.event is ChangeKind.WITHDRAWN:
        return f"{short} {_list(bulletin)} is gone; {stood_here(bulletin)}"
    if bulletin.announcement:
        return _announced(bulletin, bulletin.announcement)
    if bulletin.event is ChangeKind.BACK:
        return f"{short} {_list(bulletin)} is back, {since_gone(bulletin)}; {standing_here(bulletin)}"
    if bulletin.event is ChangeKind.PUBLISHED or only_new_period(bulletin):
        return f"{short} {_lists(bulletin)}{_share(bulletin)}"
    what = bulletin.noun
    gone = f"; {since}" if (since := confirmed(bulletin)) else ""
    if len(bulletin.rows) <= NAMED and len({shared.rows.became(row) for row in bulletin.rows}) == 1:
        named = kit.listed([_named(row, bulletin) for row in bulletin.rows])
        anew = signed_anew(bulletin.rows[0]) if len(bulletin.rows) == 1 else ""
        became = "" if bulletin.rows[0].kind is ChangeKind.MOVED else shared.rows.became(bulletin.rows[0])
        return f"{short} {what} changed: {named} {anew or became}".rstrip() + gone
    return f"{short} {what} changed: {changes(bulletin)} {where(bulletin)}".rstrip() + gone


def confirmed(bulletin: Bulletin) -> str:
    """Return since which lists rows were missing that are gone now, and which one confirms it; else empty."""
    gone = [row for row in bulletin.rows if row.kind is ChangeKind.REMOVED]
    since = [row.missing_since for row in gone if row.missing_since]
    if not since:
        return ""
    by = [row.dated for row in gone if row.missing_since]
    few = "" if len(since) == len(bulletin.rows) else f"{len(since):,} "
    return f"{few}{missed(since, by, bulletin.zone)}"


def _share(bulletin: Bulletin) -> str:
    """Return what of a new list or report is of this place, after the number of all of it."""
    if bulletin.state == EVERYWHERE:
        return _everywhere(bulletin)
    if not bulletin.rows or _stands(bulletin):
        return f"; {standing_here(bulletin)}"
    return f"; {number_of(bulletin.rows)} {where(bulletin)}"


def _everywhere(bulletin: Bulletin) -> str:
    """Return in how many states a new list's rows are; a copy of some of them doesn't speak for all."""
    edition, number = bulletin.edition, len(bulletin.rows)
    states = f" {in_states(bulletin.rows)}".rstrip()
    if edition.rows.total() == number and edition.declined in {None, number}:
        return states
    return f"; listed here: {shared.rows.counted(bulletin.rows)}{states}" if number else ""


def _announced(bulletin: Bulletin, announcement: Announcement) -> str:
    on = f" on {kit.day(announcement.day)}" if announcement.day else ""
    suspended = announcement.kind is ChangeKind.SUSPENDED
    did, now = ("suspended", "is suspended") if suspended else ("resumed", "goes on")
    news = f"{did} its {bulletin.noun}{on}" if on else f"says that its {bulletin.noun} {now}"
    return f"{bulletin.source.short} {news}"


def _list(bulletin: Bulletin) -> str:
    """Return what a headline calls the list: ICE publishes one of refusals and one of agreements."""
    return bulletin.noun if about_agreements(bulletin) else "list"


def changes(bulletin: Bulletin) -> str:
    """Return how many rows changed in which way; an agreement's row that is gone is no longer listed."""
    anew = shared.rows.anew(bulletin.rows)
    return shared.rows.changes(kinds(bulletin.rows), _words(bulletin), anew=anew)


def _words(bulletin: Bulletin) -> Mapping[ChangeKind, str]:
    return STANDS if about_agreements(bulletin) else {}


def kinds(rows: Sequence[Happened]) -> Counter[ChangeKind]:
    """Return how many rows changed in which way."""
    return Counter(row.kind for row in rows)


def _named(row: Happened, bulletin: Bulletin) -> str:
    fact = row.fact
    if row.kind is ChangeKind.MOVED and row.before:
        was, now = (
            kit.listed([f"{place.name}, {place.state}" for place in side.places])
            for side in (row.before, fact)
        )
        return f"row of {was} now names {now}"
    state = fact.state if bulletin.is_broad else bulletin.state
    alike = shared.rows.alike(row)
    if bulletin.perhaps(row):
        perhaps = f"perhaps in {bulletin.state_name}"
        return f"{shared.rows.name(fact)} ({'; '.join(filter(None, (perhaps, alike)))})"
    if fact.kind is ListingKind.AGREEMENT:
        said = "; ".join(filter(None, (str(fact.fields.get("support_type") or ""), alike)))
        return f"{shared.rows.name(fact)}, {state}{f' ({said})' if said else ''}"
    named = fact.places[0].name if len(fact.places) == 1 else shared.rows.name(fact)
    known = not state or named == state_name(state) or named.endswith(f", {state}")
    return f"{named if known else f'{named}, {state}'}{f' ({alike})' if alike else ''}"


def only_new_period(bulletin: Bulletin) -> bool:
    """Tell whether a report's new period has come, which changes no row told before."""
    added = all(row.kind is ChangeKind.ADDED for row in bulletin.rows)
    return added and bulletin.source.kind is SourceKind.EVENT and bulletin.edition.earlier is None


def whole(bulletin: Bulletin) -> str:
    """Return what the whole edition holds: its refusals as it totals them itself, else its rows.

    Of a copy that lacks rows that is the least it held.
    """
    edition = bulletin.edition
    if edition.declined is not None and bulletin.source.kind is SourceKind.EVENT:
        return kit.counted(edition.declined, "refusal")
    counts = [kit.counted(number, *shared.rows.NOUNS[kind]) for kind, number in edition.rows.items()]
    return f"{'at least ' if edition.partial and counts else ''}{kit.listed(counts) or 'nothing'}"


def whole_list(bulletin: Bulletin) -> str:
    """Return the same with what it lacks: `13 agreements, and 1 missing from it, not confirmed`."""
    number = bulletin.edition.missing
    return f"{whole(bulletin)}{f', and {number:,} missing from it, not confirmed' if number else ''}"


def _lists(bulletin: Bulletin) -> str:
    """Return what the whole edition holds; of a copy without a printed total, that it is a copy."""
    copied = bulletin.edition.transcription and bulletin.edition.declined is None
    return f"list, as copied: {whole(bulletin)}" if copied else f"lists {whole(bulletin)}"


def number_of(rows: Sequence[Happened]) -> str:
    """Return how many rows there are; what they are too, unless the sentence says that already."""
    rows_alone = len({row.fact.kind for row in rows}) == 1 and rows[0].fact.kind is not ListingKind.TALLY
    return f"{len(rows):,}" if rows_alone else shared.rows.counted(rows)


def only_issued(rows: Sequence[Happened]) -> bool:
    """Tell whether the rows only count detainers that were issued, which are no share of any refusals."""
    return all(
        row.fact.kind is ListingKind.TALLY and row.fact.fields.get("measure") == "issued" for row in rows
    )


def since_gone(bulletin: Bulletin) -> str:
    """Return what differs, in all states, between a list that is back and our last copy of it."""
    return shared.rows.changes(bulletin.changed, _words(bulletin)) or "unchanged"


def perhaps(bulletin: Bulletin) -> int:
    """Return how many rows only may be there: their places aren't resolved."""
    return sum(1 for row in bulletin.rows if bulletin.perhaps(row))


def where(bulletin: Bulletin) -> str:
    """Return where the rows are: `in Texas`, `perhaps in Travis County, TX`, of all states `in 12 states`."""
    if bulletin.state == EVERYWHERE:
        return in_states(bulletin.rows)
    number, name = perhaps(bulletin), bulletin.state_name
    if number == len(bulletin.rows):
        return f"perhaps in {name}"
    return f"in {name}, {number:,} of them only perhaps" if number else f"in {name}"


def in_states(rows: Sequence[Happened]) -> str:
    """Return in how many states rows are, by name if in one; nothing where some don't say."""
    states = {row.fact.state for row in rows}
    if not states or "" in states:
        return ""
    return f"in {state_name(states.pop())}" if len(states) == 1 else f"in {len(states)} states"


def headed(bulletin: Bulletin, number: str) -> str:
    """Return what happened with its place: `Texas, 3 added`; of all states `3 added in 2 states`."""
    if bulletin.state == EVERYWHERE:
        return f"{number} {in_states(bulletin.rows)}".rstrip()
    unsure = bulletin.rows and perhaps(bulletin) == len(bulletin.rows)
    return f"{'perhaps ' if unsure else ''}{bulletin.state_name}, {number}"


def none_here(bulletin: Bulletin) -> str:
    """Say that no row is of this place; a copy may lack some, so its silence proves less."""
    known = "in our copy" if bulletin.edition.transcription else "on it"
    if bulletin.place and not about_agreements(bulletin):
        return f"{bulletin.state_name} is not {known}"
    return f"no {_nouns(bulletin)[1]} {known}"


def standing_here(bulletin: Bulletin) -> str:
    """Return what of this place stands on a list: `2 Texas places on it`, `Travis County, TX is on it`."""
    if not bulletin.standing:
        return none_here(bulletin)
    if bulletin.place and not about_agreements(bulletin):
        return f"{bulletin.state_name} is on it"
    return f"{kit.counted(len(bulletin.standing), *_nouns(bulletin))} on it"


def stood_here(bulletin: Bulletin) -> str:
    """Return the same of a list that is gone: `2 Texas places were on it`."""
    number = len(bulletin.standing)
    known = "in our copy" if bulletin.edition.transcription and not number else "on it"
    if bulletin.place and not about_agreements(bulletin):
        return f"{bulletin.state_name} was {'' if number else 'not '}{known}"
    if not number:
        return f"no {_nouns(bulletin)[1]} were {known}"
    return f"{kit.counted(number, *_nouns(bulletin))} {'was' if number == 1 else 'were'} {known}"


def _nouns(bulletin: Bulletin) -> tuple[str, str]:
    """Return what stands on a list, one and many: `Texas place`, `Texas places`; of every state no name."""
    one, many = ("agency", "agencies") if about_agreements(bulletin) else ("place", "places")
    if len(bulletin.told_for) > 1:
        return f"{one} in {bulletin.state_name}", f"{many} in {bulletin.state_name}"
    whose = "" if bulletin.state == EVERYWHERE else f"{bulletin.state_name} "
    return f"{whose}{one}", f"{whose}{many}"


def is_release(bulletin: Bulletin) -> bool:
    """Tell whether an alert is on a later release of a cumulative list; the first is a new list."""
    return bulletin.source.cumulative and bulletin.event is None


def news_of(bulletin: Bulletin) -> Sequence[Happened]:
    """Return the rows that figures count by place: of a release only what is new."""
    return parts(bulletin.rows)[0] if is_release(bulletin) else bulletin.rows


def release_heading(bulletin: Bulletin) -> str:
    """Return the headline: `New release: Texas, 3 new refusals, 14 recorded late (ICE via DDP)`."""
    new, late, others = parts(bulletin.rows)
    facts = [rows_new(new) if new else "", f"{len(late):,} {shared.rows.LATE}" if late else "", others]
    unsure = "perhaps " if perhaps(bulletin) == len(bulletin.rows) else ""
    happened = ", ".join(filter(None, facts))
    return f"New release: {unsure}{bulletin.state_name}, {happened} ({bulletin.source.short})"


def release_sentence(bulletin: Bulletin) -> str:
    """Return the sentence that notifies; what was recorded late is never told as new."""
    new, late, others = parts(bulletin.rows)
    unsure, place = perhaps(bulletin), f"in {bulletin.state_name}"
    if unsure:
        place = f"perhaps {place}" if unsure == len(bulletin.rows) else f"{place}, {unsure:,} only perhaps"
    facts = [rows_new(new) if new else "nothing new", *([_late(late)] if late else []), others]
    return f"{bulletin.source.short} release, {place}: {'; '.join(filter(None, facts))}"


def release_figures(bulletin: Bulletin) -> list[str]:
    """Return the same as fields of mrkdwn."""
    new, late, others = parts(bulletin.rows)
    name = kit.literal(bulletin.state_name)
    return [
        f"*{name}* {rows_new(new) if new else 'nothing new'}",
        *([f"*Recorded late* {kit.counted(len(late), 'refusal')}, issued {days_of(late)}"] if late else []),
        *([f"*Of earlier releases* {others}"] if others else []),
    ]


def rows_new(new: Sequence[Happened]) -> str:
    """Return how many refusals are new, of days that no release covered before."""
    return kit.counted(len(new), "new refusal")


def parts(rows: Sequence[Happened]) -> tuple[list[Happened], list[Happened], str]:
    """Return what is new, what was recorded late, and in words how many rows changed otherwise."""
    late = [row for row in rows if row.late]
    new = [row for row in rows if row.kind is ChangeKind.ADDED and not row.late]
    others: Counter[ChangeKind] = Counter(row.kind for row in rows)
    del others[ChangeKind.ADDED]
    return new, late, shared.rows.changes(others)


def _late(late: Sequence[Happened]) -> str:
    which = "a detainer" if len(late) == 1 else "detainers"
    issued = f"{kit.counted(len(late), 'refusal')} of {which} issued {days_of(late)}"
    return f"{shared.rows.LATE}: {issued}, which this release shows first"


def days_of(rows: Sequence[Happened]) -> str:
    """Return from when to when the detainers were issued, as far as their rows say."""
    days = [day for row in rows if (day := event_day(Listing(row.fact.kind, row.fact.fields)))]
    return kit.period(min(days), max(days)) if days else "on days that are not told"
