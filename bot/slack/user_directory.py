"""Who a person is and where, as Slack says: asked when it matters, and remembered for a few minutes."""

import logging
import threading
import time
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.slack.api_errors import FAILED_CALL, PASSING, understood
from bot.slack.error_words import in_words
from bot.slack.installed import Installed, installed_by
from models.errors import DeliveryError

logger = logging.getLogger(__name__)

REMEMBERED = 300.0
"""Seconds for which an answer of Slack's holds; a guest who becomes a member waits no longer."""
LONG = 0.4
"""Seconds for a call after which it is Slack that is slow."""
A_PAGE = 1000
"""Members in one answer; Slack gives no more."""
READS_PEOPLE = "users:read"
READS_PRIVATE = "groups:read"
"""Asked for with the one for public channels; with it a channel that isn't found is one without us."""
DENIED = {"missing_scope", "not_allowed_token_type"}
"""Words that say of the app that it sees nobody; any other is said of one person."""
NOT_SEEING = {*DENIED, "unknown_method", "not_json"}
"""The same where Slack doesn't say which scopes were granted: with `users:read` none passes for a member."""
NO_SUCH_PAGE = 404

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Person:
    """What users.info says of somebody.

    Attributes:
        guest: A single-channel or multi-channel guest.
        foreign: Of another workspace, met in a channel that is shared with it.
        admin: An admin or owner of the workspace.
        gone: Deactivated: messages to them are taken, and nobody reads them.
        unknown: Slack names nobody of that id, though the app may ask.
    """

    guest: bool = False
    foreign: bool = False
    admin: bool = False
    gone: bool = False
    unknown: bool = False


class People:
    """Asks Slack about people.

    Args:
        client: With the bot token.
        clock: Gives seconds that only grow.
    """

    def __init__(self, client: WebClient, clock: Callable[[], float] = time.monotonic) -> None:
        self._client = client
        self._clock = clock
        self._known: dict[tuple[str, ...], tuple[float, Any]] = {}
        self._newest: SlackResponse | None = None
        self._waiting: set[int] = set()
        self._ended: dict[int, float] = {}

    def installation(self) -> Installed:
        """Return where the app is installed; once Slack has said so, it is asked no more.

        Raises:
            DeliveryError: Slack doesn't answer, and never did.
        """
        if self._newest is None:
            self._identity()
        return installed_by(self.introduced())

    def introduced(self) -> Mapping[str, Any]:
        """Return what auth.test answered last, without asking; empty before it ever did."""
        return self._newest.data if self._newest and isinstance(self._newest.data, dict) else {}

    def waits(self, thread: int, seconds: float) -> bool:
        """Tell whether a thread, by its identifier, waits for Slack, or did for long in the last seconds."""
        ended = self._ended.get(thread)
        return thread in self._waiting or (ended is not None and self._clock() - ended < seconds)

    def person(self, user: str) -> Person | None:
        """Return who somebody is; None where the app doesn't see that, as without `users:read`.

        Raises:
            DeliveryError: Slack doesn't answer.
        """
        key = ("person", user)
        person = self._remembered(key, lambda: self._person(user))
        if person and person.unknown:
            self._known.pop(key, None)  # whoever is named a moment later waits no longer
        return person

    def is_member(self, channel: str, user: str) -> bool | None:
        """Tell whether somebody is in a channel; None where the app may not see that.

        Raises:
            DeliveryError: Slack doesn't answer.
        """
        key = ("member", channel, user)
        member = self._remembered(key, lambda: self._is_member(channel, user))
        if not member:
            self._known.pop(key, None)  # whoever joins now may subscribe now
        return member

    def is_in(self, channel: str) -> bool | None:
        """Tell whether the app is in a channel; None where it may not see that, or Slack doesn't answer."""
        try:
            granted = self._scopes()
            if granted is not None and READS_PRIVATE not in granted:
                return None
            info = self._asked(lambda: self._client.conversations_info(channel=channel))
        except SlackApiError as error:
            return False if granted is not None and understood(error).code == "channel_not_found" else None
        except DeliveryError:
            return None
        return (info.get("channel") or {}).get("is_member")

    def stands_in(self, channel: str, ts: str) -> bool:
        """Tell whether a message, by its time stamp, surely stands in a channel."""
        try:
            self._asked(lambda: self._client.chat_getPermalink(channel=channel, message_ts=ts))
        except (SlackApiError, DeliveryError):
            return False
        return True

    def _identity(self) -> SlackResponse:
        """Return what auth.test answers, or what it answered last while it doesn't."""
        try:
            self._newest = self._remembered(("identity",), lambda: self._asked(self._client.auth_test))
        except (SlackApiError, DeliveryError) as error:
            if self._newest is None:
                if isinstance(error, DeliveryError):
                    raise
                raise _unanswered(understood(error).code) from error
        return self._newest

    def _person(self, user: str) -> Person | None:
        granted = self._scopes()
        if granted is not None and READS_PEOPLE not in granted:
            return None
        try:
            answer = self._asked(lambda: self._client.users_info(user=user))
        except SlackApiError as error:
            words = NOT_SEEING if granted is None else DENIED
            return None if understood(error).code in words else Person(unknown=True)
        profile = answer.get("user")
        if not profile:
            return Person(unknown=True)
        return Person(
            guest=bool(profile.get("is_restricted") or profile.get("is_ultra_restricted")),
            foreign=bool(profile.get("is_stranger")) or not self._is_ours(profile),
            admin=bool(profile.get("is_admin") or profile.get("is_owner")),
            gone=bool(profile.get("deleted")),
        )

    def _scopes(self) -> Container[str] | None:
        """Return the scopes that the app was granted; None where Slack doesn't say."""
        headers = {name.lower(): value for name, value in self._identity().headers.items()}
        granted = headers.get("x-oauth-scopes")
        return None if granted is None else {scope.strip() for scope in str(granted).split(",")}

    def _is_ours(self, profile: dict[str, Any]) -> bool:
        """Tell whether a user object is of our workspace, or of the organization that it belongs to."""
        enterprise = (profile.get("enterprise_user") or {}).get("enterprise_id")
        return self.installation().has(str(profile.get("team_id") or ""), str(enterprise or ""))

    def _is_member(self, channel: str, user: str) -> bool | None:
        cursor = ""
        while True:
            ask = partial(self._client.conversations_members, channel=channel, limit=A_PAGE, cursor=cursor)
            try:
                page = self._asked(ask)
            except SlackApiError:
                return None
            cursor = (page.get("response_metadata") or {}).get("next_cursor", "")
            if user in page["members"] or not cursor:
                return user in page["members"]

    def _asked(self, call: Callable[[], SlackResponse]) -> SlackResponse:
        """Call Slack.

        Raises:
            SlackApiError: Slack doesn't let the app see that.
            DeliveryError: Something went wrong that may pass.
        """
        thread, began = threading.get_ident(), self._clock()
        self._waiting.add(thread)
        try:
            return call()
        except SlackApiError as error:
            trouble = understood(error)
            if trouble.act in PASSING and _status(error) != NO_SUCH_PAGE:
                raise _unanswered(trouble.code) from error
            raise
        except FAILED_CALL as error:
            raise _unanswered(understood(error).code) from error
        finally:
            self._waiting.discard(thread)
            if self._clock() - began > LONG:
                self._ended[thread] = self._clock()

    def _remembered(self, key: tuple[str, ...], ask: Callable[[], Answer]) -> Answer:
        until, answer = self._known.get(key, (0.0, None))
        now = self._clock()
        if now < until:
            return answer  # type: ignore[no-any-return]  # what is kept under a key is what it was asked for
        fresh = ask()
        self._known = {other: kept for other, kept in self._known.items() if now < kept[0]}
        self._known[key] = (now + REMEMBERED, fresh)
        return fresh


def _status(error: SlackApiError) -> int:
    response = error.response
    return int(response["status"] if isinstance(response, dict) else response.status_code)


def _unanswered(code: str) -> DeliveryError:
    logger.info("Slack doesn't say who somebody is: %s", in_words(code))
    return DeliveryError("I couldn't ask Slack who can do this.", "Try again in a minute.")
