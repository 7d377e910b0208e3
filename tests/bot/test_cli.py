"""The command line as scripts see it: stdout, stderr and exit codes."""

import csv
import io
import json
import logging
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pytest_httpserver import HTTPServer

from bot.__main__ import hoisted, main
from models.store import open_engine
from tests.support.clock import Clock
from tests.support.editions import subscribe

LISTED = """<!doctype html><html><body><main>
<h1>U.S. Sanctuary Jurisdiction List Following Executive Order 14287</h1>
<p>August 5, 2025</p>
<p>The following jurisdictions have been identified as sanctuary jurisdictions.</p>
<p><strong>STATES:</strong></p><ul>{states}</ul>
<p><strong>COUNTIES:</strong></p><ul>{counties}</ul>
<p><strong>CITIES:</strong></p><ul>{cities}</ul>
</main></body></html>"""

STATES = ("California", "Colorado", "Connecticut", "Delaware", "Illinois", "Minnesota", "Nevada", "New York")
COUNTIES = ("Baltimore County, MD", "Cook County, IL", "San Diego County, CA")
CITIES = ("Boston, MA", "Chicago, IL", "Denver, CO", "Seattle, WA", "New Orleans, LA", "Newark, NJ")

Bot = Callable[..., tuple[int, str, str]]


def page(states: tuple[str, ...] = STATES, cities: tuple[str, ...] = CITIES) -> bytes:
    """Return a page laid out as the Justice Department's list."""

    def items(names: tuple[str, ...]) -> str:
        return "".join(f"<li>{name}</li>" for name in names)

    return LISTED.format(states=items(states), counties=items(COUNTIES), cities=items(cities)).encode()


@pytest.fixture
def root_logging() -> Iterator[None]:
    """Leave the loggers as they were."""
    root = logging.getLogger()
    level, handlers = root.level, list(root.handlers)
    yield
    root.setLevel(level)
    root.handlers[:] = handlers


@pytest.fixture
def bot(
    tmp_path: Path,
    sqlite_database: str,
    root_logging: None,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Bot:
    """Runs one verb on a database without history; gives its exit code, stdout and stderr."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DESK_DATABASE__URL", sqlite_database)
    monkeypatch.setenv("DESK_HISTORY__LOAD", "false")
    for name in ("DESK_CONFIG", "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"):
        monkeypatch.delenv(name, raising=False)

    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(arguments)
        told = capsys.readouterr()
        return code, told.out, told.err

    return run


def objects(text: str) -> list[dict[str, Any]]:
    """Read what a verb printed with --json."""
    return [json.loads(line) for line in text.splitlines()]


def take(bot: Bot, folder: Path, body: bytes, *options: str) -> tuple[int, dict[str, Any]]:
    """Import a document of the Justice Department and return the exit code and the report."""
    file = folder / "list.html"
    file.write_bytes(body)
    code, out, _ = bot("import", "doj_eo14287", str(file), *options, "--json")
    return code, objects(out)[-1]


def test_an_import_reports_what_it_published(bot: Bot, tmp_path: Path) -> None:
    """The object names every count, also those that are nought."""
    code, report = take(bot, tmp_path, page(), "--published", "2025-08-05")
    assert code == 0
    assert report["status"] == "published"
    assert report["rows"] == 17
    assert report["counts"] == {"added": 17, "removed": 0, "corrected": 0, "moved": 0, "newly_known": 0}
    assert report["places"] == {"resolved": 17, "ambiguous": 0, "unknown": 0}
    assert report["reasons"] == []


def test_the_same_document_again_is_unchanged(bot: Bot, tmp_path: Path) -> None:
    """Nothing is published twice, and the report still has rows and counts."""
    take(bot, tmp_path, page())
    code, report = take(bot, tmp_path, page())
    assert (code, report["status"], report["rows"]) == (0, "unchanged", 0)
    assert set(report["counts"].values()) == {0}


def test_changes_of_the_last_edition(bot: Bot, tmp_path: Path) -> None:
    """A removed state is one line with its place, its row before and nothing after."""
    take(bot, tmp_path, page())
    take(bot, tmp_path, page(states=STATES[:6] + STATES[7:]))
    code, out, _ = bot("changes", "doj_eo14287", "--json")
    (change,) = objects(out)
    assert code == 0
    assert change["kind"] == "removed"
    assert change["place"] == {"geoid": "32", "name": "Nevada", "state": "NV", "kind": "state"}
    assert change["before"]["as_read"] == "Nevada"
    assert change["after"] is None
    first = objects(bot("changes", "doj_eo14287", "--edition", "1", "--json")[1])
    assert [line["kind"] for line in first].count("added") == 17


def test_listings_of_an_edition_in_all_forms(bot: Bot, tmp_path: Path) -> None:
    """JSON, CSV and the table say the same rows; an older edition can be named."""
    take(bot, tmp_path, page())
    take(bot, tmp_path, page(cities=CITIES[1:]))
    rows = objects(bot("listings", "doj_eo14287", "--format", "json")[1])
    assert len(rows) == 16
    assert rows == objects(bot("listings", "doj_eo14287", "--json")[1])
    older = objects(bot("listings", "doj_eo14287", "--edition", "1", "--format", "json")[1])
    boston = next(row for row in older if row["name"] == "Boston, MA")
    assert boston["kind"] == "designation"
    assert boston["places"] == [{"geoid": "2507000", "name": "Boston", "state": "MA", "kind": "city"}]
    assert boston["state"] == "MA"
    assert boston["resolution"] == "resolved"
    table = list(csv.DictReader(io.StringIO(bot("listings", "doj_eo14287", "--format", "csv")[1])))
    assert [row["as_read"] for row in table] == [row["as_read"] for row in rows]
    assert "Seattle, WA" in bot("listings", "doj_eo14287")[1]


def test_a_lookup_as_an_object_and_for_people(bot: Bot, tmp_path: Path) -> None:
    """One object for scripts, a few lines for people; words need no quotes."""
    take(bot, tmp_path, page(), "--published", "2025-08-05")
    (told,) = objects(bot("lookup", "Boston", "--json")[1])
    assert told["query"] == "Boston"
    assert told["resolution"] == "place"
    assert told["place"]["geoid"] == "2507000"
    assert [entry["source"] for entry in told["lists"]] == ["doj_eo14287"]
    assert {"candidates", "refusals", "tallies", "changes", "freshness", "sources"} <= told.keys()
    assert "on doj_eo14287 since 2025-08-05" in bot("lookup", "Boston,", "MA")[1]
    (earlier,) = objects(bot("lookup", "Boston, MA", "--as-of", "2025-08-04", "--json")[1])
    assert earlier["lists"] == []


def test_a_document_that_looks_wrong_is_held(bot: Bot, tmp_path: Path) -> None:
    """Exit code 3, the reasons, and a person who decides; the list stays as it was."""
    take(bot, tmp_path, page())
    code, report = take(bot, tmp_path, b"<html><body><h1>Nothing here yet, of that kind</h1></body></html>")
    assert (code, report["status"]) == (3, "held")
    assert report["reasons"]
    (waiting,) = objects(bot("review", "list", "--json")[1])
    assert waiting["edition"] == report["edition"]
    assert bot("review", "reject", str(report["edition"]))[0] == 0
    assert bot("review", "list", "--json")[1] == ""
    code, _, err = bot("review", "accept", str(report["edition"]))
    assert code == 2
    assert "rejected already" in err
    assert len(objects(bot("listings", "doj_eo14287", "--json")[1])) == 17


def test_a_check_fetches_from_the_address_of_the_settings(
    bot: Bot, tmp_path: Path, httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A `[[sources]]` entry moves a source; a check of it takes the document there."""
    httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
    httpserver.expect_request("/list").respond_with_data(page(), content_type="text/html")
    config = tmp_path / "mine.toml"
    config.write_text(
        "[fetch]\nallow_loopback = true\n"
        f'[[sources]]\nname = "doj_eo14287"\naddress = "{httpserver.url_for("/list")}"\n'
    )
    code, out, _ = bot("check", "doj_eo14287", "--json", "--config", str(config))
    assert (code, objects(out)[-1]["status"]) == (0, "published")
    monkeypatch.setenv("DESK_CONFIG", str(config))
    code, out, _ = bot("--json", "check", "doj_eo14287")
    assert (code, objects(out)[-1]["status"]) == (0, "unchanged")


def test_a_publisher_that_is_down_makes_the_check_fail(
    bot: Bot, tmp_path: Path, httpserver: HTTPServer
) -> None:
    """Exit code 1 and the sentence of what was wrong."""
    httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
    httpserver.expect_request("/list").respond_with_data("No", status=403)
    config = tmp_path / "mine.toml"
    config.write_text(
        "[fetch]\nallow_loopback = true\n"
        f'[[sources]]\nname = "doj_eo14287"\naddress = "{httpserver.url_for("/list")}"\n'
    )
    code, out, _ = bot("check", "doj_eo14287", "--json", "--config", str(config))
    (report,) = objects(out)
    assert (code, report["status"]) == (1, "failed")
    assert "403" in report["reasons"][0]


def test_subscriptions_and_editions_are_lines(
    bot: Bot, tmp_path: Path, sqlite_database: str, clock: Clock
) -> None:
    """What stands in the database comes out as one object a row."""
    engine = open_engine(sqlite_database)
    subscribe(engine, "C0TEXAS", "TX", clock())
    engine.dispose()
    take(bot, tmp_path, page(), "--observed", "2025-08-05T10:00:00-04:00", "--url", "https://example.gov/x")
    (wish,) = objects(bot("subscriptions", "--json")[1])
    assert (wish["channel"], wish["state"]) == ("C0TEXAS", "TX")
    (edition,) = objects(bot("editions", "doj_eo14287", "--json")[1])
    assert edition["observed"] == "2025-08-05T14:00:00+00:00"
    assert edition["address"] == "https://example.gov/x"
    assert "doj_eo14287" in bot("editions")[1]
    assert "C0TEXAS" in bot("subscriptions")[1]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["chek"], "No such command 'chek'. Did you mean 'check'?"),
        (["check", "--fast"], "No such option: --fast"),
        (["listings"], "Missing argument 'SOURCE'"),
        (["listings", "doj_eo14278"], "There is no source doj_eo14278. Did you mean doj_eo14287?"),
        (["listings", "doj_eo14287", "--edition", "x"], "Invalid value for '--edition'"),
        (["listings", "doj_eo14287", "--edition", "7"], "doj_eo14287 has no edition 7."),
        (["listings", "doj_eo14287", "--format", "xml"], "Invalid value for '--format'"),
        (["import", "doj_eo14287", "missing.html"], "does not exist"),
        (["import", "doj_eo14287", ".", "--published", "5 Aug"], "Invalid value for"),
        (["review", "accept", "9"], "There is no edition 9."),
        (["lookup", "Boston", "--as-of", "soon"], "Invalid value for '--as-of'"),
        (["check", "npr_declined"], "npr_declined has no live page"),
        ([], "Usage: python -m bot"),
    ],
)
def test_bad_usage_is_one_sentence_and_exit_code_2(bot: Bot, arguments: list[str], told: str) -> None:
    """Whatever is mistyped: nothing on stdout, the mistake and the next step on stderr."""
    code, out, err = bot(*arguments)
    assert code == 2
    assert told in err
    assert "Traceback" not in err
    assert out == ""


@pytest.mark.parametrize(
    ("variable", "value", "told"),
    [
        ("DESK_DATABASE__URL", "sqlite:////proc/none/desk.db", "can't be made"),
        ("DESK_DATABASE__URL", "nonsense", "is not a database address"),
        ("DESK_DATABSE__URL", "sqlite:///x.db", "Did you mean DESK_DATABASE__URL?"),
        ("DESK_CONFIG", "missing.toml", "There is no settings file"),
    ],
)
def test_what_fails_is_one_sentence_and_exit_code_1(
    bot: Bot, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, told: str
) -> None:
    """A wrong setting or an unreachable database never ends in a traceback."""
    monkeypatch.setenv(variable, value)
    code, out, err = bot("editions", "--json")
    assert code == 1
    assert told in err
    assert "Traceback" not in err
    assert out == ""


def test_a_file_that_is_no_database_fails_in_a_sentence(
    bot: Bot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A path that was mistaken for another file is told, and the file left alone."""
    file = tmp_path / "notes.txt"
    file.write_text("These are my notes, and not a database at all. " * 40)
    monkeypatch.setenv("DESK_DATABASE__URL", f"sqlite:///{file}")
    code, _, err = bot("editions")
    assert code == 1
    assert "Traceback" not in err
    assert file.read_text().startswith("These are my notes")


def test_shared_options_stand_anywhere() -> None:
    """`--json` after the verb is the same as before it; what follows -- is left alone."""
    assert hoisted(["check", "a", "--json"]) == ["--json", "check", "a"]
    assert hoisted(["review", "list", "--config", "x.toml"]) == ["--config", "x.toml", "review", "list"]
    assert hoisted(["lookup", "--", "--json"]) == ["lookup", "--", "--json"]


def test_doctor_says_what_is_wrong(bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    """Warnings leave the exit code at 0; a token that Slack doesn't know makes it 1."""
    code, out, _ = bot("doctor", "--json")
    found = {each["check"]: each for each in objects(out)}
    assert code == 0
    assert found["database"]["level"] == "ok"
    assert found["operators"]["level"] == "warn"
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-1")
    monkeypatch.setenv("DESK_SLACK__API_URL", "http://127.0.0.1:9/api/")
    code, out, _ = bot("doctor")
    assert code == 1
    assert "fail  tokens: Slack did not let us in" in out


def test_the_module_runs_as_a_program(tmp_path: Path) -> None:
    """`python -m bot` from the checkout, with stdout closed early by a pipe's other end."""
    done = subprocess.run(
        [sys.executable, "-m", "bot", "manifest", "--json"],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert len(objects(done.stdout)) == 1
    assert done.stderr == ""
