"""Each package is a room: with a purpose, a face that nobody goes around, and names that load."""

import ast
import importlib
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.rooms import FACES
from tests.architecture.tree import PACKAGES, ROOT, children, faces, modules

ROOMS = sorted(name for name in faces() if name not in PACKAGES)
DRAWERS = {"models.places.data"}
"""Packages without a face: only the room around them, whose contract guards them, opens them."""
LAZY = sorted(name for name in faces() if "lazy_face(__name__)" in modules()[name].text)


def test_imports_keep_the_contracts() -> None:
    """The contracts in pyproject.toml hold: who may import whom, and through which face."""
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-logo"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("room", sorted(faces()))
def test_every_package_says_what_it_is_for(room: str) -> None:
    """One line on top of its `__init__.py`; whoever opens a folder reads it first."""
    said = (ast.get_docstring(modules()[room].tree) or "").partition("\n")[0]
    assert said.endswith("."), f"{room} has no sentence that says its purpose"


@pytest.mark.parametrize("room", [room for room in ROOMS if room not in DRAWERS])
def test_every_package_is_used_through_its_face(room: str) -> None:
    """A new package has its contract in pyproject.toml, and a new module is behind the face."""
    assert room in FACES, f'add to pyproject.toml: the contract "Face of {room}"'
    inside = {f"{room}.{name}" for name in children(room)}
    guarded = inside if f"{room}.*" in FACES[room] else set(FACES[room])
    behind = {name for name in inside if name not in faces() and not name.endswith(".__main__")}
    assert behind <= guarded, "not behind the face"
    assert guarded <= inside, "the contract names what is no module any more"


def test_no_contract_is_of_a_package_that_is_gone() -> None:
    """A contract of a room that was moved would guard nothing."""
    assert FACES.keys() <= faces().keys()
    assert all(f"{drawer.rpartition('.')[0]}.*" in FACES[drawer.rpartition(".")[0]] for drawer in DRAWERS)


@pytest.mark.parametrize("room", ROOMS)
def test_no_face_names_one_of_its_modules(room: str) -> None:
    """Python sets a loaded module on its package: it would hide what the face hands on by that name."""
    handed_on = {*faces()[room], *modules()[room].public_names}
    assert handed_on & children(room) == set()


@pytest.mark.parametrize("room", LAZY)
def test_a_lazy_face_names_only_what_exists(room: str) -> None:
    """A name below `if TYPE_CHECKING:` is loaded when it is first asked for; each can be, now."""
    package = importlib.import_module(room)
    assert faces()[room]
    assert [name for name in faces()[room] if not hasattr(package, name)] == []


def test_a_face_alone_loads_no_library_that_takes_long() -> None:
    """Whoever imports a package waits for what is used of it, not for a database, Slack or a reader."""
    load = "[importlib.import_module(name) for name in sys.argv[1].split()]"
    code = f"import importlib, sys; {load}; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code, " ".join(ROOMS)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    slow = {"sqlalchemy", "sqlmodel", "aiohttp", "slack_sdk", "slack_bolt", "httpx"}
    slow |= {"bs4", "feedparser", "lxml", "openpyxl", "pyarrow", "pypdfium2"}
    assert slow & set(done.stdout.split()) == set()


def test_the_nine_stops_of_a_row_are_nine_rooms() -> None:
    """CONTRIBUTING.md leads a newcomer along a row: each stop is one folder or file, named once."""
    rooms = re.findall(r"^\d\. `([^`]+)`", (ROOT / "CONTRIBUTING.md").read_text("utf-8"), re.MULTILINE)
    assert len(rooms) == len(set(rooms)) == 9
    assert [room for room in rooms if not (ROOT / room).exists()] == []


@pytest.mark.parametrize(
    "text", [path.relative_to(ROOT).as_posix() for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")]]
)
def test_docs_name_only_paths_that_exist(text: str) -> None:
    """Whoever follows a path from a text finds a file there; NAME stands for any."""
    named = re.findall(r"`((?:bot|docs|jobs|models|tests)/[\w./]+)`", (ROOT / text).read_text("utf-8"))
    assert [path for path in named if "NAME" not in path and not (ROOT / path).exists()] == []
