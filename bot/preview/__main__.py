"""`python -m bot.preview --port N`: the local Slack as a process of its own, ids the same at each start."""

import json
import signal
import threading
from pathlib import Path
from typing import Annotated

import typer

from bot.preview.server import LocalSlack


def main(
    port: Annotated[int, typer.Option(help="Port on 127.0.0.1; 0 takes a free one.")] = 0,
    manifest: Annotated[Path | None, typer.Option(help="The app's manifest as JSON.")] = None,
) -> None:
    """Serve until interrupted; the first line on stdout is JSON with the addresses and tokens."""
    app = json.loads(manifest.read_text("utf-8")) if manifest else None
    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopping.set())
    with LocalSlack(port, manifest=app) as slack:
        typer.echo(
            json.dumps(
                {
                    "api_url": slack.api_url,
                    "page_url": slack.page_url,
                    "bot_token": slack.bot_token,
                    "app_token": slack.app_token,
                }
            )
        )
        stopping.wait()


if __name__ == "__main__":
    typer.run(main)
