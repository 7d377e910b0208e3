"""An alert: what one edition's changes, or what happened to its list, mean for one channel; and its rows.

Order: answer, number, change, caveat, evidence, actions. Its words are in `words`.
"""

from collections import Counter
from collections.abc import Sequence

from bot.blocks import kit, shared
from bot.blocks.alert import words
from bot.blocks.alert.later_changes import mark, plainly_since, said_since, struck, struck_rows
from bot.blocks.kit import CIVIL_REQUEST, NOT_DELISTED, REPEAT
from bot.blocks.shared import buttons, is_not, marked, notes_section, of_bulletin, small_print
from models.domain import (
    EVERYWHERE,
    TOLD,
    Bulletin,
    ChangeKind,
    Happened,
    ListingKind,
    MessageForm,
    SourceKind,
)
from models.places import state_name

STANDS = "What it told until then stays as it was, and lifts no policy."
NO_REASON = "We know of no reason given by the publisher."
MOST_STATES = 4
"""States named of a change in all of them."""
LINES = 50
"""Rows in a message without a table."""
PLACES = 40
"""Places named of a list that is gone; more of them are counted."""


def announced(bulletin: Bulletin, form: MessageForm = MessageForm.TABLE) -> kit.Message:
    """Return the message that tells one channel what a publisher says of its list."""
    suspended = bulletin.event is ChangeKind.SUSPENDED
    quotation = f"“{kit.literal(bulletin.announcement.sentence, 800)}”" if bulletin.announcement else ""
    paragraph = "\n".join(filter(None, [f"*{kit.literal(bulletin.source.title)}*", quotation]))
    plain = [STANDS] if suspended else []
    heading = f"{'Suspended' if suspended else 'Resumed'}: {bulletin.source.short} {bulletin.noun}"
    return _of_list(bulletin, form, (heading, " ".join([*plain, CIVIL_REQUEST])), [paragraph], plain)


def _gone(bulletin: Bulletin, form: MessageForm = MessageForm.TABLE) -> kit.Message:
    """Return the message that tells one channel of a list's withdrawal."""
    heading = f"Withdrawn: {bulletin.source.short} list"
    note = f"{NOT_DELISTED} {NO_REASON} {is_not(bulletin)}"
    return _of_list(bulletin, form, (heading, note), [_absence(bulletin), *_copy(bulletin)], [NOT_DELISTED])


def _of_list(
    bulletin: Bulletin,
    form: MessageForm,
    framed: tuple[str, str],
    paragraphs: Sequence[str],
    plain: Sequence[str],
) -> kit.Message:
    """Return a message on a whole list.

    Args:
        bulletin: What is told.
        form: How much of Block Kit Slack takes.
        framed: Its heading, and what is noted below.
        paragraphs: What happened, a section each.
        plain: What is noted where Slack takes no blocks.
    """
    text = kit.literal(marked(bulletin, words.sentence(bulletin)), 1000)
    if form is MessageForm.TEXT:
        return kit.plain_message([text, *paragraphs, *plain, *small_print(bulletin)])
    heading, note = framed
    blocks = [
        kit.header(marked(bulletin, heading, " · ")),
        *map(kit.section, [*paragraphs, f"_{note}_"]),
        kit.context(*small_print(bulletin)),
        kit.actions(buttons(bulletin)),
    ]
    return kit.message(text, blocks)


def _absence(bulletin: Bulletin) -> str:
    absence = bulletin.absence
    title = f"*{kit.literal(bulletin.source.title)}*"
    if not absence or not absence.since:
        return f"{title}\n*Page not found.*"
    seen = absence.seen or bulletin.edition.observed
    when = kit.local_day if bulletin.replay else kit.moment
    checks = f", {kit.counted(absence.checks, 'check')}" if absence.checks else ""
    return (
        f"{title}\n*Page not found since {when(absence.since, bulletin.zone)}*{checks}. "
        f"Last seen {when(seen, bulletin.zone)}."
    )


def _copy(bulletin: Bulletin) -> list[str]:
    if not bulletin.standing:
        return []
    named = [kit.literal(word, 60) for word in bulletin.standing[:PLACES]]
    more = len(bulletin.standing) - len(named)
    names = kit.listed([*named, f"{more:,} more"] if more else named)
    if bulletin.state == EVERYWHERE:
        return [kit.cut(f"*In our last copy:* {names}.", kit.SECTION)]
    return [kit.cut(f"*{kit.literal(bulletin.state_name)} in our last copy:* {names}.", kit.SECTION)]


def alert(bulletin: Bulletin, form: MessageForm = MessageForm.TABLE) -> kit.Message:
    """Return the message that tells one channel of an edition.

    Args:
        bulletin: What is told.
        form: How much of Block Kit Slack takes.
    """
    if bulletin.event is ChangeKind.WITHDRAWN:
        return _gone(bulletin, form)
    if bulletin.announcement:
        return announced(bulletin, form)
    became = mark(bulletin)
    text = ": ".join(filter(None, [became, marked(bulletin, words.sentence(bulletin))]))
    if form is MessageForm.TEXT:
        return kit.Message(f"{kit.literal(text, 1000)}\n{_plainly(bulletin)}")
    statement = _what(bulletin)
    blocks = [
        kit.header(" · ".join(filter(None, [became, marked(bulletin, words.heading(bulletin), " · ")]))),
        *said_since(bulletin),
        kit.section(struck(statement) if bulletin.gone else statement),
        *struck_rows(bulletin),
        *_of_rows(bulletin, form),
        *notes_section(of_bulletin(bulletin)),
        kit.section(f"_{is_not(bulletin)} {kit.literal(bulletin.source.caveat, 600)}_"),
        kit.context(*small_print(bulletin)),
        kit.actions(buttons(bulletin)),
    ]
    return kit.message(kit.literal(text, 1000), blocks)


def _of_rows(bulletin: Bulletin, form: MessageForm) -> list[kit.Block]:
    """Return figures and rows; a list that is back to what it said, or alternates, tells none."""
    if words.of_turn(bulletin):
        return []
    return [*_figures(bulletin), *_rows(bulletin, form), *_check_first(bulletin)]


def edited(bulletin: Bulletin, form: MessageForm = MessageForm.TABLE) -> kit.Message:
    """Return an alert as it reads once something became of what it told; an edit takes less text."""
    message = alert(bulletin, form)
    return kit.Message(kit.cut(message.text, kit.EDITED_TEXT), message.blocks)


def _what(bulletin: Bulletin) -> str:
    edition, zone = bulletin.edition, bulletin.zone
    facts = [f"*{kit.literal(bulletin.source.title)}*"]
    if edition.period:
        facts.append(kit.period(edition.period.first, edition.period.last))
    facts.append(f"published {kit.day(edition.published)}" if edition.published else "undated")
    statement = ", ".join(facts)
    if words.of_turn(bulletin):
        return f"{statement}\n{kit.literal(words.turn_in_full(bulletin))}"
    if bulletin.event is ChangeKind.BACK:
        return f"{statement}\nIt can be read again: {words.since_gone(bulletin)} against our last copy."
    if missed := words.confirmed(bulletin):
        statement += f"\n{missed[:1].upper()}{missed[1:]}."
    if bulletin.summary and edition.earlier:
        # Of a copy only its day is known; that of a replay is one too.
        seen = kit.local_day if bulletin.replay else kit.printed
        between = f"{kit.local_day(edition.earlier, zone)} and {seen(edition.observed, zone)}"
        return f"{statement}\nChanged between {between}: we hold no full copy from the time between."
    return statement


def _figures(bulletin: Bulletin) -> list[kit.Block]:
    if not bulletin.rows:
        here = [kit.literal(words.standing_here(bulletin))] if bulletin.state != EVERYWHERE else []
        return [kit.fields([f"*Whole list* {words.whole_list(bulletin)}", *here])]
    figures = _in_state(bulletin)
    figures += [
        f"*{kit.literal(place)}* {counts}" for place, counts in _by_place(words.news_of(bulletin)).items()
    ]
    unresolved = sum(1 for row in bulletin.rows if row.fact.unresolved)
    if unresolved:
        figures.append(f"*Place not resolved* {kit.counted(unresolved, 'row')}")
    return [kit.fields(figures)]


def _in_state(bulletin: Bulletin) -> list[str]:
    """Return the state's share of what is new; of a change what it was, and what stands since then."""
    if words.is_release(bulletin):
        return words.release_figures(bulletin)
    everywhere = bulletin.state == EVERYWHERE
    name = "All states" if everywhere else kit.literal(bulletin.state_name)
    if bulletin.event is ChangeKind.PUBLISHED or words.only_new_period(bulletin):
        share = "" if words.only_issued(bulletin.rows) or everywhere else f" of {words.whole(bulletin)}"
        number = shared.rows.counted(bulletin.rows) if everywhere else words.number_of(bulletin.rows)
        return [f"*{name}* {number}{share}", *_by_state(bulletin)]
    lines = [f"*{name}* {words.changes(bulletin)}", *_by_state(bulletin), *_elsewhere(bulletin)]
    if bulletin.source.kind is SourceKind.EVENT:
        return lines
    here = [] if everywhere else [f"*Now* {kit.literal(words.standing_here(bulletin))}"]
    return [*lines, *here, f"*Whole list* {words.whole_list(bulletin)}"]


def _by_state(bulletin: Bulletin) -> list[str]:
    """Return for a channel that hears of several states in which of them most rows are."""
    if not bulletin.is_broad:
        return []
    states = Counter(row.fact.state for row in bulletin.rows if row.fact.state)
    most = [f"{state_name(state) or state} {number:,}" for state, number in states.most_common(MOST_STATES)]
    return [f"*Most rows* {kit.literal(kit.listed(most))}"] if len(states) > 1 else []


def _elsewhere(bulletin: Bulletin) -> list[str]:
    """Return what changed in all states, where that is more than a channel hears of."""
    every = words.since_gone(bulletin)
    here = sum(row.kind in TOLD for row in bulletin.rows)
    more = sum(bulletin.changed[kind] for kind in TOLD) > here
    return [f"*All states* {every}"] if more and every and bulletin.state != EVERYWHERE else []


def _by_place(rows: Sequence[Happened]) -> dict[str, str]:
    """Return the places with most refusals, or most declined by tally."""
    weights: Counter[str] = Counter()
    for row in rows:
        if row.fact.kind is ListingKind.REFUSAL or row.fact.fields.get("measure") == "declined":
            weights.update(dict.fromkeys(_places(row), int(row.fact.fields.get("count") or 1)))
    places = [place for place, _ in weights.most_common(2)]
    return {place: shared.rows.counted([row for row in rows if place in _places(row)]) for place in places}


def _places(row: Happened) -> list[str]:
    return [place.name for place in row.fact.places]


def _rows(bulletin: Bulletin, form: MessageForm) -> list[kit.Block]:
    standing = bulletin.standing_rows
    shown = standing[: shared.rows.SHOWN]
    if not shown:
        return []
    more = len(standing) - len(shown)
    note = f"{kit.counted(more, 'more row')} in the thread and in the CSV."
    left = [kit.context(note)] if more else []
    if form is MessageForm.TABLE:
        return [shared.rows.table(shown, bulletin.zone), *left]
    return [kit.section(kit.lines(shared.rows.lines(shown, bulletin.zone))), *left]


def _check_first(bulletin: Bulletin) -> list[kit.Block]:
    noted = [row for row in bulletin.rows if row.fact.doubts]
    if not noted:
        return []
    first: dict[str, Happened] = {}
    for row in noted:
        for note in row.fact.doubts:
            first.setdefault(note, row)
    warnings = " ".join(
        f"{kit.literal(shared.rows.name(row.fact), 80)}: {kit.literal(note, 500)}"
        for note, row in list(first.items())[:3]
    )
    return [kit.section(f":warning: _Check first: {kit.counted(len(noted), 'row')}. {warnings}_")]


def _plainly(bulletin: Bulletin) -> str:
    standing = [] if words.of_turn(bulletin) else bulletin.standing_rows[: shared.rows.SHOWN]
    body = kit.lines([*plainly_since(bulletin), *shared.rows.lines(standing, bulletin.zone)], 1800)
    rest = [*of_bulletin(bulletin)[:3], is_not(bulletin), *small_print(bulletin)]
    return "\n".join([_what(bulletin), *([body] if body else []), *rest])


def rest(bulletin: Bulletin, start: int, form: MessageForm = MessageForm.TABLE) -> tuple[kit.Message, int]:
    """Return a message with as many rows as fit, and how many they are.

    Args:
        bulletin: What is told.
        start: Number of the first row, from 0.
        form: How much of Block Kit Slack takes.
    """
    left = bulletin.rows[start:]
    shown = shared.rows.fitting(left, bulletin.zone) if form is MessageForm.TABLE else min(len(left), LINES)
    rows = left[:shown]
    total, everywhere = len(bulletin.rows), bulletin.state == EVERYWHERE
    text = f"All rows: {total:,}" if everywhere else f"All rows of {bulletin.state_name}: {total:,}"
    if shown < total:
        text = f"Rows {start + 1}–{start + shown} of {total:,}"
        text += "" if everywhere else f", {bulletin.state_name}"
    if start + shown < total:
        text += "; the CSV holds all"
    text = kit.literal(marked(bulletin, text))
    small = [kit.context(REPEAT)] if bulletin.repeat else []
    if form is MessageForm.TABLE:
        return kit.message(
            text, [kit.section(f"*{text}*"), shared.rows.table(rows, bulletin.zone), *small]
        ), shown
    body = kit.lines(shared.rows.lines(rows, bulletin.zone), 2800)
    if form is MessageForm.TEXT:
        return kit.Message(f"{text}\n{body}"), shown
    return kit.message(text, [kit.section(f"*{text}*"), kit.section(body), *small]), shown
