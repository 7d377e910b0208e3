"""The buttons of answers and of subscriptions. Slow or not, each is acknowledged at once.

What others see too is never replaced by what one person pressed: only their own copy is turned, picked
from and undone in place, and what goes to all stands beside it, in its thread (`bot.replies.surface`).
"""

import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from slack_bolt import App
from slack_sdk import WebClient

from bot.answers import Answer, answer_about, rows_behind
from bot.blocks import answer, kit
from bot.blocks.kit import Message
from bot.desk import Desk, of_this_newsroom, who_clicked
from bot.grammar import parse
from bot.listeners.clicks import acknowledge, chosen, handed, open_loading, value_of
from bot.replies import (
    Surface,
    SurfaceKind,
    calling,
    echo,
    history_of,
    reply,
    safely,
    send_files,
    send_timeline,
    share_answer,
    share_question,
    surface_of,
    tell,
)
from models.domain import Fact, RowRange
from models.errors import UsageError

EVIDENCE = 40
"""Rows whose editions are shown as evidence."""

Open = Callable[[Answer, kit.Handle, Desk], Message]
Flags = Callable[[Surface], dict[str, Any]]
"""Where the answer stands: beside what was pressed, or in its place where it is one's own."""


def register(app: App, desk: Desk) -> None:
    """Register every button of an answer and of a subscription."""
    opens: dict[str, Open] = {
        kit.ROWS: rows,
        kit.EVIDENCE: evidence,
        kit.SENTENCE: lambda record, _handle, _desk: answer.sentence_message(record),
    }
    for action, shown in opens.items():
        _button(app, action, partial(_open, how=(shown, Surface.privately)), desk)
    shown_history = partial(_open, how=(history, Surface.privately))
    app.action(kit.ANSWER_MENU, matchers=[chosen(kit.HISTORY)])(
        ack=acknowledge, lazy=[safely(shown_history, desk)]
    )
    app.action(kit.ANSWER_MENU, matchers=[chosen(kit.TIMELINE)])(
        ack=acknowledge, lazy=[calling(_timeline, desk)]
    )
    _button(app, kit.MORE_ON, _more, desk)
    _button(app, kit.LESS, partial(_open, how=(_picked, Surface.in_place)), desk)
    _button(app, kit.MORE_ROWS, partial(_open, how=(rows, Surface.in_place)), desk)
    _button(app, kit.PICK, partial(_open, how=(_picked, Surface.in_place)), desk)
    _button(app, kit.SHARE, _share, desk, calling)
    _button(app, kit.UNDO, partial(_run, flags=Surface.in_place), desk, calling)
    _button(app, kit.RUN, partial(_run, flags=Surface.privately), desk, calling)


def _button(
    app: App, action: str, work: Callable[..., None], desk: Desk, told: Callable[..., Any] = safely
) -> None:
    """Register a button by its action_id; several of one row are numbered (`answer_pick.2`)."""
    app.action(re.compile(rf"^{action}(\.\d+)?$"))(ack=acknowledge, lazy=[told(work, desk)])


def _open(
    body: dict[str, Any], client: WebClient, action: dict[str, Any], *, how: tuple[Open, Flags], desk: Desk
) -> None:
    at, (shown, flags) = surface_of(body), how
    handle = value_of(kit.read_handle, handed(action), "Ask again.")
    desk.tells.submit(tell, at, shown(_answer(handle, desk), handle, desk), client, flags(at))


def answer_of(value: str, desk: Desk) -> Answer:
    """Return the answer below which a button with this value stands, read anew.

    Raises:
        UsageError: The button is of an older version, or its place isn't known any more.
        StoreError: The database can't be read.
    """
    return _answer(value_of(kit.read_handle, value, "Ask again."), desk)


def _answer(handle: kit.Handle, desk: Desk) -> Answer:
    record = answer_about(handle.geoid, handle.as_of, desk, plain=handle.plain, about=handle.about)
    if record is None:
        raise UsageError("This button is out of date.", "Ask again.")
    return record


def _more(body: dict[str, Any], client: WebClient, action: dict[str, Any], *, desk: Desk) -> None:
    """What stands behind an answer opens in its place where nobody else reads it, else in a form."""
    at, value = surface_of(body), handed(action)
    if at.kind in {SurfaceKind.EPHEMERAL, SurfaceKind.DIRECT} and not at.thread:
        message = answer.answer_message(answer_of(value, desk), desk.command, opened=True)
        desk.tells.submit(tell, at, message, client, at.in_place())
        return
    open_loading(
        body["trigger_id"],
        answer.more_saying,
        lambda: answer.more_view(answer_of(value, desk)),
        client,
        desk,
    )


def _picked(record: Answer, _handle: kit.Handle, desk: Desk) -> Message:
    return answer.answer_message(record, desk.command)


def rows(record: Answer, handle: kit.Handle, desk: Desk) -> Message:
    """Return the rows that name a place, or those of all places of a state."""
    facts = _facts(record, RowRange(answer.PAGE + 1, handle.offset), desk)
    return answer.rows_message(record, facts[: answer.PAGE], handle.offset, more=len(facts) > answer.PAGE)


def _facts(record: Answer, part: RowRange, desk: Desk) -> Sequence[Fact]:
    current = [name for name in record.known if record.shows(name) and name not in record.stopped]
    return rows_behind(record, current, part, desk)


def evidence(record: Answer, _handle: kit.Handle, desk: Desk) -> Message:
    """Return the editions behind an answer: those of its lists, and of its newest rows."""
    listed = [fact for entry in record.lists for fact in entry.facts]
    return answer.evidence_message(record, [*listed, *_facts(record, RowRange(EVIDENCE), desk)])


def history(record: Answer, _handle: kit.Handle, desk: Desk) -> Message:
    """Return what happened to a place and its lists, changed refusals and tallies included."""
    return history_of(record, desk)


def _timeline(body: dict[str, Any], client: WebClient, action: dict[str, Any], *, desk: Desk) -> None:
    """When a place stood on a list, as a picture in the person's direct messages."""
    send_timeline(answer_of(handed(action), desk), surface_of(body), client, desk=desk)


def _share(body: dict[str, Any], client: WebClient, action: dict[str, Any], *, desk: Desk) -> None:
    """An ephemeral message can't be made public: the answer is posted anew, then the old one says so."""
    of_this_newsroom(who_clicked(body), desk)
    at, value = surface_of(body), str(action.get("value", ""))
    verb, _, about = value.partition(" ")
    if verb in {"compare", "trend"}:
        said = share_question(verb, about, at, client, desk=desk).text
    else:
        record = answer_of(value, desk)
        share_answer(record, at, client, desk=desk)
        said = answer.summary(record)
    tell(at, Message(f"Shared: {said}"), client, at.in_place())


def _run(
    body: dict[str, Any], client: WebClient, action: dict[str, Any], *, desk: Desk, flags: Flags
) -> None:
    """A button that types commands for the person, one a line; only what the grammar knows is run."""
    at, requester = surface_of(body), who_clicked(body)
    commands = [str(parse(line)) for line in action.get("value", "").splitlines() or [""]]
    replies = [echo(at.channel, reply(each, requester, desk), desk, client) for each in commands]
    state = replies[0] if len(replies) == 1 else reply("subscriptions", requester, desk)
    tell(at, state, client, flags(at))
    for command in commands:
        send_files(command, at, client, desk=desk)
