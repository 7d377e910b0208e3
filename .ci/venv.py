"""Lay a hashed lock into .venv with no more than Python's standard library.

Usage: python3 .ci/venv.py LOCK

Debian's python3 comes without ensurepip, pip and often venv, so four ways are tried: the
venv module; an installed virtualenv; a virtualenv that pip brings; pip's wheel from the
system's own package `python3-pip-whl`, which apt-get downloads without being root.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO

VENV = Path(".venv")
PYTHON = VENV / "bin" / "python"
CACHE = Path(".cache")
LOG = CACHE / "setup.log"
HALF_MADE = VENV / ".half-made"
"""Stands while .venv is being changed: found at the start, the last try was interrupted."""
OLDEST = (3, 11)
CURE = "Install your system's venv package (Debian, Ubuntu: apt-get install python3-venv) and try again."
PIP_SETTINGS = {"PIP_USER": "0", "PIP_REQUIRE_VIRTUALENV": "0", "PIP_ROOT_USER_ACTION": "ignore"}


def run(log: IO[str], *command: str, **environment: str) -> bool:
    """Run a command into the log; return whether it succeeded (False if there is no such program)."""
    log.write("$ " + " ".join(command) + "\n")
    log.flush()
    settings = {**os.environ, **PIP_SETTINGS, **environment}
    if "PYTHONPATH" not in environment:
        settings.pop("PYTHONPATH", None)
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            env=settings,
            check=False,
        )
    except OSError as error:
        log.write(f"{error}\n")
        log.flush()
        return False
    return done.returncode == 0


def usable(log: IO[str]) -> bool:
    """Tell whether .venv is whole: its Python runs, is new enough and has pip."""
    probe = f"import sys, pip; sys.exit(sys.version_info < {OLDEST})"
    return not HALF_MADE.exists() and run(log, str(PYTHON), "-c", probe)


def with_venv(log: IO[str]) -> bool:
    """Make .venv with the standard library's venv."""
    return run(log, sys.executable, "-m", "venv", str(VENV))


def with_virtualenv(log: IO[str]) -> bool:
    """Make .venv with a virtualenv that is installed already."""
    return run(log, sys.executable, "-m", "virtualenv", str(VENV))


def with_fetched_virtualenv(log: IO[str]) -> bool:
    """Make .venv with a virtualenv that the system's pip brings into .cache."""
    tools = str(CACHE / "tools")
    return run(log, sys.executable, "-m", "pip", "install", "--target", tools, "virtualenv") and run(
        log, sys.executable, "-m", "virtualenv", str(VENV), PYTHONPATH=tools
    )


def with_system_wheel(log: IO[str]) -> bool:
    """Make .venv without pip, then add pip from the wheel in the system's package of it."""
    apt = CACHE.resolve() / "apt"
    for folder in ("lists/partial", "archives/partial", "pip"):
        (apt / folder).mkdir(parents=True, exist_ok=True)
    own_state = ("-o", f"Dir::State::lists={apt}/lists", "-o", f"Dir::Cache={apt}")
    download = f'cd "{apt}" && apt-get "$@" download python3-pip-whl && dpkg-deb -x python3-pip-whl*.deb pip'
    if not (
        run(log, sys.executable, "-m", "venv", "--without-pip", str(VENV))
        and run(log, "apt-get", *own_state, "update")
        and run(log, "sh", "-c", download, "sh", *own_state)
    ):
        return False
    wheels = [str(wheel) for wheel in apt.glob("pip/usr/share/python-wheels/pip-*.whl")]
    return bool(wheels) and run(
        log, str(PYTHON), f"{wheels[0]}/pip", "install", "--no-index", "--no-deps", wheels[0]
    )


LADDER: tuple[Callable[[IO[str]], bool], ...] = (
    with_venv,
    with_virtualenv,
    with_fetched_virtualenv,
    with_system_wheel,
)


def make(log: IO[str]) -> bool:
    """Make .venv in the first way that works; a half-made one is removed before each try."""
    for way in LADDER:
        shutil.rmtree(VENV, ignore_errors=True)
        if way(log) and usable(log):
            return True
    shutil.rmtree(VENV, ignore_errors=True)
    return False


def fail(sentence: str, cure: str) -> int:
    """Print the end of the log and one sentence with its cure; return the exit code."""
    if LOG.exists():
        tail = LOG.read_text(encoding="utf-8", errors="replace").splitlines()[-15:]
        print("\n".join(tail), file=sys.stderr)
    print(f"{sentence} {cure}", file=sys.stderr)
    return 1


def install(lock: str) -> int:
    """Make .venv if it isn't whole, then install what the lock names, checked by hash."""
    with LOG.open("w", encoding="utf-8") as log:
        if not usable(log) and not make(log):
            return fail("No virtual environment could be made.", CURE)
        HALF_MADE.touch()
        pip = (str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--no-input")
        if not run(log, *pip, "--require-hashes", "-r", lock):
            return fail(f"{lock} could not be installed.", f"See {LOG}; is the package index reachable?")
        HALF_MADE.unlink()
    return 0


def main() -> int:
    """Set .venv up from the lock named on the command line; one process at a time."""
    if sys.version_info < OLDEST:
        found = f"{sys.version_info.major}.{sys.version_info.minor}"
        return fail(
            f"Python {found} is too old: 3.11 is needed.", "Name a newer one: make PYTHON3=python3.12"
        )
    lock = sys.argv[1]
    print(f"Setting up .venv from {lock} (a minute at most on a fast line; log: {LOG})", flush=True)
    CACHE.mkdir(exist_ok=True)
    with (CACHE / "setup.lock").open("w", encoding="utf-8") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        return install(lock)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
