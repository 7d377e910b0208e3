"""What the command line says to people: sentences, and the tables among them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bot.answers import Answer, Trended
from bot.blocks import how, kit
from bot.blocks.answer import answer_message
from bot.cli.json_rows import change_json, listing_json, picked
from bot.cli.output import TextGrid
from bot.cli.tables import changes_grid, listings_text
from models.domain import Alert, By, Outcome, read_terms
from models.editions import Rehearsal

_DECIDE = "Decide with python -m bot review accept {0}, or review reject {0}."


def report_text(report: Any) -> str:
    """Return what became of an edition, or what a scout found."""
    counts = ", ".join(
        f"{number:,} {kind.replace('_', ' ')}" for kind, number in report.counts.items() if number
    )
    edition = f" edition {report.edition}" if report.edition else ""
    facts = [f"{report.source}{edition}: {report.status}"]
    if report.rows:
        noun = "announcement" if report.source.startswith("scout:") else "row"
        facts.append(kit.counted(report.rows, noun))
    facts += [counts] if counts else []
    facts += [_missing(report.missing)] if report.missing else []
    reasons = [*report.reasons, *([_DECIDE.format(report.edition)] if report.status == "held" else [])]
    return "; ".join(facts) + "".join(f"\n  {reason}" for reason in reasons)


def _missing(number: int) -> str:
    return f"{number:,} missing, not confirmed"


def answer_text(answer: Answer, command: str) -> Iterator[str]:
    """Yield an answer as Slack would show it, in plain text."""
    yield kit.as_plain_text(answer_message(answer, command), choices=answer.place is None)


def with_terms(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a subscription with its terms as the command takes them."""
    terms = read_terms(row["terms"])
    heard = f"from {', '.join(terms.sources)} " if terms.sources else ""
    return {**row, "terms": f"{heard}{how(terms)}"}


def trend_text(trended: Trended) -> Iterator[str | TextGrid]:
    """Yield the numbers as a table, then the caveats of each series."""
    group = trended.by.value if trended.by is not By.PERIOD else ""
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
        "Nothing with a date is recorded there, which doesn't mean zero.",
    )
    for series in trended.series:
        for caveat in series.caveats:
            yield f"{series.source}, {series.measure or series.kind.value}: {caveat}"


SHOWN = 20
"""Rows, changes and places of each sort of a dry run that a person is shown; --json has all."""


def rehearsals_text(rehearsals: Iterable[Rehearsal], zone: str) -> Iterator[str | TextGrid]:
    """Yield what would become of documents; days are of the newsroom's zone (IANA)."""
    for rehearsal in rehearsals:
        yield from _rehearsal(rehearsal, zone)
    yield "A dry run: nothing of this was kept, and nobody was told."


def _rehearsal(run: Rehearsal, zone: str) -> Iterator[str | TextGrid]:
    would = {"failed": "can't be read", "held": "would be held"}.get(run.status, f"would be {run.status}")
    yield f"{run.source}: {would} ({run.address})"
    yield from (f"  {line}" for line in _facts(run))
    rows, changes = run.rows, run.changes
    if rows:
        yield f"\nRows, {len(rows[:SHOWN]):,} of {len(rows):,}:"
        yield from listings_text([listing_json(fact) for fact in rows[:SHOWN]])
    if changes:
        yield f"\nChanges, {len(changes[:SHOWN]):,} of {len(changes):,}:"
        yield changes_grid(change_json(change, zone) for change in changes[:SHOWN])
    yield ""


def _facts(run: Rehearsal) -> Iterator[str]:
    yield from run.reasons
    if run.work is None:
        return
    yield f"{kit.counted(len(run.work.reading), 'row')}; places: " + ", ".join(
        f"{run.outcomes[outcome]:,} {outcome.value}" for outcome in Outcome
    )
    unresolved = list(run.unresolved())
    for row in unresolved[:SHOWN]:
        could_be = "; ".join(f"{place.name}, {place.state}" for place in row.resolution.candidates[:SHOWN])
        reason = " ".join(filter(None, (row.resolution.reason, could_be)))
        yield f"{row.resolution.outcome.value}: {row.listing.as_read} ({reason})"
    if len(unresolved) > SHOWN:
        yield f"and {len(unresolved) - SHOWN:,} more names; --json has all"
    changed = ", ".join(f"{number:,} {kind.value.replace('_', ' ')}" for kind, number in run.counts.items())
    late = sum(change.late for change in run.work.changes)
    changes = [changed or "none", *([f"{late:,} of the added recorded late"] if late else [])]
    yield f"changes: {'; '.join([*changes, *([_missing(run.missing)] if run.missing else [])])}"
    yield from (f"operators would be asked: {question}" for question in run.work.edition.questions)
    yield from (_alert_line(alert) for alert in run.alerts)
    if not run.alerts:
        behind = ": it comes in behind later editions, and is history" if run.work.compared.behind else ""
        yield "no channel would be told" + ("; operators would" if run.status == "held" else behind)


def _alert_line(alert: Alert) -> str:
    event = f" that the list is {alert.event.value}," if alert.event else ""
    rows = kit.counted(alert.rows, "row")
    heard = kit.listed([each.subject.place or each.subject.state for each in alert.heard])
    return f"{alert.channel.id} would be told{event} {rows} of {heard}"
