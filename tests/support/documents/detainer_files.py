"""Files of ICE's detainer records, as XLSX and as Parquet, made for tests.

The columns are those of ICE's release of 2026 as the Deportation Data Project's own program
names them (https://github.com/deportationdata/ice, code/detainers-latest.R at 533ccce).
"""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pyarrow as pa
import pyarrow.parquet as pq
from openpyxl.utils import get_column_letter

Value = str | int | date | None

HEADERS = tuple(
    """Detainer Prepare Date|Facility State|Facility AOR|Port of Departure|Departure Country|Departed Date
Case Status|Detainer Criminality|Detainer Facility|Detainer Facility Code|Facility City|Detainer Threat Level
Gender|Citizenship Country|Birth Country|Birth Date|Birth Year|Entry Status|MSC Charge|MSC Sentence Days
MSC Sentence Months|MSC Sentence Years|MSC Charge Code|MSC Charge Date|MSC Conviction Date
Aggravated Felon Yes No|Processing Disposition|Case Category|TOA Case Category|TOA Current Program
Apprehension Method|Final Order Yes No|Final Order Date|Apprehension Date|Entry Date|Prior Felony Yes No
Multiple Prior MISD Yes No|Violent Misdemeanor Yes No|Illegal Entry Yes No|Illegal Reentry Yes No
Immigration Fraud Yes No|Significant Risk Yes No|Other Removal Reason Yes No|Other Removal Reason
Criminal Street Gang Yes No|Aggravated Felony Yes No|Deportation Ordered Yes No
Order to Show Cause Served Yes No|Order to Show Cause Served Date|Biometric Match Yes No
Statements Made Yes No|Unlawful Attempt Yes No|Unlawful Entry Yes No|Visa Yes No
Federal Register Notice Yes No|Resume Custody Yes No
Detainer Lift Reason|Detainer Lift Reason Code|Active Investigation Yes No|Arrest Warrant Served Date
Detainer Type|Notify Release Request Yes No|TOD Current Duty Site|EID DTA ID|Anonymized Identifier""".replace(
        "\n", "|"
    ).split("|")
)

PREAMBLE: tuple[tuple[Value, ...], ...] = (
    ("U.S. Immigration and Customs Enforcement",),
    ("ERO Law Enforcement Systems and Analysis",),
    ("Detainers prepared, made up for a test",),
    (),
    ("Birth Date and identifiers are redacted: b(6), b(7)c",),
    (),
)
"""Six rows above the header, as ICE's files have them; their words are made up."""

_EPOCH = date(1899, 12, 30)
_NAMES = "http://schemas.openxmlformats.org"
_MAIN = f'xmlns="{_NAMES}/spreadsheetml/2006/main"'
_LINKS = f"{_NAMES}/officeDocument/2006/relationships"
_BEGIN = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_STYLES = (
    f'{_BEGIN}<styleSheet {_MAIN}><fonts count="1"><font/></fonts>'
    '<fills count="1"><fill><patternFill patternType="none"/></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="2"><xf/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


def record(**said: Value) -> dict[str, Value]:
    """Return a made-up record, with cells by their header; `said` names headers in snake case."""
    plain: dict[str, Value] = {
        "Detainer Prepare Date": date(2026, 1, 5),
        "Facility State": "TEXAS",
        "Facility AOR": "Houston Area of Responsibility",
        "Detainer Criminality": "1 Convicted Criminal",
        "Detainer Facility": "HARRIS COUNTY JAIL",
        "Detainer Facility Code": "HARRITX",
        "Facility City": "HOUSTON",
        "Gender": "Male",
        "Citizenship Country": "MEXICO",
        "Birth Year": 1900,
        "MSC Charge": "Larceny",
        "MSC Conviction Date": date(2025, 6, 2),
        "Detainer Lift Reason": "Detainer Declined by LEA",
        "Detainer Lift Reason Code": "A",
        "Anonymized Identifier": "made up",
    }
    headers = {header.lower().replace(" ", "_"): header for header in HEADERS}
    return plain | {headers[name]: value for name, value in said.items()}


def xlsx(
    sheets: Mapping[str, Iterable[Mapping[str, Value]]],
    headers: Sequence[str] = HEADERS,
    preamble: Sequence[Sequence[Value]] = PREAMBLE,
) -> bytes:
    """Return a workbook with a sheet a fiscal year, row by row: any number of rows can be written."""
    out = io.BytesIO()
    shared: dict[str, int] = {}
    with ZipFile(out, "w", ZIP_DEFLATED, compresslevel=1) as archive:
        for number, (_, records) in enumerate(sheets.items(), start=1):
            rows = (tuple(each.get(header) for header in headers) for each in records)
            with archive.open(_part(f"xl/worksheets/sheet{number}.xml"), "w", force_zip64=True) as part:
                for text in _sheet((*preamble, tuple(headers)), rows, shared):
                    part.write(text.encode())
        for name, text in _book(list(sheets), shared).items():
            archive.writestr(_part(name), _BEGIN + text)
        archive.writestr(_part("xl/styles.xml"), _STYLES)
    return out.getvalue()


def parquet(records: Iterable[Mapping[str, Value]], names: Mapping[str, str] | None = None) -> bytes:
    """Return a Parquet file of records; `names` gives the columns their names, else they are snake case."""
    columns = names or {header: header.lower().replace(" ", "_") for header in HEADERS}
    rows = list(records)
    table = pa.table({name: [row.get(header) for row in rows] for header, name in columns.items()})
    out = io.BytesIO()
    pq.write_table(table, out, compression="zstd")
    return out.getvalue()


def _part(name: str) -> ZipInfo:
    part = ZipInfo(name, (2026, 3, 11, 0, 0, 0))
    part.compress_type = ZIP_DEFLATED
    return part


def _sheet(
    head: Sequence[Sequence[Value]], rows: Iterable[Sequence[Value]], shared: dict[str, int]
) -> Iterator[str]:
    yield f"{_BEGIN}<worksheet {_MAIN}><sheetData>"
    letters = [get_column_letter(column) for column in range(1, 100)]
    for number, values in enumerate(chain(head, rows), start=1):
        cells = [_cell(f"{letters[column]}{number}", value, shared) for column, value in enumerate(values)]
        yield f'<row r="{number}">{"".join(cells)}</row>'
    yield "</sheetData></worksheet>"


def _cell(where: str, value: Value, shared: dict[str, int]) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return f'<c r="{where}" t="s"><v>{shared.setdefault(value, len(shared))}</v></c>'
    if isinstance(value, date):
        return f'<c r="{where}" s="1"><v>{(value - _EPOCH).days}</v></c>'
    return f'<c r="{where}"><v>{value}</v></c>'


def _book(titles: Sequence[str], shared: Mapping[str, int]) -> dict[str, str]:
    kinds = {f"/xl/worksheets/sheet{number}.xml": "worksheet" for number, _ in enumerate(titles, start=1)}
    kinds |= {"/xl/sharedStrings.xml": "sharedStrings", "/xl/styles.xml": "styles"}
    kinds["/xl/workbook.xml"] = "sheet.main"
    content = "".join(
        f'<Override PartName="{name}" ContentType="application/vnd.openxmlformats-officedocument.'
        f'spreadsheetml.{kind}+xml"/>'
        for name, kind in kinds.items()
    )
    tabs = "".join(
        f'<sheet name="{escape(title)}" sheetId="{number}" r:id="rId{number}"/>'
        for number, title in enumerate(titles, start=1)
    )
    parts = [("worksheet", f"worksheets/sheet{number}.xml") for number, _ in enumerate(titles, start=1)]
    parts += [("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")]
    related = "".join(
        f'<Relationship Id="rId{number}" Type="{_LINKS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(parts, start=1)
    )
    packed = f'xmlns="{_NAMES}/package/2006'
    texts = "".join(f"<si><t>{escape(text)}</t></si>" for text in shared)
    return {
        "[Content_Types].xml": f'<Types {packed}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{content}</Types>',
        "_rels/.rels": f'<Relationships {packed}/relationships"><Relationship Id="rId1" '
        f'Type="{_LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {_MAIN} xmlns:r="{_LINKS}"><sheets>{tabs}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships {packed}/relationships">{related}</Relationships>',
        "xl/sharedStrings.xml": f"<sst {_MAIN}>{texts}</sst>",
    }
