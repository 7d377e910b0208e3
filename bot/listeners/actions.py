"""The buttons of answers and of subscriptions. Slow or not, each is acknowledged at once.

A click is answered over its response_url (5 uses in 30 minutes), which needs no
membership: https://docs.slack.dev/interactivity/handling-user-interaction.
"""

import re
from collections.abc import Callable, Sequence
from typing import Any

from slack_bolt import Ack, App, Respond

from bot import grammar
from bot.answer_values import Answer
from bot.answers import answer_about
from bot.blocks import handles
from bot.blocks.answer import answer_message, shared_message, summary
from bot.blocks.limits import Message
from bot.blocks.record import PAGE, evidence_message, history_message, rows_message
from bot.blocks.sentence import sentence_message
from bot.caller import who_clicked
from bot.desk import Desk
from bot.failures import EPHEMERAL, safely
from bot.replies import reply
from models import query_changes, query_rows
from models.errors import UsageError
from models.facts import Fact, Part
from models.store import reading
from models.values import PlaceKind

CHANGES = 30
"""Changes shown as a place's history."""
EVIDENCE = 40
"""Rows whose editions are shown as evidence."""
REPLACE = EPHEMERAL | {"replace_original": True}

Open = Callable[[Answer, handles.Handle, Desk], Message]


def register(app: App, desk: Desk) -> None:
    """Register every button of an answer and of a subscription."""
    opens: dict[str, Open] = {
        handles.ROWS: rows,
        handles.EVIDENCE: evidence,
        handles.HISTORY: history,
        handles.SENTENCE: lambda found, _handle, _desk: sentence_message(found),
    }
    for action, shown in opens.items():
        _button(app, action, _opening(shown, desk, EPHEMERAL), desk)
    _button(app, handles.MORE_ROWS, _opening(rows, desk, REPLACE), desk)
    _button(app, handles.PICK, _opening(_picked, desk, REPLACE), desk)
    _button(app, handles.SHARE, _sharing(desk), desk)
    _button(app, handles.UNDO, _running(desk, REPLACE), desk)
    _button(app, handles.RUN, _running(desk, EPHEMERAL), desk)


def _button(app: App, action: str, work: Callable[..., None], desk: Desk) -> None:
    """Register a button by its action_id; several of one row are numbered (`answer_pick.2`)."""
    app.action(re.compile(rf"^{action}(\.\d+)?$"))(ack=acknowledge, lazy=[safely(work, desk)])


def acknowledge(ack: Ack) -> None:
    """Tell Slack that the click arrived; what it opens follows."""
    ack()


def _opening(shown: Open, desk: Desk, flags: dict[str, Any]) -> Callable[..., None]:
    def opened(respond: Respond, action: dict[str, Any]) -> None:
        handle = _handle(action.get("value", ""))
        respond(**shown(_answer(handle, desk), handle, desk).arguments(), **flags)

    return opened


def answer_of(value: str, desk: Desk) -> Answer:
    """Return the answer below which a button with this value stands, read anew.

    Raises:
        UsageError: The button is of an older version, or its place isn't known any more.
        StoreError: The database can't be read.
    """
    return _answer(_handle(value), desk)


def _handle(value: str) -> handles.Handle:
    try:
        return handles.read_handle(value)
    except ValueError as error:
        raise UsageError("This button is of an older version.", "Ask again.") from error


def _answer(handle: handles.Handle, desk: Desk) -> Answer:
    found = answer_about(handle.geoid, handle.as_of, desk)
    if found is None:
        raise UsageError("The place of this button isn't known any more.", "Ask again.")
    return found


def _picked(found: Answer, _handle: handles.Handle, desk: Desk) -> Message:
    return answer_message(found, desk.settings.slack.command)


def rows(found: Answer, handle: handles.Handle, desk: Desk) -> Message:
    """Return the rows that name a place, or those of all places of a state."""
    facts = _facts(found, handle, Part(PAGE + 1, handle.offset), desk)
    return rows_message(found, facts[:PAGE], handle.offset, more=len(facts) > PAGE)


def _facts(found: Answer, handle: handles.Handle, part: Part, desk: Desk) -> Sequence[Fact]:
    current = [name for name in found.known if found.shows(name) and name not in found.stopped]
    with reading(desk.engine) as session:
        if found.place and found.place.kind is PlaceKind.STATE:
            return query_rows.rows_of_state(session, found.place.state, current, part, handle.as_of)
        return query_rows.all_rows_of_place(session, handle.geoid, current, part, handle.as_of)


def evidence(found: Answer, handle: handles.Handle, desk: Desk) -> Message:
    """Return the editions behind an answer: those of its lists, and of its newest rows."""
    listed = [fact for entry in found.lists for fact in entry.facts]
    return evidence_message(found, [*listed, *_facts(found, handle, Part(EVIDENCE), desk)])


def history(found: Answer, handle: handles.Handle, desk: Desk) -> Message:
    """Return what happened to a place and its lists, new refusals and tallies included."""
    with reading(desk.engine) as session:
        changes = query_changes.history_of_place(session, handle.geoid, limit=CHANGES, as_of=handle.as_of)
    return history_message(found, changes)


def _sharing(desk: Desk) -> Callable[..., None]:
    """An ephemeral message can't be made public: the answer is posted anew, then the old one says so."""

    def shared(respond: Respond, action: dict[str, Any], body: dict[str, Any]) -> None:
        found = answer_of(action.get("value", ""), desk)
        public = shared_message(found, body["user"]["id"])
        respond(**public.arguments(), response_type="in_channel", replace_original=False)
        respond(text=f"Shared: {summary(found)}", **REPLACE)

    return shared


def _running(desk: Desk, flags: dict[str, Any]) -> Callable[..., None]:
    """A button that types commands for the person, one a line; only what the grammar knows is run."""

    def ran(respond: Respond, action: dict[str, Any], body: dict[str, Any]) -> None:
        commands = [str(grammar.parse(line)) for line in action.get("value", "").splitlines() or [""]]
        told = [reply(command, who_clicked(body), desk) for command in commands]
        state = told[0] if len(told) == 1 else reply("subscriptions", who_clicked(body), desk)
        respond(**state.arguments(), **flags)

    return ran
