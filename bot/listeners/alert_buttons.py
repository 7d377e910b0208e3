"""The buttons below alerts: read anew from the facts, shown to who asks."""

from collections.abc import Callable
from functools import partial
from typing import Any

from slack_bolt import App
from slack_sdk import WebClient

from bot import words
from bot.blocks import kit
from bot.blocks.alert import copied_alert, copied_retraction, read_errata_handle, rest
from bot.blocks.kit import Message
from bot.blocks.shared import read_alert_handle, small_print
from bot.delivery import Readership, gather_again, gather_errata
from bot.desk import Desk
from bot.listeners.clicks import acknowledge, value_of
from bot.replies import safely, surface_of, tell
from models.domain import Bulletin
from models.errors import UsageError


def register(app: App, desk: Desk) -> None:
    """Register the buttons below alerts."""
    for action, shown in (
        ("alert_rows", rows),
        ("alert_evidence", evidence),
        ("alert_sentence", copied_alert),
    ):
        app.action(action)(ack=acknowledge, lazy=[safely(partial(_open, shown=shown), desk)])
    app.action("errata_sentence")(ack=acknowledge, lazy=[safely(_copy_errata, desk)])


def _copy_errata(body: dict[str, Any], client: WebClient, action: dict[str, Any], *, desk: Desk) -> None:
    handle = value_of(read_errata_handle, action.get("value", ""), "The next alert's will work.")
    asked = _asked(desk, replay=handle.replay)
    with asked.reading() as session:
        notice = gather_errata(session, handle.errata, _readership(asked))
    desk.tells.submit(tell, surface_of(body), copied_retraction(notice), client)


def _open(
    body: dict[str, Any],
    client: WebClient,
    action: dict[str, Any],
    *,
    shown: Callable[[Bulletin], Message],
    desk: Desk,
) -> None:
    message = shown(bulletin_of(action.get("value", ""), desk))
    desk.tells.submit(tell, surface_of(body), message, client)


def bulletin_of(value: str, desk: Desk) -> Bulletin:
    """Return what the alert tells below which a button with this value stands, read anew.

    Raises:
        UsageError: The button is of an older version, or of a replay that is over.
        StoreError: The database can't be read.
    """
    handle = value_of(read_alert_handle, value, "The next alert's will work.")
    asked = _asked(desk, replay=handle.replay)
    with asked.reading() as session:
        return gather_again(session, handle, _readership(asked))


def _asked(desk: Desk, *, replay: bool) -> Desk:
    asked = desk.past() if replay else desk
    if asked is None:
        raise UsageError("That replay is over; its rows are in its thread.")
    return asked


def _readership(desk: Desk) -> Readership:
    return Readership(desk.sources, desk.settings.newsroom.zone, desk.replay)


def rows(bulletin: Bulletin) -> Message:
    """Return an alert's rows, as many as one message takes."""
    if not bulletin.rows:
        return Message(f"No row of {bulletin.state_name} is in this news.")
    return rest(bulletin, 0)[0]


def evidence(bulletin: Bulletin) -> Message:
    """Return where an alert's edition can be checked."""
    text = f"Evidence: {words.literal(bulletin.source.publisher)}, {words.literal(bulletin.source.title)}"
    lines = [f"• {line}" for line in (*small_print(bulletin), *map(words.literal, bulletin.source.caveats()))]
    return kit.message(text, [kit.section(f"*{text}*"), kit.section(words.lines(lines))])
