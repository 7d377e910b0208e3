"""The Chromium that drives our pages: found, else brought from Debian, else by Playwright."""

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
"""Arguments for a Chromium that runs as root too and calls nobody of its own accord."""
CURE = "Install it (Debian: apt-get install chromium) or set DESK_CHROMIUM to the path of a Chromium."


class NoChromium(Exception):
    """There is no Chromium and none could be brought; says why and what to do."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"The tests need Chromium. {reason} {CURE}")


def chromium() -> str:
    """Return the path of a Chromium, installing one if there is none.

    Raises:
        NoChromium: None could be had, or DESK_CHROMIUM names no file.
    """
    with (Path(tempfile.gettempdir()) / f"desk-chromium-{os.geteuid()}.lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        return _found() or _installed()


def _found() -> str:
    given = os.environ.get("DESK_CHROMIUM", "")
    if given:
        if not os.access(given, os.X_OK):
            raise NoChromium(f"DESK_CHROMIUM names no program: {given}.")
        return given
    return next((path for name in NAMES if (path := shutil.which(name))), "") or _playwrights_own()


def _playwrights_own() -> str:
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else ""


def _installed() -> str:
    print("Installing Chromium for the tests", flush=True)
    tried = []
    if os.geteuid() == 0 and shutil.which("apt-get"):
        install = "apt-get -qq update && apt-get -qq install --yes --no-install-recommends chromium"
        tried.append(_last_line("sh", "-c", install))
    if not _found():
        tried.append(_last_line(sys.executable, "-m", "playwright", "install", "chromium"))
    path = _found()
    if not path:
        raise NoChromium(f"Installing it failed: {'; '.join(filter(None, tried))}.")
    return path


def _last_line(*command: str) -> str:
    done = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        check=False,
    )
    lines = (done.stdout + done.stderr).strip().splitlines()
    return lines[-1].strip().rstrip(".") if done.returncode and lines else ""
