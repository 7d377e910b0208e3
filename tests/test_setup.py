"""`make` on an empty machine: .venv is made, made again when it is broken, and failure is explained."""

import fcntl
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from tests.support.package_index import PackageIndex
from tests.support.setting_up import SCRIPT, as_module, lay, lay_on_a_terminal, seconds_apart

ROOT = Path(__file__).parent.parent
PINNED = (("base", "1.0"), ("plugin", "1.0"))


@pytest.fixture
def index(httpserver: HTTPServer) -> PackageIndex:
    """An index with `plugin 1.0`, which wants `base` with an extra, and two releases of `base`."""
    index = PackageIndex(httpserver)
    index.publish("base", "1.0", "Provides-Extra: extra")
    index.publish("base", "1.1", "Provides-Extra: extra")
    index.publish("plugin", "1.0", "Requires-Dist: base[extra]>=1.0")
    return index


def test_a_failed_setup_says_why_the_next_starts_anew_and_a_repeat_keeps_it(tmp_path: Path) -> None:
    """Pip's last words and a cure; then .venv is made again from nothing, once, in few lines."""
    folder = tmp_path / "a folder with blanks"
    folder.mkdir()
    failed = lay(folder, f"nowhere==1 --hash=sha256:{'0' * 64}\n")
    assert failed.returncode == 1
    assert "No matching distribution found for nowhere==1" in failed.stderr
    assert failed.stderr.splitlines()[-1] == (
        "some.lock could not be installed. See .cache/setup.log; is the package index reachable?"
    )
    left_over = folder / ".venv" / "left-over"
    left_over.touch()
    made = lay(folder, "# nothing\n")
    assert (made.returncode, made.stderr) == (0, "")
    assert "Making .venv" in made.stdout.splitlines()
    assert not left_over.exists()
    left_over.touch()
    again = lay(folder, "# nothing\n")
    assert (again.returncode, len(again.stdout.splitlines())) == (0, 3)
    assert left_over.exists()


def installed(folder: Path) -> set[str]:
    """What is installed in a folder's .venv, each with its version."""
    return {each.stem for each in folder.glob(".venv/lib/*/site-packages/*.dist-info")}


def test_an_older_pip_installs_a_lock_though_the_index_has_something_newer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, index: PackageIndex
) -> None:
    """What was published after the lock was written changes nothing for an older pip, the system's."""
    if by_system := bool(shutil.which("apt-get")):
        monkeypatch.chdir(tmp_path)
        script = as_module()
        script.CACHE.mkdir()
        assert script.with_system_wheel(script.Progress()), script.last_words()
    done = lay(tmp_path, index.lock(*PINNED), index.settings())
    assert done.returncode == 0, done.stderr
    assert ("Making .venv" in done.stdout) != by_system
    assert {"base-1.0", "plugin-1.0"} <= installed(tmp_path)


def test_a_lock_that_lacks_something_says_what_and_is_laid_anew(tmp_path: Path, index: PackageIndex) -> None:
    """One sentence with a cure; half-made until one is whole, and what no lock names may lack anything.

    What the index has newer than the lock is not installed.
    """
    failed = lay(tmp_path, index.lock(("plugin", "1.0")), index.settings())
    assert (failed.returncode, failed.stderr) == (
        1,
        "some.lock lacks something: plugin 1.0 requires base, which is not installed. Run make lock.\n",
    )
    made = lay(tmp_path, index.lock(*PINNED), index.settings())
    assert (made.returncode, made.stderr) == (0, "")
    assert "Making .venv" in made.stdout.splitlines()
    assert {"base-1.0", "plugin-1.0"} <= installed(tmp_path)
    index.publish("base", "0.9")
    done = lay(tmp_path, index.lock(("base", "0.9")), index.settings())
    assert (done.returncode, done.stderr) == (0, ""), "what an older lock left behind is no fault of this one"
    assert "plugin 1.0 has requirement base" in (tmp_path / ".cache" / "setup.log").read_text()


def test_elsewhere_than_on_a_terminal_each_stage_is_a_line(tmp_path: Path, index: PackageIndex) -> None:
    """A log of a build shows what it waits for, each stage once, how long it took, and little of a repeat."""
    (tmp_path / ".cache").mkdir()
    (tmp_path / "some.lock").write_text(index.lock(*PINNED))
    with (tmp_path / ".cache" / "setup.lock").open("w") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        child = subprocess.Popen(
            [sys.executable, SCRIPT, "some.lock"],
            cwd=tmp_path,
            env=index.settings(),
            stdout=subprocess.PIPE,
            text=True,
        )
        with child:
            assert child.stdout
            first = child.stdout.readline()
            fcntl.flock(other, fcntl.LOCK_UN)
            rest = child.stdout.read()
    told = [
        "Setting up .venv from some.lock (log: .cache/setup.log)",
        "Making .venv",
        "Fetching 1 of 2: base",
        "Installing 2 packages",
        "Checking that nothing is missing",
        ".venv is set up from some.lock; it took N s",
    ]
    assert first == "Waiting for another set-up to end\n"
    # On a machine so slow that a stage lasts, it is told again, with the seconds.
    kept = [line for line in seconds_apart(rest).splitlines() if not line.endswith(" (N s)")]
    assert kept == told
    again = seconds_apart(lay(tmp_path, index.lock(*PINNED), index.settings()).stdout)
    assert again.splitlines() == [told[0], *told[-2:]]


def test_elsewhere_what_lasts_is_told_again_with_the_seconds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A silent program is no silence in a build's log, and no flood either: a line each fifteen seconds."""
    script = as_module()
    assert script.PLAIN_SECONDS + script.TICK_SECONDS < 15
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(script, "PLAIN_SECONDS", 1)
    script.CACHE.mkdir()
    began = time.monotonic()
    progress = script.Progress()
    progress.tell("Making", ".venv")
    assert script.run(progress, sys.executable, "-c", "import time; time.sleep(2.8)")
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Making .venv"
    assert {seconds_apart(line) for line in lines[1:]} == {"Making .venv (N s)"}
    assert 1 <= len(lines[1:]) <= time.monotonic() - began


def test_on_a_terminal_one_line_moves_each_second(tmp_path: Path, index: PackageIndex) -> None:
    """While a slow index is silent, the seconds move; nothing is wider than the terminal but what stays."""
    index.slowness = 2.5
    told = lay_on_a_terminal(tmp_path, index.lock(*PINNED), 26, index.settings())
    *moving, last = told.replace("\x1b[K", "").strip().split("\r")
    assert seconds_apart(last) == ".venv is set up from some.lock; it took N s"
    assert told.count("\n") == 1
    assert max(len(line) for line in moving) <= 25
    fetching = {line for line in moving if line.startswith("Fetching 2 of 2")}
    assert len(fetching) >= 3
    stages = {line.split()[0] for line in moving if line}
    assert stages == {"Setting", "Making", "Fetching", "Installing", "Checking"}


def test_make_alone_lists_every_target_that_a_person_types() -> None:
    """`make` with no target changes nothing and prints one line a target."""
    done = subprocess.run(
        ["make", "--no-print-directory"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    targets = [line.split()[0] for line in done.stdout.splitlines()[1:]]
    verbs = [
        "run",
        "test",
        "coverage",
        "faults",
        "check",
        "bench",
        "example",
        "validate-blocks",
        "messages",
        "pictures",
        "setup",
        "lock",
        "clean",
    ]
    assert targets == verbs
