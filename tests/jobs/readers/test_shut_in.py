"""The process that reads documents finds no secret and no way out, whatever a document makes of it."""

import json
import os
import pickle
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from jobs.readers import Parser
from models.domain import Document, Reader
from models.errors import UnreadableDocument
from tests.jobs.readers.test_sandbox import DOCUMENT, well
from tests.support.documents.looking_around import WITHOUT_PRIVILEGES

MARK = "a-marked-secret"
DESK = """
import json, sys
from datetime import UTC, datetime
from jobs.readers import Parser
from models.config import load_secrets, load_settings
from models.domain import Document
from models.environment import withhold
from tests.support.documents.looking_around import look_around

withhold()
document = Document(" ".join(sys.argv[1:]).encode(), "https://a.example", datetime.now(UTC))
with Parser() as parser:
    found = json.loads(parser.parse(look_around, document).caveats[0])
    print(json.dumps({**found, "offline": parser.offline()}))
print(load_settings().database.url, load_secrets().bot_token, file=sys.stderr)
"""
ALONE = "import ctypes, sys; sys.exit(ctypes.CDLL(None).unshare(0x50000000) != 0)"
"""Whether this system lets a process without privileges leave the network."""
LANDLOCK = "import ctypes, sys; sys.exit(ctypes.CDLL(None).syscall(444, None, 0, 1) < 6)"
"""Whether it knows of the rights that a process gives up, truncating and signals included."""


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a reader found that looked everywhere, in a desk that was started with secrets."""
    folder = tmp_path_factory.mktemp("desk")
    told = {"SLACK_BOT_TOKEN": f"xoxb-{MARK}", "SLACK_APP_TOKEN": f"xapp-{MARK}", "PGPASSWORD": MARK}
    told |= {"DESK_DATABASE__URL": f"postgresql://desk:{MARK}@127.0.0.1/desk", "CLOUD_KEY": MARK}
    with socket.create_server(("127.0.0.1", 0)) as server:
        arguments = [str(server.getsockname()[1]), str(folder / "database")]
        (folder / "database").write_text("as it was")
        done = subprocess.run(
            [sys.executable, "-c", WITHOUT_PRIVILEGES, "-c", DESK, *arguments],
            env={**os.environ, **told},
            capture_output=True,
            text=True,
            check=True,
        )
    assert done.stderr.split() == [told["DESK_DATABASE__URL"], told["SLACK_BOT_TOKEN"]]
    left = [each.read_text() for each in folder.iterdir()]
    return {**json.loads(done.stdout), "left": left}


def test_no_secret_is_found(found: dict[str, Any]) -> None:
    """Neither in its own environment, nor in the desk's and other processes', nor in the desk's memory."""
    assert MARK not in json.dumps(found)
    assert found["memory"] != "done"


def test_it_is_in_an_empty_folder_and_writes_nowhere(found: dict[str, Any]) -> None:
    """Nor does it open files without end."""
    assert found["folder"] == "[]"
    assert {found[name] for name in ("file", "own file", "many files")} <= {"OSError", "PermissionError"}


def test_it_alters_nothing_where_the_system_allows_that(found: dict[str, Any]) -> None:
    """Not even the desk's own files, which are the same person's, nor does it end the desk."""
    if (
        sys.platform == "linux"
        and subprocess.run([sys.executable, "-c", LANDLOCK], check=False).returncode == 0
    ):
        assert found["left"] == ["as it was"]
        assert {found[name] for name in ("emptied", "ended", "desk")} == {"PermissionError"}


def test_it_reaches_nobody_where_the_system_allows_that(found: dict[str, Any]) -> None:
    """And the desk knows whether it does."""
    probe = [sys.executable, "-c", WITHOUT_PRIVILEGES, "-c", ALONE]
    allowed = sys.platform == "linux" and subprocess.run(probe, check=False).returncode == 0
    assert found["offline"] is allowed
    assert (found["connection"] == "done") is not allowed


class Attack:
    """An answer that would run something in whoever takes it."""

    def __init__(self, call: object, *arguments: object) -> None:
        self.call, self.arguments = call, arguments

    def __reduce__(self) -> Any:
        """Be taken for what is called."""
        return self.call, self.arguments


def attacks(document: Document) -> object:
    """Answer with what would make a folder in the desk's process."""
    kind, folder = document.body.decode().split()
    named = Attack(Reader("os:mkdir"), folder) if kind == "named" else Attack(os.mkdir, folder)
    return [named] if kind == "inside" else named


@pytest.mark.parametrize("kind", ["plain", "inside", "named"])
def test_an_answer_runs_nothing_in_the_desk(kind: str, tmp_path: Path) -> None:
    """A document that took the child over gets no further; the next one is read."""
    folder = tmp_path / "made"
    document = Document(f"{kind} {folder}".encode(), DOCUMENT.address, DOCUMENT.observed)
    pickle.loads(pickle.dumps(attacks(document)))  # noqa: S301 - shows that it would
    assert folder.is_dir()
    folder.rmdir()
    with Parser() as parser:
        with pytest.raises(UnreadableDocument, match="broke the program"):
            parser.parse(attacks, document)
        assert parser.parse(well, DOCUMENT).caveats == ("bytes",)
    assert not folder.exists()
