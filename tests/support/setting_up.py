"""Running `.ci/venv.py` in a folder of its own, in a pipe or on a terminal."""

import importlib.util
import os
import pty
import re
import subprocess
import sys
import termios
from pathlib import Path
from types import ModuleType

SCRIPT = Path(__file__).parents[2] / ".ci" / "venv.py"
WITHOUT_INDEX = {**os.environ, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": ""}


def lay(
    folder: Path, lock: str, environment: dict[str, str] = WITHOUT_INDEX
) -> subprocess.CompletedProcess[str]:
    """Have a lock of this text laid into the folder's .venv; return how that ended."""
    (folder / "some.lock").write_text(lock)
    return subprocess.run(
        [sys.executable, SCRIPT, "some.lock"],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def lay_on_a_terminal(folder: Path, lock: str, columns: int, environment: dict[str, str]) -> str:
    """Have a lock of this text laid on a terminal of this width; return all that was written there."""
    (folder / "some.lock").write_text(lock)
    terminal, end = pty.openpty()
    termios.tcsetwinsize(end, (24, columns))
    settings = {**environment, "TERM": "xterm"}
    settings.pop("COLUMNS", None)
    with subprocess.Popen(
        [sys.executable, SCRIPT, "some.lock"], cwd=folder, env=settings, stdout=end, stderr=end
    ):
        os.close(end)
        told = b""
        try:
            while piece := os.read(terminal, 4096):
                told += piece
        except OSError:  # how Linux tells that nobody writes to the terminal anymore
            pass
    os.close(terminal)
    return told.decode()


def as_module() -> ModuleType:
    """Return `.ci/venv.py` as a module; its folders are those of the working directory."""
    spec = importlib.util.spec_from_file_location("ci_venv", SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def seconds_apart(text: str) -> str:
    """Return what was told with every count of seconds as N: it differs from machine to machine."""
    return re.sub(r"\d+ s\b", "N s", text)
