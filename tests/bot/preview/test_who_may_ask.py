"""Other web pages get nothing from the local Slack: by header, and from a real browser."""

import http.client
import http.server
import threading
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from playwright.sync_api import sync_playwright
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from tests.support import browser as quiet
from tests.support.slack.driven import DrivenSlack

PATHS = [
    ("GET", "/"),
    ("GET", "/page/js/main.js"),
    ("GET", "/archives/C0TEXAS/p1"),
    ("GET", "/_local/events?user=Editor"),
    ("POST", "/_local/facts"),
    ("POST", "/_local/revoke"),
    ("POST", "/api/auth.test"),
    ("GET", "/api/auth.test"),
    ("GET", "/link/?ticket=x"),
    ("POST", "/respond/x"),
    ("POST", "/upload/v1/x"),
    ("GET", "/files/F1/rows.csv"),
]
"""Every route, guessed verbs included."""


@pytest.fixture(scope="module")
def standing() -> Iterator[DrivenSlack]:
    """One local Slack for all examples; none of them gets in."""
    with DrivenSlack() as slack:
        yield slack


def status(slack: DrivenSlack, method: str, path: str, headers: list[tuple[str, str]]) -> int:
    """One raw request with exactly these headers."""
    connection = http.client.HTTPConnection(urlsplit(slack.base_url).netloc)
    connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
    for name, value in [*headers, ("Content-Length", "0")]:
        connection.putheader(name, value)
    connection.endheaders()
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


VISIBLE = st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=40)
ODD = st.one_of(
    VISIBLE,
    st.builds("{0}{1}".format, st.sampled_from(["HOST", "NAME", "127.0.0.1", "localhost", "[::1]"]), VISIBLE),
    st.builds("{0}{1}".format, VISIBLE, st.sampled_from(["HOST", "NAME", "@HOST", ".HOST", "@NAME:PORT"])),
)
"""Anything, and anything around our own address."""

FOLLOWED = [("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-Dest", "document")]
FRAMED = ("Sec-Fetch-Dest", "iframe")
"""What a browser says when a person follows a link, and when another page frames ours."""


def filled(slack: DrivenSlack, value: str) -> str:
    """Put our address where a value names it."""
    at = urlsplit(slack.base_url)
    port = str(at.port)
    return value.replace("HOST", at.netloc).replace("NAME", at.hostname or "").replace("PORT", port)


@pytest.mark.parametrize(
    ("hosts", "more", "expected"),
    [
        (["HOST"], [], 200),
        (["localhost:PORT"], [("Sec-Fetch-Site", "none")], 200),
        (["[::1]:PORT"], [("Sec-Fetch-Site", "same-origin")], 200),
        (["HOST"], [("Origin", "http://HOST"), ("Sec-Fetch-Site", "same-origin")], 200),
        ([], [], 400),
        (["NAME"], [], 200),
        (["NAME:1"], [], 403),
        (["HOST", "evil.example"], [], 400),
        (["HOST"], [("Origin", "http://HOST"), ("Origin", "https://evil.example")], 403),
        (["HOST"], [("Origin", "http://localhost:PORT")], 403),
        (["HOST"], [("Sec-Fetch-Site", "same-site")], 403),
        (["HOST"], [("Sec-Fetch-Site", "cross-site"), *FOLLOWED], 200),
        (["HOST"], [("Sec-Fetch-Site", "cross-site"), FRAMED, FOLLOWED[0]], 403),
        (["evil.example"], [("Sec-Fetch-Site", "cross-site"), *FOLLOWED], 403),
    ],
)
def test_our_own_address_is_compared_whole(
    standing: DrivenSlack, hosts: list[str], more: list[tuple[str, str]], expected: int
) -> None:
    """A name, and a port if any, one Host, our own origin; another port of this computer is another site."""
    headers = [("Host", host) for host in hosts] + more
    sent = [(name, filled(standing, value)) for name, value in headers]
    assert status(standing, "GET", "/", sent) == expected


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(route=st.sampled_from(PATHS), name=st.sampled_from(["Host", "Origin", "Sec-Fetch-Site"]), value=ODD)
@example(("POST", "/api/auth.test"), "Host", "NAME:x@evil")
@example(("POST", "/api/auth.test"), "Host", "NAME:PORT.evil.example")
@example(("POST", "/api/auth.test"), "Host", "evil.example:PORT")
@example(("GET", "/link/?ticket=x"), "Origin", "null")
@example(("POST", "/_local/facts"), "Origin", "https://evil.example")
@example(("GET", "/_local/events?user=Editor"), "Sec-Fetch-Site", "cross-site")
@example(("GET", "/files/F1/rows.csv"), "Sec-Fetch-Site", "same-site")
def test_nothing_hostile_is_answered(
    standing: DrivenSlack, route: tuple[str, str], name: str, value: str
) -> None:
    """Whatever a page or a rebound name sends, on every route: no answer but a refusal."""
    value = filled(standing, value)
    at = urlsplit(standing.base_url)
    ours = {
        "Host": {
            f"{host}{port}" for host in ("127.0.0.1", "localhost", "[::1]") for port in ("", f":{at.port}")
        },
        "Origin": {standing.base_url},
        "Sec-Fetch-Site": {"same-origin", "none"},
    }
    if value in ours[name]:
        return
    host = [] if name == "Host" else [("Host", at.netloc)]
    assert status(standing, *route, [*host, (name, value)]) in {400, 403}


def test_tokens_are_others_at_each_start() -> None:
    """What one run's page or log showed opens no other."""
    with DrivenSlack() as one, DrivenSlack() as other:
        assert one.app_token != other.app_token
        with pytest.raises(SlackApiError, match="invalid_auth"):
            WebClient(one.bot_token, base_url=other.api_url).auth_test()
        assert WebClient(other.bot_token, base_url=other.api_url).auth_test()["ok"]


HOSTILE = """<!doctype html><title>elsewhere</title><script>
async function attack(slack, token, socketUrl) {
  const tried = {};
  const attempt = async (name, work) => {
    try { tried[name] = await work(); } catch (error) { tried[name] = "refused"; }
  };
  const form = new URLSearchParams({ token, channel: "C0TEXAS", text: "from elsewhere" });
  await attempt("form", () => fetch(slack + "/api/chat.postMessage",
    { method: "POST", mode: "no-cors", body: form }).then(() => "sent"));
  await attempt("readable", () => fetch(slack + "/api/auth.test?token=" + token).then((a) => a.text()));
  await attempt("control", () => fetch(slack + "/_local/membership", { method: "POST", mode: "no-cors",
    body: JSON.stringify({ do: "archive", channel: "texas-desk" }) }).then(() => "sent"));
  await attempt("json", () => fetch(slack + "/_local/state", { method: "POST",
    headers: { "Content-Type": "application/json" }, body: '{"user": "Editor"}' }).then((a) => a.text()));
  await attempt("socket", () => new Promise((resolve) => {
    const socket = new WebSocket(socketUrl);
    socket.onopen = () => resolve("open");
    socket.onerror = () => resolve("refused");
  }));
  await attempt("events", () => new Promise((resolve) => {
    const source = new EventSource(slack + "/_local/events?user=Editor");
    source.onopen = () => resolve("open");
    source.onerror = () => resolve("refused");
  }));
  await attempt("script", () => new Promise((resolve) => {
    const script = document.createElement("script");
    script.onload = () => resolve("loaded");
    script.onerror = () => resolve("refused");
    script.src = slack + "/page/js/main.js";
    document.head.append(script);
  }));
  const page = document.createElement("form");
  Object.assign(page, { method: "post", action: slack + "/api/chat.postMessage", target: "hidden" });
  const frame = Object.assign(document.createElement("iframe"), { name: "hidden" });
  const input = (name, value) => Object.assign(document.createElement("input"), { name, value });
  for (const [name, value] of form) page.append(input(name, value));
  document.body.append(frame, page);
  const loaded = new Promise((resolve) => { frame.onload = resolve; setTimeout(resolve, 2000); });
  page.submit();
  await loaded;
  return tried;
}
</script><body></body>"""


class Elsewhere(http.server.BaseHTTPRequestHandler):
    """Another page of this computer, which is the same site to a browser and another origin."""

    def do_GET(self) -> None:
        """Serve the hostile page."""
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(HOSTILE.encode())

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def elsewhere() -> Iterator[str]:
    """Where the hostile page is."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,)).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


def test_a_page_of_another_origin_gets_nothing(chromium_path: str, elsewhere: str) -> None:
    """Though it knew token and ticket: no form, fetch, socket, control verb, script or stream."""
    with DrivenSlack() as slack, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=chromium_path, args=list(quiet.QUIET))
        page = chromium.new_page()
        page.goto(elsewhere)
        opened = WebClient(base_url=slack.api_url).apps_connections_open(app_token=slack.app_token)
        known = [slack.base_url, slack.bot_token, opened["url"]]
        tried = page.evaluate("known => attack(...known)", known)
        own = chromium.new_page()
        own.goto(slack.page_url)
        own.get_by_text("texas-desk").first.wait_for()
        shown = own.content() + own.evaluate("() => JSON.stringify(localStorage)")
        chromium.close()
        assert tried == {
            "form": "refused",
            "readable": "refused",
            "control": "refused",
            "json": "refused",
            "socket": "refused",
            "events": "refused",
            "script": "refused",
        }
        assert slack.messages("#texas-desk") == []
        assert [call["method"] for call in slack.calls if call["ok"]] == ["apps.connections.open"]
        slack.say("#texas-desk", "not archived")
        assert slack.bot_token not in shown
        assert "xoxb-" not in shown
