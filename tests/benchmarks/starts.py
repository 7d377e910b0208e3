"""What a newcomer waits for: the first load of the history, and a started desk's first answer."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from jobs.replay import load_history
from models.db import migrate
from tests.benchmarks.commands import CHANNEL
from tests.support.newsroom.desk_on_slack import watch_on
from tests.support.slack.driver import Driver

SETTLED = 3.0
"""Seconds after the first answer, in which whatever still starts has started."""


def history(folder: Path) -> float:
    """Return the seconds that loading the bundled history into an empty, migrated database takes."""
    url = f"sqlite:///{tempfile.mkdtemp(dir=folder)}/desk.db"
    migrate(url)
    with watch_on(url) as context:
        start = time.perf_counter()
        load_history(context)
        return time.perf_counter() - start


def first_answer(folder: Path, settle: float = SETTLED) -> tuple[float, float]:
    """Start `python -m bot run` on an empty database and ask it about Boston.

    Returns:
        Seconds from starting the process to the answer, and the MB that it holds a while later.

    Raises:
        RuntimeError: It showed no answer.
    """
    begun = time.perf_counter()
    with _desk(folder) as process:
        assert process.stdout is not None
        page = process.stdout.readline().split(" runs on ")[1].split()[0]
        address = urlsplit(page)
        reply = Driver(f"{address.scheme}://{address.netloc}").command(CHANNEL, "Boston")
        seconds = time.perf_counter() - begun
        if "Boston" not in reply.text:
            raise RuntimeError(f"The desk showed no answer: {reply.error}")
        time.sleep(settle)
        return seconds, _megabytes(process.pid)


@contextmanager
def _desk(folder: Path) -> Iterator[subprocess.Popen[str]]:
    database = f"sqlite:///{tempfile.mkdtemp(dir=folder)}/desk.db"
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("DESK_", "SLACK_"))
    }
    command = [sys.executable, "-m", "bot", "run"]
    settings = {"DESK_DATABASE__URL": database, "DESK_PREVIEW__PORT": "0"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment | settings
    ) as process:
        try:
            yield process
        finally:
            process.terminate()


def _megabytes(process: int) -> float:
    """Return the resident memory of a process and of its children."""
    rows = [_status(folder / "status") for folder in Path("/proc").iterdir() if folder.name.isdigit()]
    return sum(rss for pid, parent, rss in rows if process in (pid, parent)) / 1024


def _status(path: Path) -> tuple[int, int, int]:
    """Return a process's id, its parent's, and its resident kilobytes; zeros when it has just ended."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except OSError:
        return 0, 0, 0
    told = dict(line.split(":", 1) for line in lines if ":" in line)
    pid, parent, rss = (int(told.get(name, "0").split()[0]) for name in ("Pid", "PPid", "VmRSS"))
    return pid, parent, rss
