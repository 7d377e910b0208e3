"""How fresh what is told is: checked when, failing why, held, withdrawn, copied. Pure."""

from collections.abc import Iterable, Mapping, Sequence

from bot.blocks import mrkdwn
from models.facts import Freshness
from models.values import Source


def freshness_lines(seen: Sequence[Freshness], sources: Mapping[str, Source], zone: str) -> list[str]:
    """Return how fresh some lists are, as mrkdwn: each that is checked, then the copies in one line.

    Args:
        seen: What is known of each.
        sources: The lists by name; one that isn't watched any more goes by its bare name.
        zone: The newsroom's time zone, IANA.
    """
    checked = [_checked(each, _short(each, sources), zone) for each in seen if each.live]
    copied = [f"{_short(each, sources)} ({_dated(each)})" for each in seen if not each.live]
    # Two lists read from one document are as fresh as each other, and told once.
    lines, copies = list(dict.fromkeys(checked)), list(dict.fromkeys(copied))
    return (
        [*lines, f"Copied from cited pages, not checked live: {mrkdwn.listed(copies)}"] if copies else lines
    )


def held_lines(seen: Iterable[Freshness], sources: Mapping[str, Source], zone: str) -> list[str]:
    """Return which newer documents wait for a person, as mrkdwn."""
    return [
        f"A newer document of {_short(each, sources)} awaits review, "
        f"arrived {mrkdwn.moment(each.held.observed, zone)}."
        for each in seen
        if each.held
    ]


def _short(seen: Freshness, sources: Mapping[str, Source]) -> str:
    return mrkdwn.literal(sources[seen.source].short if seen.source in sources else seen.source, 60)


def _checked(seen: Freshness, short: str, zone: str) -> str:
    checked = f"checked {mrkdwn.ago(seen.checked, zone)}" if seen.checked else "never checked"
    if seen.withdrawn:
        return f"{short} withdrawn since {mrkdwn.moment(seen.withdrawn, zone)}, {checked}"
    if seen.failures:
        last = f"last read {mrkdwn.ago(seen.succeeded, zone)}" if seen.succeeded else "never read"
        failed = mrkdwn.counted(seen.failures, "check")
        return f"*{short}: {failed} in a row failed*, {last}. {mrkdwn.literal(seen.sentence, 200)}"
    return f"{short} {checked}"


def _dated(seen: Freshness) -> str:
    """Return the day of a copy: the pages that it is copied from name no hours."""
    if seen.withdrawn:
        return f"withdrawn since {mrkdwn.day(seen.withdrawn.date())}"
    if seen.accepted and seen.accepted.published:
        return f"as of {mrkdwn.day(seen.accepted.published)}"
    return "undated" if seen.accepted else "never read"
