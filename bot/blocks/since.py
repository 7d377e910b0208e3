"""What became of what a message told: struck through where it stands, and said anew. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.blocks import limits, mrkdwn, rows
from bot.blocks.evidence import REPEAT
from bot.blocks.whole_list import NOT_DELISTED
from models.bulletin import Bulletin, Since, ToldRow
from models.place_states import state_name
from models.values import ChangeKind, SourceKind

_AGAIN = "As told again"
NAMED = 5
"""Rows of which an edited message says what became of them; more are counted."""


def mark(bulletin: Bulletin) -> str:
    """Return the word that a corrected message opens with; empty while all of it stands."""
    if bulletin.overtaken:
        changed = any(_word(bulletin, row.since[-1]) == "Corrected" for row in bulletin.overtaken)
        return "Corrected" if changed else "Changed since"
    if bulletin.since:
        return "Withdrawn since" if bulletin.gone else "Back since"
    return _AGAIN if bulletin.again else ""


def said_since(bulletin: Bulletin) -> list[limits.Block]:
    """Return the blocks below the headline: what became of the list and its rows, and when."""
    told = _said(bulletin)
    if any(row.since[-1].kind in {None, ChangeKind.REMOVED} for row in bulletin.overtaken):
        told.append("The figures below are as they were told.")
    return [limits.context(mrkdwn.lines(told, limits.CONTEXT_TEXT))] if told else []


def struck(text: str) -> str:
    """Return lines of mrkdwn struck through, each by itself: Slack strikes no line end."""
    return "\n".join(f"~{line}~" for line in text.split("\n") if line)


def struck_rows(bulletin: Bulletin) -> list[limits.Block]:
    """Return the rows that no longer say so, as they were told and struck through."""
    if not bulletin.overtaken:
        return []
    return [limits.section(mrkdwn.lines(["As told before:", *struck_lines(bulletin)]))]


def struck_lines(bulletin: Bulletin) -> list[str]:
    """Return the same as lines of mrkdwn."""
    return [f"• {struck(line.removeprefix('• '))}" for line in rows.lines(bulletin.overtaken)]


def plainly_since(bulletin: Bulletin) -> list[str]:
    """Return what became of a message's list and rows as lines of mrkdwn, for a message without blocks."""
    return [*_said(bulletin), *struck_lines(bulletin)]


def _said(bulletin: Bulletin) -> list[str]:
    return [*_of_list(bulletin), *_of_rows(bulletin, (*bulletin.overtaken, *bulletin.again))]


def correction_reply(
    told_then: Sequence[Bulletin], why: Mapping[str, Any], *, repeat: bool = False
) -> limits.Message:
    """Return the line in the thread of a message that tells what it was edited for.

    Args:
        told_then: What it told, with what became of that; of a digest list by list.
        why: `first` and `last` change, or the `errata`, that it was edited for; `unedited` where Slack
            didn't take the edit.
        repeat: It may have been told already.
    """
    told = [line for each in told_then for line in _concerning(each, why)]
    told = told or [line for each in told_then for line in plainly_since(each)]
    closing = "The message above is not edited: it still says what it said."
    if not why.get("unedited"):
        struck_out = any(each.overtaken for each in told_then)
        before = "what it said before is struck through" if struck_out else "what it told stands again"
        closing = f"The message above says so now; {before}."
    pages = list(dict.fromkeys(page for each in told_then for page in _page(each)))[:3]
    small = [closing, *([REPEAT] if repeat else []), *pages]
    text = mrkdwn.lines([f"Possible repeat: {told[0]}" if repeat else told[0], *told[1:]], 2500)
    return limits.message(text, [limits.section(text), limits.context(*small)])


def _concerning(bulletin: Bulletin, why: Mapping[str, Any]) -> list[str]:
    """Return what became of the list and the rows for which a message was corrected."""
    changed = (*bulletin.overtaken, *bulletin.again)
    concerned = [row for row in changed if any(_is_of(each, why) for each in row.since)]
    whole = _of_list(bulletin) if any(_is_of(each, why) for each in bulletin.since) else []
    return [*whole, *_of_rows(bulletin, concerned)]


def _page(bulletin: Bulletin) -> list[str]:
    return [] if bulletin.replay else [mrkdwn.link(bulletin.source.address, "Publisher's page")]


def _is_of(since: Since, why: Mapping[str, Any]) -> bool:
    if "errata" in why:
        return since.kind is None
    return int(why.get("first", 0)) <= since.change <= int(why.get("last", 0))


def _of_list(bulletin: Bulletin) -> list[str]:
    said = []
    for each in bulletin.since:
        day = mrkdwn.local_day(each.observed, bulletin.zone)
        if each.kind is ChangeKind.WITHDRAWN:
            said.append(f"*Withdrawn {day}:* its publisher took the {bulletin.noun} down. {NOT_DELISTED}")
        else:
            said.append(f"*Back {day}:* its publisher shows the {bulletin.noun} again.")
    return said


def _of_rows(bulletin: Bulletin, told: Sequence[ToldRow]) -> list[str]:
    lines = [_of_row(bulletin, row) for row in told[:NAMED]]
    more = len(told) - len(lines)
    return [*lines, f"{mrkdwn.counted(more, 'more row')} changed too."] if more else lines


def _of_row(bulletin: Bulletin, row: ToldRow) -> str:
    """Return what a row says now: `Corrected 20 Nov 2026: Example Jail, Texas: offense Theft → Fraud.`."""
    last = row.since[-1]
    day = mrkdwn.local_day(last.observed, bulletin.zone)
    where, printed = state_name(row.state) or row.state, rows.name(row)
    said = not row.state or printed == where or printed.endswith((f", {where}", f", {row.state}"))
    name = mrkdwn.literal(printed if said else f"{printed}, {where}", 150)
    word = _AGAIN if row.again else _word(bulletin, last)
    return f"*{word} {day}:* {name}{_now(bulletin, row, last)}"


def _word(bulletin: Bulletin, since: Since) -> str:
    """A state list that drops a row corrects nothing that it said before; a report that does, does."""
    drops = since.kind is ChangeKind.REMOVED and bulletin.source.kind is SourceKind.STATE
    return "Removed" if drops else "Corrected"


def _now(bulletin: Bulletin, row: ToldRow, last: Since) -> str:
    if last.kind is None:
        who = mrkdwn.literal(bulletin.source.short, 60)
        return f": {who} took it back: “{mrkdwn.literal(last.sentence, 400)}”"
    if last.kind is ChangeKind.REMOVED:
        lists = bulletin.source.kind is SourceKind.STATE
        return f" was taken {'off the list' if lists else 'out of the report'}."
    differences = [one for each in row.since for one in each.differences]
    return f": {'; '.join(rows.difference(*one) for one in differences[:NAMED])}."
