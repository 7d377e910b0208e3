"""A database's address is never printed with its password, however it is written."""

import io
import logging
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.__main__ import main
from models.db import migrate, open_engine
from models.errors import DeskError, SettingsError

MARK = "Xq7Secret"
HOST = "127.0.0.1:1"
"""Where nothing listens."""
ODD = st.text("@/:?#%&= []\\'\"+a", max_size=3)
SHAPES = (
    "postgresql://desk:{}@{}/desk",
    "postgresql://desk:{}@{}",
    "postgres://desk:{}@{}/desk",
    "postgresql+psycopg2://desk:{}@{}/desk",
    "postgresql:/desk:{}@{}/desk",
    "postgresql//desk:{}@{}/desk",
    "desk:{}@{}/desk",
    "mysql://desk:{}@{}/desk",
    "sqlite://desk:{}@{}/desk",
    "sqlite:///desk:{}@{}/desk",
    "postgresql://de/sk:{}@{}/desk",
    "postgresql://desk:{}@{}:port/desk",
    "postgresql://desk:{}@[{}/desk",
    "postgresql://{1}/desk?user=desk&password={0}",
    "postgresql://{1}/desk?pasword={0}",
    "postgresql://{1}/desk?sslpassword={0}&sslmode=x",
    "postgresql://desk@{1}/desk?password={0}&password={0}",
    "sqlite:////dev/null/desk.db?password={}",
)


@contextmanager
def told() -> Iterator[io.StringIO]:
    """Collect what is printed and logged, down to the last detail."""
    text = io.StringIO()
    handler, root = logging.StreamHandler(text), logging.getLogger()
    level = root.level
    root.addHandler(handler)
    try:
        with redirect_stdout(text), redirect_stderr(text):
            yield text
    finally:
        root.removeHandler(handler)
        root.setLevel(level)


@settings(max_examples=60)
@given(st.sampled_from(SHAPES), ODD, ODD)
def test_a_password_is_printed_by_nothing(shape: str, before: str, after: str) -> None:
    """Neither by a verb that says all it knows, nor by the errors' own traces."""
    url = shape.format(f"{before}{MARK}{after}", HOST)
    with told() as text, pytest.MonkeyPatch.context() as patch:
        patch.setenv("DESK_DATABASE__URL", url)
        assert main(["--verbose", "doctor", "--json"]) == 1
        try:
            migrate(url)
        except DeskError as error:
            text.write("".join(traceback.format_exception(error)))
    assert text.getvalue()
    assert MARK not in text.getvalue()
    assert "nobody foresaw" not in text.getvalue()


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("postgresql://desk:p@ss/word@host/db", "has an @ where none can be. In a name or password write @"),
        ("desk:word@host/db", "is not a database address. Use sqlite:///desk.db or"),
        ("sqlite://desk:word@host/db", "half a file's and half a server's address"),
        ("sqlite:///desk.db?password=word", "a password to a file"),
    ],
)
def test_what_is_wrong_is_said_with_its_cure(url: str, said: str) -> None:
    """One sentence without the address, and how it is written."""
    with pytest.raises(SettingsError) as caught:
        open_engine(url)
    assert said in str(caught.value)
    assert "desk:word" not in str(caught.value)


def test_a_password_behind_the_address_is_hidden_like_any() -> None:
    """SQLAlchemy shows what stands behind the question mark to whoever prints an engine."""
    engine = open_engine("postgresql://127.0.0.1:1/desk?user=desk&password=word&sslmode=disable")
    assert "word" not in f"{engine!r}"
    assert engine.url.password == "word"  # noqa: S105
    assert engine.url.query == {"user": "desk", "sslmode": "disable"}
    engine.dispose()


def test_a_file_may_lie_in_a_folder_with_an_at(tmp_path: object) -> None:
    """As in the home of a person who is known to several machines."""
    open_engine(f"sqlite:///{tmp_path}/desk@newsroom.example/desk.db").dispose()
