"""The way into the Web API: read the call, check token, scope and pace, run it, answer as Slack does."""

import json
from typing import Any

from aiohttp import web

from bot.preview.api.args import Args
from bot.preview.api.bad_answers import answered_instead, sent
from bot.preview.api.methods import METHODS, Method
from bot.preview.errors import RateLimited, SlackRefusal
from bot.preview.state import Core, Json


async def handle(core: Core, request: web.Request) -> web.StreamResponse:
    """Answer `POST /api/METHOD` (or GET): always 200 with `ok`, except 429; on bad days anything."""
    name = request.match_info["method"]
    headers: dict[str, str] = {}
    record: Json = {"method": name, "args": {}}
    core.calls.append(record)
    try:
        values, warnings = await _arguments(request)
        token = _token(request, values)
        record["args"] = {key: value for key, value in values.items() if key != "token"}
        instead = answered_instead(core, name)
        if instead is not None:
            record |= {"ok": False, "error": f"http {instead.status}"}
            return await sent(core, name, request, instead)
        answer = {"ok": True, **_run(core, name, token, Args(values))}
        if warnings and "warning" not in answer:
            answer |= {"warning": ",".join(warnings), "response_metadata": {"warnings": warnings}}
    except SlackRefusal as refusal:
        answer = _refused(refusal)
    except RateLimited as limited:
        answer = {"ok": False, "error": "ratelimited"}
        headers["Retry-After"] = str(limited.seconds)
    record |= {"ok": answer["ok"], "error": answer.get("error", "")}
    headers["X-OAuth-Scopes"] = ",".join(sorted(core.installation.scopes))
    status = 429 if "Retry-After" in headers else 200
    return await sent(core, name, request, web.json_response(answer, status=status, headers=headers))


def _run(core: Core, name: str, token: str, args: Args) -> Json:
    method = METHODS.get(name)
    if method is None:
        raise SlackRefusal("unknown_method", req_method=name)
    _authorize(core, method, token)
    core.rates.call(name, method.tier)
    return method.call(core, args)


def _authorize(core: Core, method: Method, token: str) -> None:
    if not token:
        raise SlackRefusal("not_authed")
    if token not in {core.bot_token, core.app_token}:
        raise SlackRefusal("invalid_auth")
    if not token.startswith(method.token):
        raise SlackRefusal("not_allowed_token_type")
    if core.faults.revoked and token == core.bot_token:
        raise SlackRefusal(core.faults.revoked)
    if method.scopes:
        core.installation.check_scopes(*method.scopes)


async def _arguments(request: web.Request) -> tuple[dict[str, Any], list[str]]:
    values: dict[str, Any] = dict(request.query)
    if request.method != "POST" or not request.can_read_body:
        return values, []
    if request.content_type == "application/json":
        body = await _json(request)
        return {**values, **body}, [] if request.charset else ["missing_charset"]
    if request.content_type in {"application/x-www-form-urlencoded", "multipart/form-data"}:
        return {**values, **dict(await request.post())}, []
    raise SlackRefusal("invalid_post_type")


async def _json(request: web.Request) -> dict[str, Any]:
    try:
        body = await request.json()
    except json.JSONDecodeError as wrong:
        raise SlackRefusal("invalid_json") from wrong
    if not isinstance(body, dict):
        raise SlackRefusal("json_not_object")
    return body


def _token(request: web.Request, values: dict[str, Any]) -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else str(values.get("token", ""))


def _refused(refusal: SlackRefusal) -> Json:
    answer: Json = {"ok": False, "error": refusal.code, **refusal.extra}
    if refusal.messages:
        answer["errors"] = [message.removeprefix("[ERROR] ") for message in refusal.messages]
        answer["response_metadata"] = {"messages": refusal.messages}
    return answer
