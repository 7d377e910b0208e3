"""What operators decide on in their notices: held editions, and whether what was told in error is corrected.

The message of a held edition says what was decided.
"""

from functools import partial
from typing import Any

from slack_bolt import App
from slack_sdk import WebClient

from bot.blocks import NoticeSetting, correcting, decided_already, notice
from bot.blocks.kit import ACCEPT, CORRECT, REJECT, Message
from bot.desk import Decide, Desk, may_review
from bot.listeners.clicks import acknowledge, value_of
from bot.replies import calling, person_of, surface_of, tell
from models.domain import Decision
from models.errors import UsageError
from models.messaging import correct_undone, notice_of_held
from models.queries import edition_numbered


def register(app: App, desk: Desk) -> None:
    """Register the buttons that accept and reject a held edition, and the one that corrects messages."""
    for action, decide in ((ACCEPT, desk.accept), (REJECT, desk.reject)):
        app.action(action)(ack=acknowledge, lazy=[calling(partial(_decide, decide=decide), desk)])
    app.action(CORRECT)(ack=acknowledge, lazy=[calling(_correct, desk)])


def _correct(body: dict[str, Any], client: WebClient, action: dict[str, Any], *, desk: Desk) -> None:
    may_review(person_of(body), desk, "have messages corrected")
    if desk.replay:
        raise UsageError("Nothing is corrected in a replay.", "The live desk asks again.")
    number = value_of(int, action.get("value", ""), "Wait for the next notice.")
    told = correcting(correct_undone(desk.engine, number, desk.clock()))
    tell(surface_of(body), Message(told), client)


def _decide(
    body: dict[str, Any], client: WebClient, action: dict[str, Any], *, decide: Decide | None, desk: Desk
) -> None:
    at, number, person = surface_of(body), number_of(action), person_of(body)
    decides = may_decide(person, decide, desk)
    try:
        decides(number, person)
    except UsageError:
        decision = decision_on(number, desk)
        if decision is None:
            raise
        tell(at, _settled(decision, desk), client, at.settled())
        tell(at, Message(decided_already(decision)), client)
        return
    settled = decision_on(number, desk)
    assert settled is not None  # noqa: S101 - it was decided just now
    tell(at, _settled(settled, desk), client, at.settled())


def may_decide(person: str, decide: Decide | None, desk: Desk) -> Decide:
    """Return what decides on a held edition, if a person may.

    Raises:
        UsageError: They may not, or nothing is decided here.
        DeliveryError: Slack doesn't say who they are.
    """
    may_review(person, desk)
    if decide is None:
        raise UsageError("Nothing is decided in a replay.", "The live desk asks again.")
    return decide


def number_of(action: dict[str, Any]) -> int:
    """Return the id of the edition that a button is about.

    Raises:
        UsageError: The button is of an older version.
    """
    return value_of(int, action.get("value", ""), "See `python -m bot review list`.")


def decision_on(number: int, desk: Desk) -> Decision | None:
    """Return what was decided on an edition, whoever did and wherever; None while it waits."""
    with desk.reading() as session:
        edition = edition_numbered(session, number)
    if edition is None or edition.status == "held":
        return None
    return Decision(number, edition.status, edition.decided_by, edition.decided, desk.settings.newsroom.zone)


def _settled(decision: Decision, desk: Desk) -> Message:
    """Return the notice of a held edition as it reads once it is decided, without its buttons."""
    with desk.reading() as session:
        held = notice_of_held(session, decision.edition)
    setting = NoticeSetting(desk.sources, desk.command, desk.settings.newsroom.zone)
    return notice(held, setting, decision=decision)
