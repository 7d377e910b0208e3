"""How fresh a list is: copied, checked, failing, taken down, a newer file held. Pure.

A line each, which begins with the list's name: `DHS list: taken down June 2, 2025.` What is told to
everybody is calm; why a check fails is for those who can mend it.
"""

from collections.abc import Iterable, Mapping, Sequence

from bot.words.style import day, link, list_title, literal, local_day, moment, names_of
from models.domain import ChangeKind, EditionSeen, Freshness, Source

_EVENTS: dict[str, str] = {ChangeKind.SUSPENDED: "suspended", ChangeKind.RESUMED: "return announced"}


def freshness_lines(
    seen: Sequence[Freshness], sources: Mapping[str, Source], zone: str, *, operator: bool = False
) -> list[str]:
    """Return how fresh some lists are, as mrkdwn, a line each.

    Args:
        seen: What is known of each.
        sources: The lists by name; one that isn't watched any more goes by its bare name.
        zone: The newsroom's time zone, IANA.
        operator: Say why checks fail: what the desk's keepers need, and nobody else.
    """
    return [f"{_titled(each, sources)}: {_state(each, sources, zone, operator=operator)}" for each in seen]


def held_lines(
    seen: Iterable[Freshness], sources: Mapping[str, Source], zone: str, *, operator: bool = False
) -> list[str]:
    """Return which newer files need review, as mrkdwn.

    Args:
        seen: What is known of each list.
        sources: The lists by name.
        zone: The newsroom's time zone, IANA.
        operator: Say why.
    """
    return [
        f"A newer file of {again(each.source, sources)} arrived {moment(each.held.observed, zone)} and needs "
        f"review{_why(each.held) if operator else '.'}"
        for each in seen
        if each.held
    ]


def _why(held: EditionSeen) -> str:
    return f": {literal(' '.join(held.reasons), 400)}"


def again(source: str, sources: Mapping[str, Source]) -> str:
    """Return a list inside a sentence, as mrkdwn: `the DHS list`; an unknown one by its bare name."""
    return literal(names_of(sources[source]).again if source in sources else source, 120)


def is_off(source: str, sources: Mapping[str, Source]) -> bool:
    """Tell whether a list is switched off, or that whose documents it is read from."""
    known = sources.get(source)
    return known is not None and not sources.get(known.reads, known).enabled


def never_read(source: Source) -> str:
    """Return that nothing was read of a list yet, as mrkdwn."""
    return f"{_linked(source)}: not read yet."


def _titled(seen: Freshness, sources: Mapping[str, Source]) -> str:
    return _linked(sources[seen.source]) if seen.source in sources else literal(seen.source, 60)


def _linked(source: Source) -> str:
    title = list_title(source)
    return link(source.address, title) if source.address else literal(title, 120)


def _state(seen: Freshness, sources: Mapping[str, Source], zone: str, *, operator: bool) -> str:
    known = sources.get(seen.source)
    watched = known is not None and bool(known.address)
    clauses = [*_stands(seen, zone), *_announced(seen, zone)]
    if is_off(seen.source, sources):
        clauses.append(f"switched off; {_last_read(seen, zone)}")
    elif seen.failures and seen.checked:
        return f"{'; '.join([*clauses, _failing(seen, zone, operator=operator)])}.{_reason(seen, operator)}"
    elif seen.live and seen.checked:
        clauses.append(f"checked {moment(seen.checked, zone)}")
    elif watched:
        clauses.append("page not checked yet")
    return f"{'; '.join(clauses)}."


def _stands(seen: Freshness, zone: str) -> list[str]:
    """Return how what stands of a list came here."""
    edition = seen.accepted
    if seen.withdrawn:
        return [f"taken down {local_day(seen.withdrawn, zone)}"]
    if edition is None:
        return ["not read yet"]
    if edition.capture:
        return [f"read from the Internet Archive's capture of {local_day(edition.observed, zone)}"]
    if not edition.transcription:
        when = moment(edition.observed, zone) if edition.seen else local_day(edition.observed, zone)
        return [] if seen.live else [f"added {when}"]
    if edition.published:
        return [f"copied, last seen {day(edition.published)}"]
    return [f"undated (copied {day(edition.observed.date())})"]


def _failing(seen: Freshness, zone: str, *, operator: bool) -> str:
    times = f"{seen.failures:,} times in a row, last " if operator and seen.failures > 1 else ""
    failed = f"couldn't be read {times}{moment(seen.checked, zone)}" if seen.checked else "couldn't be read"
    return f"{failed}; {_last_read(seen, zone)}"


def _reason(seen: Freshness, operator: bool) -> str:
    return f" {literal(seen.sentence, 200)}" if operator and seen.sentence else ""


def _last_read(seen: Freshness, zone: str) -> str:
    """Return when the publisher last showed a file; a copy is no reading of its publisher's page."""
    edition, when = seen.accepted, seen.succeeded
    copied = edition is not None and edition.transcription != ""
    if when is None or (copied and edition is not None and when <= edition.observed):
        return "never read"
    return f"last read {moment(when, zone)}"


def _announced(seen: Freshness, zone: str) -> list[str]:
    """Return what its publisher has said of a list since its last version."""
    return [
        f"{_EVENTS.get(each.kind, each.kind)} {day(each.dated.day(zone))}" for each in seen.announced(zone)
    ]
