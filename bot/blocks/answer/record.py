"""What stands behind an answer: rows, their evidence, the place's history. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot import words
from bot.answers import Answer, cited, list_cited, list_seen, stated
from bot.blocks import kit
from bot.blocks.answer.facts import wrong_button
from bot.words import (
    REPLAY,
    ROW_HEAD,
    agreement_line,
    citation_line,
    history_lines,
    literal,
    membership_lines,
    no_history,
    row_cells,
    short_place,
)
from models.domain import Cited, Fact, Happened, PlaceKind, Stands

PAGE = 10
"""Rows shown at a time."""
CHANGES = 30
"""Events shown of a place's history."""


def rows_message(answer: Answer, facts: Sequence[Fact], offset: int, *, more: bool) -> kit.Message:
    """Return some rows of a place as a table, with the way to the next ones.

    Args:
        answer: Whom it is about.
        facts: The rows to show.
        offset: How many there were before them.
        more: Whether there are more after them.
    """
    place = literal(short_place(answer.place) if answer.place else answer.query)
    if not facts:
        return kit.Message(words.ended(f"We have no rows on {place}"))
    last = offset + len(facts)
    text = f"Rows on {place}: {offset + 1:,} to {last:,} of {max(answer.rows, last):,}."
    rows = [_row(answer, fact) for fact in facts]
    said = [
        at for at, _ in enumerate(ROW_HEAD) if any(row[at] not in {"", kit.TableCell("")} for row in rows)
    ]
    cells = [[row[at] for at in said] for row in rows]
    blocks = [kit.section(f"*{text}*"), kit.table([ROW_HEAD[at] for at in said], cells)]
    blocks += [kit.context(REPLAY)] if answer.replay else []
    return kit.message(text, [*blocks, *_paging(answer, offset, more=more)])


def _row(answer: Answer, fact: Fact) -> list[str | kit.TableCell]:
    """Return a row's cells: struck as printed what its publisher took back, where it stands with the page."""
    name, printed, *cells, where, note = row_cells(fact, list_seen(answer, fact.source), answer.zone)
    page = next((each.copied_from or each.publisher_page for each in cited(answer, [fact])), "")
    link = page if page.startswith("http") else ""
    as_printed = kit.TableCell(printed, struck=fact.taken_back is not None)
    return [name, as_printed, *cells, kit.TableCell(where or ("page" if link else ""), link), note]


def _paging(answer: Answer, offset: int, *, more: bool) -> list[kit.Block]:
    if answer.place is None:
        return []
    ways = [("Previous", max(offset - PAGE, 0))] if offset else []
    ways += [("Next", offset + PAGE)] if more else []
    geoid, as_of = answer.place.geoid, answer.as_of
    turns = [kit.button(way, kit.MORE_ROWS, str(kit.Handle(geoid, as_of, to))) for way, to in ways]
    return [kit.actions([*turns, wrong_button(geoid, as_of)])]


def evidence_message(answer: Answer, facts: Sequence[Fact]) -> kit.Message:
    """Return the documents behind an answer: where each is, when it was published and seen, its hash.

    The hash is left out where the bytes are not the publisher's own. What doesn't name the place is one too.
    """
    place = literal(short_place(answer.place) if answer.place else answer.query)
    lines = [
        f"• {citation_line(list_seen(answer, name), each, answer.zone)}"
        for name, documents in _documents(answer, facts).items()
        for each in _merged(documents)
    ]
    if not lines:
        return kit.Message(words.ended(f"We have no document on {place}"))
    text = f"Evidence for {place}: {words.counted(len(lines), 'source')}."
    small = [kit.context(REPLAY)] if answer.replay else []
    return kit.message(text, [kit.section(f"*{text}*"), kit.section(words.lines(lines)), *small])


def _documents(answer: Answer, facts: Sequence[Fact]) -> dict[str, list[Cited]]:
    """Return what each list that an answer speaks of can be read in, in the answer's order."""
    found: dict[str, list[Cited]] = {}
    if answer.place:
        said = stated(answer, answer.place)
        lists = [each for each in said.lists if each.standing is not Stands.NOT_YET]
        for each in (*lists, *said.either, *said.agreements_off):
            found.setdefault(each.on.source.name, []).extend(each.cited)
        counted = [(each.of, each.cited) for each in said.numbers]
        counted += [(each.of, each.cited) for each in said.agreements]
        for of, where in (*counted, *((each.of, each.cited) for each in said.policies)):
            found.setdefault(of.source.name, []).extend(where)
        for whole in (each for each in said.numbers if not each.cited):
            name = whole.of.source.name
            found[name].append(replace(list_cited(answer, name), first=whole.first, last=whole.last))
        found |= {e.of.source.name: [] for e in said.within if e.of.source.name not in found}
    for fact in facts:
        found.setdefault(fact.source, []).extend(cited(answer, [fact]))
    return {name: documents or [list_cited(answer, name)] for name, documents in found.items()}


def _merged(documents: Iterable[Cited]) -> list[Cited]:
    """Return documents once each; parts of one that cover several periods are one, of all of them."""
    found: dict[tuple[str, str], Cited] = {}
    for each in documents:
        key = each.title, (each.copied_from or each.publisher_page).partition("#")[0]
        known = found.setdefault(key, each)
        first = min((e.first for e in (known, each) if e.first), default=None)
        last = max((e.last for e in (known, each) if e.last), default=None)
        same = (known.page, known.position) == (each.page, each.position)
        page, position = (known.page, known.position) if same else (None, "")
        found[key] = replace(known, first=first, last=last, page=page, position=position)
    return list(found.values())


def history_message(answer: Answer, changes: Sequence[Happened]) -> kit.Message:
    """Return a place's events, the latest first, those of lists before what was counted."""
    place = literal(short_place(answer.place) if answer.place else answer.query)
    names = {*answer.sources, *(each.source for each in changes)}
    lists = {name: list_seen(answer, name) for name in names}
    numbers = stated(answer, answer.place).numbers if answer.place else ()
    missing = _missing(answer)
    if not (changes or numbers):
        known = no_history(place, lists)
        return kit.message(known, [kit.section(known), *missing]) if missing else kit.Message(known)
    until = f" to {words.day(answer.as_of)}" if answer.as_of else ""
    comma = "," if until and answer.place and answer.place.kind is not PlaceKind.STATE else ""
    text = f"History of {place}{comma}{until}".removesuffix(".") + "."
    lines = [f"• {line}" for line in history_lines(changes[:CHANGES], numbers, lists, answer.zone)]
    cut = f"The latest {CHANGES} events; *Rows* has every row." if len(changes) > CHANGES else ""
    small = (
        [kit.context(*filter(None, [cut, REPLAY if answer.replay else ""]))] if cut or answer.replay else []
    )
    blocks = [kit.section(f"*{text}*"), *missing, kit.section(words.lines(lines)), *small]
    if answer.place is None:
        return kit.message(text, blocks)
    return kit.message(text, [*blocks, kit.actions([wrong_button(answer.place.geoid, answer.as_of)])])


def _missing(answer: Answer) -> list[kit.Block]:
    """Return the block that says which lists lack the place, not confirmed yet."""
    if answer.place is None:
        return []
    said = stated(answer, answer.place)
    lines = [
        line
        for each in said.lists
        if each.off and each.standing is Stands.MISSING
        for line in membership_lines([each])
    ]
    lines += [agreement_line(each) for each in said.agreements if each.missing]
    return [kit.section(words.lines(lines))] if lines else []
