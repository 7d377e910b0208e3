"""Sources are found, never listed; config.toml overrides what differs at one newsroom."""

import pkgutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

import jobs.sources
from jobs.sources import _template, all_sources
from models.config import SourceSettings
from models.domain import Document
from models.errors import SettingsError


def test_every_module_is_a_source_of_its_name() -> None:
    """A publisher's file or folder is watched by being there, under its name; a report holds two lists."""
    modules = {module.name for module in pkgutil.iter_modules(jobs.sources.__path__)}
    sources = all_sources()
    publishers = {name for name in modules if not name.startswith("_")} - {"described_table"}
    assert publishers | {"ddor_policies"} == set(sources)
    assert "_template" in modules
    assert all(name == source.name for name, source in sources.items())


def test_every_source_says_what_its_answers_must_carry() -> None:
    """Publisher, address, caveat and a floor are there for each, and each caveat is a sentence."""
    for source in all_sources().values():
        assert source.publisher
        assert source.title
        assert source.short
        assert source.address.startswith("https://")
        assert source.caveat.endswith(".")
        assert source.floor > 0


def test_settings_override_a_source() -> None:
    """An entry changes what it names and leaves the rest."""
    before = all_sources()["dhs_2025"]
    entry = SourceSettings(
        name="dhs_2025",
        address="http://127.0.0.1:9/x",
        every_minutes=5,
        gone_after=2,
        gone_for_minutes=0,
        floor=0,
    )
    after = all_sources([entry])["dhs_2025"]
    assert (after.address, after.every, after.floor) == ("http://127.0.0.1:9/x", timedelta(minutes=5), 0)
    assert (after.gone_after, after.gone_for) == (2, timedelta())
    assert (after.caveat, after.parse) == (before.caveat, before.parse)


def test_an_entry_for_no_source_names_the_nearest() -> None:
    """A typing error in config.toml is answered with the right name."""
    with pytest.raises(SettingsError, match="Did you mean 'doj_eo14287'"):
        all_sources([SourceSettings(name="doj_eo14278")])


def test_the_template_is_a_source_that_works() -> None:
    """Whoever copies the template starts from one that reads a list, and asks about what it can't place."""
    page = "<html><p>Updated August 5, 2025</p><ul><li>Boston, MA</li><li>Chicago</li></ul></html>"
    edition = _template.parse(Document(page.encode(), "http://x/", datetime(2025, 8, 5, tzinfo=UTC)))
    assert [(row.fields["name"], row.state) for row in edition.listings] == [
        ("Boston, MA", "MA"),
        ("Chicago", ""),
    ]
    assert (edition.published, edition.problems) == (date(2025, 8, 5), ())
    assert edition.questions == ("'Chicago' names no state.",)
    assert _template.parse(
        Document(page[:80].encode(), "http://x/", datetime(2025, 8, 5, tzinfo=UTC))
    ).problems


def test_a_source_that_cannot_be_loaded_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Its syntax error keeps the desk from starting, so the sentence says which file to mend."""
    (tmp_path / "half_written.py").write_text("SOURCE = Source(\n")
    monkeypatch.setattr(jobs.sources, "__path__", [*jobs.sources.__path__, str(tmp_path)])
    with pytest.raises(SettingsError, match=r"The source jobs/sources/half_written can't be loaded: .*never"):
        all_sources()
