"""A list of 100,000 rows without a key, 1 % of them changed: against csv-diff."""

import csv
import gc
import random
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import csv_diff

from jobs.parse import COLLECT_EVERY
from models.changes import Row
from models.diff import diff
from models.listings import keys
from models.values import Listing, ListingKind, Outcome, Resolution
from tests.benchmarks.harness import Contest

COLUMNS = ("agency", "citizenship", "issued", "declined", "activity_as_printed", "state")
ROWS = 100_000
UNKNOWN = Resolution(Outcome.UNKNOWN)


def contests(folder: Path, rows: int = ROWS) -> list[Contest]:
    """Write two editions into a folder, and return the rows of the table that are about diffs."""
    for name, said in zip(("old.csv", "new.csv"), _editions(rows), strict=True):
        with (folder / name).open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([COLUMNS, *said])
    what = f"diff of {rows:,} keyless rows, 1% changed"
    return [
        Contest(f"{what}, from parsed rows", ours_parsed, peers, "csv-diff", 10, args=(folder,)),
        Contest(f"{what}, with reading", ours_reading, peers, "csv-diff", 4, args=(folder,)),
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


def _read(path: Path) -> list[Listing]:
    with path.open(newline="", encoding="utf-8") as file:
        return [
            Listing(ListingKind.REFUSAL, dict(zip(COLUMNS, row, strict=True)), row[5])
            for row in list(csv.reader(file))[1:]
        ]


def _changes(stored: tuple[Counter[bytes], dict[bytes, Listing]], listings: list[Listing]) -> int:
    """Diff parsed rows against an edition whose keys are stored, as a check does."""
    counted, by_key = stored
    rows = [Row(listing, key, UNKNOWN) for key, listing in zip(keys(listings), listings, strict=True)]
    return len(diff(counted, rows, lambda gone: [Row(by_key[key], key, UNKNOWN) for key in gone]))


def _stored(path: Path) -> tuple[Counter[bytes], dict[bytes, Listing]]:
    listings = _read(path)
    by_key = dict(zip(keys(listings), listings, strict=True))
    return Counter(by_key.keys()), by_key


@contextmanager
def ours_parsed(folder: Path) -> Iterator[Callable[[], object]]:
    """Time the diff of rows that are parsed already; the old rows' keys are stored."""
    stored = _stored(folder / "old.csv")
    listings = _read(folder / "new.csv")
    yield lambda: _changes(stored, listings)


@contextmanager
def ours_reading(folder: Path) -> Iterator[Callable[[], object]]:
    """Time reading the new file too, with the collector as the desk's reading process has it."""
    stored = _stored(folder / "old.csv")
    gc.set_threshold(COLLECT_EVERY)
    yield lambda: _changes(stored, _read(folder / "new.csv"))


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
