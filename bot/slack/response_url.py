"""A response_url: where a command, a click or a shortcut is answered, five times within thirty minutes.

https://docs.slack.dev/interactivity/handling-user-interaction lists no answers of its own. Seen are `ok`,
404 `used_url` and `expired_url`, 400 `invalid_payload`, and 200 with the body `invalid_blocks`; as text
or as JSON. So the status alone says nothing.
"""

import json
import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from urllib.request import Request

from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient, WebhookResponse

from bot.slack.api_errors import FAILED_CALL, Act, Trouble, understood
from bot.slack.web_client import asked

TIMEOUT = 10
"""Seconds for one answer; a person waits for it."""

_BLOCKS = frozenset(
    {"invalid_blocks", "invalid_blocks_format", "invalid_payload", "msg_blocks_too_long", "msg_too_long"}
)
_WORD = re.compile(r"[a-z_ ]{2,60}")


def respond_once(address: str, body: Mapping[str, Any]) -> Trouble | None:
    """Answer over a response_url, once: nothing is tried again here.

    Args:
        address: The response_url; empty where there is none.
        body: text, blocks, response_type, replace_original, thread_ts.

    Returns:
        None when Slack took it; else what to do: `PLAINER` for fewer blocks, `WAIT` for so many seconds,
        `REPEAT` when it may have arrived all the same, `RETRY` when it surely hasn't.
    """
    if not address.startswith("http"):
        return Trouble(Act.RETRY, "no_response_url")
    try:
        return _read(_Bounded(address, TIMEOUT, retry_handlers=[]).send_dict(dict(body)))
    except FAILED_CALL as error:
        return understood(error)


class _Bounded(WebhookClient):
    """One whose call ends in time, however slowly the answer comes."""

    def _perform_http_request_internal(self, url: str, req: Request) -> WebhookResponse:
        status, headers, body = asked(self, req, TIMEOUT)
        return WebhookResponse(url=url, status_code=status, body=body, headers=dict(headers))


def _read(response: WebhookResponse) -> Trouble | None:
    word = _word(response.body)
    if response.status_code == HTTPStatus.TOO_MANY_REQUESTS:
        told = {"status": response.status_code, "headers": dict(response.headers.items())}
        return understood(SlackApiError("", told))  # type: ignore[no-untyped-call]  # slack_sdk's own
    if word in _BLOCKS:
        return Trouble(Act.PLAINER, word)
    if response.status_code == HTTPStatus.OK and word == "ok":
        return None
    unknown = word in {"", "ok"} and response.status_code < HTTPStatus.BAD_REQUEST
    unknown |= response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR
    return Trouble(Act.REPEAT if unknown else Act.RETRY, word or f"http_{response.status_code}")


def _word(body: str) -> str:
    """Return `ok`, or Slack's word for why not; nothing where the body is neither, as a proxy's page."""
    try:
        said = json.loads(body)
    except ValueError:
        said = body.strip().lower()
    if isinstance(said, dict):
        said = "ok" if said.get("ok") is True else said.get("error")
    return said.replace(" ", "_") if isinstance(said, str) and _WORD.fullmatch(said) else ""
