"""Fetches one address politely and safely, or says in a sentence why not.

The only file that imports httpx. What it promises:

* **Honest.** A User-Agent with our name, version and a contact; robots.txt obeyed, for every
  redirect too; one request at a time to a host, with a pause between two.
* **Sparing.** `If-None-Match` and `If-Modified-Since`; few attempts, with growing and jittered
  waits, for what may pass (no connection, 5xx, 429), and `Retry-After` obeyed.
* **Bounded.** A limit on the bytes as unpacked, and one on the time of a whole answer, however
  slowly it drips.
* **Confined.** Redirects are followed by hand, five at most, and a connection is opened to the
  very address that was checked to be public, so a name that changes its mind in between
  (DNS rebinding) gains nothing. Proxies of the environment are not used: they would resolve
  names for us, unchecked.
"""

import ssl
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import datetime
from http import HTTPStatus as Http
from typing import Self

import httpx
import stamina

from jobs.fetching.confinement import TimeLimit, reachable
from jobs.fetching.response import HAS_BODY, LATER, Response, refuse
from jobs.fetching.robots import AGENT, Robots
from jobs.readers import HEAD
from models.domain import Document, Limits
from models.errors import Blocked, FetchError

MAX_BYTES = 50 * 1024 * 1024
_REDIRECTS = 5
_ATTEMPTS = 3
_LONGEST_WAIT = 60.0
_PACKINGS = frozenset({"", "identity", "gzip", "deflate"})


@dataclass(frozen=True, slots=True)
class Fetched:
    """A document, and what lets the next request ask whether it has changed."""

    document: Document
    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class NotModified:
    """The server says that nothing has changed since the validators that were sent."""


class _MayPass(Exception):
    """An attempt that is worth another: an answer that says so, or no answer at all."""

    def __init__(self, outcome: Response | FetchError, wait: float = 0.0) -> None:
        super().__init__()
        self.outcome = outcome
        self.wait = wait


@dataclass(slots=True)
class _Host:
    lock: threading.Lock = field(default_factory=threading.Lock)
    free_at: float = 0.0


class _CheckedTransport(httpx.BaseTransport):
    """Connects to the address that was checked, under the name that was asked for.

    The URL's host becomes the checked address; the Host header keeps the name, and so does
    the TLS handshake (`sni_hostname`), against which the certificate is verified.
    """

    def __init__(self, *, allow_loopback: bool) -> None:
        self._allow_loopback = allow_loopback
        self._inner = httpx.HTTPTransport(limits=httpx.Limits(max_keepalive_connections=0))

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        name = request.url.host
        port = request.url.port or (443 if request.url.scheme == "https" else 80)
        *others, last = reachable(name, port, allow_loopback=self._allow_loopback)
        for address in others:
            with suppress(httpx.ConnectError, httpx.ConnectTimeout):
                return self._send(request, name, address)
        return self._send(request, name, last)

    def _send(self, request: httpx.Request, name: str, address: str) -> httpx.Response:
        checked = httpx.Request(
            request.method,
            request.url.copy_with(host=address),
            headers=request.headers,
            extensions={**request.extensions, "sni_hostname": name},
        )
        return self._inner.handle_request(checked)

    def close(self) -> None:
        self._inner.close()


@dataclass
class Fetcher:
    """Fetches documents; use it as a context manager, from as many threads as you like.

    Attributes:
        contact: Where a publisher can reach the newsroom: an address of mail or web.
        version: Our version, for the User-Agent.
        allow_loopback: Opens 127.0.0.0/8 and ::1, for tests and the replay.
        timeout: Seconds that connecting, and a whole answer, may take.
        max_bytes: Bytes of an answer, unpacked.
        clock: The time now, UTC.
        sleep: Waits for a number of seconds between two requests to a host.
        pause: Seconds between two requests to a host; a longer Crawl-delay wins.
    """

    contact: str
    version: str
    allow_loopback: bool
    timeout: float = field(default=30.0, kw_only=True)
    max_bytes: int = field(default=MAX_BYTES, kw_only=True)
    clock: Callable[[], datetime] = field(kw_only=True)
    sleep: Callable[[float], None] = field(default=time.sleep, kw_only=True)
    pause: float = field(default=1.0, kw_only=True)

    def __post_init__(self) -> None:
        """Open the client."""
        self._client = httpx.Client(
            transport=_CheckedTransport(allow_loopback=self.allow_loopback),
            headers={
                "User-Agent": f"{AGENT}/{self.version} (+{self.contact})",
                "Accept-Encoding": "gzip, deflate",
            },
            timeout=self.timeout,
            trust_env=False,
        )
        self._hosts: dict[str, _Host] = {}
        self._lock = threading.Lock()
        self._robots = Robots(self._ask_robots, self.clock)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections."""
        self._client.close()

    def allowing(self, limits: Limits) -> Self:
        """Return the same fetcher, its manners and connections included, with more room for an answer."""
        other = copy(self)
        other.max_bytes = max(self.max_bytes, limits.megabytes << 20)
        other.timeout = max(self.timeout, limits.download_seconds)
        return other

    def get(self, address: str, etag: str = "", last_modified: str = "") -> Fetched | NotModified:
        """Fetch an address.

        Args:
            address: An http or https address.
            etag: The ETag of the copy that we have, if any.
            last_modified: Its Last-Modified, if any.

        Returns:
            The document with its validators, or that it has not changed since those sent.

        Raises:
            Gone: 404, 410, or a redirect to the site's home page.
            Blocked: 401, 403, 405, 406, 407, 429, 451, 503, a challenge to programs, too slow, TLS failed, or
                robots.txt forbids it.
            FetchError: No such name, no connection, an address that is not public, too large,
                too many redirects, or any other status.
        """
        conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        headers = {name: value for name, value in conditions.items() if value}
        answer = self._follow(address, headers, obey_robots=True)
        if answer.status == Http.NOT_MODIFIED and headers:
            return NotModified()
        refuse(answer, address, self.clock())
        document = Document(
            body=answer.body,
            address=answer.address,
            observed=self.clock(),
            media_type=answer.headers.get("content-type", "").partition(";")[0].strip().lower(),
            headers=answer.headers,
        )
        return Fetched(document, answer.headers.get("etag", ""), answer.headers.get("last-modified", ""))

    def _follow(self, address: str, headers: Mapping[str, str], *, obey_robots: bool) -> Response:
        url = _url(address)
        for _ in range(_REDIRECTS + 1):
            if obey_robots and not self._robots.allowed(_site(url), str(url)):
                raise Blocked(
                    f"The robots.txt of {url.host} does not let us fetch {url}.",
                    "Ask the publisher, or save the page by hand and use `import`.",
                )
            answer = self._send(url, headers)
            if not answer.leads_to:
                return answer
            url = _url(answer.leads_to, base=url)
        raise FetchError(f"{address} redirects more than {_REDIRECTS} times.", LATER)

    def _ask_robots(self, address: str) -> Response:
        return self._follow(address, {}, obey_robots=False)

    def _send(self, url: httpx.URL, headers: Mapping[str, str]) -> Response:
        """Send one request, again if that may help; nobody else asks the host meanwhile."""
        with self._lock:
            host = self._hosts.setdefault(_site(url), _Host())
        attempts = stamina.retry_context(
            on=_wait, attempts=_ATTEMPTS, timeout=None, wait_initial=1.0, wait_max=20.0, wait_jitter=1.0
        )
        with host.lock:
            try:
                for attempt in attempts:
                    with attempt:
                        return self._once(url, headers, host)
            except _MayPass as last:
                if isinstance(last.outcome, Response):
                    return last.outcome
                raise last.outcome from last
        raise AssertionError("stamina makes at least one attempt")

    def _once(self, url: httpx.URL, headers: Mapping[str, str], host: _Host) -> Response:
        """Make one attempt; raise _MayPass when another may do better."""
        pause = host.free_at - time.monotonic()
        if pause > 0:
            self.sleep(pause)
        with TimeLimit(self.timeout) as limit:
            try:
                extensions = {"trace": limit.context}
                with self._client.stream("GET", url, headers=headers, extensions=extensions) as response:
                    answer = self._received(url, response)
            except (httpx.HTTPError, httpx.InvalidURL) as error:
                raise _failure(error, url, limit) from error
            finally:
                host.free_at = time.monotonic() + max(self.pause, self._robots.delay(_site(url)))
        if limit.passed:
            raise _too_slow(url)
        wait = answer.wait(self.clock())
        if answer.may_pass and wait <= _LONGEST_WAIT:
            raise _MayPass(answer, wait)
        return answer

    def _received(self, url: httpx.URL, response: httpx.Response) -> Response:
        headers = {name.lower(): value for name, value in response.headers.items()}
        if response.status_code not in HAS_BODY:
            answer = Response(str(url), response.status_code, headers)
            return replace(answer, body=_beginning(response)) if answer.may_be_wall else answer
        packing = headers.get("content-encoding", "").strip().lower()
        if packing not in _PACKINGS:
            raise FetchError(f"{url.host} packed its answer as {packing}, which we did not ask for.", LATER)
        body = bytearray()
        for chunk in response.iter_bytes():
            body += chunk
            if len(body) > self.max_bytes:
                raise FetchError(
                    f"{url} is larger than {self.max_bytes:,} bytes, so it was not read to its end.",
                    "Save it by hand and use `import`.",
                )
        return Response(str(url), response.status_code, headers, bytes(body))


def _beginning(response: httpx.Response) -> bytes:
    """Return how an answer's body begins, as far as it comes: an answer that is no document may break off."""
    body = bytearray()
    with suppress(httpx.HTTPError):
        for chunk in response.iter_bytes():
            body += chunk
            if len(body) >= HEAD:
                break
    return bytes(body[:HEAD])


def _url(address: str, base: httpx.URL | None = None) -> httpx.URL:
    try:
        url = httpx.URL(address) if base is None else base.join(address)
    except (httpx.InvalidURL, UnicodeError) as error:
        raise FetchError(f"{address!r} is no address ({error}).", "Check it in config.toml.") from error
    if url.scheme not in {"http", "https"} or not url.host:
        raise FetchError(f"{url} is no http or https address, so it was not fetched.", LATER)
    return url


def _site(url: httpx.URL) -> str:
    return f"{url.scheme}://{url.netloc.decode()}"


def _wait(error: Exception) -> bool | float:
    """Tell stamina whether to try again, and after how many seconds if the server said so."""
    if not isinstance(error, _MayPass):
        return False
    return error.wait or True


def _failure(error: Exception, url: httpx.URL, limit: TimeLimit) -> FetchError | _MayPass:
    if limit.passed or isinstance(error, httpx.TimeoutException):
        return _too_slow(url)
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            return Blocked(f"A secure connection to {url.host} failed ({cause}).", LATER)
        cause = cause.__cause__ or cause.__context__
    if isinstance(error, httpx.NetworkError | httpx.RemoteProtocolError):
        return _MayPass(FetchError(f"The connection to {url.host} failed ({error}).", LATER))
    return FetchError(f"The answer of {url.host} could not be read ({error}).", LATER)


def _too_slow(url: httpx.URL) -> Blocked:
    return Blocked(f"{url.host} did not give its whole answer in time.", LATER)
