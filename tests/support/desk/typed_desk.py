"""`python -m bot run` as a person has typed it, in a process that needn't load the desk first."""

import multiprocessing
import os
import sys
from collections.abc import Mapping
from multiprocessing.connection import Connection
from pathlib import Path

from bot.__main__ import main
from models.environment import withhold

PROCESSES = multiprocessing.get_context("forkserver")
"""Each desk is forked from a fresh process that has imported it: most of its start is saved."""
PROCESSES.set_forkserver_preload(["tests.support.desk.warm_desk"])


class TypedDesk:
    """A desk that starts at once, with what `subprocess.Popen` offers.

    Args:
        folder: Where it is started.
        environment: All its variables.

    Attributes:
        stdout: What it prints.
        stderr: What it complains of.
    """

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        out, told = PROCESSES.Pipe(duplex=False)
        err, complained = PROCESSES.Pipe(duplex=False)
        self.stdout, self.stderr = (os.fdopen(os.dup(end.fileno()), encoding="utf-8") for end in (out, err))
        self._desk = PROCESSES.Process(target=_run, args=(told, complained, folder, dict(environment)))
        self._desk.start()
        for end in (out, told, err, complained):
            end.close()

    def send_signal(self, number: int) -> None:
        """Send a signal."""
        os.kill(self._desk.pid or 0, number)

    def wait(self, timeout: float | None = None) -> int | None:
        """Wait for its end, and return the exit code."""
        self._desk.join(timeout)
        return self._desk.exitcode

    def kill(self) -> None:
        """End it as the kernel would, and let go of it."""
        self._desk.kill()
        self._desk.join()
        self.stdout.close()
        self.stderr.close()


def _run(out: Connection, err: Connection, folder: Path, environment: Mapping[str, str]) -> None:
    os.dup2(out.fileno(), 1)
    os.dup2(err.fileno(), 2)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    withhold()
    sys.exit(main(["run"]))
