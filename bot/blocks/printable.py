"""An alert as sentences that can be printed: who says what of where, when, and what it isn't. Pure.

A headline's words (`alert_words`) are for people who know the list; print is for all others.
"""

from collections.abc import Sequence

from bot.blocks import mrkdwn, rows
from bot.blocks.agreements import about_agreements, is_not, signed
from bot.blocks.alert_words import kinds, only_new_period, since_gone, whole
from bot.blocks.evidence import pages_of
from bot.blocks.public_notes import printed
from bot.blocks.release_words import days_of, is_release, parts
from bot.blocks.whereabouts import standing_here
from bot.blocks.whole_list import NOT_DELISTED
from models.bulletin import Bulletin, ToldRow
from models.place_states import state_name
from models.values import ChangeKind, ListingKind, SourceKind
from models.wishes import EVERYWHERE

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
    day = mrkdwn.local_day(seen or bulletin.edition.observed, bulletin.zone)
    told = f"As of {day}, {_told(bulletin)}"
    end = "" if told.endswith((".", ".”")) else "."
    return " ".join(
        [f"{told}{end}", *_between(bulletin), *_notes(bulletin), is_not(bulletin), _cited(bulletin)]
    )


def the_publisher(bulletin: Bulletin) -> str:
    """Return the publisher as a sentence names it."""
    publisher = bulletin.source.publisher
    return f"the {publisher}" if "Department" in publisher else publisher


def _told(bulletin: Bulletin) -> str:
    who, title = the_publisher(bulletin), f"“{bulletin.source.title}”"
    if bulletin.event is ChangeKind.WITHDRAWN:
        return f"{who} no longer shows {title}; {_in_last_copy(bulletin)}. {NOT_DELISTED}"
    if bulletin.announcement:
        return _announced(bulletin, who, title)
    if bulletin.event is ChangeKind.BACK:
        against = f"{since_gone(bulletin)} against the last copy that we hold"
        return f"{who} shows {title} again: {against}; {standing_here(bulletin)}"
    if is_release(bulletin):
        return _release(bulletin, who, title)
    if bulletin.event is ChangeKind.PUBLISHED or only_new_period(bulletin):
        return f"{who} lists {_in_print(whole(bulletin))} in {title}{_period(bulletin)}; {_share(bulletin)}"
    return f"{who} {_changes(bulletin, title)}"


def _announced(bulletin: Bulletin, who: str, title: str) -> str:
    said = bulletin.announcement
    assert said is not None  # noqa: S101 - the caller has looked
    on = f", since {mrkdwn.day(said.day)}" if said.day else ""
    verb = "has suspended" if said.kind is ChangeKind.SUSPENDED else "has resumed"
    return f"{who} says that it {verb} {title}{on}: “{said.sentence}”"


def _in_last_copy(bulletin: Bulletin) -> str:
    number = len(bulletin.standing)
    noun = "agency" if about_agreements(bulletin) else "place"
    many = "agencies" if noun == "agency" else "places"
    told = mrkdwn.counted(number, noun, many) if number else f"no {noun}"
    return f"{told} {_where(bulletin)} {'was' if number <= 1 else 'were'} on the last copy that we hold"


def _release(bulletin: Bulletin, who: str, title: str) -> str:
    new, late, others = parts(bulletin.rows)
    told = [mrkdwn.counted(len(new), "new declined detainer") if new else "no new declined detainer"]
    if late:
        which = "a request" if len(late) == 1 else "requests"
        told.append(f"{len(late):,} recorded late, of {which} issued {days_of(late)}, in no release before")
    if others:
        told.append(f"of rows that earlier releases held, {others}")
    return f"a new release of {title} ({who}) shows {_where(bulletin)}: {'; '.join(told)}"


def _share(bulletin: Bulletin) -> str:
    told = bulletin.rows
    if not told:
        known = "those in our partial copy" if bulletin.edition.partial else "them"
        return f"none of {known} {_where(bulletin)}"
    alone = len({row.kind for row in told}) == 1 and told[0].kind is not ListingKind.TALLY
    number = f"{len(told):,} of them" if alone else _in_print(rows.counted(told))
    names = bulletin.source.kind is SourceKind.STATE and len(told) <= NAMED
    return f"{number} {_where(bulletin)}{f': {_names(told, bulletin)}' if names else ''}"


def _changes(bulletin: Bulletin, title: str) -> str:
    """Return what a later edition did to its rows; of a list each kind of change on its own."""
    if bulletin.source.kind is SourceKind.EVENT:
        told = rows.changes(kinds(bulletin.rows))
        return f"re-issued {title}{_period(bulletin)}: of its rows {_where(bulletin)}, {told}"
    told_of: list[str] = []
    for kind, (verb, to) in (_DID | (_LISTED if about_agreements(bulletin) else {})).items():
        changed = [row for row in bulletin.rows if row.change is kind]
        if changed:
            told_of.append(f"{verb} {_which(changed, bulletin)} {to} {'it' if told_of else title}")
    return mrkdwn.listed(told_of)


def _which(changed: Sequence[ToldRow], bulletin: Bulletin) -> str:
    """Return rows by their names and their state, or how many there are."""
    if len(changed) > NAMED:
        return f"{_in_print(rows.counted(changed))} {_where(bulletin)}"
    state = "" if bulletin.state == EVERYWHERE else f" in {state_name(bulletin.state)}"
    itself = state.endswith(f" {rows.name(changed[0])}") and len(changed) == 1
    return _names(changed, bulletin) + ("" if itself else state)


def _names(told: Sequence[ToldRow], bulletin: Bulletin) -> str:
    return mrkdwn.listed([_name(row, bulletin) for row in told])


def _name(row: ToldRow, bulletin: Bulletin) -> str:
    named = rows.name(row)
    everywhere = bulletin.state == EVERYWHERE and row.state and row.state not in named
    details = [signed(row.fields)] if row.kind is ListingKind.AGREEMENT else []
    details += [row.state] if everywhere else []
    details += [f"perhaps {_where(bulletin)}"] if row.perhaps(bulletin.state) else []
    details += [
        f"{field.replace('_', ' ')} from “{before}” to “{after}”" for field, before, after in row.differences
    ]
    return f"{named} ({'; '.join(details)})" if details else named


def _in_print(told: str) -> str:
    """Return a count in the words of print: readers know no refusals."""
    return told.replace("refusal", "declined detainer").replace(" (not declined detainers)", "")


def _where(bulletin: Bulletin) -> str:
    return "in all states" if bulletin.state == EVERYWHERE else f"in {bulletin.state_name}"


def _period(bulletin: Bulletin) -> str:
    period = bulletin.edition.period
    return f", {mrkdwn.period(period.first, period.last)}" if period else ""


def _between(bulletin: Bulletin) -> list[str]:
    """Return between which days it changed, where no full copy tells when."""
    if not bulletin.summary or not bulletin.edition.earlier:
        return []
    days = (bulletin.edition.earlier, bulletin.edition.observed)
    first, last = (mrkdwn.local_day(day, bulletin.zone) for day in days)
    return [f"It changed between {first} and {last}; we hold no full copy from the time between."]


def _notes(bulletin: Bulletin) -> list[str]:
    """Return what is to be known of the rows: doubts, their publisher's own corrections, public notes."""
    doubts: dict[str, str] = {}
    for row in bulletin.rows:
        for note in row.doubts:
            doubts.setdefault(note, rows.name(row))
    public = dict.fromkeys(note for row in bulletin.rows for note in row.public)
    told = [f"On “{name}”: {note}" for note, name in list(doubts.items())[:NOTES]]
    return [*told, *(printed(note, bulletin.zone) for note in list(public)[:NOTES])]


def _cited(bulletin: Bulletin) -> str:
    edition = bulletin.edition
    published = f", published {mrkdwn.day(edition.published)}" if edition.published else ""
    if edition.transcription or bulletin.replay:
        said = edition.transcription.rstrip(".") or "re-typeset from cited facts"
        where = f" ({said})"
        return f"Source: {bulletin.source.publisher}, “{bulletin.source.title}”{published}{where}."
    address = f", {edition.address}" if edition.address.startswith("http") else ""
    pages = pages_of(bulletin)
    page = f", {pages}" if pages else ""
    seen = "captured" if edition.capture else "seen"
    where = f"{address}{page}, {seen} {edition.observed:%Y-%m-%d %H:%M} UTC, SHA-256 {edition.sha256[:8]}"
    return f"Source: {bulletin.source.publisher}, “{bulletin.source.title}”{published}{where}."
