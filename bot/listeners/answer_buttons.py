"""The buttons of answers and of subscriptions. Slow or not, each is acknowledged at once.

A click is answered over its response_url (5 uses in 30 minutes), which needs no
membership: https://docs.slack.dev/interactivity/handling-user-interaction.
"""

import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from slack_bolt import App, Respond

from bot.answers import Answer, answer_about, rows_behind
from bot.blocks import answer, kit
from bot.blocks.kit import Message
from bot.desk import Desk, who_clicked
from bot.grammar import parse
from bot.listeners.clicks import acknowledge, value_of
from bot.replies import EPHEMERAL, reply, safely
from models.domain import Fact, RowRange
from models.errors import UsageError
from models.queries import history_of_place

CHANGES = 30
"""Changes shown as a place's history."""
EVIDENCE = 40
"""Rows whose editions are shown as evidence."""
REPLACE = EPHEMERAL | {"replace_original": True}

Open = Callable[[Answer, kit.Handle, Desk], Message]


def register(app: App, desk: Desk) -> None:
    """Register every button of an answer and of a subscription."""
    opens: dict[str, Open] = {
        kit.ROWS: rows,
        kit.EVIDENCE: evidence,
        kit.HISTORY: history,
        kit.SENTENCE: lambda record, _handle, _desk: answer.sentence_message(record),
    }
    for action, shown in opens.items():
        _button(app, action, partial(_open, shown=shown, flags=EPHEMERAL), desk)
    _button(app, kit.MORE_ROWS, partial(_open, shown=rows, flags=REPLACE), desk)
    _button(app, kit.PICK, partial(_open, shown=_picked, flags=REPLACE), desk)
    _button(app, kit.SHARE, _share, desk)
    _button(app, kit.UNDO, partial(_run, flags=REPLACE), desk)
    _button(app, kit.RUN, partial(_run, flags=EPHEMERAL), desk)


def _button(app: App, action: str, work: Callable[..., None], desk: Desk) -> None:
    """Register a button by its action_id; several of one row are numbered (`answer_pick.2`)."""
    app.action(re.compile(rf"^{action}(\.\d+)?$"))(ack=acknowledge, lazy=[safely(work, desk)])


def _open(
    respond: Respond, action: dict[str, Any], *, shown: Open, desk: Desk, flags: dict[str, Any]
) -> None:
    handle = value_of(kit.read_handle, action.get("value", ""), "Ask again.")
    respond(**shown(_answer(handle, desk), handle, desk).arguments(), **flags)


def answer_of(value: str, desk: Desk) -> Answer:
    """Return the answer below which a button with this value stands, read anew.

    Raises:
        UsageError: The button is of an older version, or its place isn't known any more.
        StoreError: The database can't be read.
    """
    return _answer(value_of(kit.read_handle, value, "Ask again."), desk)


def _answer(handle: kit.Handle, desk: Desk) -> Answer:
    record = answer_about(handle.geoid, handle.as_of, desk)
    if record is None:
        raise UsageError("The place of this button isn't known any more.", "Ask again.")
    return record


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


def history(record: Answer, handle: kit.Handle, desk: Desk) -> Message:
    """Return what happened to a place and its lists, new refusals and tallies included."""
    with desk.reading() as session:
        changes = history_of_place(session, handle.geoid, record.zone, limit=CHANGES, as_of=record.until)
    return answer.history_message(record, changes)


def _share(respond: Respond, action: dict[str, Any], body: dict[str, Any], *, desk: Desk) -> None:
    """An ephemeral message can't be made public: the answer is posted anew, then the old one says so."""
    record = answer_of(action.get("value", ""), desk)
    public = answer.shared_message(record, body["user"]["id"])
    respond(**public.arguments(), response_type="in_channel", replace_original=False)
    respond(text=f"Shared: {answer.summary(record)}", **REPLACE)


def _run(
    respond: Respond, action: dict[str, Any], body: dict[str, Any], *, desk: Desk, flags: dict[str, Any]
) -> None:
    """A button that types commands for the person, one a line; only what the grammar knows is run."""
    commands = [str(parse(line)) for line in action.get("value", "").splitlines() or [""]]
    replies = [reply(command, who_clicked(body), desk) for command in commands]
    state = replies[0] if len(replies) == 1 else reply("subscriptions", who_clicked(body), desk)
    respond(**state.arguments(), **flags)
