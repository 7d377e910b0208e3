"""A local Slack with the driver's hands and eyes on it: in this process, or as one of its own."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from bot.preview import LocalSlack
from tests.support.slack.driver import Driver


class DrivenSlack(LocalSlack, Driver):
    """A local Slack in this process; see `LocalSlack` for its arguments, `Driver` for what people do."""


class SlackProcess(Driver):
    """A local Slack that is a process of its own, and outlives desks.

    Args:
        page_url: As its first line says; so are the others.
    """

    def __init__(self, page_url: str, api_url: str, bot_token: str, app_token: str) -> None:
        super().__init__(page_url.rstrip("/"))
        self.api_url, self.bot_token, self.app_token = api_url, bot_token, app_token


@contextmanager
def slack_process() -> Iterator[SlackProcess]:
    """Start one, and end it as Ctrl-C does; it has to end well."""
    command = [sys.executable, "-m", "bot.preview", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout
        try:
            yield SlackProcess(**json.loads(running.stdout.readline()))
        finally:
            running.terminate()
    assert running.returncode == 0
