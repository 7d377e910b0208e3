"""A 287(g) agreement: line, sentence to print. It is cooperation, never a refusal. Pure."""

from collections.abc import Sequence

from bot.words.membership import closed, mid
from bot.words.style import (
    counted,
    day,
    listed,
    literal,
    said_list,
    sentence_list,
    spelled,
    spoken_state,
    whole_state,
)
from models.domain import Agreement, ListSeen, Within


def agreement_line(each: Agreement) -> str:
    """Return who signed what, when, and when the list was last seen, as mrkdwn.

    `Cass County Sheriff's Office signed a 287(g) agreement (task force model) Feb. 28, 2025; on ICE's …`
    """
    of = each.of
    model = f" ({literal(each.model.lower(), 80)})" if each.model else ""
    signed = f" {day(each.signed)}" if each.signed else " (no date that we can read)"
    agreed = f"{literal(each.agency, 120)} signed a 287(g) agreement{model}{signed}"
    printed = f" Printed as “{literal(each.printed, 120)}.”" if each.printed else ""
    name = literal(said_list(of))
    if each.missing:
        return f"{agreed}; missing from {mid(name)} since {day(each.missing)}; not confirmed yet.{printed}"
    if of.taken_down:
        return f"{agreed}; was on {closed(name)} since taken down.{printed}"
    return f"{agreed}; on {_seen(of)}.{printed}"


def _seen(of: ListSeen) -> str:
    """Return a list, mrkdwn, with the day on which it was last checked, or seen."""
    name = literal(said_list(of))
    return f"{closed(name)} {'checked' if of.checked else 'last seen'} {day(of.seen)}" if of.seen else name


def agreement_sentence(agreements: Sequence[Agreement]) -> str:
    """Return one agency's agreements on one list as a sentence to print; of those missing, nothing."""
    signed = [each for each in agreements if not (each.missing or each.of.taken_down)]
    if not signed:
        return ""
    first = signed[0]
    of = first.of
    state = f" in {spoken_state(first.place.state)}" if first.place else ""
    days = listed([day(each) for each in sorted({each.signed for each in signed if each.signed})])
    seen = f" {'checked' if of.checked else 'last seen'} {day(of.seen)}" if of.seen else ""
    article = "a " if not first.agency.lower().startswith(("the ", "a ")) else ""
    list_ = sentence_list(of).replace("U.S. Immigration and Customs Enforcement's 287(g) list", _ICE)
    according = f"{article if list_ == _ICE else ''}{list_}{seen}"
    what = "a 287(g) agreement" if len(signed) == 1 else f"{spelled(len(signed))} 287(g) agreements"
    when = f" {days}," if days else ""
    return f"The {first.agency}{state} signed {what}{when} according to {according}."


_ICE = "U.S. Immigration and Customs Enforcement list"


def agreements_within_line(each: Within) -> str:
    """Return how many agreements a list names in a state: `287(g) in the state: 10 agreements (9 …) on …`."""
    lacking = f"; {each.missing:,} of them missing, not confirmed yet" if each.missing else ""
    signed = f"{counted(each.number, 'agreement')} ({counted(each.agencies, 'agency', 'agencies')})"
    return f"287(g) in {whole_state(each.state.state)}: {signed} on {_seen(each.of)}{lacking}."
