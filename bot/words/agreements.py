"""A 287(g) agreement: line, sentence to print. It is cooperation, never a refusal. Pure."""

from bot.words.membership import mid
from bot.words.style import day, literal, said_list, sentence_list, spoken_state
from models.domain import Agreement, Within


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
        return f"{agreed}; was on {name}, since taken down.{printed}"
    seen = f", {'checked' if of.checked else 'last seen'} {day(of.seen)}" if of.seen else ""
    return f"{agreed}; on {name}{seen}.{printed}"


def agreement_sentence(each: Agreement) -> str:
    """Return an agreement as a sentence to print; of one that is missing, nothing."""
    of = each.of
    if each.missing or of.taken_down:
        return ""
    state = f" in {spoken_state(each.place.state)}" if each.place else ""
    signed = f" {day(each.signed)}" if each.signed else ""
    seen = f" {'checked' if of.checked else 'last seen'} {day(of.seen)}" if of.seen else ""
    article = "a " if not each.agency.lower().startswith(("the ", "a ")) else ""
    list_ = sentence_list(of).replace("U.S. Immigration and Customs Enforcement's 287(g) list", _ICE)
    according = f"{article if list_ == _ICE else ''}{list_}{seen}"
    comma = "," if signed else ""
    return f"The {each.agency}{state} signed a 287(g) agreement{signed}{comma} according to {according}."


_ICE = "U.S. Immigration and Customs Enforcement list"


def agreements_within_line(each: Within) -> str:
    """Return how many agreements a list names in a state: `287(g) agreements …: 10 (ICE's …)`."""
    seen = f", {'checked' if each.of.checked else 'last seen'} {day(each.of.seen)}" if each.of.seen else ""
    lacking = f"; {each.missing:,} of them missing, not confirmed yet" if each.missing else ""
    name = literal(said_list(each.of))
    return f"287(g) agreements in the state: {each.number:,} ({name}{seen}{lacking})."
