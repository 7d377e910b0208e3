"""Hand corrections: what is printed stays, what is read and where it lies is another, openly."""

from dataclasses import replace
from pathlib import Path

import pytest

from jobs.check import take
from jobs.history import bundled_sources, read_catalog
from jobs.readers import read_corrections
from jobs.sources import all_sources
from jobs.sources.described_table import source_of
from jobs.steps.prepare import correct
from jobs.steps.reresolve import replace_outdated
from jobs.steps.row_places import place_rows
from models.domain import Document, Fact, Source
from models.errors import SettingsError
from models.places import load_gazetteer
from tests.support.documents.described_tables import as_csv, entry
from tests.support.newsroom.standing import standing_of
from tests.support.publishers.watching import Desk

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


def written(folder: Path, text: str) -> Path:
    """A file of corrections of this text."""
    path = folder / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return path


def taken(desk: Desk, source: Source, rows: list[tuple[str, str, str]]) -> tuple[str, list[Fact]]:
    """Take a list in; return what became of it, and the rows that stand."""
    context = replace(desk.context, sources={source.name: source})
    document = Document(as_csv(rows).encode(), source.address, desk.clock())
    status = take(document, source.name, context)[-1].status
    return status, sorted(standing_of(desk.engine), key=lambda row: row.position)


def test_a_corrected_row_says_by_whose_word_and_keeps_what_is_printed(desk: Desk, tmp_path: Path) -> None:
    """The note and the reason carry the citation; a row of another state is left alone."""
    source = source_of(entry(corrections=written(tmp_path, FILE)))
    _, (boston, texan, jail) = taken(desk, source, ROWS)
    sentence = "By hand, “Bawstn” is read as “Boston”: A misprint (https://bureau.example/errata)."
    assert (boston.fields["name"], boston.outcome, boston.reason) == ("BAWSTN", "resolved", sentence)
    assert boston.notes == (sentence,)
    assert (texan.outcome, texan.notes) == ("unknown", ())
    assert jail.repaired == "Suffolk County, MA; Middlesex County, MA"


def test_a_correction_that_comes_later_is_no_change_of_the_list(desk: Desk, tmp_path: Path) -> None:
    """The publisher changed nothing, so nobody is told; the place is right from the next start on."""
    desk.subscribe("CMASS", "MA")
    _, (before, *_) = taken(desk, source_of(entry()), ROWS)
    corrected = source_of(entry(corrections=written(tmp_path, FILE)))
    assert replace_outdated(replace(desk.context, sources={corrected.name: corrected})) == 2
    status, (after, *_) = taken(desk, corrected, ROWS)
    assert (before.outcome, status, after.outcome) == ("unknown", "unchanged", "resolved")
    assert (before.listing, before.fields) == (after.listing, after.fields)
    assert len(desk.told()) == 1


def test_an_unused_correction_is_told_to_operators_once(desk: Desk, tmp_path: Path) -> None:
    """The publisher mended the name itself: the entry can go."""
    source = source_of(entry(corrections=written(tmp_path, FILE)))
    taken(desk, source, [("Boston", "MA", "Cities"), *ROWS[2:]])
    taken(desk, source, [("Boston", "MA", "Cities"), ("Taos", "NM", "Cities"), *ROWS[2:]])
    notices = desk.notices()
    assert len(notices) == 1
    assert "No row prints “Bawstn” any more" in notices[0]


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
