"""A reader that looks for secrets and for a way out, as a document that took its process over would."""

import json
import os
import socket
from collections.abc import Callable
from pathlib import Path

from models.domain import Document, Edition

WITHOUT_PRIVILEGES = """
import ctypes, os, sys
if sys.platform == "linux":  # root's files are ours then, but not its power; without root nothing is lost
    for capability in range(64):
        ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""
"""Runs Python with what follows, as a user that isn't root would: PR_CAPBSET_DROP, then exec."""


def look_around(document: Document) -> Edition:
    """Return all that can be found: the document names a port that listens and a file to write to."""
    port, file = document.body.decode().split()
    found = {
        "environment": json.dumps(dict(os.environ)),
        "processes": "".join(map(_environment_of, Path("/proc").glob("[0-9]*"))),
        "memory": _tried(lambda: open(f"/proc/{os.getppid()}/mem", "rb").close()),  # noqa: PTH123
        "folder": str(os.listdir()),  # noqa: PTH208 - as it would
        "connection": _tried(lambda: socket.create_connection(("127.0.0.1", int(port)), 5).close()),
        "file": _tried(lambda: Path(file).write_text("x")),
        "own file": _tried(lambda: Path("x").write_text("x")),
        "emptied": _tried(lambda: os.truncate(file, 0)),
        "ended": _tried(lambda: Path(file).unlink()),
        "desk": _tried(lambda: os.kill(os.getppid(), 0)),
        "many files": _tried(lambda: [os.dup(0) for _ in range(100)]),
    }
    return Edition("list", (), caveats=(json.dumps(found),))


def _environment_of(process: Path) -> str:
    try:
        return (process / "environ").read_bytes().decode(errors="replace")
    except OSError:
        return ""


def _tried(what: Callable[[], object]) -> str:
    try:
        what()
    except OSError as error:
        return type(error).__name__
    return "done"
