"""The script that lets Slack judge the payloads of the tests, against a stand-in of its method."""

import json
import subprocess
import sys
from urllib.parse import parse_qs

from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

SCRIPT = [sys.executable, "-m", "tests.support.slack.blocks_validate"]
REFUSED = {
    "pointer": "/blocks/0/text/text",
    "code": "failed_constraint",
    "message": "must be shorter",
    "constraint": {"type": "max_length", "expected": 150},
}


def test_slack_is_asked_about_each_sort_of_payload(httpserver: HTTPServer) -> None:
    """One argument a call and no token; it waits when told to; what Slack refuses is printed."""
    asked: list[dict[str, list[str]]] = []

    def judge(request: Request) -> Response:
        assert "Authorization" not in request.headers
        if not asked:
            asked.append({})
            return Response("{}", 429, {"Retry-After": "1"}, content_type="application/json")
        asked.append(parse_qs(request.get_data(as_text=True)))
        wrong = len(asked) == 2
        answer = {"ok": False, "error": "invalid_message", "errors": [REFUSED]} if wrong else {"ok": True}
        return Response(json.dumps(answer), content_type="application/json")

    httpserver.expect_request("/api/blocks.validate", method="POST").respond_with_handler(judge)
    tests = ["tests/bot/blocks/test_operators.py", "-n", "0", "--noconftest"]
    done = subprocess.run(
        [*SCRIPT, "--api-url", httpserver.url_for("/api/"), "--", *tests],
        capture_output=True,
        text=True,
        check=False,
    )
    del asked[0]
    assert done.returncode == 1, done.stdout + done.stderr
    assert len(asked) > 1
    assert all(len({"message", "blocks", "view"} & call.keys()) == 1 for call in asked)
    assert f"Slack was asked about {len(asked)} payloads and refuses 1." in done.stdout
    constraint = '{"type": "max_length", "expected": 150}'
    assert f"/blocks/0/text/text · failed_constraint · must be shorter · {constraint}" in done.stdout


def test_without_a_network_no_test_is_run() -> None:
    """That Slack can't be reached is told at once, not after the minutes that the tests take."""
    command = [*SCRIPT, "--api-url", "http://127.0.0.1:9/api/", "--", "tests/bot/blocks/test_operators.py"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert "http://127.0.0.1:9/api/ can't be reached" in done.stderr
    assert "Traceback" not in done.stderr
