"""An alert as sentences that can be printed: who says what of where, when, and what it isn't. Pure.

A headline's words (`words`) are for people who know the list; print is for all others.
"""

from collections.abc import Sequence

from bot.blocks import kit, shared
from bot.blocks.alert import words
from bot.blocks.kit import NOT_DELISTED
from bot.blocks.shared import about_agreements, is_not, pages_of, printed, signed, signed_anew, the_publisher
from models.domain import EVERYWHERE, Bulletin, ChangeKind, Happened, ListingKind, SourceKind
from models.places import state_name

NAMED = 5
"""Rows that are named; of more the number is told."""
NOTES = 3

_DID = {
    ChangeKind.ADDED: ("added", "to"),
    ChangeKind.REMOVED: ("removed", "from"),
    ChangeKind.CORRECTED: ("corrected its entry of", "in"),
    ChangeKind.MOVED: ("moved its entry of", "in"),
}
_LISTED = {ChangeKind.ADDED: ("newly lists", "on"), ChangeKind.REMOVED: ("no longer lists", "on")}
"""Of agreements: that one is no longer listed doesn't say that it ended."""


def printable_alert(bulletin: Bulletin) -> str:
    """Return an alert as text to print, plain, with its caveat and its citation."""
    seen = bulletin.absence.since if bulletin.absence and bulletin.absence.since else None
    day = kit.local_day(seen or bulletin.edition.observed, bulletin.zone)
    statement = f"As of {day}, {_happened(bulletin)}"
    end = "" if statement.endswith((".", ".”")) else "."
    return " ".join(
        [
            f"{statement}{end}",
            *_confirmed(bulletin),
            *_between(bulletin),
            *_notes(bulletin),
            is_not(bulletin),
            _cited(bulletin),
        ]
    )


def _happened(bulletin: Bulletin) -> str:
    who, title = the_publisher(bulletin.source.publisher), f"“{bulletin.source.title}”"
    if bulletin.event is ChangeKind.WITHDRAWN:
        return f"{who} no longer shows {title}; {_in_last_copy(bulletin)}. {NOT_DELISTED}"
    if bulletin.announcement:
        return _announced(bulletin, who, title)
    if bulletin.event is ChangeKind.BACK:
        against = f"{words.since_gone(bulletin)} against the last copy that we hold"
        return f"{who} shows {title} again: {against}; {words.standing_here(bulletin)}"
    if words.is_release(bulletin):
        return _release(bulletin, who, title)
    if bulletin.event is ChangeKind.PUBLISHED or words.only_new_period(bulletin):
        whole = _in_print(words.whole(bulletin))
        return f"{who} lists {whole} in {title}{_period(bulletin)}; {_share(bulletin)}"
    return f"{who} {_changes(bulletin, title)}"


def _announced(bulletin: Bulletin, who: str, title: str) -> str:
    announcement = bulletin.announcement
    assert announcement is not None  # noqa: S101 - the caller has looked
    on = f", since {kit.day(announcement.day)}" if announcement.day else ""
    verb = "has suspended" if announcement.kind is ChangeKind.SUSPENDED else "has resumed"
    return f"{who} says that it {verb} {title}{on}: “{announcement.sentence}”"


def _in_last_copy(bulletin: Bulletin) -> str:
    number = len(bulletin.standing)
    noun = "agency" if about_agreements(bulletin) else "place"
    many = "agencies" if noun == "agency" else "places"
    amount = kit.counted(number, noun, many) if number else f"no {noun}"
    return f"{amount} {_where(bulletin)} {'was' if number <= 1 else 'were'} on the last copy that we hold"


def _release(bulletin: Bulletin, who: str, title: str) -> str:
    new, late, others = words.parts(bulletin.rows)
    parts = [kit.counted(len(new), "new declined detainer") if new else "no new declined detainer"]
    if late:
        which = "a request" if len(late) == 1 else "requests"
        parts.append(
            f"{len(late):,} recorded late, of {which} issued {words.days_of(late)}, in no release before"
        )
    if others:
        parts.append(f"of rows that earlier releases held, {others}")
    return f"a new release of {title} ({who}) shows {_where(bulletin)}: {'; '.join(parts)}"


def _share(bulletin: Bulletin) -> str:
    rows = bulletin.rows
    if not rows:
        known = "those in our partial copy" if bulletin.edition.partial else "them"
        return f"none of {known} {_where(bulletin)}"
    alone = len({row.fact.kind for row in rows}) == 1 and rows[0].fact.kind is not ListingKind.TALLY
    number = f"{len(rows):,} of them" if alone else _in_print(shared.rows.counted(rows))
    names = bulletin.source.kind is SourceKind.STATE and len(rows) <= NAMED
    return f"{number} {_where(bulletin)}{f': {_names(rows, bulletin)}' if names else ''}"


def _changes(bulletin: Bulletin, title: str) -> str:
    """Return what a later edition did to its rows; of a list each kind of change on its own."""
    if bulletin.source.kind is SourceKind.EVENT:
        changes = shared.rows.changes(words.kinds(bulletin.rows))
        return f"re-issued {title}{_period(bulletin)}: of its rows {_where(bulletin)}, {changes}"
    clauses: list[str] = []
    anew = [row for row in bulletin.rows if row.signed_anew]
    verbs = _DID | (_LISTED if about_agreements(bulletin) else {})
    groups = [
        ([row for row in bulletin.rows if row.kind is kind and not row.signed_anew], *verbs[kind])
        for kind in verbs
    ]
    for changed, verb, to in [*groups, (anew, "lists as signed anew", "on")]:
        if changed:
            clauses.append(f"{verb} {_which(changed, bulletin)} {to} {'it' if clauses else title}")
    return kit.listed(clauses)


def _which(changed: Sequence[Happened], bulletin: Bulletin) -> str:
    """Return rows by their names and their state, or how many there are."""
    if len(changed) > NAMED:
        return f"{_in_print(shared.rows.counted(changed))} {_where(bulletin)}"
    state = "" if bulletin.is_broad else f" in {state_name(bulletin.state)}"
    itself = state.endswith(f" {shared.rows.name(changed[0].fact)}") and len(changed) == 1
    return _names(changed, bulletin) + ("" if itself else state)


def _names(rows: Sequence[Happened], bulletin: Bulletin) -> str:
    return kit.listed([_name(row, bulletin) for row in rows])


def _name(row: Happened, bulletin: Bulletin) -> str:
    named = shared.rows.name(row.fact)
    apart = bulletin.is_broad and row.fact.state and row.fact.state not in named
    details = [signed(row.fact.fields)] if row.fact.kind is ListingKind.AGREEMENT else []
    details += [row.fact.state] if apart else []
    details += [f"perhaps {_where(bulletin)}"] if bulletin.perhaps(row) else []
    details += [shared.rows.alike(row)] if row.possibly_same else []
    if row.signed_anew:
        return f"{named} ({'; '.join([*details, signed_anew(row)])})"
    details += [
        f"{field.replace('_', ' ')} from “{before}” to “{after}”" for field, before, after in row.differences
    ]
    return f"{named} ({'; '.join(details)})" if details else named


def _in_print(text: str) -> str:
    """Return a count in the words of print: readers know no refusals."""
    return text.replace("refusal", "declined detainer").replace(" (not declined detainers)", "")


def _where(bulletin: Bulletin) -> str:
    return "in all states" if bulletin.state == EVERYWHERE else f"in {bulletin.state_name}"


def _period(bulletin: Bulletin) -> str:
    period = bulletin.edition.period
    return f", {kit.period(period.first, period.last)}" if period else ""


def _between(bulletin: Bulletin) -> list[str]:
    """Return between which days it changed, where no full copy tells when."""
    if not bulletin.summary or not bulletin.edition.earlier:
        return []
    days = (bulletin.edition.earlier, bulletin.edition.observed)
    first, last = (kit.local_day(day, bulletin.zone) for day in days)
    return [f"It changed between {first} and {last}; we hold no full copy from the time between."]


def _confirmed(bulletin: Bulletin) -> list[str]:
    """Return since which list rows are gone, and by which one that is known, where these are two."""
    missed = words.confirmed(bulletin)
    return [f"{missed[:1].upper()}{missed[1:]}."] if missed else []


def _notes(bulletin: Bulletin) -> list[str]:
    """Return what is to be known of the rows: doubts, their publisher's own corrections, public notes."""
    doubts: dict[str, str] = {}
    for row in bulletin.rows:
        for note in row.fact.doubts:
            doubts.setdefault(note, shared.rows.name(row.fact))
    public = dict.fromkeys(note for row in bulletin.rows for note in row.public)
    sentences = [f"On “{name}”: {note}" for note, name in list(doubts.items())[:NOTES]]
    return [*sentences, *(printed(note, bulletin.zone) for note in list(public)[:NOTES])]


def _cited(bulletin: Bulletin) -> str:
    edition = bulletin.edition
    published = f", published {kit.day(edition.published)}" if edition.published else ""
    if edition.transcription or bulletin.replay:
        transcription = edition.transcription.rstrip(".") or "re-typeset from cited facts"
        where = f" ({transcription})"
        return f"Source: {bulletin.source.publisher}, “{bulletin.source.title}”{published}{where}."
    address = f", {edition.address}" if edition.address.startswith("http") else ""
    pages = pages_of(bulletin)
    page = f", {pages}" if pages else ""
    seen = f"{'captured' if edition.capture else 'seen'} {kit.printed(edition.observed, bulletin.zone)}"
    where = f"{address}{page}, {seen}, SHA-256 {edition.sha256[:8]}"
    return f"Source: {bulletin.source.publisher}, “{bulletin.source.title}”{published}{where}."
