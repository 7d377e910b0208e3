"""A desk that kills itself at one step, once a file says so.

It is the desk of `python -m bot run`, with one function wrapped, a faster heartbeat, and no
pause between two requests to its publisher.
"""

import importlib
import logging
import os
import signal
from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import reduce, wraps
from pathlib import Path
from typing import Any

from bot import bootstrap
from jobs.fetching import Fetcher
from jobs.schedule import Heartbeat
from models.config import load_secrets, load_settings

STEPS: dict[str, tuple[str, str, str]] = {
    "fetched": ("jobs.fetching.client", "Fetcher.get", "after"),
    "document read": ("jobs.readers", "Parser.understand", "after"),
    "document kept": ("jobs.check", "keep_document", "after"),
    "in the publishing transaction": ("models.editions.publishing", "tell_turn", "after"),
    "published": ("models.editions", "publish", "after"),
    "claimed": ("bot.delivery.deliverer", "Deliverer._send", "before"),
    "posted": ("bot.delivery.deliverer", "Deliverer._send", "after"),
    "in the recording transaction": ("models.messaging.outbox", "_part", "before"),
    "recorded": ("bot.delivery.deliverer", "record_sent", "after"),
    "file posted": ("bot.delivery.deliverer", "upload_file", "after"),
}
"""Name → module that calls it, function, dying before or after the call; in the order of a row's way."""

BEAT = timedelta(seconds=0.3)


def kill_at(step: str, armed: Path) -> None:
    """Wrap the function of a step so that its call kills this process while the file is there."""
    module_name, path, when = STEPS[step]
    module = importlib.import_module(module_name)
    *parents, name = path.split(".")
    owner: Any = reduce(getattr, parents, module)
    called: Callable[..., Any] = getattr(owner, name)

    @wraps(called)
    def deadly(*args: object, **kwargs: object) -> object:
        if when == "before":
            die(armed)
        result = called(*args, **kwargs)
        if when == "after":
            die(armed)
        return result

    setattr(owner, name, deadly)


def die(armed: Path) -> None:
    """Kill this process as the kernel would, if the file is there; a second time it isn't."""
    if armed.exists():
        armed.unlink()
        os.kill(os.getpid(), signal.SIGKILL)


def run_desk(step: str, folder: Path, environment: Mapping[str, str]) -> None:
    """Run the desk in this process until it kills itself or is stopped.

    Args:
        step: At which it dies once `folder/armed` is there; empty for a desk that lives.
        folder: Where `desk.log` is written.
        environment: Its settings and tokens.
    """
    os.environ.update(environment)
    logging.basicConfig(
        filename=folder / "desk.log", level=logging.INFO, format="%(asctime)s %(name)s %(message)s"
    )
    Heartbeat.__init__.__defaults__ = (BEAT,)
    Fetcher.__init__.__kwdefaults__ = {**(Fetcher.__init__.__kwdefaults__ or {}), "pause": 0.0}
    if step:
        kill_at(step, folder / "armed")
    bootstrap.run(load_settings(), load_secrets(), live=False)
