"""What the command line says to people: sentences, and the tables among them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from bot.answers import Answer, Trended
from bot.blocks import Listed, kit, logged, wish_line
from bot.blocks.answer import answer_message, trend_message
from bot.cli.json_rows import change_json, listing_json, picked
from bot.cli.output import TextGrid
from bot.cli.tables import changes_text, listings_text
from bot.desk import Desk
from bot.words import Clock, Subjects, alerts_of, counted, list_title, listed, short_place
from models.domain import Alert, AuditEntry, By, Outcome, Source, Wish
from models.editions import Rehearsal

SCOUT = "scout:"
_DECIDE = "Decide: python -m bot review accept {0}, or review reject {0}."
_STATUS = {
    "held": "needs review",
    "unchanged": "no change",
    "withdrawn": "taken down",
    "failed": "couldn't be read",
    "known": "taken in before",
    "leads": "possible new lists",
}
_KINDS = {"added": "on", "removed": "off", "newly_known": "newly known"}


def report_text(report: Any, sources: Mapping[str, Source]) -> str:
    """Return what became of a version, or what a feed announced."""
    facts = [_STATUS.get(report.status, report.status)]
    if report.rows:
        noun = "announcement" if report.source.startswith(SCOUT) else "row"
        facts.append(counted(report.rows, noun))
    facts += [_counts(report.counts)] if any(report.counts.values()) else []
    facts += [_missing(report.missing)] if report.missing else []
    reasons = [*report.reasons, *([_DECIDE.format(report.edition)] if report.status == "held" else [])]
    return f"{list_named(report.source, sources)}: {'; '.join(facts)}." + "".join(
        f"\n  {each}" for each in reasons
    )


def list_named(source: str, sources: Mapping[str, Source]) -> str:
    """Return a list, or a feed, as a line begins with it."""
    return list_title(sources[source]) if source in sources else source


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{number:,} {_KINDS.get(kind, kind)}" for kind, number in counts.items() if number)


def _missing(number: int) -> str:
    return f"{number:,} missing, not confirmed yet"


def answer_text(answer: Answer, command: str) -> Iterator[str]:
    """Yield an answer as Slack would show it, in plain text, with what stands behind *More*."""
    yield kit.as_plain_text(answer_message(answer, command, opened=True), choices=answer.place is None)


_NONE_YET = "No channel has subscribed yet. In Slack, type /detainers subscribe MA in one."
_MENTION = re.compile(r"<[@#]([A-Z0-9]+)>")


def subscriptions_text(wishes: Sequence[Wish], desk: Desk) -> Iterator[str]:
    """Yield each subscription as Slack would list it, behind its channel."""
    found = Listed(wishes, Subjects(desk.gazetteer.by_geoid), _clock(desk), desk.sources)
    for wish in wishes:
        yield _bare(f"{wish.channel}: {wish_line(wish, found).removeprefix('• ')}")
    if not wishes:
        yield _NONE_YET


def ended_text(ended: Sequence[Wish], channel: str, desk: Desk) -> Iterator[str]:
    """Yield what was ended of a channel's subscriptions."""
    if not ended:
        yield f"No subscriptions in {channel}."
        return
    gone = alerts_of([wish.subject for wish in ended], Subjects(desk.gazetteer.by_geoid))
    yield f"{channel} no longer gets {gone}."


def log_text(log: Sequence[AuditEntry], desk: Desk) -> Iterator[str]:
    """Yield who changed what, a line each, in its order."""
    found = Listed((), Subjects(desk.gazetteer.by_geoid), _clock(desk))
    for entry in log:
        yield _bare(f"{entry.channel}, {logged(entry, found)}")
    if not log:
        yield _NONE_YET


def _clock(desk: Desk) -> Clock:
    return Clock(desk.settings.newsroom.zone, desk.clock())


def _bare(mrkdwn: str) -> str:
    """Return a line as a terminal shows it: people and channels by Slack's ids."""
    return kit.as_plain_text(kit.Message(_MENTION.sub(r"\1", mrkdwn)))


def trend_text(trended: Trended) -> Iterator[str | TextGrid]:
    """Yield the numbers as Slack shows them; told apart as a table, then the caveats of each series."""
    if trended.by is By.PERIOD:
        yield kit.as_plain_text(trend_message(trended))
        return
    group = trended.by.value
    yield TextGrid(
        ("source", "what", "first", "last", group, "count"),
        [
            {
                **picked(series, "source"),
                "what": series.measure or series.kind.value,
                **picked(point, "first", "last"),
                group: point.group,
                "count": f"at least {point.count}" if point.partial else point.count,
            }
            for series in trended.series
            for point in series.points
        ],
        "We have nothing dated there; that doesn't mean zero.",
    )
    for series in trended.series:
        for caveat in series.caveats:
            yield f"{series.source}, {series.measure or series.kind.value}: {caveat}"


SHOWN = 20
"""Rows, changes and places of each sort of a dry run that a person is shown; --json has all."""


def rehearsals_text(
    rehearsals: Iterable[Rehearsal], sources: Mapping[str, Source], zone: str
) -> Iterator[str | TextGrid]:
    """Yield what would become of files; days are of the newsroom's zone (IANA)."""
    for rehearsal in rehearsals:
        yield from _rehearsal(rehearsal, sources, zone)
    yield "Dry run: Nothing was kept; nobody was alerted."


def _rehearsal(run: Rehearsal, sources: Mapping[str, Source], zone: str) -> Iterator[str | TextGrid]:
    would = {"failed": "can't be read", "held": "would need review", "unchanged": "no change"}
    became = would.get(run.status, f"would be {_STATUS.get(run.status, run.status)}")
    yield f"{list_named(run.source, sources)}: {became} ({run.address})"
    yield from (f"  {line}" for line in _facts(run))
    rows, changes = run.rows, run.changes
    if rows:
        yield f"\nRows, {len(rows[:SHOWN]):,} of {len(rows):,}:"
        yield from listings_text([listing_json(fact) for fact in rows[:SHOWN]])
    if changes:
        yield f"\nChanges, {len(changes[:SHOWN]):,} of {len(changes):,}:"
        yield from changes_text((change_json(change, zone) for change in changes[:SHOWN]), sources)
    yield ""


def _facts(run: Rehearsal) -> Iterator[str]:
    yield from run.reasons
    if run.work is None:
        return
    yield f"{counted(len(run.work.reading), 'row')}; places: " + ", ".join(
        f"{run.outcomes[outcome]:,} {outcome.value}" for outcome in Outcome
    )
    unresolved = list(run.unresolved())
    for row in unresolved[:SHOWN]:
        could_be = "; ".join(short_place(place) for place in row.resolution.candidates[:SHOWN])
        reason = " ".join(filter(None, (row.resolution.reason, could_be)))
        yield f"{row.resolution.outcome.value}: {row.listing.as_read} ({reason})"
    if len(unresolved) > SHOWN:
        yield f"and {len(unresolved) - SHOWN:,} more names; --json has all"
    changed = _counts({kind.value: number for kind, number in run.counts.items()})
    late = sum(change.late for change in run.work.changes)
    changes = [changed or "none", *([f"{late:,} of those on added late"] if late else [])]
    yield f"changes: {'; '.join([*changes, *([_missing(run.missing)] if run.missing else [])])}"
    yield from (f"operators would be asked: {question}" for question in run.work.edition.questions)
    yield from (_alert_line(alert) for alert in run.alerts)
    if not run.alerts:
        behind = ": it comes in behind later versions, and is history" if run.work.compared.behind else ""
        yield "no channel would be alerted" + ("; operators would" if run.status == "held" else behind)


def _alert_line(alert: Alert) -> str:
    event = f"the list is {alert.event.value}; " if alert.event else ""
    heard = listed([each.subject.place or each.subject.state for each in alert.heard])
    return f"{alert.channel.id} would be alerted: {event}{counted(alert.rows, 'row')} ({heard})"
