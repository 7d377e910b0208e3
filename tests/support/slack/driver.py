"""Drive a local Slack as people would, and look at what they see; over HTTP, so in any process."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from tests.support.slack.bad_days import BadDays
from tests.support.slack.seen import Json, Outcome, Posted, Reply

__all__ = ["Driver", "Outcome", "Posted", "Reply"]

EDITOR = "Editor"
FOLLOWS = "The answer will follow here."
"""How a sentence ends that is no answer yet."""
PATIENCE = 60.0
"""Seconds that a test waits for what must come: a busy machine is no fault."""


class Driver(BadDays):
    """People's hands and eyes on a local Slack.

    Channels go by id or name (`#mass-desk`), people by id or name (`Editor`, `Reporter`, `Operator`).
    What nobody could do in Slack (write in an archived channel, click a button that isn't there) raises
    LookupError.

    Args:
        base_url: `http://127.0.0.1:PORT`.
    """

    def command(self, channel: str, text: str, user: str = EDITOR, *, silent: bool = False) -> Reply:
        """Type a slash command; a text without a leading slash is one for `/detainers`.

        Where the acknowledgement says nothing, the answer that follows it is waited for, unless `silent`.
        """
        typed = text if text.startswith("/") else f"/detainers {text}"
        before = {message.ts for message in self.messages(channel, user)}
        result = self._ask("command", channel=channel, text=typed, user=user)
        reply = Reply(**result | {"messages": tuple(result.get("messages", ()))})
        return reply if reply.ts or reply.error or silent else self._followed(reply, channel, user, before)

    def _followed(self, reply: Reply, channel: str, user: str, before: set[str]) -> Reply:
        def answers() -> list[Posted]:
            seen = self.messages(channel, user)
            new = [one for one in seen if one.ts not in before and one.from_app and one.ephemeral]
            return [one for one in new if not one.text.endswith(FOLLOWS)]

        said: list[Posted] = self._until(answers, PATIENCE)
        if not said:
            raise TimeoutError(f"Nothing follows in {channel} after {PATIENCE} s.")
        return Reply(said[0].text, said[0].blocks, "ephemeral", reply.ms, "", said[0].channel, said[0].ts)

    def say(  # noqa: PLR0913  each makes it another sort of message
        self,
        channel: str,
        text: str = "",
        user: str = EDITOR,
        thread_ts: str = "",
        *,
        files: Sequence[str] = (),
        blocks: Sequence[Json] = (),
        attachments: Sequence[Json] = (),
        bot: str = "",
        unasked: bool = False,
    ) -> str:
        """Write a message; returns its timestamp.

        Args:
            channel: Where.
            text: May be empty when something else is said.
            user: Who writes; nobody when a bot does.
            thread_ts: The thread's parent.
            files: Names of files that are shared with it (`file_share`).
            blocks: Only apps post these; so do wire services.
            attachments: The same; unfurled links are attachments with `from_url`.
            bot: Another app's name, in one word: what it posts has no user.
            unasked: The app hears `message` of it in any channel, whatever its manifest subscribes to.
        """
        more = {"files": list(files), "blocks": list(blocks), "attachments": list(attachments), "bot": bot}
        said = {"channel": channel, "text": text, "user": user, "thread_ts": thread_ts}
        return str(self._ask("say", **said, **more, unasked=unasked))

    def edit(self, message: Posted, text: str) -> None:
        """Change a message's text; in its direct messages the app hears `message_changed`."""
        self._ask("edit", channel=message.channel, ts=message.ts, text=text)

    def delete(self, message: Posted) -> None:
        """Take a message away, as an admin may."""
        self._ask("delete", channel=message.channel, ts=message.ts)

    def group(self, *people: str) -> str:
        """Open direct messages of several people and the app; returns the channel's id."""
        return str(self._ask("group", people=people))

    def offer(self, command: str) -> None:
        """Let Slack send the app one more slash command, which its manifest doesn't name."""
        self._ask("offer", command=command)

    def click(  # noqa: PLR0913  each names the element another way
        self,
        message: Posted | Reply,
        *,
        action_id: str = "",
        value: str = "",
        block_id: str = "",
        choice: Any = None,
        user: str = EDITOR,
        gone: bool = False,
    ) -> Outcome:
        """Click a button, or set a menu to `choice`, in a message; `gone`: it is deleted just then."""
        return _outcome(
            self._ask(
                "click",
                channel=message.channel,
                ts=message.ts,
                action_id=action_id,
                value=value,
                block_id=block_id,
                choice=choice,
                user=user,
                gone=gone,
            )
        )

    def click_view(
        self, view: Json, *, action_id: str = "", value: str = "", choice: Any = None, user: str = EDITOR
    ) -> Outcome:
        """Click in App Home or in the modal on top."""
        asked = {"view": view["id"], "action_id": action_id, "value": value, "choice": choice, "user": user}
        return _outcome(self._ask("click-view", **asked))

    def shortcut(self, callback_id: str, channel: str = "#mass-desk", user: str = EDITOR) -> Outcome:
        """Choose a global shortcut while looking at a channel."""
        return _outcome(self._ask("shortcut", callback_id=callback_id, channel=channel, user=user))

    def message_shortcut(self, callback_id: str, message: Posted, user: str = EDITOR) -> Outcome:
        """Choose a shortcut in a message's menu."""
        about = {"channel": message.channel, "ts": message.ts, "user": user}
        return _outcome(self._ask("shortcut", callback_id=callback_id, **about))

    def submit(
        self, view: Json, state: Mapping[str, Mapping[str, Any]] | None = None, user: str = EDITOR
    ) -> Outcome:
        """Submit the modal on top; `state` is block_id → action_id → text, option value or list of them."""
        return _outcome(self._ask("submit", view=view["id"], state=state or {}, user=user))

    def close(self, view: Json, user: str = EDITOR) -> None:
        """Close the modal on top with its close button."""
        self._ask("close", view=view["id"], user=user)

    def modal(self, user: str = EDITOR) -> Json | None:
        """The modal that a person sees now."""
        return self._maybe("modal", user)

    def home(self, user: str = EDITOR) -> Json | None:
        """A person's App Home as last published."""
        return self._maybe("home", user)

    def open_home(self, user: str = EDITOR, timeout: float = 10.0) -> Json | None:
        """Open App Home; waits until the app has published it anew, else gives what was there."""
        before = self.home(user)
        self._ask("open-home", user=user)
        changed = self._until(lambda: _newer(self.home(user), before), timeout)
        return changed or before

    def invite(self, channel: str, user: str = EDITOR) -> None:
        """A person invites the app to a channel; where it is already, only Slackbot answers."""
        self._ask("membership", do="invite", channel=channel, user=user)

    def remove(self, channel: str) -> None:
        """The app is removed from a channel."""
        self._ask("membership", do="remove", channel=channel)

    def archive(self, channel: str) -> None:
        """A channel is archived."""
        self._ask("membership", do="archive", channel=channel)

    def unarchive(self, channel: str) -> None:
        """An archived channel is brought back."""
        self._ask("membership", do="unarchive", channel=channel)

    def rename(self, channel: str, name: str) -> None:
        """A channel gets another name; its id stays."""
        self._ask("membership", do="rename", channel=channel, name=name)

    def make_private(self, channel: str) -> None:
        """A public channel becomes private; its id stays, and so do its members."""
        self._ask("membership", do="make_private", channel=channel)

    def share(self, channel: str) -> str:
        """Share a private channel with another workspace; returns the new id that it gets."""
        return str(self._ask("share", channel=channel))

    def person(  # noqa: PLR0913  each says what else they are
        self,
        name: str,
        *,
        is_guest: bool = False,
        is_admin: bool = False,
        team: str = "",
        deleted: bool = False,
        channels: Sequence[str] = (),
    ) -> str:
        """Let somebody be there: a guest, an admin, or of another workspace; returns their id.

        Args:
            name: A role, in one word; who has it already becomes what is said now.
            is_guest: A multi-channel guest.
            is_admin: An admin of the workspace.
            team: Id of their own workspace, when it is another one.
            deleted: Deactivated.
            channels: Names of the channels that they join.
        """
        said = {"is_guest": is_guest, "is_admin": is_admin, "team": team, "deleted": deleted}
        return str(self._ask("person", name=name, channels=list(channels), **said))

    def messages(self, channel: str, user: str = "") -> list[Posted]:
        """A channel's messages, oldest first, replies among them; with a user, only what they may see."""
        return [Posted(**row) for row in self._ask("messages", channel=channel, user=user)]

    def wait_for(self, channel: str, wanted: Callable[[Posted], bool], timeout: float = PATIENCE) -> Posted:
        """The first message that passes `wanted`, once there is one.

        Raises:
            TimeoutError: There was none; says which messages there were.
        """
        found: Posted | None = self._until(
            lambda: next(filter(wanted, self.messages(channel)), None), timeout
        )
        if found is None:
            seen = [message.text for message in self.messages(channel)]
            raise TimeoutError(f"Not in {channel} after {timeout} s; there were: {seen}")
        return found

    def wait_until(self, happened: Callable[[], Any], timeout: float = PATIENCE) -> None:
        """Wait until something has happened.

        Raises:
            TimeoutError: It hasn't.
        """
        if not self._until(happened, timeout):
            raise TimeoutError(f"It did not happen within {timeout} s.")

    def wait_connected(self, connections: int = 1, timeout: float = PATIENCE) -> None:
        """Wait until the app has this many Socket Mode connections.

        Raises:
            TimeoutError: It has fewer.
        """
        if not self._until(lambda: self._ask("facts")["connections"] >= connections, timeout):
            raise TimeoutError(f"The app has fewer than {connections} connections after {timeout} s.")

    @property
    def calls(self) -> list[Json]:
        """Every Web API call so far: `method`, `args` (without token), `ok`, `error`."""
        return list(self._ask("facts")["calls"])

    @property
    def delivered(self) -> list[int]:
        """Envelopes that each connection got, in order of connecting."""
        return list(self._ask("facts")["delivered"])

    @property
    def astray(self) -> int:
        """How many envelopes were acknowledged on another connection than the one that they came on."""
        return int(self._ask("facts")["astray"])

    @property
    def responses(self) -> list[Json]:
        """What came to response_urls so far: the `body` as text, and the `status` and `answer` it got."""
        return list(self._ask("facts")["responses"])

    @property
    def replay_state(self) -> str:
        """`ready`, `running`, `finished` or `failed`."""
        return str(self._ask("facts")["replay"])

    def files(self) -> list[Json]:
        """Every completed upload, as Slack's file objects."""
        return list(self._ask("facts")["files"])

    def file_content(self, file: Json) -> bytes:
        """The bytes of an uploaded file."""
        return self._request("GET", urlsplit(file["url_private"]).path)

    def replay(self) -> None:
        """Press *Replay history*."""
        self._ask("replay")

    def wait_replayed(self, timeout: float = 60.0) -> str:
        """Wait until the replay has ended; gives `finished` or `failed`.

        Raises:
            TimeoutError: It is still running.
        """
        if not self._until(lambda: self.replay_state in {"finished", "failed"}, timeout):
            raise TimeoutError(f"The replay is {self.replay_state} after {timeout} s.")
        return self.replay_state

    def _maybe(self, verb: str, user: str) -> Json | None:
        found: Json | None = self._ask(verb, user=user)
        return found


def _newer(view: Json | None, before: Json | None) -> Json | None:
    return view if view is not None and (before is None or view["hash"] != before["hash"]) else None


def _outcome(result: Json) -> Outcome:
    messages = tuple(result.get("messages", ()))
    return Outcome(result["ms"], result["error"], result.get("errors", {}), messages)
