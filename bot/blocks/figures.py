"""What is recorded of a place in numbers, each a few lines of mrkdwn under its heading. Pure.

A detainer that was issued is never shown as refused, a tally never summed with rows, and a
287(g) agreement never counted among the lists.
"""

from collections import defaultdict
from collections.abc import Sequence

from bot.answer_values import Answer, Kin, Ranked, Refusals, Tally
from bot.blocks import mrkdwn
from bot.blocks.agreements import happened, signed
from bot.blocks.cites import printed, short, where
from models.corrections import BY_HAND
from models.facts import Fact, Happened
from models.values import ListingKind

SHOWN = 4
"""Tallies, agreements and policies shown in a field; Rows shows all."""

LIST_KINDS = (ListingKind.DESIGNATION, ListingKind.POLICY)

NOUNS = {
    ListingKind.REFUSAL: ("refusal", "refusals"),
    ListingKind.POLICY: ("policy", "policies"),
    ListingKind.DESIGNATION: ("place", "places"),
    ListingKind.AGREEMENT: ("agreement under 287(g)", "agreements under 287(g)"),
}


def figures(answer: Answer) -> list[str]:
    """Return what is recorded, each kind of number in a text of its own."""
    declined = [tally for tally in answer.tallies if tally.measure == "declined"]
    issued = [tally for tally in answer.tallies if tally.measure == "issued"]
    latest = [_change(answer, change) for change in answer.changes]
    told = {
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
    return [_field(heading, lines) for heading, lines in told.items() if lines]


def declined_by_tally(answer: Answer) -> str:
    """Return what tallies count as declined, each source on its own: `142 declined by tally (ICE)`."""
    totals: dict[str, int] = {}
    for tally in answer.tallies:
        if tally.measure == "declined":
            totals[tally.source] = totals.get(tally.source, 0) + tally.count
    return mrkdwn.listed(
        [f"{total:,} declined by tally ({answer.short(name)})" for name, total in totals.items()]
    )


def within_now(answer: Answer) -> str:
    """Return what stands of a state's places, in a few words: `1 place (DOJ) and 28 declined by tally (NPR)`.

    Only lists that are shown now count; issued detainers and 287(g) agreements are other things.
    """
    told = []
    for count in answer.within:
        kind = ListingKind(count.kind)
        if kind is ListingKind.TALLY and count.measure == "declined":
            told.append(f"{count.total:,} declined by tally ({answer.short(count.source)})")
        elif kind is ListingKind.REFUSAL or (kind in LIST_KINDS and answer.shows(count.source)):
            told.append(f"{mrkdwn.counted(count.rows, *NOUNS[kind])} ({answer.short(count.source)})")
    return mrkdwn.listed(told)


def agreed(answer: Answer) -> str:
    """Return how many 287(g) agreements stand of a place, and of the places within a state; empty if none."""
    within = sum(count.rows for count in answer.within if count.kind == ListingKind.AGREEMENT)
    number = len(answer.agreements) + within
    return mrkdwn.counted(number, *NOUNS[ListingKind.AGREEMENT]) if number else ""


def _field(heading: str, lines: Sequence[str]) -> str:
    more = [f"{len(lines) - SHOWN} more under Rows"] if len(lines) > SHOWN + 1 else []
    shown = lines[:SHOWN] if more else lines
    return "\n".join([f"*{heading}*", *shown, *more])


def _refusal(answer: Answer, entry: Refusals) -> str:
    agencies = list(dict.fromkeys(printed(fact, "agency") for fact in entry.latest))
    cited = f", newest {where(entry.latest[0])}" if entry.latest else ""
    told = (f"{entry.rows:,}", mrkdwn.period(entry.first, entry.last), ", ".join(agencies[:SHOWN]))
    return ", ".join(part for part in told if part) + f" ({short(answer, entry.source)}{cited})"


def _tally(answer: Answer, tally: Tally) -> str:
    when = mrkdwn.period(tally.first, tally.last)
    agency = mrkdwn.literal(tally.agency, 80)
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
    said = printed(fact, "enacted_as_printed") or "undated"
    by_hand = f"{BY_HAND} “{fact.fields.get('enacted_as_printed')}”"
    if any(note.startswith(by_hand) for note in fact.notes):
        return f"{printed(fact, 'enacted')} as read by hand, printed “{said}”"
    return said


def _agreement(answer: Answer, fact: Fact) -> str:
    ended = f", in our last copy of {short(answer, fact.source)}'s list" if _gone(answer, fact.source) else ""
    told = mrkdwn.literal(signed(fact.fields), 200)
    cited = [short(answer, fact.source), where(fact)]
    if fact.annotations.get("moa_link"):
        cited.append(mrkdwn.link(fact.annotations["moa_link"], "memorandum"))
    return f"{printed(fact, 'agency')} {told}{ended} ({', '.join(cited)})"


def _change(answer: Answer, change: Happened) -> str:
    page = f", p. {change.page}" if change.page else ""
    kind = mrkdwn.literal(happened(change.kind, change.after_fields or change.before_fields))
    return f"{mrkdwn.day(change.day)}: {kind} ({short(answer, change.source)}{page})"


def _kin(answer: Answer, kin: Kin) -> str:
    current, former = (
        mrkdwn.listed([short(answer, name) for name in names]) for names in (kin.lists, kin.former)
    )
    told = [f"yes ({current})" if current else "no"]
    told += [f"yes in our last copy of {former}"] if former else []
    return f"{mrkdwn.literal(kin.place.name, 60)}: {'; '.join(told)}"


def _within(answer: Answer) -> list[str]:
    told: dict[str, list[str]] = defaultdict(list)
    for count in answer.within:
        if count.kind == ListingKind.TALLY:
            told[count.source].append(f"{count.total:,} {count.measure} by tally")
        else:
            told[count.source].append(mrkdwn.counted(count.rows, *NOUNS[ListingKind(count.kind)]))
    return [
        f"{short(answer, source)}{_gone(answer, source)}: {mrkdwn.listed(words)}"
        for source, words in told.items()
    ]


def _gone(answer: Answer, source: str) -> str:
    seen = answer.freshness.get(source)
    return " (withdrawn)" if seen and seen.withdrawn else ""


def _ranked(top: Ranked) -> str:
    facts = [
        mrkdwn.counted(top.refusals, "refusal") if top.refusals else "",
        f"{top.declined:,} declined by tally" if top.declined else "",
    ]
    recorded = [fact for fact in facts if fact] or [f"named by {mrkdwn.counted(top.lists, 'list')}"]
    return f"{mrkdwn.literal(top.place.name, 60)}: {', '.join(recorded)}"
