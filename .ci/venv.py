"""Lay a hashed lock into .venv with no more than Python's standard library.

Usage: python3 .ci/venv.py LOCK

Debian's python3 comes without ensurepip, pip and often venv, so four ways are tried: the
venv module; an installed virtualenv; a virtualenv that pip brings; pip's wheel from the
system's own package `python3-pip-whl`, which apt-get downloads without being root.

A lock is installed, never resolved: older pips ask the index for whatever another package wants
with an extra, find a release newer than the lock, and refuse it for having no hash. `pip check` then
tells whether the lock was whole.
"""

from __future__ import annotations

import fcntl
import os
import re
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
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


INSTALLED_WHEELS = Path("/usr/share/python-wheels")
"""Where Debian's python3-pip-whl puts pip's wheel."""
TICK_SECONDS = 0.5
PLAIN_SECONDS = 10.0
"""Where lines can't be rewritten, what lasts is told again this often."""


class Progress:
    """Tells on stdout what is being done: one line that moves on a terminal, plain lines elsewhere."""

    def __init__(self) -> None:
        self.moving = sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
        self.began = self.written = time.monotonic()
        self.stage = self.text = ""

    def seconds(self) -> int:
        """Return the whole seconds since the set-up began."""
        return int(time.monotonic() - self.began)

    def tell(self, stage: str, detail: str) -> None:
        """Tell the stage; a new detail of the same stage is shown, but is no plain line of its own."""
        began = stage != self.stage
        self.stage, self.text = stage, f"{stage} {detail}"
        if self.moving:
            self.tick()
        elif began:
            self.write(self.text)

    def tick(self) -> None:
        """Show that it still lasts; to be called at least each second."""
        took = f" ({self.seconds()} s)"
        if self.moving:
            room = shutil.get_terminal_size().columns - 1 - len(took)
            sys.stdout.write(f"\r{self.text[: max(room, 0)]}{took}\x1b[K")
            sys.stdout.flush()
        elif time.monotonic() - self.written >= PLAIN_SECONDS:
            self.write(self.text + took)

    def write(self, line: str) -> None:
        """Write a line that stays."""
        self.clear()
        print(line, flush=True)
        self.written = time.monotonic()

    def clear(self) -> None:
        """Take the moving line away, so that what is written next stands alone."""
        if self.moving:
            sys.stdout.write("\r\x1b[K")
            sys.stdout.flush()


class PipReader:
    """Tells from pip's lines how far it is.

    Args:
        progress: Where to tell it.
        total: How many packages the lock pins.
    """

    def __init__(self, progress: Progress, total: int) -> None:
        self.progress = progress
        self.total = total
        self.seen = 0

    def __call__(self, line: str) -> None:
        """Take one line of `pip install`."""
        if line.startswith("Ignoring "):  # its marker rules this machine out
            self.total -= 1
        elif line.startswith("Requirement already satisfied: "):
            self.seen += 1
        elif found := re.match(r"(?:Collecting|Processing) (?:\S*/)?(\S+?)(?:==|\[|-\d|\s|$)", line):
            self.seen += 1
            self.progress.tell("Fetching", f"{self.seen} of {max(self.seen, self.total)}: {found[1]}")
        elif found := re.match(r"\s*Building wheel for (\S+)", line):
            self.progress.tell("Building", found[1])
        elif line.startswith("Installing collected packages: "):
            count = line.count(",") + 1
            self.progress.tell("Installing", f"{count} package{'s' if count > 1 else ''}")


def lines(pipe: IO[bytes] | None, progress: Progress) -> Iterator[str]:
    """Yield each line as it comes; the progress moves even while none does."""
    rest = b""
    while pipe:
        progress.tick()
        if not select.select([pipe], [], [], TICK_SECONDS)[0]:
            continue
        piece = os.read(pipe.fileno(), 1 << 16)
        *whole, rest = (rest + piece).split(b"\n")
        if not piece and rest:
            whole.append(rest)
        yield from (line.decode(errors="replace") for line in whole)
        if not piece:
            return


def run(
    progress: Progress, *command: str, read: Callable[[str], None] | None = None, **environment: str
) -> bool:
    """Run a command into the log.

    Args:
        progress: What moves meanwhile.
        command: The program and its arguments.
        read: Is given each line that the command prints.
        environment: Variables on top of this process's own.

    Returns:
        Whether it succeeded (False if there is no such program).
    """
    settings = {**os.environ, **PIP_SETTINGS, **environment}
    if "PYTHONPATH" not in environment:
        settings.pop("PYTHONPATH", None)
    with LOG.open("a", encoding="utf-8", buffering=1) as log:
        log.write("$ " + " ".join(command) + "\n")
        try:
            child = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                env=settings,
            )
        except OSError as error:
            log.write(f"{error}\n")
            return False
        with child:
            follow(child, progress, log, read)
    return child.returncode == 0


def follow(
    child: subprocess.Popen[bytes], progress: Progress, log: IO[str], read: Callable[[str], None] | None
) -> None:
    """Write what a child prints into the log; it doesn't outlive an interruption."""
    try:
        for line in lines(child.stdout, progress):
            log.write(line + "\n")
            if read:
                read(line)
    except BaseException:
        child.kill()
        raise


def usable(progress: Progress) -> bool:
    """Tell whether .venv is whole: its Python runs, is new enough and has pip."""
    probe = f"import sys, pip; sys.exit(sys.version_info < {OLDEST})"
    return not HALF_MADE.exists() and run(progress, str(PYTHON), "-c", probe)


def with_venv(progress: Progress) -> bool:
    """Make .venv with the standard library's venv."""
    return run(progress, sys.executable, "-m", "venv", str(VENV))


def with_virtualenv(progress: Progress) -> bool:
    """Make .venv with a virtualenv that is installed already."""
    return run(progress, sys.executable, "-m", "virtualenv", str(VENV))


def with_fetched_virtualenv(progress: Progress) -> bool:
    """Make .venv with a virtualenv that the system's pip brings into .cache."""
    tools = str(CACHE / "tools")
    return run(progress, sys.executable, "-m", "pip", "install", "--target", tools, "virtualenv") and run(
        progress, sys.executable, "-m", "virtualenv", str(VENV), PYTHONPATH=tools
    )


def system_wheels(progress: Progress) -> list[Path]:
    """Return pip's wheel of the system's package: the installed one, else one that apt-get downloads."""
    if installed := list(INSTALLED_WHEELS.glob("pip-*.whl")):
        return installed
    apt = CACHE.resolve() / "apt"
    for folder in ("lists/partial", "archives/partial", "pip"):
        (apt / folder).mkdir(parents=True, exist_ok=True)
    own_state = ("-o", f"Dir::State::lists={apt}/lists", "-o", f"Dir::Cache={apt}")
    download = f'cd "{apt}" && apt-get "$@" download python3-pip-whl && dpkg-deb -x python3-pip-whl*.deb pip'
    if not (
        run(progress, "apt-get", *own_state, "update")
        and run(progress, "sh", "-c", download, "sh", *own_state)
    ):
        return []
    return list(apt.glob("pip/usr/share/python-wheels/pip-*.whl"))


def with_system_wheel(progress: Progress) -> bool:
    """Make .venv without pip, then add pip from the wheel in the system's package of it."""
    if not run(progress, sys.executable, "-m", "venv", "--without-pip", str(VENV)):
        return False
    wheels = [str(wheel) for wheel in system_wheels(progress)]
    return bool(wheels) and run(
        progress, str(PYTHON), f"{wheels[0]}/pip", "install", "--no-index", "--no-deps", wheels[0]
    )


LADDER: tuple[Callable[[Progress], bool], ...] = (
    with_venv,
    with_virtualenv,
    with_fetched_virtualenv,
    with_system_wheel,
)


def make(progress: Progress) -> bool:
    """Make .venv in the first way that works; a half-made one is removed before each try."""
    progress.tell("Making", ".venv")
    for way in LADDER:
        shutil.rmtree(VENV, ignore_errors=True)
        if way(progress) and usable(progress):
            return True
    shutil.rmtree(VENV, ignore_errors=True)
    return False


def pins(lock: str) -> list[str]:
    """Return the names that a lock pins, normalized; none if there is no such file (pip says so)."""
    text = Path(lock).read_text(encoding="utf-8") if Path(lock).is_file() else ""
    return [normal(name) for name in re.findall(r"^([\w.-]+)(?:\[.*?\])?==", text, re.MULTILINE)]


def normal(name: str) -> str:
    """Return a package's name in its one spelling (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def check(progress: Progress, lock: str, names: list[str]) -> str:
    """Have pip check that what the lock installed is whole.

    What an older lock left in .venv may miss something, too; that is no fault of this lock.

    Returns:
        A sentence on what the packages that the lock names miss, with its cure; or nothing.
    """
    said: list[str] = []
    progress.tell("Checking", "that nothing is missing")
    if run(progress, str(PYTHON), "-m", "pip", "check", read=said.append):
        return ""
    broken = [line for line in said if re.search(r" (requires|has requirement|is not supported) ", line)]
    ours = [line.strip().rstrip(".") for line in broken if normal(line.split()[0]) in names]
    if not broken:
        return f"{lock} was installed, but could not be checked. See {LOG}."
    return f"{lock} lacks something: {'; '.join(ours)}. Run make lock." if ours else ""


def last_words() -> str:
    """Return the end of the log."""
    return "\n".join(LOG.read_text(encoding="utf-8", errors="replace").splitlines()[-15:])


def fail(progress: Progress, *words: str) -> int:
    """Print why, and last a sentence with its cure; return the exit code."""
    progress.clear()
    print("\n".join(words), file=sys.stderr)
    return 1


def install(lock: str, progress: Progress) -> int:
    """Make .venv if it isn't whole, then install what the lock names, checked by hash."""
    LOG.write_text("", encoding="utf-8")
    progress.tell("Setting up", f".venv from {lock} (log: {LOG})")
    if not usable(progress) and not make(progress):
        return fail(progress, last_words(), f"No virtual environment could be made. {CURE}")
    HALF_MADE.touch()
    names = pins(lock)
    pip = (str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--no-input")
    reader = PipReader(progress, len(names))
    if not run(progress, *pip, "--no-deps", "--require-hashes", "-r", lock, read=reader):
        cure = f"See {LOG}; is the package index reachable?"
        return fail(progress, last_words(), f"{lock} could not be installed. {cure}")
    if missing := check(progress, lock, names):
        return fail(progress, missing)
    HALF_MADE.unlink()
    progress.write(f".venv is set up from {lock}; it took {progress.seconds()} s")
    return 0


def taken(turn: IO[str]) -> bool:
    """Take the turn, unless another process has it; return whether it is ours."""
    try:
        fcntl.flock(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def main() -> int:
    """Set .venv up from the lock named on the command line; one process at a time."""
    progress = Progress()
    if sys.version_info < OLDEST:
        found = f"{sys.version_info.major}.{sys.version_info.minor}"
        cure = "Name a newer one: make PYTHON3=python3.12"
        return fail(progress, f"Python {found} is too old: 3.11 is needed. {cure}")
    if len(sys.argv) != 2:  # noqa: PLR2004 - the program and the lock
        return fail(progress, "Say which lock to lay: python3 .ci/venv.py LOCK.")
    CACHE.mkdir(exist_ok=True)
    try:
        with (CACHE / "setup.lock").open("w", encoding="utf-8") as turn:
            while not taken(turn):
                progress.tell("Waiting", "for another set-up to end")
                progress.tick()
                time.sleep(TICK_SECONDS)
            progress.began = time.monotonic()
            return install(sys.argv[1], progress)
    finally:
        progress.clear()


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
