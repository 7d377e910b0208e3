"""`check --dry-run` and `import --dry-run` as a newcomer meets them."""

import json
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from bot.cli.output import EXIT_DONE, EXIT_FAILED, EXIT_HELD, EXIT_USAGE
from models.db import open_engine
from tests.support.clock import Clock
from tests.support.desk.command_line import Bot, objects
from tests.support.documents.described_tables import as_csv
from tests.support.newsroom.editions import subscribe

CONFIG = """
[[sources]]
name = "my_list"
address = "{address}"
format = "csv"
kind = "state"
rows = "designation"
title = "My list"
publisher = "Bureau"
columns = {{ name = "Jurisdiction", state = "State", heading = "Kind" }}
"""


@pytest.fixture
def described(
    tmp_path: Path, httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch, bot: Bot
) -> HTTPServer:
    """A local publisher whose list is described in config.toml."""
    httpserver.no_handler_status_code = 404
    (tmp_path / "config.toml").write_text(CONFIG.format(address=httpserver.url_for("/list.csv")))
    monkeypatch.setenv("DESK_FETCH__ALLOW_LOOPBACK", "true")
    return httpserver


def test_a_check_that_writes_nothing_shows_everything(bot: Bot, described: HTTPServer) -> None:
    """One object with rows, places and changes; afterwards there is still no edition."""
    rows = [("Boston", "MA", "Cities"), ("East Hampton", "NY", "Cities"), ("Nowhere", "TX", "Cities")]
    described.expect_request("/list.csv").respond_with_data(as_csv(rows))
    code, out, _ = bot("check", "my_list", "--dry-run", "--json")
    (told,) = objects(out)
    assert code == EXIT_DONE
    assert (told["dry_run"], told["status"], told["rows"]) == (True, "published", 3)
    assert told["counts"]["added"] == len(told["changes"]) == len(told["listings"]) == 3
    assert told["places"] == {"resolved": 1, "ambiguous": 1, "unknown": 1}
    assert [row["name"] for row in told["unresolved"]] == ["East Hampton", "Nowhere"]
    assert [place["state"] for place in told["unresolved"][0]["candidates"]] == ["NY", "NY"]
    assert told["columns"] == ["Jurisdiction", "State", "Kind"]
    assert bot("editions", "--json")[1] == ""


def test_people_read_sentences(bot: Bot, described: HTTPServer) -> None:
    """What can't be placed is named with its candidates, and the last line says that it was a dry run."""
    described.expect_request("/list.csv").respond_with_data(as_csv([("East Hampton", "NY", "Cities")]))
    code, out, _ = bot("check", "--dry-run", "my_list")
    assert code == EXIT_DONE
    assert ": would be published (" in out
    assert "ambiguous: East Hampton | NY | Cities" in out
    assert "East Hampton (village), N.Y." in out
    assert "no channel would be alerted" in out
    assert out.endswith("Dry run: Nothing was kept; nobody was alerted.\n")


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [("Place,State\nBoston,MA\n", 200, EXIT_HELD), ("", 404, EXIT_FAILED)],
)
def test_it_exits_as_the_check_would(
    bot: Bot, described: HTTPServer, body: str, status: int, code: int
) -> None:
    """A script learns from the exit code alone that columns are wrong, or the page is gone."""
    described.expect_request("/list.csv").respond_with_data(body, status)
    assert bot("check", "my_list", "--dry-run")[0] == code


def test_a_file_at_hand_is_tried_without_a_publisher(bot: Bot, described: HTTPServer, tmp_path: Path) -> None:
    """The very columns of the entry, on a file that a person saved."""
    file = tmp_path / "saved.csv"
    file.write_text(as_csv())
    code, out, _ = bot("import", "my_list", str(file), "--dry-run", "--json")
    assert (code, json.loads(out)["rows"]) == (EXIT_DONE, 3)
    assert not described.log
    assert bot("editions", "--json")[1] == ""


def test_a_list_without_a_page_has_no_dry_run(bot: Bot) -> None:
    """The bundled lists are never fetched."""
    code, _, err = bot("check", "npr_declined", "--dry-run")
    assert code == EXIT_USAGE
    assert "npr_declined has no page" in err


def test_a_source_that_left_the_settings_still_answers(
    bot: Bot, described: HTTPServer, tmp_path: Path
) -> None:
    """Its editions stay; only what would fetch or read it anew says that it is not described any more."""
    described.expect_request("/list.csv").respond_with_data(as_csv())
    assert bot("check", "my_list")[0] == EXIT_DONE
    (tmp_path / "config.toml").write_text("")
    assert len(objects(bot("listings", "my_list", "--format", "json")[1])) == 3
    assert len(objects(bot("changes", "my_list", "--json")[1])) == 4
    assert len(objects(bot("editions", "my_list", "--json")[1])) == 1
    assert bot("lookup", "Boston, MA", "--json")[0] == EXIT_DONE
    assert bot("lookup", "Boston, MA")[0] == EXIT_DONE
    assert bot("doctor")[0] == EXIT_DONE
    code, _, err = bot("check", "my_list")
    assert code == EXIT_USAGE
    assert "I don't know the list `my_list`." in err


def test_a_held_edition_of_a_source_that_left_cannot_be_accepted(
    bot: Bot, described: HTTPServer, tmp_path: Path
) -> None:
    """Nothing tells any more how to read it; rejecting needs no reading."""
    described.expect_request("/list.csv").respond_with_data("Place,State\nBoston,MA\n")
    assert bot("check", "my_list")[0] == EXIT_HELD
    (tmp_path / "config.toml").write_text("")
    code, _, err = bot("review", "accept", "1")
    assert code == EXIT_USAGE
    assert "my_list is not in the settings any more" in err
    assert bot("review", "reject", "1")[0] == EXIT_DONE


def test_of_a_list_that_comes_in_behind_nobody_would_be_told(
    bot: Bot, described: HTTPServer, tmp_path: Path, sqlite_database: str, clock: Clock
) -> None:
    """The import itself tells nobody of history; the dry run says the same."""
    engine = open_engine(sqlite_database)
    subscribe(engine, "C0TEXAS", "TX", clock())
    engine.dispose()
    rows = [(f"{name} County", "TX", "Counties") for name in ("Travis", "Bexar", "Dallas")]
    file = tmp_path / "saved.csv"

    def tried(number: int, day: str) -> list[object]:
        file.write_text(as_csv(rows[:number]))
        options = ("--observed", f"{day}T12:00Z", "--alert", "--dry-run", "--json")
        return list(objects(bot("import", "my_list", str(file), *options)[1])[0]["alerts"])

    file.write_text(as_csv(rows[:2]))
    assert bot("import", "my_list", str(file), "--observed", "2026-05-10T12:00Z")[0] == EXIT_DONE
    assert len(tried(3, "2026-05-20")) == 1
    assert tried(3, "2026-05-01") == []
    out = bot("import", "my_list", str(file), "--observed", "2026-05-01T12:00Z", "--alert", "--dry-run")[1]
    assert "no channel would be alerted: it comes in behind later versions" in out
    assert bot("import", "my_list", str(file), "--observed", "2026-05-01T12:00Z")[0] == EXIT_DONE
    assert len(objects(bot("listings", "my_list", "--json")[1])) == 2
