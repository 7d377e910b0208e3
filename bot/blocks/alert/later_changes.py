"""What became of what a message told: struck through where it stands, and said anew. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from bot.blocks import kit, shared
from bot.blocks.kit import NOT_DELISTED, REPEAT
from bot.blocks.shared import signed_anew
from models.domain import Bulletin, ChangeKind, Happened, ListingKind, Since, SourceKind
from models.messaging import CorrectedFor
from models.places import state_name

_AGAIN = "As told again"
_IN_ERROR = "We told this in error: an older document, which came in later, shows that it did not happen."
_OUT = frozenset({None, ChangeKind.REMOVED, ChangeKind.UNDONE})
"""`Since.kind` of rows that the figures of their message count all the same."""
NAMED = 5
"""Rows of which an edited message says what became of them; more are counted."""


def mark(bulletin: Bulletin) -> str:
    """Return the word that a corrected message opens with; empty while all of it stands.

    One that was held back says from the first what became of it: nothing has changed since it was told.
    """
    if bulletin.held:
        return ""
    if bulletin.overtaken:
        changed = any(
            _word(bulletin, row.since[-1]) == "Corrected" and not _anew(row) for row in bulletin.overtaken
        )
        return "Corrected" if changed else "Changed since"
    if bulletin.since:
        return "Withdrawn since" if bulletin.gone else "Back since"
    return _AGAIN if bulletin.again else ""


def said_since(bulletin: Bulletin) -> list[kit.Block]:
    """Return the blocks below the headline: what became of the list and its rows, and when."""
    lines = _became(bulletin)
    if any(row.since[-1].kind in _OUT for row in bulletin.overtaken):
        lines.append("The figures below are as they were told.")
    return [kit.context(kit.lines(lines, kit.CONTEXT_TEXT))] if lines else []


def struck(text: str) -> str:
    """Return lines of mrkdwn struck through, each by itself: Slack strikes no line end."""
    return "\n".join(f"~{line}~" for line in text.split("\n") if line)


def struck_rows(bulletin: Bulletin) -> list[kit.Block]:
    """Return the rows that no longer say so, as they were told and struck through."""
    if not bulletin.overtaken:
        return []
    before = "As the list said then:" if bulletin.held else "As told before:"
    return [kit.section(kit.lines([before, *struck_lines(bulletin)]))]


def struck_lines(bulletin: Bulletin) -> list[str]:
    """Return the same as lines of mrkdwn."""
    return [
        f"• {struck(line.removeprefix('• '))}"
        for line in shared.rows.lines(bulletin.overtaken, bulletin.zone)
    ]


def plainly_since(bulletin: Bulletin) -> list[str]:
    """Return what became of a message's list and rows as lines of mrkdwn, for a message without blocks."""
    return [*_became(bulletin), *struck_lines(bulletin)]


def _became(bulletin: Bulletin) -> list[str]:
    return [*_of_list(bulletin), *_of_rows(bulletin, (*bulletin.overtaken, *bulletin.again))]


def correction_reply(
    bulletins: Sequence[Bulletin], why: CorrectedFor, *, edited: bool = True, repeat: bool = False
) -> kit.Message:
    """Return the line in the thread of a message that tells what it was edited for.

    Args:
        bulletins: What it told, with what became of that; of a digest list by list.
        why: For which changes, or errata, it was edited.
        edited: Whether Slack took the edit.
        repeat: It may have been told already.
    """
    lines = [line for bulletin in bulletins for line in _concerning(bulletin, why)]
    lines = lines or [line for bulletin in bulletins for line in plainly_since(bulletin)]
    closing = "The message above is not edited: it still says what it said."
    if edited:
        struck_out = any(bulletin.overtaken for bulletin in bulletins)
        before = "what it said before is struck through" if struck_out else "what it told stands again"
        closing = f"The message above says so now; {before}."
    addresses = dict.fromkeys(bulletin.source.address for bulletin in bulletins if not bulletin.replay)
    pages = [kit.link(address, "Publisher's page") for address in list(addresses)[:3]]
    small = [closing, *([REPEAT] if repeat else []), *pages]
    text = kit.lines([f"Possible repeat: {lines[0]}" if repeat else lines[0], *lines[1:]], 2500)
    return kit.message(text, [kit.section(text), kit.context(*small)])


def _concerning(bulletin: Bulletin, why: CorrectedFor) -> list[str]:
    """Return what became of the list and the rows for which a message was corrected."""
    changed = (*bulletin.overtaken, *bulletin.again)
    concerned = [row for row in changed if any(_is_of(change, why) for change in row.since)]
    whole = _of_list(bulletin) if any(_is_of(change, why) for change in bulletin.since) else []
    return [*whole, *_of_rows(bulletin, concerned)]


def _is_of(since: Since, why: CorrectedFor) -> bool:
    if why.errata:
        return since.kind is None
    if why.undone or since.kind is ChangeKind.UNDONE:
        return since.kind is ChangeKind.UNDONE and since.change in why.undone
    return why.first <= since.change <= why.last


def _of_list(bulletin: Bulletin) -> list[str]:
    lines = []
    for change in bulletin.since:
        day = kit.local_day(change.observed, bulletin.zone)
        if change.kind is ChangeKind.WITHDRAWN:
            lines.append(f"*Withdrawn {day}:* its publisher took the {bulletin.noun} down. {NOT_DELISTED}")
        else:
            lines.append(f"*Back {day}:* its publisher shows the {bulletin.noun} again.")
    return lines


def _of_rows(bulletin: Bulletin, rows: Sequence[Happened]) -> list[str]:
    lines = [_of_row(bulletin, row) for row in rows[:NAMED]]
    more = rows[NAMED:]
    in_error = sum(row.since[-1].kind is ChangeKind.UNDONE for row in more)
    if in_error:
        lines.append(
            f"{kit.counted(in_error, 'more row')} {'was' if in_error == 1 else 'were'} told in error."
        )
    if changed := len(more) - in_error:
        lines.append(f"{kit.counted(changed, 'more row')} changed too.")
    return lines


def _of_row(bulletin: Bulletin, row: Happened) -> str:
    """Return what a row says now: `Corrected 20 Nov 2026: Example Jail, Texas: offense Theft → Fraud.`."""
    last = row.since[-1]
    day = kit.day(last.dated.day(bulletin.zone))
    where, printed = state_name(row.fact.state) or row.fact.state, shared.rows.name(row.fact)
    says_where = (
        not row.fact.state or printed == where or printed.endswith((f", {where}", f", {row.fact.state}"))
    )
    name = kit.literal(printed if says_where else f"{printed}, {where}", 150)
    if (anew := _anew(row)) and not row.again:
        return f"*{anew[:1].upper()}{anew[1:]}*: {name}; listed so {day}."
    word = _AGAIN if row.again else _word(bulletin, last)
    return f"*{word} {day}:* {name}{_now(bulletin, row, last)}"


def _anew(row: Happened) -> str:
    """Return when an agreement was signed again after it was told, if that is all that became of it."""
    last = row.since[-1]
    if last.kind is None or row.fact.kind is not ListingKind.AGREEMENT:
        return ""
    return signed_anew(replace(row, kind=last.kind, differences=last.differences))


def _word(bulletin: Bulletin, since: Since) -> str:
    """A state list that drops a row corrects nothing that it said before; a report that does, does."""
    drops = since.kind is ChangeKind.REMOVED and bulletin.source.kind is SourceKind.STATE
    return "Removed" if drops else "Corrected"


def _now(bulletin: Bulletin, row: Happened, last: Since) -> str:
    if last.kind is None:
        who = kit.literal(bulletin.source.short, 60)
        return f": {who} took it back: “{kit.literal(last.sentence, 400)}”"
    if last.kind is ChangeKind.UNDONE:
        return f" ({shared.rows.became(row)}). {_IN_ERROR}"
    if last.kind is ChangeKind.REMOVED and row.fact.kind is ListingKind.AGREEMENT:
        return f": its {kit.literal(shared.rows.agreement(row.fact.fields))}, is no longer listed."
    if last.kind is ChangeKind.REMOVED:
        lists = bulletin.source.kind is SourceKind.STATE
        return f" was taken {'off the list' if lists else 'out of the report'}."
    differences = [difference for change in row.since for difference in change.differences]
    return f": {'; '.join(shared.rows.difference(*difference) for difference in differences[:NAMED])}."
