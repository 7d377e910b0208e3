"""Hand corrections: what is printed stays, what is read and where it lies is another, openly."""

import logging
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlmodel import col, select

from jobs.check import take
from jobs.corrections import correct
from jobs.corrections_file import read_corrections
from jobs.history.bundled import bundled_sources
from jobs.history.catalog import read_catalog
from jobs.parse import Parser
from jobs.placing import place_rows
from jobs.plain_tables import source_of
from jobs.sources import all_sources
from models.errors import SettingsError
from models.places import load_gazetteer
from models.store import reading
from models.tables import ListingRow
from models.values import Document, Source
from tests.support.clock import Clock
from tests.support.plain_tables import as_csv, entry
from tests.support.watching import Desk, desk_on

FILE = """
[[correction]]
printed = "Bawstn"
state = "MA"
text = "Boston"
reason = "A misprint"
citation = "https://bureau.example/errata"

[[correction]]
printed = "Tri-County Jail"
geoid = ["25025", "25017"]
reason = "A jail of two counties"
citation = "https://bureau.example/jails"
"""
ROWS = [("BAWSTN", "MA", "Cities"), ("Bawstn", "TX", "Cities"), ("Tri-County Jail", "MA", "Counties")]


@pytest.fixture(scope="module")
def parser() -> Iterator[Parser]:
    """One child process for all tests of this file."""
    with Parser() as running:
        yield running


@pytest.fixture
def desk(database: str, clock: Clock, parser: Parser) -> Iterator[Desk]:
    """A desk on a fresh database, on SQLite and on PostgreSQL."""
    with desk_on(database, clock, parser) as opened:
        yield opened


def written(folder: Path, text: str) -> Path:
    """A file of corrections of this text."""
    path = folder / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return path


def taken(desk: Desk, source: Source, rows: list[tuple[str, str, str]]) -> tuple[str, list[ListingRow]]:
    """Take a list in; return what became of it, and the rows that stand."""
    watch = replace(desk.watch, sources={source.name: source})
    document = Document(as_csv(rows).encode(), source.address, desk.clock())
    status = take(document, source.name, watch)[-1].status
    with reading(desk.engine) as session:
        stood = select(ListingRow).where(col(ListingRow.until_edition).is_(None))
        return status, sorted(session.exec(stood), key=lambda row: row.position)


def test_a_corrected_row_says_by_whose_word_and_keeps_what_is_printed(desk: Desk, tmp_path: Path) -> None:
    """The note and the reason carry the citation; a row of another state is left alone."""
    source = source_of(entry(corrections=written(tmp_path, FILE)))
    _, (boston, texan, jail) = taken(desk, source, ROWS)
    sentence = "By hand, “Bawstn” is read as “Boston”: A misprint (https://bureau.example/errata)."
    assert (boston.fields["name"], boston.outcome, boston.reason) == ("BAWSTN", "resolved", sentence)
    assert boston.notes == [sentence]
    assert (texan.outcome, texan.notes) == ("unknown", [])
    assert jail.repaired == "Suffolk County, MA; Middlesex County, MA"


def test_a_correction_that_comes_later_is_no_change_of_the_list(desk: Desk, tmp_path: Path) -> None:
    """The publisher changed nothing, so nobody is told; the place is right from the next reading on."""
    desk.subscribe("CMASS", "MA")
    _, (before, *_) = taken(desk, source_of(entry()), ROWS)
    corrected = source_of(entry(corrections=written(tmp_path, FILE)))
    status, (after, *_) = taken(desk, corrected, ROWS)
    assert (before.outcome, status, after.outcome) == ("unknown", "unchanged", "resolved")
    assert before.key == after.key
    assert len(desk.told()) == 1


def test_an_unused_correction_is_told_to_operators_once(
    desk: Desk, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The publisher mended the name itself: the entry can go."""
    source = source_of(entry(corrections=written(tmp_path, FILE)))
    with caplog.at_level(logging.WARNING):
        taken(desk, source, [("Boston", "MA", "Cities"), *ROWS[2:]])
        taken(desk, source, [("Boston", "MA", "Cities"), ("Taos", "NM", "Cities"), *ROWS[2:]])
    notices = [row.payload["sentence"] for row in desk.queued() if row.what == "notice"]
    assert len(notices) == 1
    assert "No row prints “Bawstn” any more" in notices[0]
    assert "no row prints the corrected 'Bawstn'" in caplog.text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[correction]]\nprinted = ", "can't be read"),
        (
            '[[correction]]\nprinted = "x"\ntext = "y"\nreason = "z"',
            r"correction\.1\.citation: Field required",
        ),
        (FILE.replace('text = "Boston"', ""), r"correction\.1: give either text or geoid"),
        (FILE.replace("25025", "99999"), r"correction\.2\.geoid.*no place has the GEOID '99999'"),
        (FILE.replace("printed", "prints"), r"correction\.1\.printed: Field required"),
        (FILE.replace('"MA"', '"Ontario"'), "'Ontario' is no state"),
        (FILE.replace('state = "MA"', 'column = "place"'), "'place' is no field"),
    ],
)
def test_a_malformed_file_is_a_sentence_that_names_it(tmp_path: Path, text: str, said: str) -> None:
    """Whoever starts the desk learns which entry of which file to mend."""
    path = written(tmp_path, text)
    with pytest.raises(SettingsError, match=said) as caught:
        source_of(entry(corrections=path))
    assert str(path) in str(caught.value)


def test_a_file_that_is_named_must_be_there(tmp_path: Path) -> None:
    """An entry's corrections are never silently without effect."""
    with pytest.raises(SettingsError, match=r"none\.toml can't be read"):
        read_corrections(tmp_path / "none.toml")


def test_every_shipped_correction_is_used_by_what_is_bundled() -> None:
    """Each fits a row of its list, and resolves it; the months of 2014 are months."""
    gazetteer = load_gazetteer()
    sources = {**bundled_sources(), **all_sources()}
    used: dict[str, set[str]] = {}
    for past in read_catalog():
        if past.edition and sources[past.source].corrections:
            rows = correct(place_rows(past.edition.listings, gazetteer), sources[past.source], gazetteer)
            told = [row for row in rows if any(note.startswith("By hand") for note in row.listing.notes)]
            used.setdefault(past.source, set()).update(row.listing.notes[-1] for row in told)
            assert all(row.resolution.places for row in told)
            assert all("None" not in str(row.listing.fields.get("enacted", "")) for row in told)
    shipped = {
        name: {each.sentence for each in source.corrections}
        for name, source in sources.items()
        if source.corrections
    }
    assert used == shipped
    assert set(used) == {"dhs_2025", "ice_policies_2014", "npr_declined"}
