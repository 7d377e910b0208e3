"""What became of what a message told, said in its thread. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from bot import words
from bot.blocks import kit
from bot.blocks.alert.statements import news_of
from models.domain import Bulletin, ChangeKind, Happened, Since
from models.messaging import CorrectedFor

LONGEST = 2500


def correction_reply(
    bulletins: Sequence[Bulletin],
    why: CorrectedFor,
    *,
    edited: bool = True,
    repeat: bool = False,
    digest: bool = False,
) -> kit.Message:
    """Return the line in the thread of a message that says what it was edited for.

    Args:
        bulletins: What it told, with what became of that; of a digest list by list.
        why: For which changes, or errata, it was edited.
        edited: Whether Slack took the edit.
        repeat: It may have been told already.
        digest: The message is a digest, which nobody edits.
    """
    concerned = [(bulletin, _concerning(bulletin, why)) for bulletin in bulletins]
    some = [pair for pair in concerned if pair[1].rows or pair[1].since or pair[1].retotaled] or [
        (each, each) for each in bulletins
    ]
    told = (words.corrected_reply(news_of(whole), news_of(part), edited=edited) for whole, part in some)
    lines = list(dict.fromkeys(line for lines in told for line in lines))
    why_not = "Digests aren't edited" if digest else "The message above couldn't be edited"
    lines += [] if edited else [f"{why_not}; use this instead."]
    addresses = dict.fromkeys(bulletin.source.address for bulletin in bulletins if not bulletin.replay)
    pages = [words.link(address, "Publisher's page") for address in list(addresses)[:3]]
    small = [*([words.REPEAT] if repeat else []), *([words.REPLAY] if bulletins[0].replay else []), *pages]
    text = words.lines([f"Possible repeat: {lines[0]}" if repeat else lines[0], *lines[1:]], LONGEST)
    return kit.message(text, [kit.section(text), *([kit.context(*small)] if small else [])])


def is_concerned(bulletins: Sequence[Bulletin], why: CorrectedFor) -> bool:
    """Tell whether anything of a message was corrected that decides what it says."""
    parts = [_concerning(bulletin, why) for bulletin in bulletins]
    return any(part.rows or part.since or part.retotaled for part in parts)


def _concerning(bulletin: Bulletin, why: CorrectedFor) -> Bulletin:
    """Return a message with nothing but the rows, and what became of the list, for which it was corrected."""
    rows = tuple(row for row in bulletin.rows if _is_concerned(row, why))
    since = tuple(change for change in bulletin.since if _is_of(change, why))
    reissued = None if why.errata or why.undone else bulletin.reissued
    return replace(bulletin, rows=rows, since=since, reissued=reissued)


def _is_concerned(row: Happened, why: CorrectedFor) -> bool:
    """Tell whether a row was corrected for what decides how it stands: what is taken back stays so."""
    return row.became is not None and _is_of(row.became[1], why)


def _is_of(since: Since, why: CorrectedFor) -> bool:
    if why.errata:
        return since.kind is None
    if why.undone or since.kind is ChangeKind.UNDONE:
        return since.kind is ChangeKind.UNDONE and since.change in why.undone
    return why.first <= since.change <= why.last
