"""Rows of a workbook of 287(g) agreements → columns, as printed, with what is odd about each row."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from urllib.parse import parse_qs, unquote, urlsplit

from openpyxl.utils.datetime import from_excel

from jobs.readers.tabular import BLANK, Cell, printed
from jobs.readers.text import NOTHING, Header, read_day
from jobs.sources.ice_287g.columns import IDENTITY, AgreementColumn
from models.domain import ListingKind, Reading, Repeated, by_name, compacted, day, mapped
from models.places import repaired_state_code, state_code

_FIRST_SERIAL, _LAST_SERIAL = 36_526, 73_050
"""Excel's numbers of 2000-01-01 and 2099-12-31, for dates whose cell lost its format."""
_LAW = date(1996, 9, 30)
"""Section 133 of Pub. L. 104-208, which added section 287(g) to the Immigration and Nationality Act."""
_ADDRESS = re.compile(r"https?:/+[^\s]+", re.IGNORECASE)
_WRAPPED = "safelinks.protection.outlook.com"
_ANNOTATED = {column: column.name.lower() for column in AgreementColumn if column not in IDENTITY}
_NOTED = (*IDENTITY[1:], AgreementColumn.STATE)
ANNOTATIONS = frozenset(f"{name}{part}" for name in _ANNOTATED.values() for part in ("", "_link"))
"""Names of the annotations that come from known columns; any other is a header as printed."""


def agreements(
    rows: Sequence[Sequence[Cell]],
    header: Header[AgreementColumn],
    positions: Sequence[str],
    published: date | None = None,
) -> Reading:
    """Return rows as the columns of a list.

    Args:
        rows: The cells of each; a row may end before the header does.
        header: What the columns mean.
        positions: Where each stands in the workbook.
        published: The workbook's own date; no agreement in it can be of a later day.
    """
    texts = {
        column: compacted([printed(header.cell(cells, column, BLANK).value) for cells in rows])
        for column in AgreementColumn
    }
    days = [signed_on(header.cell(cells, AgreementColumn.SIGNED, BLANK)) for cells in rows]
    states = mapped(_state, texts[AgreementColumn.STATE])
    said = zip(*(texts[column] for column in _NOTED), strict=True)
    together = zip(said, states, days, strict=True)
    signed = zip(days, texts[AgreementColumn.SIGNED], strict=True)
    return Reading(
        Repeated(ListingKind.AGREEMENT, len(rows)),
        {
            "agency": mapped(_or_none, texts[AgreementColumn.AGENCY]),
            "agency_type": mapped(_or_none, texts[AgreementColumn.TYPE]),
            "support_type": mapped(_or_none, texts[AgreementColumn.SUPPORT]),
            "signed": [day.isoformat() if day else text or None for day, text in signed],
        },
        states,
        positions=positions,
        as_read=[" | ".join(printed(cell.value) for cell in cells) for cells in rows],
        annotations=by_name([dict(_annotations(cells, header)) for cells in rows]),
        notes=[
            (*_notes(dict(zip(_NOTED, cells, strict=True)), state, day), *_odd_day(day, published))
            for cells, state, day in together
        ],
    )


def _state(text: str) -> str:
    return state_code(text) or repaired_state_code(text)


def _or_none(text: str) -> str | None:
    return text or None


def signed_on(cell: Cell) -> date | None:
    """Return the day that a cell names, however its program stored it; None when it names none."""
    if isinstance(cell.value, datetime):
        return cell.value.date()
    if isinstance(cell.value, date):
        return cell.value
    if isinstance(cell.value, int | float) and _FIRST_SERIAL <= cell.value <= _LAST_SERIAL:
        moment = from_excel(int(cell.value))
        return moment.date() if isinstance(moment, datetime) else None
    return read_day(printed(cell.value))


def real_address(link: str) -> str:
    """Return the web address within a link: mail programs and browsers' viewers wrap theirs around it.

    Outlook's wrapper names the mailbox that the link was copied from; the address within leads to
    the same document. What holds no web address is no link.
    """
    try:
        parts = urlsplit(link)
    except ValueError:
        return ""
    if parts.netloc.lower().endswith(_WRAPPED):
        link = parse_qs(parts.query).get("url", [""])[0]
    addresses = _ADDRESS.findall(unquote(link) if "%3A%2F%2F" in link else link)
    return re.sub(r"^(https?):/+", r"\1://", addresses[0]) if addresses else ""


def _annotations(cells: Sequence[Cell], header: Header[AgreementColumn]) -> Iterator[tuple[str, str]]:
    """Yield what stands in the columns that are no part of an agreement's identity, by name."""
    for column, name in _ANNOTATED.items():
        cell = header.cell(cells, column, BLANK)
        if cell.value is not None:
            yield name, printed(cell.value)
        if cell.link and (address := real_address(cell.link)):
            yield f"{name}_link", address
    for title, cell in header.others(cells):
        if cell.value is not None:
            yield title, printed(cell.value)


def _notes(texts: Mapping[AgreementColumn, str], state: str, signed: date | None) -> Iterator[str]:
    """Yield what a reader must know of a row that is odd; all of it is kept as printed."""
    for column in _NOTED:
        text = texts[column]
        if text.lower() in NOTHING:
            yield f"ICE's workbook {f'says {text!r}' if text else 'says nothing'} for the {column}."
        elif column is AgreementColumn.SIGNED and signed is None:
            yield f"The date signed is printed as {text!r}, which is no date that can be read."
        elif column is AgreementColumn.STATE and not state_code(text):
            read = f"read as {state}" if state else "which is no state's name"
            yield f"The state is printed as {text!r}, {read}."


def _odd_day(signed: date | None, published: date | None) -> Iterator[str]:
    if signed and signed < _LAW:
        yield f"The date signed, {day(signed)}, is before the law that such agreements rest on."
    if signed and published and signed > published:
        yield f"The date signed, {day(signed)}, is after the workbook's own date, {day(published)}."
