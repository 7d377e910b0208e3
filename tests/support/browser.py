"""The Chromium that drives our pages: found, else brought from Debian, else by Playwright.

An empty machine may also lack a library that Playwright's own driver needs (libatomic1);
it is brought in the same way.
"""

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import playwright

from tests.support import debian

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
QUIET = (
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
"""Arguments for a Chromium that runs as root and in containers, and calls nobody of its own accord."""
UNPACKED = Path(".cache/browser").resolve()
CURE = "Install it (Debian: apt-get install chromium) or set DESK_CHROMIUM to the path of a Chromium."


class NoChromium(Exception):
    """There is no Chromium and none could be brought; says why and what to do."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"The tests need Chromium. {reason} {CURE}")


def chromium() -> str:
    """Return the path of a Chromium that runs, installing one if there is none.

    Raises:
        NoChromium: None could be had, or DESK_CHROMIUM names none.
    """
    given = os.environ.get("DESK_CHROMIUM", "")
    if given and not _runs(given):
        raise NoChromium(f"DESK_CHROMIUM names none that runs: {given}.")
    with (Path(tempfile.gettempdir()) / f"desk-chromium-{os.geteuid()}.lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        _use_unpacked_driver()
        missing = _missing(given)
        if missing:
            _bring(missing)
        path = given or _found()
    if not path:
        raise NoChromium("It was installed, and still none is found.")
    return path


def _missing(given: str) -> list[str]:
    """Return the Debian packages that would make the browser and its driver run."""
    browser = [] if given or _found() else ["chromium", "fonts-dejavu-core"]
    driver = [] if _runs(sys.executable, "-m", "playwright") else ["libatomic1"]
    return browser + driver


def _found() -> str:
    candidates = [*map(shutil.which, NAMES), str(UNPACKED / "chromium"), _playwrights_own()]
    return next((path for path in candidates if path and _runs(path)), "")


def _playwrights_own() -> str:
    ask = (
        "from playwright.sync_api import sync_playwright\n"
        "with sync_playwright() as playwright:\n"
        "    print(playwright.chromium.executable_path)"
    )
    answer = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=False)
    return answer.stdout.strip() if Path(answer.stdout.strip()).is_file() else ""


def _runs(*command: str) -> bool:
    try:
        return subprocess.run([*command, "--version"], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _bring(missing: list[str]) -> None:
    print(f"Installing {' and '.join(missing)} for the browser tests", flush=True)
    if os.geteuid() == 0 and shutil.which("apt-get"):
        failure = debian.install(missing)
    else:
        failure = _download(missing) and debian.unpack(missing, UNPACKED)
        _wrap_unpacked()
        _use_unpacked_driver()
    if failure:
        raise NoChromium(f"{', '.join(missing)} could not be installed: {failure}.")


def _download(missing: list[str]) -> str:
    """Have Playwright download its browser; return why that was not enough, or nothing."""
    fetched = debian.run(sys.executable, "-m", "playwright", "install", "chromium")
    return fetched or (
        "" if _found() or "chromium" not in missing else "what Playwright brought does not run"
    )


def _wrap_unpacked() -> None:
    """Write a script for each unpacked program that shows it the libraries and fonts beside it."""
    files = UNPACKED / "files"
    programs = {"chromium": files / "usr/lib/chromium/chromium", "node": _own_node()}
    fonts = UNPACKED / "fonts.conf"
    if not files.exists():
        return
    fonts.write_text(
        f"<fontconfig><dir>{files}/usr/share/fonts</dir><dir>/usr/share/fonts</dir>"
        f"<cachedir>{UNPACKED}/fonts</cachedir></fontconfig>"
    )
    for name, program in programs.items():
        if program.exists():
            script = UNPACKED / name
            script.write_text(
                f'#!/bin/sh\nexport LD_LIBRARY_PATH="{debian.libraries(files)}" FONTCONFIG_FILE="{fonts}"\n'
                f'exec "{program}" "$@"\n'
            )
            script.chmod(0o755)


def _own_node() -> Path:
    return Path(playwright.__file__).parent / "driver" / "node"


def _use_unpacked_driver() -> None:
    if (UNPACKED / "node").exists():
        os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(UNPACKED / "node"))
