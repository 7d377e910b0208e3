"""Damage to what an XLSX workbook says, its container being whole."""

import io
from collections.abc import Callable, Mapping
from dataclasses import replace
from random import Random
from typing import Any

import openpyxl

from models.domain import Document

Rows = list[list[Any]]
PREAMBLE = 9
"""Rows within which the headers stand: the fullest of them."""
NEEDED = (
    *("STATE", "LAW ENFORCEMENT AGENCY", "SUPPORT TYPE", "SIGNED"),
    *("Detainer Prepare Date", "Detainer Facility", "Detainer Lift Reason"),
)
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
"""How a workbook begins that asks for a password: https://learn.microsoft.com/openspecs/office_file_formats."""


def of_workbook(change: Callable[[Rows, Random], Rows]) -> Callable[..., Document]:
    """Make a damage of a change to the rows of a workbook's first sheet, from its headers on."""

    def damaged(document: Document, chance: Random, _: Mapping[str, Document]) -> Document:
        sheet = openpyxl.load_workbook(io.BytesIO(document.body), read_only=True).worksheets[0]
        rows = [list(row) for row in sheet.iter_rows(values_only=True) if any(row)]
        book = openpyxl.Workbook(write_only=True)
        written = book.create_sheet(sheet.title)
        head = max(range(len(rows[:PREAMBLE])), key=lambda number: sum(map(bool, rows[number])))
        for row in [*rows[:head], *change(rows[head:], chance)]:
            written.append(row)
        body = io.BytesIO()
        book.save(body)
        return replace(document, body=body.getvalue())

    return damaged


def column_lost(rows: Rows, chance: Random) -> Rows:
    """One of the columns that say something is not there."""
    lost = chance.choice([rows[0].index(name) for name in _needed(rows)])
    return [row[:lost] + row[lost + 1 :] for row in rows]


def column_emptied(rows: Rows, chance: Random) -> Rows:
    """A column's header is there and its cells are empty."""
    lost = chance.choice([rows[0].index(name) for name in _needed(rows)])
    return [rows[0], *([*row[:lost], None, *row[lost + 1 :]] for row in rows[1:])]


def headers_lost(rows: Rows, chance: Random) -> Rows:
    """The row of headers is not there, nor some of those below it."""
    return rows[chance.randrange(1, 30) :]


def columns_exchanged(rows: Rows, chance: Random) -> Rows:
    """Two columns stand under each other's headers."""
    one, other = chance.sample([rows[0].index(name) for name in _needed(rows)], 2)
    head = list(rows[0])
    head[one], head[other] = head[other], head[one]
    return [head, *rows[1:]]


def emptied(rows: Rows, chance: Random) -> Rows:
    """Headers, and next to no rows."""
    return rows[: chance.randrange(1, 20)]


def rows_lost(rows: Rows, chance: Random) -> Rows:
    """A third of the rows or more didn't arrive."""
    share = chance.uniform(0.35, 0.9)
    return [rows[0], *(row for row in rows[1:] if chance.random() > share)]


def doubled(rows: Rows, chance: Random) -> Rows:
    """The rows stand in it twice, or three times."""
    return [rows[0], *rows[1:] * chance.randrange(2, 4)]


def words_swapped(rows: Rows, chance: Random) -> Rows:
    """The cells of all rows change places with each other."""
    cells = [cell for row in rows[1:] for cell in row]
    chance.shuffle(cells)
    width = len(rows[0])
    return [rows[0], *(cells[start : start + width] for start in range(0, len(cells), width))]


def shifted(rows: Rows, chance: Random) -> Rows:
    """One column was sorted by itself: each row says another's state or agency."""
    moved = chance.choice([0, 1])
    column = [row[moved] for row in rows[1:]]
    turned = column[len(column) // 3 :] + column[: len(column) // 3]
    return [
        rows[0],
        *([*row[:moved], cell, *row[moved + 1 :]] for row, cell in zip(rows[1:], turned, strict=True)),
    ]


def locked(document: Document, chance: Random, _: Mapping[str, Document]) -> Document:
    """The workbook wants a password."""
    stream = "EncryptedPackage".encode("utf-16-le")
    return replace(document, body=OLE + chance.randbytes(1024) + stream + chance.randbytes(3072))


def wrong_year(document: Document, chance: Random, others: Mapping[str, Document]) -> Document:
    """The file's name dates it years back, or years ahead, and a row is missing."""
    less = of_workbook(lambda rows, _: [*rows[:9], *rows[10:]])(document, chance, others)
    year = chance.choice(("2015", "2019", "2023", "2031", "2044"))
    name = f"participatingAgencies{chance.randrange(1, 13):02}{chance.randrange(1, 28):02}{year}am.xlsx"
    return replace(less, address=document.address.rpartition("/")[0] + "/" + name)


def _needed(rows: Rows) -> list[str]:
    return [name for name in NEEDED if name in rows[0]]
