"""A `[[sources]]` entry for a table of one's own: what it may say, and what a mistake is told."""

from pathlib import Path

import pytest

from models.config import PlainSource, TableFormat, load_settings
from models.errors import SettingsError

ENTRY = """
[[sources]]
name = "my_list"
address = "https://bureau.example/list.csv"
format = "csv"
kind = "state"
rows = "designation"
title = "My list"
publisher = "Bureau"
"""
COLUMNS = 'columns = { name = "Jurisdiction" }\n'


def load(folder: Path, text: str) -> PlainSource:
    """The first entry of a settings file of this text."""
    (folder / "config.toml").write_text(text, encoding="utf-8")
    found = load_settings(folder / "config.toml", {}).sources[0]
    assert isinstance(found, PlainSource)
    return found


def test_an_entry_with_a_format_describes_a_table(tmp_path: Path) -> None:
    """The entry of the documentation; a file that it names lies beside the settings."""
    found = load(tmp_path, ENTRY + COLUMNS + 'state = "Texas"\ncorrections = "mine.toml"\n')
    assert (found.format, found.state, found.columns) == (TableFormat.CSV, "TX", {"name": "Jurisdiction"})
    assert found.corrections == tmp_path / "mine.toml"


def test_the_environment_can_describe_one_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """DESK_SOURCES holds the whole list as JSON and goes before the file."""
    monkeypatch.setenv(
        "DESK_SOURCES",
        '[{"name": "other", "address": "https://b.example/x", "format": "json", "kind": "event",'
        ' "rows": "refusal", "title": "T", "publisher": "B", "columns": {"agency": "Jail"}}]',
    )
    assert load(tmp_path, ENTRY + COLUMNS).name == "other"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (ENTRY + COLUMNS + "column = 1", r"no setting sources\.my_list\.column\. Did you mean columns"),
        (ENTRY, r"setting sources\.my_list\.columns is wrong: it must be given"),
        (ENTRY.replace('"csv"', '"xls"'), r"sources\.my_list\.format is wrong: .*'xlsx'"),
        (ENTRY + 'columns = { names = "X" }', r"sources\.my_list is wrong: names .*did you mean name"),
        (ENTRY + 'columns = { state = "X" }', "columns must say which header is the name"),
        (ENTRY + COLUMNS + 'state = "Ontario"', r"my_list\.state is wrong: 'Ontario' is no state"),
        (ENTRY + COLUMNS + 'links = "(pdf"', r"my_list\.links is wrong: '\(pdf' is no regular expression"),
        (ENTRY + COLUMNS + 'sheet = "A"', "sheet without format xlsx means nothing"),
        (ENTRY + COLUMNS + 'period = "Day"', "period without kind event means nothing"),
        (ENTRY + COLUMNS + "cumulative = true", "cumulative without kind event and a period means nothing"),
        (
            ENTRY.replace("designation", "tally") + 'columns = { agency = "Jail" }',
            "the count and the measure",
        ),
        (ENTRY.replace("my_list", "My list") + COLUMNS, r"sources\.My list\.name is wrong"),
        ('[[sources]]\nname = "my_list"\nformatt = "csv"', "Did you mean format"),
    ],
)
def test_a_mistake_names_the_entry_and_its_mend(tmp_path: Path, text: str, said: str) -> None:
    """Nobody has to count entries, or guess which key was meant."""
    with pytest.raises(SettingsError, match=said):
        load(tmp_path, text)


def test_the_examples_that_are_shown_work(tmp_path: Path) -> None:
    """README's entry, and the commented one of config.toml with its comment signs taken away."""
    readme = Path("README.md").read_text(encoding="utf-8").partition("### Watch your own table")[2]
    commented = Path("config.toml").read_text(encoding="utf-8").partition("FILE --dry-run:\n")[2]
    lines = commented.partition("\n\n")[0].splitlines()
    shown = [readme.partition("```toml\n")[2].partition("```")[0]]
    shown.append("\n".join(line.removeprefix("# ") for line in lines))
    assert [load(tmp_path, text).name for text in shown] == ["my_list", "county_list"]
