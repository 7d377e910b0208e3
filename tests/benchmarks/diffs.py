"""A list of 100,000 rows without a key, 1 % of them changed: against csv-diff."""

import csv
import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import csv_diff

from jobs.readers import Parser
from models.config import PlainSource
from models.domain import Document, Edition, Outcome, Reader, Reading, Resolution, Row
from models.domain.pairing import pair
from models.domain.row_diff import compare
from tests.benchmarks.harness import Contest
from tests.support.documents.workbooks import workbook

COLUMNS = ("agency", "citizenship", "issued", "declined", "activity_as_printed", "state")
ROWS = 100_000
ENTRY = {
    "name": "made_up",
    "address": "https://bureau.example/list",
    "kind": "state",
    "rows": "refusal",
    "title": "Made-up list",
    "publisher": "Made-up Bureau",
    "columns": {name: name for name in COLUMNS},
}
UNKNOWN = Resolution(Outcome.UNKNOWN)


def contests(folder: Path, rows: int = ROWS) -> list[Contest]:
    """Write two editions into a folder, and return the rows of the table that are about diffs."""
    for name, said in zip(("old.csv", "new.csv"), _editions(rows), strict=True):
        with (folder / name).open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([COLUMNS, *said])
    (folder / "new.xlsx").write_bytes(workbook([COLUMNS, *said]))
    what = f"diff of {rows:,} keyless rows, 1% changed"
    return [
        Contest(f"{what}, from parsed rows", ours_parsed, peers, "csv-diff", 10, args=(folder,)),
        Contest(f"{what}, with reading", ours_reading, peers, "csv-diff", 5, args=(folder,)),
        Contest("the same, of a workbook", ours_reading, args=(folder, "new.xlsx")),
    ]


def _editions(rows: int) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    """Return two made-up editions: 1 % of the rows of the second say another citizenship."""
    chance = random.Random(20170320)  # noqa: S311 - made-up rows, the same at each run
    old: list[tuple[str, ...]] = [
        (
            f"County Jail {number % 3143}",
            chance.choice(("Mexico", "Honduras", "Cuba", "Peru")),
            f"2017-01-{chance.randint(1, 28):02}",
            f"2017-02-{chance.randint(1, 28):02}",
            f"Charge {number}",
            chance.choice(("TX", "CA", "MA", "IL")),
        )
        for number in range(rows)
    ]
    new = old[:]
    for number in chance.sample(range(rows), rows // 100):
        new[number] = (new[number][0], "Ecuador", *new[number][2:])
    chance.shuffle(new)
    return old, new


def _document(path: Path) -> Document:
    return Document(path.read_bytes(), "https://bureau.example/list", datetime(2026, 11, 2, tzinfo=UTC))


def _parse(path: Path) -> Reader[Edition]:
    """Return the reader of such a list, as its entry in config.toml gives it."""
    entry = PlainSource.model_validate(ENTRY | {"format": path.suffix[1:]})
    return Reader("jobs.sources.described_table.reader:parse", (entry,))


@dataclass(frozen=True)
class Stored:
    """The list that stood: its rows, and where each key stands among them."""

    rows: Reading
    counted: Counter[bytes]
    places: Mapping[bytes, int]


def _changes(stood: Stored, reading: Reading) -> int:
    """Diff a reading against a list whose keys are stored; only rows that changed become objects."""
    gone, new = compare(stood.counted, Counter(reading.keys))
    before = [Row(stood.rows[stood.places[key]], key, UNKNOWN) for key in gone]
    places = {key: place for place, key in enumerate(reading.keys) if key in new}
    return len(pair(before, [Row(reading[place], key, UNKNOWN) for key, place in places.items()]))


def _stored(path: Path) -> Stored:
    rows = Reading.of(_parse(path)(_document(path)).listings)
    return Stored(rows, Counter(rows.keys), {key: place for place, key in enumerate(rows.keys)})


@contextmanager
def ours_parsed(folder: Path) -> Iterator[Callable[[], object]]:
    """Time the diff of rows in columns, keys included; the old rows' keys are stored."""
    stood = _stored(folder / "old.csv")
    rows = _stored(folder / "new.csv").rows
    yield lambda: _changes(stood, replace(rows))  # a copy has no keys yet


@contextmanager
def ours_reading(folder: Path, name: str = "new.csv") -> Iterator[Callable[[], object]]:
    """Time reading the new file too, in the desk's reading process, and its way from there."""
    stood = _stored(folder / "old.csv")
    path = folder / name
    with Parser() as parser:
        yield lambda: _changes(stood, Reading.of(parser.parse(_parse(path), _document(path)).listings))


@contextmanager
def peers(folder: Path) -> Iterator[Callable[[], object]]:
    """Time csv-diff without a key: it reads and hashes both files and knows no corrected rows."""

    def run() -> int:
        with (
            (folder / "old.csv").open(encoding="utf-8") as old,
            (folder / "new.csv").open(encoding="utf-8") as new,
        ):
            found = csv_diff.compare(csv_diff.load_csv(old), csv_diff.load_csv(new))
        return len(found["added"])

    yield run
