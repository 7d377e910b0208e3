"""What the doctor says of the machine: who could read the desk's secrets, and which SQLite runs."""

import os
from collections.abc import Iterator

from bot.cli.doctor.findings import Finding, ok, warn
from bot.pictures import check_drawing
from models.db import has_wal_bug, sqlite
from models.environment import readable
from models.errors import PictureError


def examine_machine(*, on_sqlite: bool, offline: bool) -> Iterator[Finding]:
    """Yield what is as it should be on this machine, and what isn't.

    Args:
        on_sqlite: Whether the database is a SQLite file.
        offline: Whether the process that reads documents has no network.
    """
    if on_sqlite:
        yield _sqlite()
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        sentence = "The desk runs as root, whom nothing on this machine is closed to."
        yield warn("user", f"{sentence} Run it as a user of its own.")
    yield _secrets()
    yield _documents(offline=offline)
    yield _pictures()


def _sqlite() -> Finding:
    if has_wal_bug():
        return warn(
            "sqlite",
            f"SQLite {sqlite.sqlite_version} can lose commits in rare cases "
            "(sqlite.org/wal.html#walresetbug). Use a Python with SQLite 3.51.3 or newer, or PostgreSQL.",
        )
    return ok("sqlite", f"SQLite {sqlite.sqlite_version} runs.")


def _secrets() -> Finding:
    if readable():
        sentence = "Other programs of the same user can read the tokens here."
        return warn("secrets", f"{sentence} Give the desk a user of its own.")
    return ok("secrets", "No other program of the same user can read the tokens.")


def _documents(*, offline: bool) -> Finding:
    if offline:
        return ok("documents", "What reads documents reaches neither the network nor other programs.")
    sentence = "What reads documents can reach the network here."
    cure = "Linux closes it where user namespaces are allowed; in a container, see its seccomp profile."
    return warn("documents", f"{sentence} {cure}")


def _pictures() -> Finding:
    try:
        check_drawing()
    except PictureError as error:
        return warn("pictures", str(error))
    return ok("pictures", "Maps and charts are drawn, with their text.")
