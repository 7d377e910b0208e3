"""Who may ask the local Slack anything: programs of this computer, and its own page; no other web page.

A page from elsewhere that a person has open can send requests here, too. Browsers say so in headers that
no page can set (https://fetch.spec.whatwg.org/#origin-header, https://www.w3.org/TR/fetch-metadata/);
programs send neither. A rebound name is seen in Host, which has to be one of this computer.
"""

from collections.abc import Awaitable, Callable

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
OUR_SITES = {"same-origin", "none"}
"""`none` is a person's own doing: an address typed, a bookmark."""


def hosts(port: int) -> frozenset[str]:
    """What Host may be: a loopback name, bare (so says slack_sdk's Socket Mode client) or with the port."""
    return frozenset([*LOOPBACK, *(f"{name}:{port}" for name in LOOPBACK)])


def refusal(port: int, host: list[str], origin: list[str], site: list[str]) -> str:
    """Why a request isn't answered; empty when it is.

    Args:
        port: The one that we listen on.
        host: The values of each Host header.
        origin: Those of Origin.
        site: Those of Sec-Fetch-Site.
    """
    if len(host) != 1 or host[0] not in hosts(port):
        return "The local Slack answers on this computer's own name only: open it on 127.0.0.1."
    if any(value != f"http://{host[0]}" for value in origin) or any(value not in OUR_SITES for value in site):
        return "The local Slack takes nothing from other pages: open its address yourself."
    return ""


def _is_visit(request: web.Request) -> bool:
    """Tell whether a person follows a link to the page, which shows nothing to where they come from."""
    asked = {name: request.headers.getall(f"Sec-Fetch-{name}", []) for name in ("Mode", "Dest")}
    page = request.path == "/" or request.path.startswith("/archives/")
    return request.method == "GET" and page and asked == {"Mode": ["navigate"], "Dest": ["document"]}


@web.middleware
async def own_page_only(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse what another page of a browser, or another name, asks; before anything is read or done."""
    port = request.transport.get_extra_info("sockname")[1] if request.transport else 0
    host, origin, site = (request.headers.getall(name, []) for name in ("Host", "Origin", "Sec-Fetch-Site"))
    if why := refusal(port, host, origin, [] if _is_visit(request) else site):
        raise web.HTTPForbidden(text=why)
    return await handler(request)
