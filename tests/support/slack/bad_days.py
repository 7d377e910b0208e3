"""Let a local Slack have a bad day: what goes wrong next, or stays so until it is ended."""

from collections.abc import Sequence
from typing import Any

from tests.support.slack.asking import Asking

LOGIN_PAGE = "<!DOCTYPE html><html><head><title>Sign in</title></head><body>Guest network</body></html>"
"""What a hotel's or a company's proxy answers in Slack's place."""


class BadDays(Asking):
    """What can be made to go wrong; nothing of it does by itself."""

    def rate_limit(self, channel_or_method: str, seconds: float) -> None:
        """Answer 429 with Retry-After for a channel's posts or a method until then."""
        self._ask("fault", do="rate_limit", key=channel_or_method, seconds=seconds)

    def cap_workspace(self, a_minute: float) -> None:
        """Let all channels together take so many messages a minute; more are answered 429."""
        self._ask("fault", do="cap", a_minute=a_minute)

    def fail_next(self, method: str, error: str, times: int = 1) -> None:
        """Answer the next calls of a method with an error; nothing is done then."""
        self._instead(method, error=error, times=times)

    def fail_status(self, method: str, status: int, times: int = 1) -> None:
        """Answer the next calls of a method with an HTTP status and no JSON; nothing is done then."""
        self._instead(method, status=status, body="upstream", content_type="text/plain", times=times)

    def answer_html(self, method: str, times: int = 1) -> None:
        """Answer the next calls of a method with a proxy's login page, status 200; nothing is done then."""
        self._instead(method, body=LOGIN_PAGE, content_type="text/html", times=times)

    def answer_nothing(self, method: str, times: int = 1) -> None:
        """Answer the next calls of a method with a bare ok; nothing is done then."""
        self._instead(method, body='{"ok": true}', times=times)

    def recover(self) -> None:
        """Answer as Slack does again: what was to be answered instead is answered no more."""
        self._ask("fault", do="recover")

    def refuse_responses(self, status: int, body: str, times: int = 1, retry_after: int = 0) -> None:
        """Answer the next uses of response_urls so, whichever they are; nothing is shown then.

        Args:
            status: HTTP status, 200 for `invalid_blocks`.
            body: What Slack says: JSON when it looks like it, else plain text.
            times: How many uses.
            retry_after: Seconds in the header of that name; 0 sends none.
        """
        kind = "application/json" if body.startswith("{") else "text/plain"
        more = {"retry_after": retry_after, "times": times}
        self._instead("response_url", status=status, body=body, content_type=kind, **more)

    def slow(self, method: str, seconds: float) -> None:
        """Do what is asked at once and answer so much later, until this is called with 0.

        Args:
            method: A method, `response_url`, `upload` (a file's bytes), or `*` for all of them.
            seconds: From having done it to the answer.
        """
        self._ask("fault", do="slow", way=method, seconds=seconds)

    def drip(self, method: str, seconds: float) -> None:
        """Send the next answer's body a few bytes at a time over so many seconds; its work is done at once.

        Args:
            method: A method, `response_url` or `upload` (a file's bytes).
            seconds: From the first byte to the last.
        """
        self._ask("fault", do="drip", way=method, seconds=seconds)

    def revoke(self, error: str = "token_revoked") -> None:
        """Refuse every call with the bot token from now on; `invalid_auth` may mean a barred address."""
        self._ask("fault", do="revoke", error=error)

    def restore(self) -> None:
        """Let the bot token be good again, as after a new installation."""
        self._ask("fault", do="revoke", error="")

    def hang_after(self, method: str) -> None:
        """Take the next call of a method (`response_url`, `upload`), then drop the connection unanswered."""
        self._ask("fault", do="hang", way=method)

    def lose_next_share(self) -> None:
        """Lose the next file's share silently, as Slack may."""
        self._ask("fault", do="share", seconds=None)

    def delay_next_share(self, seconds: float) -> None:
        """Share the next file only after so many seconds; until then its `shares` are empty."""
        self._ask("fault", do="share", seconds=seconds)

    def disconnect(self, reason: str = "refresh_requested", then: str = "close") -> int:
        """Send every connection a disconnect frame; returns how many there were.

        Args:
            reason: `warning`, `refresh_requested`, `link_disabled`, `too_many_websockets`.
            then: `close`: closed at once. `stay`: goes on carrying envelopes until the app closes it.
                `silent`: TCP stays, nothing is carried, no ping and no close frame answered.
        """
        return int(self._ask("disconnect", reason=reason, then=then))

    def unshare(self, channel: str) -> str:
        """End a channel's sharing with another workspace; returns the id that it has now.

        The app hears nothing; the old id is answered with channel_not_found.
        """
        return str(self._ask("unshare", channel=channel))

    def organization(
        self,
        enterprise: str = "E0ORGANIZATION",
        name: str = "News Organization",
        teams: Sequence[str] = ("T0SPORTS",),
    ) -> None:
        """Let the app be installed for an organization of several workspaces, from now on.

        auth.test names the organization, payloads `team: null`; `person(team="T0SPORTS")` is a colleague.

        Args:
            enterprise: The organization's id.
            name: Its name.
            teams: Ids of its workspaces besides the Newsroom.
        """
        self._ask("organization", enterprise=enterprise, name=name, teams=list(teams))

    def refuse_sockets(self, times: int) -> None:
        """Let the next WebSocket handshakes fail with 503."""
        self._ask("fault", do="refuse_sockets", times=times)

    def cut(self) -> int:
        """Break every connection without a close frame, as a network does; returns how many there were."""
        return int(self._ask("cut"))

    def _instead(self, way: str, **what: Any) -> None:
        self._ask("fault", do="instead", way=way, **what)
