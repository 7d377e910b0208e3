"""Settings: from the file, from the environment, and wrong."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.config import (
    PlainSource,
    ScoutSettings,
    Settings,
    SourceSettings,
    load_secrets,
    load_settings,
)
from models.errors import SettingsError


def written(folder: Path, text: str) -> Path:
    """A settings file of this text."""
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_shipped_file_sets_nothing() -> None:
    """config.toml shows the defaults as comments, and they are the defaults."""
    assert load_settings(Path("config.toml")) == Settings()


def test_every_default_in_the_shipped_file_is_the_default(tmp_path: Path) -> None:
    """With its comments taken away, the file still sets what is set anyway."""
    lines = Path("config.toml").read_text(encoding="utf-8").splitlines()
    kept = []
    for line in lines:
        if line.startswith(("# [[sources]]", "# A built-in")):
            break
        bare = line.removeprefix("# ")
        kept.append(bare if line.startswith("[") or " = " in bare.split("#")[0] else "")
    assert load_settings(written(tmp_path, "\n".join(kept))) == Settings()


def test_the_environment_goes_before_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One key from the environment, the other from the file."""
    path = written(tmp_path, '[slack]\napi_url = "http://file/"\ncommand = "/lists"\n')
    monkeypatch.setenv("DESK_SLACK__API_URL", "http://environment/")
    slack = load_settings(path).slack
    assert (slack.api_url, slack.command) == ("http://environment/", "/lists")


def test_the_file_can_be_named_by_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """DESK_CONFIG chooses the file."""
    monkeypatch.setenv("DESK_CONFIG", str(written(tmp_path, "[history]\nload = false\n")))
    assert load_settings().history.load is False


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[databse]\nurl = "x"', r"no setting databse\. Did you mean database\?"),
        ('[database]\nurll = "x"', r"no setting database\.urll\. Did you mean url\?"),
        ('[[sources]]\nname = "x"\naddres = "y"', r"Did you mean address\?"),
        ('[[sources]]\nname = "x"\naddress = "www.ice.gov"', r"sources\.x\.address is wrong"),
        ('[newsroom]\nzone = "Mars"', "no IANA time zone.* DESK_NEWSROOM__ZONE"),
        ('[newsroom]\noperators = "U1"', "it must be a list"),
        (
            '[newsroom]\noperators = ["U0EDITOR", "@ann"]',
            r"newsroom\.operators is wrong: '@ann' is no Slack user id",
        ),
        ('[newsroom]\noperators_channel = "#desk"', "'#desk' is no Slack channel id"),
        ('[newsroom]\nsubscribers = "member"', r"newsroom\.subscribers is wrong: 'member' is neither"),
        ('[newsroom]\nsubscribers = ["Ann"]', 'neither "anyone" nor "members" nor a list of Slack user ids'),
        ('[slack]\nbot_token = "xoxb-1"', "no setting slack.bot_token"),
        (
            "[[sources]]\nname = 'a'\n[[sources]]\nname = 'a'",
            r"^\[\[sources\]\] names a more than once\. .* DESK_SOURCES ",
        ),
        ("x =", "can't be read"),
    ],
)
def test_a_mistake_in_the_file_names_its_mend(tmp_path: Path, text: str, said: str) -> None:
    """A typing mistake is an error that names the nearest right word, never ignored."""
    with pytest.raises(SettingsError, match=said):
        load_settings(written(tmp_path, text))


def test_what_is_no_settings_file_is_told_with_its_mend(tmp_path: Path) -> None:
    """No line of it is to be mended: it is saved in another encoding, or is a folder."""
    path = tmp_path / "config.toml"
    path.write_bytes('[newsroom]\ncontact = "Zoë"\n'.encode("latin-1"))
    with pytest.raises(SettingsError, match=r"is no text in UTF-8\. Save it as UTF-8"):
        load_settings(path)
    with pytest.raises(SettingsError, match=r"can't be read: Is a directory\. See --config"):
        load_settings(tmp_path)


WRONG = (
    "5",
    "-1",
    "true",
    '"Xq7 Secret"',
    '["Xq7 Secret"]',
    '{ a = "Xq7 Secret" }',
    "1.5",
    '""',
    "[]",
    "nan",
)
SECTIONS = ("database", "newsroom", "slack", "history", "fetch", "preview")
TABLE = """format = "csv"\nkind = "state"\nrows = "designation"\ntitle = "T"\npublisher = "P"
columns = { name = "N" }"""
PYDANTICS = re.compile(r"(?i)\b(?:input|field|string|valid|int|float|bool|dict|dictionary|tuple)\b")


def mistakes() -> Iterator[tuple[str, str]]:
    """Return what may be wrong at which key: each section's, an override's, a table's and a scout's."""
    keys = {f"[{name}]": dict(getattr(Settings(), name)) for name in SECTIONS}
    keys |= {"[[sources]]\nname = 'a'": SourceSettings.model_fields, "[[scouts]]": ScoutSettings.model_fields}
    keys[f"[[sources]]\nname = 'a'\naddress = 'https://a.example'\n{TABLE}"] = PlainSource.model_fields
    for head, names in keys.items():
        for name in names:
            if not re.search(rf"^{name} =", head, re.MULTILINE):
                yield from ((name, f"{head}\n{name} = {value}\n") for value in WRONG)
    yield from ((name, f"{name} = {value}") for name in (*SECTIONS, "sources", "scouts") for value in WRONG)


def test_every_mistake_is_told_in_peoples_words(tmp_path: Path) -> None:
    """Whatever stands at whichever key: no word of a library's, and no value that may be a secret."""
    said = []
    for name, text in mistakes():
        try:
            load_settings(written(tmp_path, text))
        except SettingsError as error:
            said.append((name, str(error)))
    assert len(said) > 200
    assert [sentence for _, sentence in said if PYDANTICS.search(sentence)] == []
    assert [each for each in said if each[0] in ("database", "url") and "Secret" in each[1]] == []


@pytest.mark.parametrize(
    ("told", "means"), [("anyone", "anyone"), ("members", "members"), ('["U0EDITOR"]', ("U0EDITOR",))]
)
def test_who_may_subscribe_is_a_word_or_people(
    monkeypatch: pytest.MonkeyPatch, told: str, means: str | tuple[str, ...]
) -> None:
    """In the environment as in the file; anyone unless something is said."""
    assert load_settings().newsroom.subscribers == "anyone"
    monkeypatch.setenv("DESK_NEWSROOM__SUBSCRIBERS", told)
    assert load_settings().newsroom.subscribers == means


def test_a_mistake_in_the_environment_names_its_mend(monkeypatch: pytest.MonkeyPatch) -> None:
    """A variable of ours that doesn't exist would otherwise be silently without effect."""
    monkeypatch.setenv("DESK_DATABSE__URL", "sqlite:///x.db")
    with pytest.raises(SettingsError, match="Did you mean DESK_DATABASE__URL"):
        load_settings()


def test_a_list_in_the_environment_shows_how_it_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commas are what everybody tries first."""
    monkeypatch.setenv("DESK_NEWSROOM__OPERATORS", "U1,U2")
    with pytest.raises(SettingsError, match="DESK_NEWSROOM__OPERATORS="):
        load_settings()


def test_a_file_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    """A named file must exist; the default one need not."""
    with pytest.raises(SettingsError, match="There is no settings file"):
        load_settings(tmp_path / "none.toml")


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"SLACK_BOT_TOKEN": "xoxb-1"}, "SLACK_APP_TOKEN is not set"),
        ({"SLACK_BOT_TOKEN": "xapp-1", "SLACK_APP_TOKEN": "xapp-1"}, "doesn't start with xoxb-"),
    ],
)
def test_tokens_that_cannot_work_are_told_at_once(environment: dict[str, str], said: str) -> None:
    """One token of two, or the two swapped."""
    with pytest.raises(SettingsError, match=said):
        load_secrets(environment)


def test_no_tokens_means_the_local_slack() -> None:
    """Nothing set is no mistake."""
    assert not load_secrets({}).given
    assert load_secrets({"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}).given
