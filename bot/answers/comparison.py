"""Which lists name which places: `compare Boston`, `compare MA TX` → how each stands, list by list."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from bot.answers.found import SideBySide, Stood
from bot.answers.lookup import answer, answer_about
from bot.answers.statements import stated
from bot.answers.values import Answer
from bot.desk import Desk
from bot.grammar import ALL, Lookup, asked_of
from bot.pictures import MOST_COLUMNS, Frame, Matrix, MatrixCell, MatrixColumn, MatrixRow
from bot.pictures import Said as MatrixSaid
from bot.words import (
    OWN_CRITERIA,
    counted,
    day,
    map_sources,
    names_of,
    place_name,
    short_cell,
    short_state,
)
from models.domain import ListSeen, PlaceKind, Stands, Unit, Within
from models.errors import UsageError
from models.places import state_code

_ROWS = (Unit.JURISDICTION, Unit.POLICY)
MOST = 6
"""Places in one table."""
_BETWEEN = re.compile(r"\s*(?:[;/&+]|\b(?:and|with|to|vs\.?|versus|against)\b)\s*", re.IGNORECASE)
_COMMA = re.compile(r"\s*,\s*")


def compared(text: str, desk: Desk) -> SideBySide | Answer:
    """Return how places stand with lists, or the answer that asks which place is meant.

    A place is compared with its state where it is named alone, and with its county if it lies in one.

    Args:
        text: Places as typed, with a day behind them if one is meant.
        desk: The desk.

    Raises:
        UsageError: No place was named, or too many.
        StoreError: The database can't be read.
    """
    question = asked_of(text)
    records = _records(question, desk)
    open_ = next((record for record in records if record.place is None), None)
    if open_:
        return open_
    if len(records) == 1:
        around = [answer_about(each.place.geoid, question.as_of, desk) for each in records[0].also]
        whole = [record for record in around if record and record.place]
        counties = [each for each in whole if each.place and each.place.kind is not PlaceKind.STATE]
        records += whole if len(counties) == 1 else [each for each in whole if each not in counties]
    records = list({record.place: record for record in records if record.place}.values())
    if len(records) > MOST:
        raise UsageError(f"That is {len(records)} places.", f"Name {MOST} at most.")
    return _table(records)


def _records(question: Lookup, desk: Desk) -> list[Answer]:
    """Return what is known of each place that is named: one after the other, or with words between."""
    if question.text in {"", ALL}:
        raise UsageError("Which places?", f"For example `{desk.command} compare MA TX`.")
    whole = answer(question, desk)
    if whole.place:
        return [whole]
    first: Answer | None = None
    for names in readings(question.text):
        records = [answer(Lookup(name, question.as_of), desk) for name in names]
        unclear = [record for record in records if record.place is None]
        if not unclear:
            return records
        if first is None and len(unclear) < len(records):
            first = unclear[0]
    return [first or whole]


def readings(text: str) -> Iterator[list[str]]:
    """Yield the names that a text may be made of, the most telling way first."""
    parts = [part for part in _BETWEEN.split(text) if part]
    split = [name for part in parts for name in _named(part)]
    if len(split) > 1:
        yield split
    words = text.replace(",", " ").split()
    if len(words) > 1 and all(state_code(word) for word in words):
        yield words


def _named(text: str) -> Sequence[str]:
    """Return names that stand between commas; a state behind a place is part of its name."""
    names: list[str] = []
    for piece in filter(None, _COMMA.split(text)):
        pieces = _states(piece)
        of_last = bool(names) and not state_code(names[-1]) and "," not in names[-1]
        if of_last and len(pieces) == 1 and state_code(piece):
            names[-1] = f"{names[-1]}, {piece}"
        else:
            names += pieces
    return names


def _states(text: str) -> list[str]:
    """Return states that stand side by side, `MA TX`; else the text."""
    words = text.split()
    codes = [word for word in words if len(word) == 2 and state_code(word)]  # noqa: PLR2004 - postal codes
    return words if len(words) > 1 and len(codes) == len(words) else [text]


def _table(records: Sequence[Answer]) -> SideBySide:
    columns = []
    for record in records:
        assert record.place is not None  # noqa: S101 - the caller has looked
        said = stated(record, record.place)
        inside = {each.of.source.name: each for each in said.within if each.unit in _ROWS}
        for of, cited in Counter(each.of for each in said.policies).items():
            inside.setdefault(of.source.name, Within(of, record.place, cited, Unit.POLICY))
        column = {name: Stood(None, within) for name, within in inside.items()}
        column |= {each.on.source.name: Stood(each, inside.get(each.on.source.name)) for each in said.lists}
        columns.append(column)
    stood = [each for column in columns for each in column.values()]
    named = [(one.itself.unit, one.itself.on) for one in stood if one.itself]
    named += [(one.within.unit, one.within.of) for one in stood if one.within]
    named.sort(key=lambda one: _ROWS.index(one[0]))
    lists = {of.source.name: of for _, of in named}
    return SideBySide(
        tuple(record.place for record in records if record.place),
        tuple(lists.values()),
        tuple(tuple(column.get(name) for column in columns) for name in lists),
        records[0].as_of,
        records[0].replay,
    )


def compared_matrix(found: SideBySide) -> Matrix:
    """Return lists by places as they are drawn: the lists in force first, as many as fit."""
    lists = list(found.lists)[:MOST_COLUMNS]
    rows = []
    for number, place in enumerate(found.places):
        stood = [found.cells[at][number] for at in range(len(lists))]
        note = "State" if place.kind is PlaceKind.STATE else short_state(place.state)
        rows.append(MatrixRow(place_name(place), note, tuple(map(_cell, stood))))
    return Matrix(
        Frame(
            f"What lists say of {counted(len(rows), 'place')}",
            OWN_CRITERIA,
            map_sources(lists, None),
            f"detainers-compare-{'-'.join(place.geoid for place in found.places)}",
        ),
        tuple(MatrixColumn(names_of(of.source).label, _dated(of)) for of in lists),
        tuple(rows),
    )


def _dated(of: ListSeen) -> str:
    published = of.first or of.published
    return day(published) if published else "undated"


def _cell(stood: Stood | None) -> MatrixCell:
    itself, within = (stood.itself, stood.within) if stood else (None, None)
    note = ""
    if within and within.number:
        noun = ("place", "") if within.unit is Unit.JURISDICTION else ("policy", "policies")
        note = f"{'at least ' if within.least else ''}{counted(within.number, *noun)}"
    said = _SAID.get(itself.standing if itself else Stands.NOT_COPIED, MatrixSaid.NOTHING)
    return MatrixCell(said, short_cell(itself, within), note=note)


_SAID = {
    Stands.ON: MatrixSaid.ON,
    Stands.TAKEN_DOWN: MatrixSaid.TAKEN_DOWN,
    Stands.OFF: MatrixSaid.OFF,
}
