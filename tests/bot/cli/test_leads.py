"""Scouts on the command line: set in config.toml, looked at once, listed, examined."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from tests.support.desk.command_line import Bot
from tests.support.documents import feeds
from tests.support.documents.feeds import News

SETTINGS = """
[fetch]
allow_loopback = true

[[scouts]]
name = "doj_press"
address = "{address}"
words = ["detainer"]
"""


@pytest.fixture
def feed(httpserver: HTTPServer, tmp_path: Path) -> str:
    """The address of a feed with one lead of today, and settings with its scout."""
    now = datetime.now(UTC).replace(microsecond=0)
    items = [
        News("A list of detainers", "https://publisher.example/pr/1", now - timedelta(hours=1)),
        News("Something else", "https://publisher.example/pr/2", now),
    ]
    httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
    httpserver.expect_request("/news").respond_with_data(feeds.rss(items), content_type="application/xml")
    address = httpserver.url_for("/news")
    (tmp_path / "config.toml").write_text(SETTINGS.format(address=address), encoding="utf-8")
    return address


def test_a_scout_is_looked_at_and_its_leads_are_listed(bot: Bot, feed: str) -> None:
    """`check scout:NAME` says what is new; `leads --json` lists all."""
    code, out, _ = bot("check", "scout:doj_press", "--json")
    report = json.loads(out)
    assert (code, report["source"], report["status"], report["rows"]) == (0, "scout:doj_press", "leads", 2)
    assert report["reasons"] == ["A list of detainers: https://publisher.example/pr/1"]
    assert json.loads(bot("check", "scout:doj_press", "--json")[1])["status"] == "unchanged"
    (lead,) = [json.loads(line) for line in bot("leads", "--json")[1].splitlines()]
    assert (lead["scout"], lead["title"], lead["words"]) == ("doj_press", "A list of detainers", ["detainer"])
    assert "A list of detainers" in bot("leads")[1]


def test_the_doctor_names_each_scout(bot: Bot, feed: str) -> None:
    """Before and after its first look."""
    assert "scout:doj_press: Not checked yet." in bot("doctor")[1]
    bot("check", "scout:doj_press")
    assert "scout:doj_press: Checked " in bot("doctor")[1]


def test_answers_know_nothing_of_scouts(bot: Bot, feed: str) -> None:
    """A scout is no list: its name stands among no answer's sources."""
    bot("check", "scout:doj_press")
    assert "scout:" not in bot("lookup", "Boston, MA", "--json")[1]


def test_without_leads_the_next_step_is_told(bot: Bot) -> None:
    """An empty table would leave a person wondering."""
    code, out, _ = bot("leads")
    assert code == 0
    assert "[[scouts]] in config.toml" in out


ENTRY = '[[scouts]]\nname = "a"\naddress = "https://a.example"\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "scouts.a.words is wrong"),
        ("words = []", "scouts.a.words is wrong"),
        ('words = ["-"]', "found everywhere"),
        ('addres = "https://b.example"\nwords = ["b"]', "Did you mean address?"),
        ('words = ["b"]\nform = "rss"', "scouts.a.form is wrong"),
        (f'words = ["b"]\n{ENTRY}words = ["c"]', "[[scouts]] names a more than once"),
    ],
)
def test_a_mistake_in_a_scout_names_its_mend(bot: Bot, tmp_path: Path, text: str, said: str) -> None:
    """As everywhere in the settings."""
    (tmp_path / "config.toml").write_text(ENTRY + text, encoding="utf-8")
    code, _, err = bot("doctor")
    assert code != 0
    assert said in err


def test_an_unknown_scout_names_the_nearest(bot: Bot, feed: str) -> None:
    """A typing mistake is answered as it is for sources."""
    code, _, err = bot("check", "scout:doj_pres")
    assert code == 2
    assert "Did you mean `scout:doj_press`?" in err
