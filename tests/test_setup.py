"""`make` on an empty machine: .venv is made, made again when it is broken, and failure is explained."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def _lay(folder: Path, lock: str) -> subprocess.CompletedProcess[str]:
    (folder / "some.lock").write_text(lock)
    return subprocess.run(
        [sys.executable, ROOT / ".ci" / "venv.py", "some.lock"],
        cwd=folder,
        env={**os.environ, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": ""},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.timeout(180)
def test_a_failed_setup_says_why_the_next_starts_anew_and_a_repeat_keeps_it(tmp_path: Path) -> None:
    """Pip's last words and a cure; then .venv is made again from nothing, once, in one line."""
    folder = tmp_path / "a folder with blanks"
    folder.mkdir()
    failed = _lay(folder, f"nowhere==1 --hash=sha256:{'0' * 64}\n")
    assert failed.returncode == 1
    assert "No matching distribution found for nowhere==1" in failed.stderr
    assert failed.stderr.splitlines()[-1] == (
        "some.lock could not be installed. See .cache/setup.log; is the package index reachable?"
    )
    left_over = folder / ".venv" / "left-over"
    left_over.touch()
    made = _lay(folder, "# nothing\n")
    assert (made.returncode, made.stderr, len(made.stdout.splitlines())) == (0, "", 1)
    assert not left_over.exists()
    left_over.touch()
    assert _lay(folder, "# nothing\n").returncode == 0
    assert left_over.exists()


def test_make_alone_lists_every_target_that_a_person_types() -> None:
    """`make` with no target changes nothing and prints one line a target."""
    done = subprocess.run(
        ["make", "--no-print-directory"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    targets = [line.split()[0] for line in done.stdout.splitlines()[1:]]
    assert targets == ["run", "test", "check", "bench", "example", "setup", "lock", "clean"]
