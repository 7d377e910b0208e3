"""What the command line says of releases that each hold all records again."""

from collections.abc import Sequence
from pathlib import Path

from tests.support.desk.command_line import Bot, objects
from tests.support.documents.detainer_files import parquet
from tests.support.documents.releases import Records, booked, refused

JANUARY = [*(refused(f"2026-01-{day:02}") for day in range(2, 7)), booked("2026-01-31")]
FEBRUARY = [*JANUARY, refused("2026-01-20"), refused("2026-02-03")]


def release(bot: Bot, folder: Path, records: Records, options: Sequence[str] = ()) -> str:
    """Import a release of these records and return what was printed."""
    file = folder / "release.parquet"
    file.write_bytes(parquet(records))
    return bot("import", "ddp_detainers", str(file), *options)[1]


def test_changes_say_what_was_recorded_late(bot: Bot, tmp_path: Path) -> None:
    """A script finds it in a field, a person in the table; the first release has no rows to tell."""
    assert "published; 5 rows" in release(bot, tmp_path, JANUARY)
    (first,) = objects(bot("changes", "ddp_detainers", "--json")[1])
    assert (first["kind"], first["late"]) == ("published", False)
    release(bot, tmp_path, FEBRUARY)
    told = objects(bot("changes", "ddp_detainers", "--json")[1])
    assert sorted((each["after"]["issued"], each["late"]) for each in told) == [
        ("2026-01-20", True),
        ("2026-02-03", False),
    ]
    assert bot("changes", "ddp_detainers")[1].count("added late") == 1


def test_a_dry_run_says_what_would_be_late(bot: Bot, tmp_path: Path) -> None:
    """Before anything is told, the operator sees how much of it is news."""
    release(bot, tmp_path, JANUARY)
    assert "changes: 2 on; 1 of those on added late" in release(bot, tmp_path, FEBRUARY, ["--dry-run"])


def test_each_release_prints_the_days_that_it_covers(bot: Bot, tmp_path: Path) -> None:
    """By all its rows: the last of January was honored, and is covered."""
    release(bot, tmp_path, JANUARY)
    (edition,) = objects(bot("editions", "ddp_detainers", "--json")[1])
    assert edition["period"] == "2026-01-02/2026-01-31"


def test_a_release_says_nothing_of_the_days_that_it_does_not_cover(bot: Bot, tmp_path: Path) -> None:
    """A cumulative list is one series: January's rows stand on unmentioned by a release of February alone."""
    release(bot, tmp_path, JANUARY)
    february = [*(refused(f"2026-02-{day:02}") for day in range(2, 7)), booked("2026-02-27")]
    release(bot, tmp_path, february)
    standing = objects(bot("listings", "ddp_detainers", "--standing", "--json")[1])
    told = [(row["issued"][:7], row["standing"]) for row in standing]
    assert told == [("2026-02", "printed")] * 5 + [("2026-01", "unmentioned")] * 5
