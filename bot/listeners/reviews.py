"""The buttons of a held edition: its operators decide, and the message says what was decided."""

from collections.abc import Callable
from typing import Any

from slack_bolt import App, Respond
from sqlmodel import col, select

from bot.blocks.handles import ACCEPT, REJECT
from bot.blocks.limits import Message
from bot.blocks.notice import notice
from bot.blocks.review import decided_already
from bot.desk import Decide, Desk
from bot.failures import EPHEMERAL, safely
from bot.listeners.actions import acknowledge
from bot.permissions import may_review
from models.bulletin import Decision
from models.errors import UsageError
from models.people_tables import DeliveryRow
from models.store import reading
from models.tables import EditionRow

IN_PLACE: dict[str, Any] = {"replace_original": True}


def register(app: App, desk: Desk) -> None:
    """Register the buttons that accept and reject a held edition."""
    for action, decide in ((ACCEPT, desk.accept), (REJECT, desk.reject)):
        app.action(action)(ack=acknowledge, lazy=[safely(_deciding(decide, desk), desk)])


def _deciding(decide: Decide | None, desk: Desk) -> Callable[..., None]:
    def decided(respond: Respond, action: dict[str, Any], body: dict[str, Any]) -> None:
        number, person = number_of(action), str(body["user"]["id"])
        may_review(person, desk)
        if decide is None:
            raise UsageError("Nothing is decided in a replay.", "The desk itself asks again.")
        try:
            decide(number, person)
        except UsageError:
            decision = decision_on(number, desk)
            if decision is None:
                raise
            respond(**_settled(decision, desk).arguments(), **IN_PLACE)
            respond(text=decided_already(decision), **EPHEMERAL)
            return
        settled = decision_on(number, desk)
        assert settled is not None  # noqa: S101 - it was decided just now
        respond(**_settled(settled, desk).arguments(), **IN_PLACE)

    return decided


def number_of(action: dict[str, Any]) -> int:
    """Return the id of the edition that a button is about.

    Raises:
        UsageError: The button is of an older version.
    """
    try:
        return int(action.get("value", ""))
    except ValueError as error:
        raise UsageError("This button is of an older version.", "See python -m bot review list.") from error


def decision_on(number: int, desk: Desk) -> Decision | None:
    """Return what was decided on an edition, whoever did and wherever; None while it waits."""
    with reading(desk.engine) as session:
        row = session.get(EditionRow, number)
        if row is None or row.status == "held":
            return None
        return Decision(number, row.status, row.decided_by, row.decided, desk.settings.newsroom.zone)


def _settled(decision: Decision, desk: Desk) -> Message:
    """Return the notice of a held edition as it reads once it is decided, without its buttons."""
    statement = (
        select(DeliveryRow.payload)
        .where(col(DeliveryRow.edition) == decision.edition, col(DeliveryRow.what) == "notice")
        .where(col(DeliveryRow.key).startswith(f"notice:held:{decision.edition}:"))
        .limit(1)
    )
    with reading(desk.engine) as session:
        payload = session.exec(statement).first() or {}
    publishers = {name: source.short for name, source in desk.sources.items()}
    return notice(payload, publishers, decision=decision)
