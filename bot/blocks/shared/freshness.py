"""How fresh what is told is: checked when, failing since, held, withdrawn, imported, copied. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from bot.blocks import kit
from models.domain import EditionSeen, Freshness, Source, day_in


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
        _own(freshness, sources, zone, operator=operator) + _announced(freshness, zone)
        for freshness in seen
        if not _copied(freshness)
    ]
    copied = [
        f"{short_of(freshness.source, sources)} ({_dated(freshness, zone)}{_announced(freshness, zone)})"
        for freshness in seen
        if _copied(freshness)
    ]
    # Two lists read from one document are as fresh as each other, and told once.
    lines, copies = list(dict.fromkeys(own)), list(dict.fromkeys(copied))
    return [*lines, f"Copied from cited pages, not checked live: {kit.listed(copies)}"] if copies else lines


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
        f"A newer document of {short_of(freshness.source, sources)} awaits review, "
        f"arrived {kit.moment(freshness.held.observed, zone)}.{_why(freshness.held) if operator else ''}"
        for freshness in seen
        if freshness.held
    ]


def _why(held: EditionSeen) -> str:
    reasons = kit.literal(" ".join(held.reasons), 400)
    number = held.number
    return (
        f" {reasons} Decide below its notice, or with `python -m bot review accept {number}` or "
        f"`python -m bot review reject {number}`."
    )


def short_of(source: str, sources: Mapping[str, Source]) -> str:
    """Return the publisher of a list in a word, as mrkdwn; of one not watched any more its bare name."""
    return kit.literal(sources[source].short if source in sources else source, 60)


def as_read(seen: Iterable[Freshness], zone: str) -> str:
    """Return when lists were read that say what is told: `as of 2 Mar 2026`; `as last read on …` of days.

    Args:
        seen: What is known of each.
        zone: The newsroom's time zone, IANA.
    """
    days = sorted({day for each in seen if (day := _last_read(each, zone))})
    if not days:
        return ""
    first, last = kit.day(days[0]), kit.day(days[-1])
    if len(days) == 1:
        return f"as of {first}"
    return f"as last read {f'between {first}' if days[1:-1] else f'on {first}'} and {last}"


def _last_read(seen: Freshness, zone: str) -> date | None:
    """Return the day on which a list was last read, or copied."""
    edition = seen.accepted
    if edition is None:
        return None
    if seen.succeeded and seen.succeeded > edition.observed:
        return day_in(zone, seen.succeeded)
    undated = edition.transcription and edition.published is None  # its day alone is known
    return edition.observed.date() if undated else day_in(zone, edition.observed)


def _copied(seen: Freshness) -> bool:
    """Tell whether what stands was copied from cited pages, and its publisher never asked since."""
    return not seen.live and seen.accepted is not None and seen.accepted.transcription != ""


def _own(seen: Freshness, sources: Mapping[str, Source], zone: str, *, operator: bool) -> str:
    """Return how fresh a list is of which a document of its publisher's own was read, or never one."""
    short = short_of(seen.source, sources)
    checked = f"checked {kit.ago(seen.checked, zone)}" if seen.live and seen.checked else "not checked since"
    if seen.withdrawn:
        return f"{short} withdrawn since {kit.moment(seen.withdrawn, zone)}, {checked}"
    if is_off(seen.source, sources):
        return f"{short} switched off, {_last_seen(seen, zone)}"
    if seen.failures and seen.checked:
        return _failing(seen, short, zone) if operator else _unread(seen, short, seen.checked, zone)
    if seen.live:
        return f"{short} {checked}"
    return f"{short} {_imported(seen.accepted, zone)}" if seen.accepted else f"{short} never read"


def is_off(source: str, sources: Mapping[str, Source]) -> bool:
    """Tell whether a list is switched off, or that whose documents it is read from."""
    known = sources.get(source)
    return known is not None and not sources.get(known.reads, known).enabled


def _last_seen(seen: Freshness, zone: str) -> str:
    return f"last read {kit.moment(seen.succeeded, zone)}" if seen.succeeded else "never read"


def _imported(edition: EditionSeen, zone: str) -> str:
    """Return since when an imported list is known; no hour where a file's name or its page tells a day."""
    when = kit.moment(edition.observed, zone) if edition.seen else kit.local_day(edition.observed, zone)
    return f"as of {when}, imported"


def _failing(seen: Freshness, short: str, zone: str) -> str:
    last = f"last read {kit.ago(seen.succeeded, zone)}" if seen.succeeded else "never read"
    failed = "the last check" if seen.failures == 1 else f"the last {seen.failures:,} checks"
    return f"*{short}: {failed} failed*, {last}. {kit.literal(seen.sentence, 200)}"


def _unread(seen: Freshness, short: str, checked: datetime, zone: str) -> str:
    failure = f"{short} could not be read at the last check, {kit.ago(checked, zone)}"
    if seen.accepted is None or seen.succeeded is None:
        return f"{failure}; it was never read"
    if seen.accepted.transcription and seen.succeeded <= seen.accepted.observed:
        return f"{failure}; this is copied from cited pages, {_dated(seen, zone)}"
    return f"{failure}; this is as of {kit.moment(seen.succeeded, zone)}"


def _announced(seen: Freshness, zone: str) -> str:
    """Return what its publisher has said of a list since its last edition."""
    said = [f"{each.kind} {kit.day(each.dated.day(zone))}" for each in seen.announced(zone)]
    return f"; {kit.listed(said)} by its publisher" if said else ""


def _dated(seen: Freshness, zone: str) -> str:
    """Return the day of a copy: the pages that it is copied from name no hours."""
    if seen.withdrawn:
        return f"withdrawn since {kit.local_day(seen.withdrawn, zone)}"
    if seen.accepted and seen.accepted.published:
        return f"as of {kit.day(seen.accepted.published)}"
    return "undated" if seen.accepted else "never read"
