"""What `--dry-run` prints: JSON lines for scripts, sentences and tables for people."""

from collections.abc import Iterator, Sequence
from typing import Any

import typer

from bot import cli_output
from bot.blocks import mrkdwn
from bot.row_json import change_json, listing_json, place_json
from models.alerts import Alert
from models.changes import Row
from models.listings import place_text
from models.rehearsal import Rehearsal
from models.values import ChangeKind, Outcome

SHOWN = 20
"""Rows, changes and places of each sort that a person is shown; --json has all."""
_ROW_CHANGES = ("added", "removed", "corrected", "moved", "newly_known")


def rehearsals(told: Sequence[Rehearsal], *, as_json: bool) -> int:
    """Print what would become of documents and return the exit code that a check would have."""
    if as_json:
        cli_output.lines(map(rehearsal_json, told))
    else:
        for each in told:
            _shown(each)
        typer.echo("A dry run: nothing of this was kept, and nobody was told.")
    return cli_output.exit_code(each.status for each in told)


def rehearsal_json(told: Rehearsal) -> dict[str, Any]:
    """Return one document's object: what `check` would print, and what that is made of."""
    work = told.work
    edition = work.edition if work else None
    return {
        "source": told.source,
        "dry_run": True,
        "status": told.status,
        "address": told.address,
        "rows": len(work.rows) if work else 0,
        "counts": {name: told.counts[ChangeKind(name)] for name in _ROW_CHANGES},
        "places": {outcome.value: told.outcomes[outcome] for outcome in Outcome},
        "reasons": list(told.reasons),
        "published": edition.published.isoformat() if edition and edition.published else None,
        "period": str(edition.period) if edition and edition.period else None,
        "columns": list(edition.columns) if edition else [],
        "caveats": list(edition.caveats) if edition else [],
        "questions": list(edition.questions) if edition else [],
        "unresolved": [_unresolved(row) for row in told.unresolved()],
        "alerts": [_alert(alert) for alert in told.alerts],
        "changes": [_change(each) for each in map(change_json, told.changes)],
        "listings": [listing_json(placed) for placed in told.rows],
    }


def _unresolved(row: Row) -> dict[str, Any]:
    return {
        "name": place_text(row.listing),
        "state": row.listing.state,
        "resolution": row.resolution.outcome.value,
        "reason": row.resolution.reason,
        "candidates": [place_json(place) for place in row.resolution.candidates],
    }


def _alert(alert: Alert) -> dict[str, Any]:
    heard = alert.subscription
    event = alert.event.value if alert.event else None
    return {
        "team": heard.team,
        "channel": heard.channel,
        "state": heard.subject.state,
        "place": heard.subject.place,
        "event": event,
        "rows": alert.rows,
    }


def _change(told: dict[str, Any]) -> dict[str, Any]:
    written = {"id", "source", "edition", "observed"}
    return {name: value for name, value in told.items() if name not in written}


def _shown(told: Rehearsal) -> None:
    would = {"failed": "can't be read", "held": "would be held"}.get(told.status, f"would be {told.status}")
    typer.echo(f"{told.source}: {would} ({told.address})")
    for line in _facts(told):
        typer.echo(f"  {line}")
    rows = told.rows[:SHOWN]
    if rows:
        typer.echo(f"\nRows, {len(rows):,} of {len(told.rows):,}:")
        cli_output.listings([listing_json(placed) for placed in rows], "")
    changes = [change_json(each) for each in told.changes[:SHOWN]]
    if changes:
        typer.echo(f"\nChanges, {len(changes):,} of {len(told.changes):,}:")
        cli_output.changes(changes)
    typer.echo("")


def _facts(told: Rehearsal) -> Iterator[str]:
    yield from told.reasons
    if told.work is None:
        return
    yield f"{mrkdwn.counted(len(told.work.rows), 'row')}; places: " + ", ".join(
        f"{told.outcomes[outcome]:,} {outcome.value}" for outcome in Outcome
    )
    unresolved = list(told.unresolved())
    for row in unresolved[:SHOWN]:
        could_be = "; ".join(f"{place.name}, {place.state}" for place in row.resolution.candidates[:SHOWN])
        said = " ".join(filter(None, (row.resolution.reason, could_be)))
        yield f"{row.resolution.outcome.value}: {row.listing.as_read} ({said})"
    if len(unresolved) > SHOWN:
        yield f"and {len(unresolved) - SHOWN:,} more names; --json has all"
    changed = ", ".join(f"{number:,} {kind.value.replace('_', ' ')}" for kind, number in told.counts.items())
    late = sum(change.late for change in told.work.changes)
    yield f"changes: {changed or 'none'}" + (f"; {late:,} of the added recorded late" if late else "")
    yield from (f"operators would be asked: {question}" for question in told.work.edition.questions)
    yield from (_told(alert) for alert in told.alerts)
    if not told.alerts:
        yield "no channel would be told" + ("; operators would" if told.status == "held" else "")


def _told(alert: Alert) -> str:
    event = f" that the list is {alert.event.value}," if alert.event else ""
    rows = mrkdwn.counted(alert.rows, "row")
    heard = alert.subscription
    return f"{heard.channel} would be told{event} {rows} of {heard.subject.place or heard.subject.state}"
