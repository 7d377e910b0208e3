"""Names full of Slack's own signs, in every form of a message: nothing is escaped twice, or not at all."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from bot.delivery.deliverer import Deliverer
from bot.delivery.digest_loop import queue_due
from models.db import DeliveryRow, writing
from models.domain import EVERYWHERE, MessageForm, Terms
from models.editions import withdraw
from tests.support.clock import Clock
from tests.support.newsroom.bulletins import LIST
from tests.support.newsroom.delivering import TEXAS, send_all
from tests.support.newsroom.digesting import WEEKLY, ZONE, wish
from tests.support.newsroom.editions import designations, publish_rows, subscribe
from tests.support.slack.driven import DrivenSlack

NAME = "Fish & <Game> a_b *c* `d` R&D"
SHORT = "A&B <x> s_t"


@pytest.mark.parametrize("form", [MessageForm.TABLE, MessageForm.TEXT])
def test_signs_are_escaped_once_in_whatever_is_sent(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer, form: MessageForm
) -> None:
    """An alert, its thread, its corrections, a list that is gone and a digest of them all."""
    source = replace(LIST, short=SHORT, title="T & U <y> v_w")
    deliverer.readership = replace(deliverer.readership, sources={LIST.name: source})
    subscribe(engine, TEXAS, "TX", clock())
    wish(engine, clock(), Terms(rhythm=WEEKLY), EVERYWHERE)
    publish_rows(engine, source, designations(NAME, *[f"{NAME} {number}" for number in range(12)]), clock())
    with writing(engine) as session:
        for row in session.exec(select(DeliveryRow)):
            row.form = form.value
    send_all(deliverer, clock, 9)
    publish_rows(engine, source, designations(f"{NAME} 1", f"{NAME} x"), clock())
    with writing(engine) as session:
        withdraw(session, LIST.name, clock(), clock())
    send_all(deliverer, clock, 9)
    clock.advance(timedelta(days=8))
    queue_due(engine, ZONE, clock)
    send_all(deliverer, clock, 3)
    calls = [call["args"] for call in slack.calls if call["method"].startswith("chat.")]
    sent = json.dumps(calls, ensure_ascii=False)
    assert len(calls) > 6
    assert not [sign for sign in ("&amp;amp;", "&amp;lt;", "&amp;gt;", "a\u02cdb") if sign in sent]
    assert "A&amp;B &lt;x&gt; s_t list" in sent
