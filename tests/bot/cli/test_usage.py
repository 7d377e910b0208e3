"""Checks, settings, and what is mistyped: stdout, stderr and exit codes as scripts see them."""

import subprocess
import sys
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from bot.__main__ import hoisted
from tests.support.desk.command_line import Bot, objects, page


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


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["chek"], "No such command 'chek'. Did you mean 'check'? See python -m bot --help."),
        (["check", "--fast"], "No such option: --fast"),
        (["lookup", "Boston", "--as-of", "2099-01-01"], "That day hasn't come yet."),
        (["listings"], "Missing argument 'SOURCE'. See python -m bot listings --help."),
        (["listings", "doj_eo14278"], "I don't know the list `doj_eo14278`. Did you mean `doj_eo14287`?"),
        (["listings", "doj_eo14287", "--edition", "x"], "Invalid value for '--edition'"),
        (["listings", "doj_eo14287", "--edition", "7"], "doj_eo14287 has no edition 7."),
        (["listings", "doj_eo14287", "--format", "xml"], "Invalid value for '--format'"),
        (["import", "doj_eo14287", "missing.html"], "does not exist"),
        (
            ["import", "doj_eo14287", ".", "--published", "5 Aug"],
            "'5 Aug' is no day. Write it as 2025-05-30.",
        ),
        (["review", "accept", "9"], "There is no edition 9."),
        (["import", "doj_eo14287", __file__, "--url", "nowhere"], "--url 'nowhere' is no web address."),
        (["import", "doj_eo14287", __file__, "--published", "2999-01-01"], "lies years ahead."),
        (["lookup", ""], "No place was named."),
        (["lookup", "Boston", "--as-of", "soon"], "Invalid value for '--as-of'"),
        (["check", "npr_declined"], "npr_declined has no live page"),
        (["review", "accepts", "1"], "Did you mean 'accept'? See python -m bot review --help."),
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


def test_a_python_without_the_desks_libraries_is_told_which_one_has_them() -> None:
    """`python3 -m bot` of the computer itself: one sentence with the next step."""
    done = subprocess.run(
        [sys.executable, "-S", "-m", "bot", "lookup", "Boston"],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    told = "Run `make setup`, then `.venv/bin/python -m bot …`.\n"
    assert (done.returncode, done.stdout, done.stderr) == (1, "", told)


def test_shared_options_stand_anywhere() -> None:
    """`--json` after the verb is the same as before it; what follows -- is left alone."""
    assert hoisted(["check", "a", "--json"]) == ["--json", "check", "a"]
    assert hoisted(["review", "list", "--config", "x.toml"]) == ["--config", "x.toml", "review", "list"]
    assert hoisted(["lookup", "--", "--json"]) == ["lookup", "--", "--json"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["review", "list"], "Nothing needs review."),
        (["editions"], "No edition was read yet. python -m bot check reads the lists."),
        (["notes", "list"], "There is no note yet. python -m bot notes add makes one."),
        (["leads"], "No announcement was found yet. Scouts are set as [[scouts]] in config.toml."),
        (["subscriptions"], "No channel has subscribed yet. In Slack, type /detainers subscribe MA in one."),
    ],
)
def test_where_there_is_nothing_a_sentence_says_of_what(bot: Bot, arguments: list[str], told: str) -> None:
    """An empty table would leave open whether the verb worked."""
    assert bot(*arguments)[:2] == (0, f"{told}\n")


def test_a_folder_without_a_document_is_told_what_is_taken(bot: Bot, tmp_path: Path) -> None:
    """Nothing was skipped that could explain it."""
    folder = tmp_path / "archive"
    folder.mkdir()
    code, _, err = bot("import", "doj_eo14287", str(folder))
    assert code == 2
    assert "There is no document among these files. Name files, or a folder of XLSX, CSV" in err


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
    code, out, err = bot("doctor")
    assert code == 1
    assert (
        "fail  tokens: Slack at http://127.0.0.1:9/api/ can't be reached (ConnectionRefusedError). See" in out
    )
    assert err == ""


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
