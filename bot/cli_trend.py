"""`trend`: numbers over time, for people and for scripts."""

from typing import Annotated

import typer

from bot import bootstrap, cli_output
from bot.answer_values import Answer
from bot.blocks.asking import MOST
from bot.blocks.cites import label
from bot.call import Call
from bot.commands import ALL
from bot.trend_json import trend_json
from bot.trend_values import Trended
from bot.trends import trended
from models.errors import UsageError
from models.trends import By


def trend(
    context: typer.Context,
    place: Annotated[list[str] | None, typer.Argument(metavar="[PLACE]")] = None,
    by: Annotated[
        By, typer.Option(metavar="WHAT", help="period, state, place, agency or offense.")
    ] = By.PERIOD,
    source: Annotated[str, typer.Option(metavar="SOURCE", help="One source alone.")] = "",
) -> int:
    """Print numbers over time: of a place, else of the whole country; each source on its own."""
    call: Call = context.obj
    with bootstrap.opened(call.settings) as watch:
        desk = bootstrap.desk_of(watch)
        if source and source not in desk.sources:
            raise UsageError(f"There is no source {source}.", f"Known are {', '.join(sorted(desk.sources))}.")
        found = trended(" ".join(place or ()) or ALL, by, desk, source)
    if not isinstance(found, Trended):
        raise _unclear(found)
    if call.json:
        cli_output.lines(trend_json(found))
    else:
        _show(found)
    return cli_output.EXIT_DONE


def _unclear(found: Answer) -> UsageError:
    """Return why no one place was meant, with those that may have been."""
    if not found.candidates:
        return UsageError(found.note or f"No place is called {found.query!r}.", "Try python -m bot trend MA.")
    recorded = [place for place in found.candidates if place.geoid in found.with_data]
    names = "; ".join(label(place) for place in (recorded or found.candidates)[:MOST])
    return UsageError(f"{found.query!r} is no one place.", f"Say which: {names}.")


def _show(found: Trended) -> None:
    rows = [
        (
            series.source,
            series.measure or series.kind.value,
            point.first.isoformat(),
            point.last.isoformat(),
            point.group,
            f"at least {point.count}" if point.partial else point.count,
        )
        for series in found.series
        for point in series.points
    ]
    head = ("source", "what", "first", "last", found.by.value if found.by is not By.PERIOD else "", "count")
    cli_output.table(head, rows, empty="Nothing with a date is recorded there, which doesn't mean zero.")
    for series in found.series:
        for caveat in series.caveats:
            typer.echo(f"{series.source}, {series.measure or series.kind.value}: {caveat}")
