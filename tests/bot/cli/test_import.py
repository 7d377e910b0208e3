"""`import` of many files, or a folder of them, as a person and as a script sees it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.cli.importing import found_in
from bot.cli.output import EXIT_DONE, EXIT_FAILED, EXIT_HELD, EXIT_USAGE, LinePrinter
from tests.support.desk.command_line import CITIES, Bot, objects, page

HELD = b"<html><body><h1>Nothing here yet, of that kind</h1></body></html>"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three editions of a list, the newest first by name, among what else a folder holds."""
    folder = tmp_path / "archive"
    (folder / "older").mkdir(parents=True)
    (folder / "2025-10-31.html").write_bytes(page(cities=CITIES[:5]))
    (folder / "older" / "doj-2025-08-05.html").write_bytes(page(cities=CITIES[:4]))
    (folder / "older" / "list 09-10-2025.html").write_bytes(page())
    for name in ("README.md", ".DS_Store", "all.zip", "~$list.xlsx"):
        (folder / name).write_text("no list")
    return folder


def test_a_folder_is_taken_in_as_its_files_stood(bot: Bot, folder: Path) -> None:
    """A line a file in its order, what was skipped and why, and one sentence of them all."""
    code, out, err = bot("import", "doj_eo14287", str(folder))
    lines = out.splitlines()
    assert (code, err) == (EXIT_DONE, "")
    assert [line.partition(": ")[0] for line in lines[:-1]] == [
        ".DS_Store",
        "README.md",
        "all.zip",
        "~$list.xlsx",
        "doj-2025-08-05.html",
        "list 09-10-2025.html",
        "2025-10-31.html",
    ]
    assert "unpack it" in lines[2]
    assert "published; 17 rows; 2 on" in lines[5]
    assert lines[-1] == "3 files: 3 published, 4 skipped."
    editions = objects(bot("editions", "doj_eo14287", "--json")[1])
    assert [edition["rows"] for edition in editions] == [15, 17, 16]


def test_a_script_gets_an_object_a_file(bot: Bot, folder: Path) -> None:
    """With the file beside what `check` says of an edition; run again, all are known and none is read."""
    first = objects(bot("import", "doj_eo14287", str(folder), "--json")[1])
    assert [told["status"] for told in first] == ["skipped"] * 4 + ["published"] * 3
    assert [Path(told["file"]).name for told in first[-2:]] == ["list 09-10-2025.html", "2025-10-31.html"]
    code, out, _ = bot("--json", "import", "doj_eo14287", str(folder))
    again = objects(out)
    assert (code, [told["status"] for told in again[4:]]) == (EXIT_DONE, ["known"] * 3)
    assert [told["edition"] for told in again[4:]] == [told["edition"] for told in first[4:]]


def test_what_is_held_or_fails_tells_its_next_step_and_the_exit_code(bot: Bot, folder: Path) -> None:
    """Files that are named are taken in whatever they are called; the rest comes in all the same."""
    held, gone = folder / "2025-09-01.html", folder / "2025-09-02.html"
    held.write_bytes(HELD)
    code, out, _ = bot("import", "doj_eo14287", str(folder / "older"), str(held))
    assert code == EXIT_HELD
    assert "Decide: python -m bot review accept" in out
    assert out.splitlines()[-1] == "3 files: 2 published, 1 held."
    gone.write_bytes(b"<html><head><title>Page not found</title></head><body><h1>404</h1></body></html>")
    code, out, _ = bot("import", "doj_eo14287", str(folder))
    assert code == EXIT_FAILED
    counted = out.splitlines()[-1].removesuffix(".").partition(": ")[2].split(", ")
    assert sorted(counted) == ["1 failed", "1 held", "1 published", "2 known", "4 skipped"]
    assert objects(bot("review", "list", "--json")[1])[0]["edition"] == 2


def test_many_files_can_be_rehearsed(bot: Bot, folder: Path) -> None:
    """Nothing is kept, and who would be told is only said where somebody would be."""
    code, out, _ = bot("import", "doj_eo14287", str(folder), "--dry-run", "--json")
    assert (code, [told["status"] for told in objects(out)]) == (EXIT_DONE, ["published"] * 3)
    assert bot("editions", "doj_eo14287", "--json")[1] == ""


@pytest.mark.parametrize("option", [("--observed", "2025-08-05T14:00:00Z"), ("--published", "2025-08-05")])
def test_what_is_said_of_one_file_is_not_said_of_many(
    bot: Bot, folder: Path, option: tuple[str, str]
) -> None:
    """All of them would stand at one moment."""
    code, out, err = bot("import", "doj_eo14287", str(folder), *option)
    assert (code, out) == (EXIT_USAGE, "")
    assert "are of one file" in err


def test_a_folder_without_a_document_is_a_mistake(bot: Bot, tmp_path: Path) -> None:
    """Whoever names the wrong folder reads what is in it, and what was expected."""
    (tmp_path / "all.zip").write_text("no list")
    code, _, err = bot("import", "doj_eo14287", str(tmp_path), "--json")
    assert code == EXIT_USAGE
    assert "all.zip: skipped. It is an archive: unpack it" in err


def test_an_older_file_comes_in_behind(bot: Bot, folder: Path) -> None:
    """One file by its name, or by when it is said to be of: what stands now stays the newest."""
    newest = folder / "2025-10-31.html"
    assert bot("import", "doj_eo14287", str(newest))[0] == EXIT_DONE
    older = folder / "older" / "doj-2025-08-05.html"
    assert "15 on" in bot("import", "doj_eo14287", str(older))[1]
    seen = ("--observed", "2025-09-10T12:00:00Z")
    assert bot("import", "doj_eo14287", str(folder / "older" / "list 09-10-2025.html"), *seen)[0] == EXIT_DONE
    assert len(objects(bot("listings", "doj_eo14287", "--json")[1])) == 16
    changes = objects(bot("changes", "doj_eo14287", "--edition", "1", "--json")[1])
    gone = [each["before"]["as_read"] for each in changes if each["kind"] == "removed"]
    assert gone == ["Newark, NJ"]
    assert "doj_eo14287: Page not checked yet; added Oct. 31, 2025." in bot("doctor")[1]


ARCHIVED = """
[newsroom]
zone = "Pacific/Honolulu"

[[sources]]
name = "my_list"
address = "https://publisher.example/list.csv"
format = "csv"
kind = "state"
rows = "designation"
title = "My list"
publisher = "Bureau"
columns = { name = "Jurisdiction", state = "State" }
"""


def test_an_archive_stands_on_the_days_in_its_names(bot: Bot, tmp_path: Path) -> None:
    """Wherever a day is said, in every zone: not the day of the import, nor the evening before."""
    (tmp_path / "config.toml").write_text(ARCHIVED)
    folder = tmp_path / "lists"
    folder.mkdir()
    names = ["Baltimore County,MD", "Denver,CO", "Boston,MA"]
    for number, day in enumerate(("2025-08-01", "2025-09-01", "2025-10-01"), 1):
        (folder / f"list-{day}.csv").write_text("\n".join(["Jurisdiction,State", *names[:number]]) + "\n")
    assert bot("import", "my_list", str(folder))[0] == EXIT_DONE
    days = ["2025-08-01", "2025-09-01", "2025-10-01"]
    assert [each["observed"][:10] for each in objects(bot("editions", "my_list", "--json")[1])] == days
    (series,) = objects(bot("trend", "--source", "my_list", "--json")[1])
    assert [(point["first"], point["count"]) for point in series["points"]] == [
        (day, number) for number, day in enumerate(days, 1)
    ]
    assert "last seen Oct. 1, 2025" in bot("lookup", "Boston, MA")[1]


def test_a_moment_to_come_is_no_moment_at_which_a_file_was_seen(bot: Bot, folder: Path) -> None:
    """Not an hour ahead either: what it says would be told as of later today."""
    ahead = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
    code, _, err = bot("import", "doj_eo14287", str(folder / "2025-10-31.html"), "--observed", ahead)
    assert code == EXIT_USAGE
    assert "--observed lies ahead" in err


def test_lines_are_plain_where_nobody_looks_at_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    """No bar, and no sign of one, in a log."""
    with LinePrinter(2, as_json=False) as printer:
        for line in ("[one]", "two"):
            printer.show({}, line)
            printer.advance()
    assert capsys.readouterr() == ("[one]\ntwo\n", "")


def test_a_bar_says_how_far_it_is(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a terminal; where only the lines go to a file, they are as plain as ever."""
    monkeypatch.setenv("TTY_COMPATIBLE", "1")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    with LinePrinter(2, as_json=False) as printer:
        printer.show({}, "[one]")
        printer.advance()
    told = capsys.readouterr()
    assert told.out == "[one]\n"
    assert "1/2" in told.err


def test_a_file_that_is_named_is_no_question(tmp_path: Path) -> None:
    """What a folder would skip is taken in where a person names it."""
    named = tmp_path / "README.txt"
    named.write_text("a list")
    assert found_in([named]).documents == [named]
    assert found_in([tmp_path]).skipped == [named]
