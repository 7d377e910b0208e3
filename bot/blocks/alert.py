"""An alert: what one edition's changes mean for one state.

Order: answer, number, change, caveat, evidence, actions. Its words are in `alert_words`,
its thread in `thread`.
"""

from collections import Counter
from collections.abc import Sequence

from bot.blocks import limits, mrkdwn, rows
from bot.blocks.agreements import is_not
from bot.blocks.alert_words import (
    changes,
    heading,
    number_of,
    only_issued,
    only_new_period,
    sentence,
    since_gone,
    whole,
)
from bot.blocks.announced import announced
from bot.blocks.evidence import buttons, headed, marked, small_print
from bot.blocks.public_notes import notes_section, of_bulletin
from bot.blocks.release_words import is_release, news_of, release_figures
from bot.blocks.since import mark, plainly_since, said_since, struck, struck_rows
from bot.blocks.whereabouts import standing_here
from bot.blocks.whole_list import gone
from models.alerts import TOLD
from models.bulletin import Bulletin, Form, ToldRow
from models.place_states import state_name
from models.values import ChangeKind, ListingKind, SourceKind
from models.wishes import EVERYWHERE


def alert(bulletin: Bulletin, form: Form = Form.TABLE) -> limits.Message:
    """Return the message that tells one channel of an edition.

    Args:
        bulletin: What is told.
        form: How much of Block Kit Slack takes.
    """
    if bulletin.event is ChangeKind.WITHDRAWN:
        return gone(bulletin, form)
    if bulletin.announcement:
        return announced(bulletin, form)
    became = mark(bulletin)
    text = ": ".join(filter(None, [became, marked(bulletin, sentence(bulletin))]))
    if form is Form.TEXT:
        return limits.Message(f"{mrkdwn.literal(text, 1000)}\n{_plainly(bulletin)}")
    told = _what(bulletin)
    blocks = [
        limits.header(" · ".join(filter(None, [became, headed(bulletin, heading(bulletin))]))),
        *said_since(bulletin),
        limits.section(struck(told) if bulletin.gone else told),
        *struck_rows(bulletin),
        *_figures(bulletin),
        *_rows(bulletin, form),
        *_check_first(bulletin),
        *notes_section(of_bulletin(bulletin)),
        limits.section(f"_{is_not(bulletin)} {mrkdwn.literal(bulletin.source.caveat, 600)}_"),
        limits.context(*small_print(bulletin)),
        limits.actions(buttons(bulletin)),
    ]
    return limits.message(mrkdwn.literal(text, 1000), blocks)


def edited(bulletin: Bulletin, form: Form = Form.TABLE) -> limits.Message:
    """Return an alert as it reads once something became of what it told; an edit takes less text."""
    message = alert(bulletin, form)
    return limits.Message(mrkdwn.cut(message.text, limits.EDITED_TEXT), message.blocks)


MOST_STATES = 4
"""States named of a change in all of them."""


def _what(bulletin: Bulletin) -> str:
    edition, zone = bulletin.edition, bulletin.zone
    facts = [f"*{mrkdwn.literal(bulletin.source.title)}*"]
    if edition.period:
        facts.append(mrkdwn.period(edition.period.first, edition.period.last))
    facts.append(f"published {mrkdwn.day(edition.published)}" if edition.published else "undated")
    told = ", ".join(facts)
    if bulletin.event is ChangeKind.BACK:
        return f"{told}\nIt can be read again: {since_gone(bulletin)} against our last copy."
    if bulletin.summary and edition.earlier:
        # Of a copy only its day is known; that of a replay is one too.
        seen = mrkdwn.local_day if bulletin.replay else mrkdwn.printed
        between = f"{mrkdwn.local_day(edition.earlier, zone)} and {seen(edition.observed, zone)}"
        return f"{told}\nChanged between {between}: we hold no full copy from the time between."
    return told


def _figures(bulletin: Bulletin) -> list[limits.Block]:
    if not bulletin.rows:
        here = [mrkdwn.literal(standing_here(bulletin))] if bulletin.state != EVERYWHERE else []
        return [limits.fields([f"*Whole list* {whole(bulletin)}", *here])]
    figures = _in_state(bulletin)
    figures += [f"*{mrkdwn.literal(place)}* {told}" for place, told in _by_place(news_of(bulletin)).items()]
    unresolved = sum(1 for row in bulletin.rows if row.unresolved)
    if unresolved:
        figures.append(f"*Place not resolved* {mrkdwn.counted(unresolved, 'row')}")
    return [limits.fields(figures)]


def _in_state(bulletin: Bulletin) -> list[str]:
    """Return the state's share of what is new; of a change what it was, and what stands since then."""
    if is_release(bulletin):
        return release_figures(bulletin)
    everywhere = bulletin.state == EVERYWHERE
    name = "All states" if everywhere else mrkdwn.literal(bulletin.state_name)
    if bulletin.event is ChangeKind.PUBLISHED or only_new_period(bulletin):
        share = "" if only_issued(bulletin.rows) or everywhere else f" of {whole(bulletin)}"
        return [f"*{name}* {rows.counted(bulletin.rows) if everywhere else number_of(bulletin.rows)}{share}",
                *_by_state(bulletin)]  # fmt: skip
    told = [f"*{name}* {changes(bulletin)}", *_by_state(bulletin), *_elsewhere(bulletin)]
    if bulletin.source.kind is SourceKind.EVENT:
        return told
    here = [] if everywhere else [f"*Now* {mrkdwn.literal(standing_here(bulletin))}"]
    return [*told, *here, f"*Whole list* {whole(bulletin)}"]


def _by_state(bulletin: Bulletin) -> list[str]:
    """Return for a channel that hears of all states in which of them most rows are."""
    if bulletin.state != EVERYWHERE:
        return []
    states = Counter(row.state for row in bulletin.rows if row.state)
    most = [f"{state_name(state) or state} {number:,}" for state, number in states.most_common(MOST_STATES)]
    return [f"*Most rows* {mrkdwn.literal(mrkdwn.listed(most))}"] if len(states) > 1 else []


def _elsewhere(bulletin: Bulletin) -> list[str]:
    """Return what changed in all states, where that is more than a channel hears of."""
    every = since_gone(bulletin)
    told = sum(row.change in TOLD for row in bulletin.rows)
    more = sum(bulletin.changed[kind] for kind in TOLD) > told
    return [f"*All states* {every}"] if more and every and bulletin.state != EVERYWHERE else []


def _by_place(told: Sequence[ToldRow]) -> dict[str, str]:
    """Return the places with most refusals, or most declined by tally."""
    weights: Counter[str] = Counter()
    for row in told:
        if row.kind is ListingKind.REFUSAL or row.fields.get("measure") == "declined":
            weights.update(dict.fromkeys(row.places, int(row.fields.get("count") or 1)))
    places = [place for place, _ in weights.most_common(2)]
    return {place: rows.counted([row for row in told if place in row.places]) for place in places}


def _rows(bulletin: Bulletin, form: Form) -> list[limits.Block]:
    standing = bulletin.standing_rows
    shown = standing[: rows.SHOWN]
    if not shown:
        return []
    more = len(standing) - len(shown)
    block = rows.table(shown) if form is Form.TABLE else limits.section(mrkdwn.lines(rows.lines(shown)))
    if not more:
        return [block]
    return [block, limits.context(f"{mrkdwn.counted(more, 'more row')} in the thread and in the CSV.")]


def _check_first(bulletin: Bulletin) -> list[limits.Block]:
    noted = [row for row in bulletin.rows if row.doubts]
    if not noted:
        return []
    first: dict[str, ToldRow] = {}
    for row in noted:
        for note in row.doubts:
            first.setdefault(note, row)
    told = " ".join(
        f"{mrkdwn.literal(rows.name(row), 80)}: {mrkdwn.literal(note, 500)}"
        for note, row in list(first.items())[:3]
    )
    return [limits.section(f":warning: _Check first: {mrkdwn.counted(len(noted), 'row')}. {told}_")]


def _plainly(bulletin: Bulletin) -> str:
    standing = bulletin.standing_rows[: rows.SHOWN]
    told = mrkdwn.lines([*plainly_since(bulletin), *rows.lines(standing)], 1800)
    rest = [*of_bulletin(bulletin)[:3], is_not(bulletin), *small_print(bulletin)]
    return "\n".join([_what(bulletin), *([told] if told else []), *rest])
