"""One HTTP answer, and what its status means for a watched list."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus as Http
from urllib.parse import urlsplit

from jobs.readers import is_challenge, runs_challenge, shows_wall
from models.errors import Blocked, FetchError, Gone

LATER = "It is tried again at the next check."

HAS_BODY = frozenset({Http.OK, Http.NON_AUTHORITATIVE_INFORMATION})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_GONE = frozenset({Http.NOT_FOUND, Http.GONE})
_BLOCKED = frozenset(
    {
        Http.UNAUTHORIZED,
        Http.FORBIDDEN,
        Http.METHOD_NOT_ALLOWED,  # to a plain GET, only a wall says so: Amazon's, with a captcha
        Http.NOT_ACCEPTABLE,  # likewise, of a request that accepts anything: Apache's mod_security
        Http.PROXY_AUTHENTICATION_REQUIRED,
        Http.TOO_MANY_REQUESTS,
        Http.UNAVAILABLE_FOR_LEGAL_REASONS,
        Http.SERVICE_UNAVAILABLE,
    }
)
_HOMES = frozenset({"", "/index.html", "/index.htm", "/index.php", "/default.aspx", "/home", "/home.html"})


@dataclass(frozen=True, slots=True)
class Response:
    """What a server sent back.

    Attributes:
        address: The address that was asked.
        status: The HTTP status.
        headers: Names in lower case.
        body: The bytes, unpacked, where the status promises a document; where it may be that of a wall, how
            they begin; else empty.
    """

    address: str
    status: int
    headers: Mapping[str, str]
    body: bytes = b""

    @property
    def leads_to(self) -> str:
        """Where it redirects to, as printed; empty when it doesn't."""
        return self.headers.get("location", "") if self.status in _REDIRECTS else ""

    @property
    def may_pass(self) -> bool:
        """Whether another attempt may get a better answer."""
        return self.status == Http.TOO_MANY_REQUESTS or self.status >= Http.INTERNAL_SERVER_ERROR

    @property
    def may_be_wall(self) -> bool:
        """Whether its body tells more than its status: neither a document, nor gone, nor a plain refusal."""
        no_document = self.status == Http.ACCEPTED or self.status >= Http.BAD_REQUEST
        return no_document and self.status not in _GONE | _BLOCKED

    @property
    def is_wall(self) -> bool:
        """Whether a wall for programs answered, by status, headers, or what it shows in place of a document.

        A 202 whose page only runs a script is a challenge; one that says that something is being made isn't.
        """
        if self.status in HAS_BODY:
            return False
        if self.status in _BLOCKED or is_challenge(self.headers):
            return True
        if not self.may_be_wall or b"<" not in self.body:
            return False
        return shows_wall(self.body) or (self.status == Http.ACCEPTED and runs_challenge(self.body))

    def wait(self, now: datetime) -> float:
        """Return the seconds that its Retry-After asks for (a number or a date), else 0."""
        text = self.headers.get("retry-after", "").strip()
        if text.isascii() and text.isdigit():
            return float(text)
        try:
            until = parsedate_to_datetime(text)
        except ValueError:
            return 0.0
        return max(0.0, ((until if until.tzinfo else until.replace(tzinfo=UTC)) - now).total_seconds())


def refuse(answer: Response, asked: str, now: datetime) -> None:
    """Raise what an answer without a document means; return when it holds one.

    Args:
        answer: The last answer, after redirects.
        asked: The address that was asked first.
        now: The time now, UTC, for a Retry-After that is a date.

    Raises:
        Gone: 404, 410, or the site's home page in place of a page further down.
        Blocked: 401, 403, 405, 406, 407, 429, 451 or 503; a challenge to programs, as 202 mostly is.
        FetchError: Any other status without a document.
    """
    host = urlsplit(answer.address).hostname
    if answer.is_wall:
        wait = answer.wait(now)
        asks = f" and asks us to wait {wait:,.0f} seconds" if wait else ""
        raise Blocked(
            f"{host} answered {answer.status}{asks}: it does not let us in.",
            f"{LATER} If it stays so, save the page by hand and use `import`.",
        )
    if answer.status in _GONE:
        raise Gone(f"{answer.address} answered {answer.status}: there is no such page.", LATER)
    if answer.status not in HAS_BODY:
        raise FetchError(f"{answer.address} answered {answer.status}, which is no document.", LATER)
    if is_home(answer.address) and not is_home(asked):
        raise Gone(f"{asked} leads to the home page of {host} now: the page is gone.", LATER)


def is_home(address: str) -> bool:
    """Tell whether an address is that of a site's home page."""
    return urlsplit(address).path.rstrip("/").lower() in _HOMES
