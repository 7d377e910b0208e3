"""A public web archive on loopback, as the Wayback Machine is: redirects, headers, toolbar."""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime

from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

TOOLBAR = (
    "<!-- BEGIN WAYBACK TOOLBAR INSERT --><div id='wm-ipp'><ul><li>Captures of Houston, TX</li></ul>"
    "<table><tr><td>Cities</td><td>Dallas, TX</td></tr></table></div><!-- END WAYBACK TOOLBAR INSERT -->"
)


@dataclass
class Archive:
    """Keeps captures of pages and plays them back.

    Attributes:
        server: Where it is served; its paths begin with `/web/`.
        dated: Whether it sends `Memento-Datetime`.
        asked: The addresses that were asked for, redirects included.
    """

    server: HTTPServer
    dated: bool = True
    asked: list[str] = field(default_factory=list)
    _captures: dict[str, tuple[datetime, bytes, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Take every request below /web/."""
        self.server.expect_request("/robots.txt").respond_with_data("", status=404)
        self.server.expect_request(re.compile("^/web/")).respond_with_handler(self._answer)

    def keep(self, page: str, body: bytes, when: datetime, media_type: str = "text/html") -> None:
        """Keep a page as it was at a time; the newest is played back."""
        self._captures[page] = (when, body, media_type)

    def newest(self, page: str, flag: str = "id_") -> str:
        """Return the address that leads to the newest capture of a page."""
        return self.server.url_for(f"/web/2{flag}/") + page

    def _answer(self, request: Request) -> Response:
        path = str(request.environ["RAW_URI"])
        self.asked.append(path)
        moment, _, page = path.removeprefix("/web/").partition("/")
        digits, flag = moment.removesuffix("id_"), "id_" if moment.endswith("id_") else ""
        if page not in self._captures:
            return Response("The archive has not archived that URL.", status=404)
        when, body, media_type = self._captures[page]
        if digits != f"{when:%Y%m%d%H%M%S}":
            return Response(status=302, headers={"Location": f"/web/{when:%Y%m%d%H%M%S}{flag}/{page}"})
        if media_type == "text/html" and not flag:
            body = _rewritten(body, f"/web/{digits}/", page)
        said = format_datetime(when.astimezone(UTC), usegmt=True)
        headers = {"Memento-Datetime": said} if self.dated else {}
        return Response(body, headers=headers, content_type=media_type)


def _rewritten(body: bytes, prefix: str, page: str) -> bytes:
    """Return a page as the archive shows it to people: its toolbar on top, links led back to itself."""
    root = page[: page.index("/", 8)]
    body = body.replace(b'href="/', f'href="{prefix}{root}/'.encode())
    body = body.replace(b'href="http', f'href="{prefix}http'.encode())
    return body.replace(b"<body>", f"<body>{TOOLBAR}".encode(), 1)
