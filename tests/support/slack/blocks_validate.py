"""Ask Slack itself about every sort of payload that the tests make: `make validate-blocks`.

Runs tests with `gathering.py` listening, then posts what it kept to `blocks.validate`, a public method
that needs no token (https://docs.slack.dev/reference/methods/blocks.validate). It is the judge of which block
may stand where, as the local Slack's table is only our reading of the reference; whether it knows what an
ephemeral message may hold is nowhere said. Needs a network, so no other target runs it.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_handlers import ConnectionErrorRetryHandler, RateLimitErrorRetryHandler

from tests.support.slack.gathering import GATHERED, keep, kept

SLACK = "https://slack.com/api/"
TESTS = ["tests/bot", "--ignore", "tests/bot/preview"]
"""The local Slack's own tests make payloads of their own, not the desk's."""
PATIENCE = 20
"""How often a call waits as long as Retry-After says before it is given up."""


def look_for(client: WebClient) -> None:
    """See that anybody answers, before the tests take minutes.

    Raises:
        SystemExit: Nobody does.
    """
    try:
        client.api_test()
    except SlackApiError:
        return
    except OSError as error:
        raise SystemExit(f"{client.base_url} can't be reached ({error}). This needs a network.") from error


def gathered(tests: list[str]) -> list[dict[str, Any]]:
    """Run tests, and give one payload of each shape that passed the local Slack's checks.

    Raises:
        SystemExit: A test failed: what it would have sent is not known.
    """
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.support.slack.gathering", *tests]
        done = subprocess.run(command, env={**os.environ, GATHERED: folder}, check=False)
        if done.returncode:
            raise SystemExit("The tests fail, so what they would send is not known. Mend them first.")
        for file in Path(folder).iterdir():
            for line in file.read_text("utf-8").splitlines():
                keep(json.loads(line))
    return [json.loads(text) for text in kept.values()]


def refusals(client: WebClient, payload: dict[str, Any]) -> list[str]:
    """What Slack says against a payload, a line each; empty when it takes it.

    Raises:
        SlackApiError: Slack refused to judge it.
    """
    try:
        client.api_call("blocks.validate", data={key: json.dumps(part) for key, part in payload.items()})
    except SlackApiError as refused:
        if not refused.response.get("errors"):
            raise
        return [told(error) for error in refused.response["errors"]]
    return []


def told(error: dict[str, Any]) -> str:
    """One of Slack's errors: where, which code, what is asked for, and its words."""
    about = (error.get("pointer"), error.get("code"), error.get("message"))
    asked = json.dumps(error["constraint"]) if error.get("constraint") else ""
    return " · ".join(str(part) for part in (*about, asked) if part)


def judged(client: WebClient, payloads: list[dict[str, Any]]) -> Iterator[str]:
    """Each payload that Slack refuses, with why."""
    for payload in payloads:
        if wrong := refusals(client, payload):
            yield "\n".join(["Slack refuses:", *(f"  {line}" for line in wrong), f"  {json.dumps(payload)}"])


def main(
    tests: Annotated[list[str] | None, typer.Argument(help="What pytest is to run; the desk's own.")] = None,
    api_url: Annotated[str, typer.Option(help="Where blocks.validate is asked.")] = SLACK,
) -> None:
    """Print what Slack refuses; ends with 1 if it refuses anything."""
    waiting = [ConnectionErrorRetryHandler(), RateLimitErrorRetryHandler(max_retry_count=PATIENCE)]
    client = WebClient(base_url=api_url, retry_handlers=waiting)
    look_for(client)
    payloads = gathered(tests or TESTS)
    wrong = list(judged(client, payloads))
    typer.echo(
        "\n".join([*wrong, f"Slack was asked about {len(payloads)} payloads and refuses {len(wrong)}."])
    )
    raise typer.Exit(bool(wrong))


if __name__ == "__main__":
    typer.run(main)
