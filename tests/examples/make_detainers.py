"""The example documents of ICE's detainer records: `python -m tests.examples.make_detainers` writes them.

The 22 rows of one prison are real, as the Deportation Data Project released them; they stand in
`st_cloud_2026.csv` without the year of birth and the identifier, of which the documents have made-up ones.
"""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from tests.support.documents.detainer_files import HEADERS, Value, parquet, xlsx

EXAMPLES = Path(__file__).parent / "ddp_detainers"
_FACTS = Path(__file__).with_name("st_cloud_2026.csv")
_RENAMED = {
    "detainer_prepared_criminality": "Detainer Criminality",
    "detention_facility": "Detainer Facility",
    "detention_facility_code": "Detainer Facility Code",
    "most_serious_conviction_charge": "MSC Charge",
}
"""Names of the project's release, and of ICE's own file, for one column."""
_ADDED = ("duplicate_likely", "file_original", "sheet_original", "row_original")
_ORIGIN = """# Written by tests/examples/make_detainers.py, {layout}. Its 22 rows are real:
# rows of sheet FY2026 of ICE's 2026-ICLI-00005_Detainers_FY26_20260311_Redacted.xlsx that one prison
# declined, as the Deportation Data Project released them (https://deportationdata.org), anonymized by ICE.
# Year of birth and identifier are MADE UP: they show that neither is kept.
source = "ddp_detainers"
address = "https://github.com/deportationdata/ice/raw/refs/heads/main/data/detainers-latest.{suffix}"
observed = 2026-03-20T12:00:00Z
transcription = "22 rows of ICE's release of March 2026, as the Deportation Data Project released them."
partial = true
"""


def st_cloud() -> list[dict[str, Value]]:
    """Return the 22 real refusals of the Minnesota prison at St. Cloud, by the headers of ICE's file."""
    with _FACTS.open(encoding="utf-8", newline="") as file:
        return [_cells(number, row) for number, row in enumerate(csv.DictReader(file), start=1)]


def _cells(number: int, row: dict[str, str]) -> dict[str, Value]:
    known = {header.lower().replace(" ", "_"): header for header in HEADERS} | _RENAMED
    cells: dict[str, Value] = {known.get(name, name): value for name, value in row.items()}
    for header in ("Detainer Prepare Date", "MSC Conviction Date"):
        printed = str(cells[header])
        cells[header] = None if printed == "NA" else date.fromisoformat(printed)
    return cells | {"Birth Year": 1900, "Anonymized Identifier": f"made up {number}"}


def write_examples() -> Iterator[Path]:
    """Write the document and origin.toml of both formats; yield their folders."""
    names = {header: header.lower().replace(" ", "_") for header in HEADERS}
    names |= {header: name for name, header in _RENAMED.items()} | {name: name for name in _ADDED}
    for suffix, layout, body in (
        ("xlsx", "laid out as ICE's own file", xlsx({"FY2026": st_cloud()})),
        ("parquet", "with the columns of the project's release", parquet(st_cloud(), names)),
    ):
        folder = EXAMPLES / f"2026-03-11-{suffix}"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"document.{suffix}").write_bytes(body)
        (folder / "origin.toml").write_text(_ORIGIN.format(suffix=suffix, layout=layout), encoding="utf-8")
        yield folder


if __name__ == "__main__":
    for written in write_examples():
        print(written)
