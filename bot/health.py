"""Whether the desk that should run here does: `python -m bot.health`, for a container's health check.

The running desk writes a sign of life every few seconds to a small file, and this reads it: no part of the
desk is loaded, no database asked, and Slack's bad days are no fault of the container's. Exit codes: 0 and a
sentence when it runs, 1 and a sentence when it doesn't.
"""

import json
import os
import re
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

DATABASE = "sqlite:///desk.db"
"""The default of the setting `database.url`."""

SILENT = timedelta(seconds=60)
"""After which a desk that wrote nothing is taken to stand still; it writes every ten."""
UNLOOKED = timedelta(minutes=17)
"""Without a look that ended; the scheduler is started anew after 15 minutes (`jobs.schedule.SILENT`)."""
STUCK = timedelta(minutes=15)
"""For which the same message was the next to be sent, with Slack connected."""


@dataclass(frozen=True, slots=True)
class SignOfLife:
    """What a running desk says of itself; all moments are UTC.

    Attributes:
        written: When it was written.
        process: The number of the process.
        looked: When the scheduler last ended a look at what is due; None where it checks no publishers.
        next_since: Since when the same message is the next to be sent; None where none is due.
        connected: Whether Slack's Socket Mode connection is open.
        slack_since: When it was opened, or since when there is none.
        trouble: Why Slack is away or takes no messages, as people say it; empty when all is well.
        database: Why the database can't be read; empty when it can.
    """

    written: datetime
    process: int
    looked: datetime | None
    next_since: datetime | None
    connected: bool
    slack_since: datetime
    trouble: str = ""
    database: str = ""


def file_of(url: str) -> Path:
    """Return where the desk on a database writes its sign of life: beside it, if it is a file.

    Args:
        url: As in `database.url`.
    """
    beside = re.match(r"sqlite[^:/]*:///([^?]+)", url)
    if beside and beside[1] != ":memory:" and not beside[1].startswith("file:"):
        return Path(f"{beside[1]}.health.json")
    return Path(tempfile.gettempdir()) / f"detainer-desk-{sha256(url.encode()).hexdigest()[:16]}.health.json"


def write(sign: SignOfLife, file: Path) -> None:
    """Replace what the file says, whole.

    Raises:
        OSError: It can't be written.
    """
    with tempfile.NamedTemporaryFile("w", dir=file.parent, delete=False, encoding="utf-8") as whole:
        json.dump(asdict(sign), whole, default=datetime.isoformat)
    Path(whole.name).replace(file)


def last_sign(url: str) -> SignOfLife | None:
    """Return what the desk on a database last wrote; None where no desk runs here.

    Args:
        url: As in `database.url`.
    """
    try:
        said = json.loads(file_of(url).read_text("utf-8"))
        for name in ("written", "looked", "next_since", "slack_since"):
            said[name] = datetime.fromisoformat(said[name]) if said[name] else None
        sign = SignOfLife(**said)
    except (OSError, ValueError, TypeError, KeyError):
        return None
    return sign if _is_alive(sign.process) else None


def _is_alive(process: int) -> bool:
    """Tell whether a process of this machine, or container, runs."""
    if os.name != "posix":  # elsewhere os.kill ends it
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        pass
    return True


def judged(sign: SignOfLife | None, now: datetime) -> tuple[bool, str]:
    """Return whether the desk does what it should, and a sentence on it. Pure.

    Args:
        sign: What it last wrote.
        now: Aware, UTC.
    """
    if sign is None:
        return False, "No desk runs here. Start it with python -m bot run."
    if fault := _fault(sign, now):
        return False, f"{fault}."
    since = f"for {_lasted(now - sign.slack_since)} (since {_printed(sign.slack_since)})"
    if not sign.connected:
        return True, f"The desk runs; Slack is away {since}: {sign.trouble or 'it is being asked'}."
    if sign.trouble:
        return True, f"The desk runs and hears Slack, but {sign.trouble}."
    return True, f"The desk runs, connected to Slack {since}."


def _fault(sign: SignOfLife, now: datetime) -> str:
    """Return what stands still; empty when nothing does. What Slack holds up doesn't count."""
    if now - sign.written > SILENT:
        return f"The desk has said nothing since {_printed(sign.written)}"
    if sign.looked and now - sign.looked > UNLOOKED:
        return f"The scheduler has not looked at any publisher since {_printed(sign.looked)}"
    if sign.database:
        return f"The database can't be used: {sign.database.rstrip('.')}"
    held = not sign.connected or sign.trouble
    if sign.next_since and now - sign.next_since > STUCK and not held:
        return f"The outbox stands still: the same message is due since {_printed(sign.next_since)}"
    return ""


def _lasted(time: timedelta) -> str:
    minutes = max(int(time.total_seconds()), 0) // 60
    return f"{minutes // 60} h {minutes % 60} min"


def _printed(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S} UTC"


def address(environment: Mapping[str, str]) -> str:
    """Return the database's address, from where the desk has it: the environment, then its settings file."""
    if url := environment.get("DESK_DATABASE__URL"):
        return url
    import tomllib  # noqa: PLC0415 - takes as long as all else, and a container sets the variable

    try:
        settings = tomllib.loads(Path(environment.get("DESK_CONFIG") or "config.toml").read_text("utf-8"))
        return str(settings.get("database", {}).get("url", DATABASE))
    except (OSError, ValueError, AttributeError):
        return DATABASE


def main() -> int:
    """Print how the desk is; return the exit code."""
    runs, sentence = judged(last_sign(address(os.environ)), datetime.now(UTC))
    sys.stdout.write(f"{sentence}\n")
    return 0 if runs else 1


if __name__ == "__main__":
    sys.exit(main())
