"""Debian's packages, with root and without: `apt-get` into the system or into a folder of ours."""

import os
import shutil
import subprocess
from pathlib import Path


def run(*command: str) -> str:
    """Run a command in silence; return nothing, or the last line that it said when it failed."""
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"},
            check=False,
        )
    except OSError as error:
        return str(error)
    lines = (done.stdout + done.stderr).strip().splitlines() or [f"exit code {done.returncode}"]
    return lines[-1].strip().rstrip(".") if done.returncode else ""


def install(packages: list[str]) -> str:
    """Install packages into the system, as root; return why it failed, or nothing."""
    return run("apt-get", "-qq", "update") or run(
        "apt-get", "-qq", "install", "--yes", "--no-install-recommends", *packages
    )


def unpack(packages: list[str], into: Path) -> str:
    """Unpack packages, and what they need that the system lacks, below a folder; needs no root.

    Args:
        packages: Names of Debian packages.
        into: The folder; their files come to lie in its `files`.

    Returns:
        Why it failed, or nothing.
    """
    state = into / "state"
    for folder in ("lists/partial", "archives/partial"):
        (state / folder).mkdir(parents=True, exist_ok=True)
    own = [f"-oDir::State={state}", f"-oDir::Cache={state}", "-oDir::State::status=/var/lib/dpkg/status"]
    apt = ("apt-get", "-qq", *own, "-oDebug::NoLocking=true")
    failure = run(*apt, "update") or run(
        *apt, "install", "--yes", "--download-only", "--no-install-recommends", *packages
    )
    for archive in [] if failure else sorted(state.glob("archives/*.deb")):
        failure = failure or run("dpkg-deb", "-x", str(archive), str(into / "files"))
    shutil.rmtree(state)
    return failure


def libraries(files: Path) -> str:
    """Return the search path of all folders with shared libraries below unpacked packages."""
    return ":".join(sorted({str(library.parent) for library in files.rglob("*.so*")}))
