"""Numbers over time as one message: each source on its own, newest period first. Pure."""

from bot.blocks import limits, mrkdwn
from bot.blocks.cites import full_label, grouped, label
from bot.blocks.evidence import CIVIL_REQUEST, REPLAY
from bot.blocks.handles import ANSWER_WRONG, RUN, Handle
from bot.trend_values import Trended
from models.trends import Point, Series
from models.values import ListingKind, Place

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


def trend_message(trended: Trended, command: str) -> limits.Message:
    """Return a trend as the person who asked sees it.

    Args:
        trended: The numbers.
        command: The slash command, for cures.
    """
    place = full_label(trended.place) if trended.place else "United States"
    if not trended.series:
        told = f"Nothing with a date is recorded of {mrkdwn.literal(place)}, which doesn't mean zero."
        return limits.Message(f"{told} Try its state, or `{command} trend all`.")
    shown = trended.series[:SERIES]
    heading = f"{'Replay: ' if trended.replay else ''}{place}, over time"
    look = label(trended.place) if trended.place else ""
    button = [limits.actions(_buttons(trended.place, look))] if trended.place else []
    caveats = dict.fromkeys(
        trended.sources[one.source].caveat for one in shown if one.source in trended.sources
    )
    others = [f"Nothing is recorded of {grouped(trended.others)}."] if trended.others else []
    small = [*([REPLAY] if trended.replay else []), *others, CIVIL_REQUEST, APART]
    blocks = [
        limits.header(heading),
        *(limits.section(_series(one, trended)) for one in shown),
        limits.context(*small, *(mrkdwn.literal(caveat, 260) for caveat in caveats)),
        *button,
    ]
    newest = "; ".join(_newest(one, trended) for one in shown)
    return limits.message(f"{mrkdwn.literal(heading)}: {newest}", blocks)


def _buttons(place: Place, look: str) -> list[limits.Block]:
    wrong = limits.button("This is wrong", ANSWER_WRONG, str(Handle(place.geoid)))
    return [limits.button("What is recorded now", RUN, f"lookup {look}"), wrong]


def _what(series: Series) -> tuple[str, str]:
    """Return what is counted, of one and of many."""
    return _TALLIED[series.measure] if series.measure else _WHAT[series.kind]


def _series(series: Series, trended: Trended) -> str:
    source = trended.sources.get(series.source)
    title = f", {mrkdwn.literal(source.title, 120)}" if source else ""
    lines = [f"*{_short(series, trended)}: {_what(series)[1]}*{title}"]
    periods = series.periods[::-1]
    lines += [f"• {_period(point)}: {_number(point)}" for point in periods[:PERIODS]]
    if len(periods) > PERIODS:
        earlier = periods[PERIODS:]
        lines.append(
            f"• and {mrkdwn.counted(len(earlier), 'earlier period')}, since {mrkdwn.day(earlier[-1].first)}"
        )
    if series.events and series.groups:
        most = [f"{mrkdwn.literal(group, 60)}: {count:,}" for group, count in series.groups[:GROUPS]]
        lines.append(f"Most in all: {'; '.join(most)}")
    lines += [f"_{mrkdwn.literal(caveat, 400)}_" for caveat in series.caveats]
    return mrkdwn.lines(lines, 2900)


def _short(series: Series, trended: Trended) -> str:
    source = trended.sources.get(series.source)
    return mrkdwn.literal(source.short if source else series.source, 60)


def _period(point: Point) -> str:
    return mrkdwn.period(point.first, point.last)


def _number(point: Point) -> str:
    return f"at least {point.count:,}" if point.partial else f"{point.count:,}"


def _newest(series: Series, trended: Trended) -> str:
    point = series.periods[-1]
    one, many = _what(series)
    what = one if point.count == 1 and not point.partial else many
    return f"{_number(point)} {what}, {_period(point)} ({_short(series, trended)})"
