"""Facts of a place in a few words: what they are called, where they stand, and each number under its heading.

A detainer that was issued is never shown as refused, a tally never summed with rows, and a
287(g) agreement never counted among the lists.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from bot.answers import Answer, Kin, Ranked, Refusals, Tally
from bot.blocks import kit
from bot.blocks.kit import ANSWER_WRONG, Handle
from bot.blocks.shared import (
    UNCONFIRMED,
    as_read,
    happened,
    is_missing,
    linked,
    missing,
    on_page,
    short_of,
    signed,
)
from models.domain import BY_HAND, CELLS, Fact, Happened, ListingKind, Place, PlaceKind
from models.places import state_name

SHOWN = 4
"""Tallies, agreements and policies shown in a field; Rows shows all."""

LIST_KINDS = (ListingKind.DESIGNATION, ListingKind.POLICY)

NOUNS = {
    ListingKind.REFUSAL: ("refusal", "refusals"),
    ListingKind.POLICY: ("policy", "policies"),
    ListingKind.DESIGNATION: ("place", "places"),
    ListingKind.AGREEMENT: ("agreement under 287(g)", "agreements under 287(g)"),
}


def as_known(answer: Answer, names: Iterable[str]) -> str:
    """Return the day that an answer goes back to, else when some lists were last read: `as of 2 Mar 2026`."""
    if answer.as_of:
        return f"as of {kit.day(answer.as_of)}"
    return as_read([answer.freshness[name] for name in names if name in answer.freshness], answer.zone)


def nowhere(answer: Answer) -> tuple[str, str]:
    """Return that a place is on no list, and when these were read: `on none of the 4 lists we hold`.

    Where it was on one that its publisher shows no more, that is said of current lists alone.
    """
    known = answer.known
    if answer.lists:
        shown = [name for name in known if answer.shows(name) and name not in answer.stopped]
        return "on no current list", as_known(answer, shown or known)
    which = (
        "not on the one list we hold" if len(known) == 1 else f"on none of the {len(known):,} lists we hold"
    )
    return which, as_known(answer, known)


def label(place: Place) -> str:
    """Return a place as a newsroom writes it, plain text: `Boston, MA`, `Massachusetts`."""
    return place.name if place.kind is PlaceKind.STATE else f"{place.name}, {place.state}"


def full_label(place: Place) -> str:
    """Return a place for a heading, plain text: `Boston, Massachusetts`."""
    return place.name if place.kind is PlaceKind.STATE else f"{place.name}, {state_name(place.state)}"


def short(answer: Answer, source: str) -> str:
    """Return the publisher of a list in a word, as mrkdwn."""
    return short_of(source, answer.sources)


def where(fact: Fact) -> str:
    """Return where to read a fact, as a link if it is on the web: `p. 3`, `item 14`."""
    return linked(fact, fact.cited, otherwise="source", paged=fact.cited == fact.address)


def since(fact: Fact, zone: str) -> str:
    """Return since when a list says so: as published, else as seen; a copy without a date says that."""
    day = kit.day(fact.since.day(zone))
    if not fact.since_published and fact.transcription and fact.since_observed == fact.observed:
        return f"in an undated copy (copied {day})"
    return f"since {day}" if fact.since_published else f"seen since {day}"


def quoted(answer: Answer, facts: Sequence[Fact]) -> str:
    """Return rows as read, each with where it stands, as mrkdwn."""
    return "; ".join(
        f"“{kit.literal(fact.as_read, 100)}” ({short(answer, fact.source)}, {where(fact)})" for fact in facts
    )


def printed(fact: Fact, *names: str) -> str:
    """Return some of a fact's fields as printed, those that are there, joined by commas."""
    return ", ".join(kit.literal(str(fact.fields[name]), 160) for name in names if fact.fields.get(name))


def named(fact: Fact) -> str:
    """Return what a row calls its place, plain text, with the period of a tally: two of them differ by it."""
    naming, *_ = CELLS[fact.kind]
    period = kit.period(fact.first, fact.last) if fact.kind == ListingKind.TALLY else ""
    name = str(fact.fields.get(naming[0]) or fact.as_read)
    return f"{name}, {period}" if period else name


def grouped(places: Sequence[Place]) -> str:
    """Return places in a few words, as mrkdwn: `Boston in GA, IN and NY; Boston Township in OH`."""
    states: dict[str, list[str]] = {}
    for place in places:
        states.setdefault(place.name, []).append(place.state)
    named = (f"{kit.literal(name, 80)} in {kit.listed(its_states)}" for name, its_states in states.items())
    return kit.cut("; ".join(named), 700)


def wrong_button(geoid: str, as_of: date | None = None) -> kit.Block:
    """Return the button by which a person says that what is told of a place is wrong."""
    return kit.button("This is wrong", ANSWER_WRONG, str(Handle(geoid, as_of)))


def figures(answer: Answer) -> list[str]:
    """Return what is recorded, each kind of number in a text of its own."""
    declined = [tally for tally in answer.tallies if tally.measure == "declined"]
    issued = [tally for tally in answer.tallies if tally.measure == "issued"]
    latest = [_change(answer, change) for change in answer.changes]
    texts = {
        "Refusals recorded": [_refusal(answer, entry) for entry in answer.refusals] or ["none row by row"],
        "Declined by tally": [_tally(answer, tally) for tally in declined],
        "Issued by tally, which is no refusal": [_tally(answer, tally) for tally in issued],
        "Policies cited": _policies(answer),
        "287(g) agreements": [_agreement(answer, fact) for fact in answer.agreements],
        "Latest change": latest or ["none known"],
        "Also listed": [_kin(answer, kin) for kin in answer.also],
        "Places within": _within(answer),
        "Most recorded": [_ranked(top) for top in answer.top],
    }
    return [_field(heading, lines) for heading, lines in texts.items() if lines]


def declined_by_tally(answer: Answer) -> str:
    """Return what tallies count as declined, each source on its own: `142 declined by tally (ICE)`."""
    totals: dict[str, int] = {}
    for tally in answer.tallies:
        if tally.measure == "declined":
            totals[tally.source] = totals.get(tally.source, 0) + tally.count
    return kit.listed(
        [f"{total:,} declined by tally ({answer.short(name)})" for name, total in totals.items()]
    )


def within_now(answer: Answer) -> str:
    """Return what stands of a state's places, in a few words: `1 place (DOJ) and 28 declined by tally (NPR)`.

    Only lists that are shown now count; issued detainers and 287(g) agreements are other things.
    """
    counts = []
    for count in answer.within:
        kind = ListingKind(count.kind)
        if kind is ListingKind.TALLY and count.measure == "declined":
            counts.append(f"{count.total:,} declined by tally ({answer.short(count.source)})")
        elif kind is ListingKind.REFUSAL or (kind in LIST_KINDS and answer.shows(count.source)):
            lacking = of_them(answer.within_missing.get((count.source, count.kind), 0), count.rows)
            counts.append(f"{kit.counted(count.rows, *NOUNS[kind])} ({answer.short(count.source)}){lacking}")
    return kit.listed(counts)


def agreed(answer: Answer) -> str:
    """Return how many 287(g) agreements stand of a place, and of the places within a state; empty if none."""
    within = sum(count.rows for count in answer.within if count.kind == ListingKind.AGREEMENT)
    number = len(answer.agreements) + within
    lacking = sum(is_missing(fact) for fact in answer.agreements)
    lacking += sum(n for (_, kind), n in answer.within_missing.items() if kind == ListingKind.AGREEMENT)
    return f"{kit.counted(number, *NOUNS[ListingKind.AGREEMENT])}{of_them(lacking, number)}" if number else ""


def of_them(lacking: int, number: int) -> str:
    """Return how many of some rows their lists lack, in brackets; empty where none."""
    if not lacking:
        return ""
    which = "" if lacking == number else f"{lacking:,} of them "
    return f" ({which}missing, {UNCONFIRMED})"


def said_missing(answer: Answer, facts: Sequence[Fact]) -> list[str]:
    """Return what is said of rows that their lists lack, as mrkdwn: each day of a list once.

    Where only some of the rows are missing, they are named.
    """
    by_sentence: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        if is_missing(fact):
            by_sentence[missing(fact, answer.short(fact.source), answer.zone)].append(fact)
    alone = len(by_sentence) == 1 and all(is_missing(fact) for fact in facts)
    return [
        kit.literal(
            sentence if alone else f"{kit.listed([f'“{named(fact)}”' for fact in some[:SHOWN]])}: {sentence}"
        )
        for sentence, some in by_sentence.items()
    ]


def _field(heading: str, lines: Sequence[str]) -> str:
    more = [f"{len(lines) - SHOWN} more under Rows"] if len(lines) > SHOWN + 1 else []
    shown = lines[:SHOWN] if more else lines
    return "\n".join([f"*{heading}*", *shown, *more])


def _refusal(answer: Answer, entry: Refusals) -> str:
    agencies = list(dict.fromkeys(printed(fact, "agency") for fact in entry.latest))
    cited = f", newest {where(entry.latest[0])}" if entry.latest else ""
    parts = (f"{entry.rows:,}", kit.period(entry.first, entry.last), ", ".join(agencies[:SHOWN]))
    return ", ".join(part for part in parts if part) + f" ({short(answer, entry.source)}{cited})"


def _tally(answer: Answer, tally: Tally) -> str:
    when = kit.period(tally.first, tally.last)
    agency = kit.literal(tally.agency, 80)
    return f"{tally.count:,} by {agency}, {when} ({short(answer, tally.source)}, {where(tally.facts[0])})"


def _policies(answer: Answer) -> list[str]:
    return [
        f"{printed(fact, 'policy') or 'Unnamed'}, enacted {_enacted(fact)} "
        f"({short(answer, entry.source)}, {where(fact)})"
        for entry in answer.lists
        for fact in entry.facts
        if fact.kind == ListingKind.POLICY
    ]


def _enacted(fact: Fact) -> str:
    """Return the date as printed; of one that was read otherwise by hand both."""
    as_printed = printed(fact, "enacted_as_printed") or "undated"
    by_hand = f"{BY_HAND} “{fact.fields.get('enacted_as_printed')}”"
    if any(note.startswith(by_hand) for note in fact.notes):
        return f"{printed(fact, 'enacted')} as read by hand, printed “{as_printed}”"
    return as_printed


def _agreement(answer: Answer, fact: Fact) -> str:
    last = "" if is_missing(fact) else f", in our last copy of {short(answer, fact.source)}'s list"
    ended = last if _gone(answer, fact.source) else ""
    date_signed = kit.literal(signed(fact.fields), 200)
    cited = [short(answer, fact.source), where(fact)]
    if fact.annotations.get("moa_link"):
        cited.append(kit.link(fact.annotations["moa_link"], "memorandum"))
    lacking = "".join(f". {said}" for said in said_missing(answer, [fact]))
    return f"{printed(fact, 'agency')} {date_signed}{ended} ({', '.join(cited)}){lacking}"


def _change(answer: Answer, change: Happened) -> str:
    page = f", {on_page(change.page)}" if change.page else ""
    kind = kit.literal(happened(change))
    return f"{kit.day(change.dated.day(answer.zone))}: {kind} ({short(answer, change.source)}{page})"


def _kin(answer: Answer, kin: Kin) -> str:
    current, former = (
        kit.listed([f"{short(answer, name)}{_lacked(kin.missing.get(name))}" for name in names])
        for names in (kin.lists, kin.former)
    )
    findings = [f"yes ({current})" if current else "no"]
    findings += [f"yes in our last copy of {former}"] if former else []
    return f"{kit.literal(kin.place.name, 60)}: {'; '.join(findings)}"


def _lacked(since: date | None) -> str:
    return f", missing since {kit.day(since)}, {UNCONFIRMED}" if since else ""


def _within(answer: Answer) -> list[str]:
    by_source: dict[str, list[str]] = defaultdict(list)
    for count in answer.within:
        if count.kind == ListingKind.TALLY:
            by_source[count.source].append(f"{count.total:,} {count.measure} by tally")
        else:
            lacking = of_them(answer.within_missing.get((count.source, count.kind), 0), count.rows)
            number = kit.counted(count.rows, *NOUNS[ListingKind(count.kind)])
            by_source[count.source].append(f"{number}{lacking}")
    return [
        f"{short(answer, source)}{_gone(answer, source)}: {kit.listed(words)}"
        for source, words in by_source.items()
    ]


def _gone(answer: Answer, source: str) -> str:
    seen = answer.freshness.get(source)
    return " (withdrawn)" if seen and seen.withdrawn else ""


def _ranked(top: Ranked) -> str:
    facts = [
        kit.counted(top.refusals, "refusal") if top.refusals else "",
        f"{top.declined:,} declined by tally" if top.declined else "",
    ]
    recorded = [fact for fact in facts if fact] or [f"named by {kit.counted(top.lists, 'list')}"]
    return f"{kit.literal(top.place.name, 60)}: {', '.join(recorded)}"
