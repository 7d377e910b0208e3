"""Numbers over time as one message: each source on its own, newest period first. Pure."""

from bot.answers import Trended
from bot.blocks import kit
from bot.blocks.answer.facts import full_label, grouped, label, wrong_button
from bot.blocks.kit import CIVIL_REQUEST, REPLAY, RUN
from bot.blocks.shared import short_of
from models.domain import ListingKind, Place, Point, Series

PERIODS, GROUPS, SERIES = 8, 5, 12
APART = "Each source counts by its own rule; their numbers are never summed."

_WHAT = {
    ListingKind.REFUSAL: ("detainer declined, row by row", "detainers declined, row by row"),
    ListingKind.POLICY: ("policy cited", "policies cited"),
    ListingKind.DESIGNATION: ("place named", "places named"),
    ListingKind.AGREEMENT: ("287(g) agreement", "287(g) agreements"),
}
_TALLIED = {
    "declined": ("detainer declined, by tally", "detainers declined, by tally"),
    "issued": ("detainer issued, which is no refusal", "detainers issued, which is no refusal"),
}


def trend_message(trended: Trended, command: str) -> kit.Message:
    """Return a trend as the person who asked sees it.

    Args:
        trended: The numbers.
        command: The slash command, for cures.
    """
    place = full_label(trended.place) if trended.place else "United States"
    if not trended.series:
        nothing = f"Nothing with a date is recorded of {kit.literal(place)}, which doesn't mean zero."
        return kit.Message(f"{nothing} Try its state, or `{command} trend all`.")
    shown = trended.series[:SERIES]
    heading = f"{'Replay: ' if trended.replay else ''}{place}, over time"
    buttons = [kit.actions(_buttons(trended.place))] if trended.place else []
    caveats = dict.fromkeys(
        trended.sources[series.source].caveat for series in shown if series.source in trended.sources
    )
    others = [f"Nothing is recorded of {grouped(trended.others)}."] if trended.others else []
    small = [*([REPLAY] if trended.replay else []), *others, CIVIL_REQUEST, APART]
    blocks = [
        kit.header(heading),
        *(kit.section(_series(series, trended)) for series in shown),
        kit.context(*small, *(kit.literal(caveat, 260) for caveat in caveats)),
        *buttons,
    ]
    newest = "; ".join(_newest(series, trended) for series in shown)
    return kit.message(f"{kit.literal(heading)}: {newest}", blocks)


def _buttons(place: Place) -> list[kit.Block]:
    return [kit.button("What is recorded now", RUN, f"lookup {label(place)}"), wrong_button(place.geoid)]


def _what(series: Series) -> tuple[str, str]:
    """Return what is counted, of one and of many."""
    return _TALLIED[series.measure] if series.measure else _WHAT[series.kind]


def _series(series: Series, trended: Trended) -> str:
    source = trended.sources.get(series.source)
    title = f", {kit.literal(source.title, 120)}" if source else ""
    lines = [f"*{short_of(series.source, trended.sources)}: {_what(series)[1]}*{title}"]
    periods = series.periods[::-1]
    lines += [f"• {kit.period(point.first, point.last)}: {_number(point)}" for point in periods[:PERIODS]]
    if len(periods) > PERIODS:
        earlier = periods[PERIODS:]
        lines.append(
            f"• and {kit.counted(len(earlier), 'earlier period')}, since {kit.day(earlier[-1].first)}"
        )
    if series.events and series.groups:
        most = [f"{kit.literal(group, 60)}: {count:,}" for group, count in series.groups[:GROUPS]]
        lines.append(f"Most in all: {'; '.join(most)}")
    lines += [f"_{kit.literal(caveat, 400)}_" for caveat in series.caveats]
    return kit.lines(lines, 2900)


def _number(point: Point) -> str:
    return f"at least {point.count:,}" if point.partial else f"{point.count:,}"


def _newest(series: Series, trended: Trended) -> str:
    point = series.periods[-1]
    one, many = _what(series)
    what = one if point.count == 1 and not point.partial else many
    short = short_of(series.source, trended.sources)
    return f"{_number(point)} {what}, {kit.period(point.first, point.last)} ({short})"
