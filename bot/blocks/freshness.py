"""How fresh what is told is: checked when, failing since, held, withdrawn, imported, copied. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from bot.blocks import mrkdwn
from models.facts import EditionSeen, Freshness
from models.values import Source


def freshness_lines(
    seen: Sequence[Freshness], sources: Mapping[str, Source], zone: str, *, operator: bool = False
) -> list[str]:
    """Return how fresh some lists are, as mrkdwn: each that is no copy, then the copies in one line.

    Args:
        seen: What is known of each.
        sources: The lists by name; one that isn't watched any more goes by its bare name.
        zone: The newsroom's time zone, IANA.
        operator: Say why checks fail and what to do: what the desk's keepers need, and nobody else.
    """
    own = [
        _own(each, _short(each, sources), zone, operator=operator) + _announced(each)
        for each in seen
        if not _copied(each)
    ]
    copied = [f"{_short(each, sources)} ({_dated(each)}{_announced(each)})" for each in seen if _copied(each)]
    # Two lists read from one document are as fresh as each other, and told once.
    lines, copies = list(dict.fromkeys(own)), list(dict.fromkeys(copied))
    return (
        [*lines, f"Copied from cited pages, not checked live: {mrkdwn.listed(copies)}"] if copies else lines
    )


def held_lines(
    seen: Iterable[Freshness], sources: Mapping[str, Source], zone: str, *, operator: bool = False
) -> list[str]:
    """Return which newer documents wait for a person, as mrkdwn.

    Args:
        seen: What is known of each list.
        sources: The lists by name.
        zone: The newsroom's time zone, IANA.
        operator: Say why, and how to decide: what the desk's keepers need, and nobody else.
    """
    return [
        f"A newer document of {_short(each, sources)} awaits review, "
        f"arrived {mrkdwn.moment(each.held.observed, zone)}.{_why(each.held) if operator else ''}"
        for each in seen
        if each.held
    ]


def _why(held: EditionSeen) -> str:
    reasons = mrkdwn.literal(" ".join(held.reasons), 400)
    number = held.number
    return (
        f" {reasons} Decide below its notice, or with `python -m bot review accept {number}` or "
        f"`python -m bot review reject {number}`."
    )


def _short(seen: Freshness, sources: Mapping[str, Source]) -> str:
    return mrkdwn.literal(sources[seen.source].short if seen.source in sources else seen.source, 60)


def _copied(seen: Freshness) -> bool:
    """Tell whether what stands was copied from cited pages, and its publisher never asked since."""
    return not seen.live and seen.accepted is not None and seen.accepted.transcription != ""


def _own(seen: Freshness, short: str, zone: str, *, operator: bool) -> str:
    """Return how fresh a list is of which a document of its publisher's own was read, or never one."""
    checked = (
        f"checked {mrkdwn.ago(seen.checked, zone)}" if seen.live and seen.checked else "not checked since"
    )
    if seen.withdrawn:
        return f"{short} withdrawn since {mrkdwn.moment(seen.withdrawn, zone)}, {checked}"
    if seen.failures and seen.checked:
        return _failing(seen, short, zone) if operator else _unread(seen, short, seen.checked, zone)
    if seen.live:
        return f"{short} {checked}"
    return f"{short} {_imported(seen.accepted, zone)}" if seen.accepted else f"{short} never read"


def _imported(edition: EditionSeen, zone: str) -> str:
    return f"as of {mrkdwn.moment(edition.observed, zone)}, imported"


def _failing(seen: Freshness, short: str, zone: str) -> str:
    last = f"last read {mrkdwn.ago(seen.succeeded, zone)}" if seen.succeeded else "never read"
    failed = "the last check" if seen.failures == 1 else f"the last {seen.failures:,} checks"
    return f"*{short}: {failed} failed*, {last}. {mrkdwn.literal(seen.sentence, 200)}"


def _unread(seen: Freshness, short: str, checked: datetime, zone: str) -> str:
    told = f"{short} could not be read at the last check, {mrkdwn.ago(checked, zone)}"
    if seen.accepted is None or seen.succeeded is None:
        return f"{told}; it was never read"
    if seen.accepted.transcription and seen.succeeded <= seen.accepted.observed:
        return f"{told}; this is copied from cited pages, {_dated(seen)}"
    return f"{told}; this is as of {mrkdwn.moment(seen.succeeded, zone)}"


def _announced(seen: Freshness) -> str:
    """Return what its publisher has said of a list since its last edition."""
    told = [f"{said.kind} {mrkdwn.day(said.day)}" for said in seen.announced]
    return f"; {mrkdwn.listed(told)} by its publisher" if told else ""


def _dated(seen: Freshness) -> str:
    """Return the day of a copy: the pages that it is copied from name no hours."""
    if seen.withdrawn:
        return f"withdrawn since {mrkdwn.day(seen.withdrawn.date())}"
    if seen.accepted and seen.accepted.published:
        return f"as of {mrkdwn.day(seen.accepted.published)}"
    return "undated" if seen.accepted else "never read"
