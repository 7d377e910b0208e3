"""The table: a contest's measurements → one line of Markdown that a terminal shows as well."""

import os
import platform
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from models.db import sqlite
from tests.benchmarks.harness import Contest, Measured

COLUMNS = (
    ("what", 66),
    ("desk", 9),
    ("its p99", 9),
    ("peer", 9),
    ("times", 6),
    ("desk MB", 7),
    ("peer MB", 7),
    ("promise", 46),
)
_PACKAGES = ("csv-diff", "pdfplumber", "pypdfium2", "rapidfuzz", "slack-bolt", "sqlmodel", "sqlalchemy")


def heading() -> str:
    """Return the machine, the versions and the head of the table."""
    titles = [title for title, _ in COLUMNS]
    rule = [
        "-" * width if number in (0, len(COLUMNS) - 1) else f"{'-' * (width - 1)}:"
        for number, (_, width) in enumerate(COLUMNS)
    ]
    return f"{machine()}\n\n{_line(titles)}\n{_line(rule)}"


def machine() -> str:
    """Return where, beside what load and with what is measured, in a sentence."""
    packages = ", ".join(f"{name} {version(name)}" for name in _PACKAGES)
    return (
        f"Python {platform.python_version()} on {platform.system()} {platform.machine()}, {_processor()}, "
        f"{os.cpu_count()} cores, load average {os.getloadavg()[0]:.1f} at the start; "
        f"SQLite {sqlite.sqlite_version}, {packages}."
    )


def _processor() -> str:
    told = Path("/proc/cpuinfo")
    lines = told.read_text("utf-8").splitlines() if told.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or "unknown processor"


def row(contest: Contest, ours: Measured, peer: Measured | None) -> str:
    """Return the line of a contest."""
    return _line(
        [
            contest.title,
            duration(ours.seconds),
            duration(ours.p99) if ours.p99 is not None else "",
            duration(peer.seconds) if peer else "",
            f"{peer.seconds / ours.seconds:.1f}x" if peer else "",
            f"{ours.megabytes:.0f}",
            f"{peer.megabytes:.0f}" if peer else "",
            "; ".join(filter(None, (_promise(contest), *broken(contest, ours, peer)))),
        ]
    )


def figure(title: str, value: str) -> str:
    """Return the line of a figure that is compared with nothing."""
    return _line([title, value, *[""] * (len(COLUMNS) - 2)])


def _promise(contest: Contest) -> str:
    times = [f"at least {contest.floor:g}x"] if contest.floor is not None else []
    ceiling = [f"p99 ≤ {duration(contest.ceiling)}"] if contest.ceiling is not None else []
    return f"{contest.peer_name}: {', '.join(times + ceiling)}" if contest.peer else ""


def broken(contest: Contest, ours: Measured, peer: Measured | None) -> list[str]:
    """Return which promises weren't kept, in words; differing results are one."""
    told = []
    if contest.floor is not None and peer and peer.seconds / ours.seconds < contest.floor:
        told.append("TOO SLOW")
    if contest.ceiling is not None and (ours.p99 is None or ours.p99 > contest.ceiling):
        told.append("p99 TOO LONG")
    if contest.same and peer and ours.result != peer.result:
        told.append(f"FOUND {ours.result}, PEER {peer.result}")
    return told


def duration(seconds: float) -> str:
    """Return seconds as a person reads them."""
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.{1 if seconds < 0.1 else 0}f} ms"


def _line(cells: Sequence[str]) -> str:
    padded = [
        f"{cell:{width}}" if number in (0, len(COLUMNS) - 1) else f"{cell:>{width}}"
        for number, (cell, (_, width)) in enumerate(zip(cells, COLUMNS, strict=True))
    ]
    return f"| {' | '.join(padded)} |"
