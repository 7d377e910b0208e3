"""The aiohttp application: its routes; `gate.py` says who may ask at all."""

from collections.abc import Awaitable, Callable
from pathlib import Path

from aiohttp import web

from bot.preview.actions import respond
from bot.preview.api import handle, receive
from bot.preview.state import Core
from bot.preview.web import control
from bot.preview.web.gate import Handler, own_page_only

PAGE = Path(__file__).parents[1] / "page"
MOST_BYTES = 64 * 1024 * 1024
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


async def add_headers(_request: web.Request, response: web.StreamResponse) -> None:
    """Say on every answer what a browser may do with it."""
    response.headers.update(HEADERS)


def make_application(core: Core) -> web.Application:
    """Routes of Web API, Socket Mode, response_urls, files, control and page."""

    def bound(handler: Callable[[Core, web.Request], Awaitable[web.StreamResponse]]) -> Handler:
        async def call(request: web.Request) -> web.StreamResponse:
            return await handler(core, request)

        return call

    application = web.Application(middlewares=[own_page_only], client_max_size=MOST_BYTES)
    application.on_response_prepare.append(add_headers)
    application.add_routes(
        [
            web.route("*", "/api/{method}", bound(handle)),
            web.get("/link/", core.hub.serve),
            web.post("/respond/{token}", bound(respond)),
            web.post("/upload/v1/{ticket}", bound(receive)),
            web.get("/files/{id}/{name}", bound(_file)),
            web.get("/_local/events", bound(control.stream)),
            web.post("/_local/{verb}", bound(control.handle)),
            web.get("/", _page),
            web.get("/archives/{channel}/{message}", _page),
            web.static("/page", PAGE),
        ]
    )
    return application


async def _page(_request: web.Request) -> web.StreamResponse:
    return web.FileResponse(PAGE / "index.html", headers={"Cache-Control": "no-cache"})


async def _file(core: Core, request: web.Request) -> web.StreamResponse:
    file = core.workspace.files.get(request.match_info["id"])
    if file is None or not file.completed or not file.mimetype:
        raise web.HTTPNotFound
    shown = file.mimetype.startswith("image/") and file.mimetype != "image/svg+xml"
    disposition = "inline" if shown else "attachment"
    response = web.Response(body=file.content, content_type=file.mimetype)
    response.headers["Content-Disposition"] = f'{disposition}; filename="{file.name.replace(chr(34), "")}"'
    return response
