"""Alerts and their threads fit into Slack, whatever a publisher prints."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.blocks.alert import alert, rest
from bot.blocks.kit import Message
from models.domain import Absence, Bulletin, ChangeKind, MessageForm, Outcome
from tests.support.messages import shown
from tests.support.newsroom.bulletins import EDITION, on_list, refusal, report, saying

FORMS = list(MessageForm)
HOSTILE = "<!channel> <@U1> & *bold* `code` =1+1\n<http://x|y>" * 40


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", [ChangeKind.PUBLISHED, ChangeKind.WITHDRAWN, ChangeKind.BACK, None])
def test_whatever_a_publisher_prints_fits_and_calls_nobody(
    kind: ChangeKind | None, form: MessageForm
) -> None:
    """Long and hostile text neither breaks Slack's limits nor mentions anyone."""
    row = saying(
        replace(refusal(1), differences=(("agency", HOSTILE, HOSTILE),)),
        fields=dict.fromkeys(refusal(1).fact.fields, HOSTILE),
        notes=(HOSTILE,) * 5,
        places=(HOSTILE,),
        outcome=Outcome.UNKNOWN,
        reason=HOSTILE,
    )
    bulletin = replace(
        report(0, kind),
        rows=(row,) * 140,
        standing=on_list(*(f"{number} {HOSTILE}" for number in range(50))),
        edition=replace(EDITION, caveats=(HOSTILE,) * 5, transcription=HOSTILE),
        absence=Absence(None, 0, None),
        repeat=True,
    )
    messages = [alert(bulletin, form), rest(bulletin, 0, form)[0]]
    for message in messages:
        shown(message)
        plain = [message.text, *_mrkdwn(message.blocks)]
        assert not [text for text in plain if "<!channel" in text or "<@U1" in text or "<http://x" in text]


def _mrkdwn(value: object) -> list[str]:
    if isinstance(value, dict):
        if value.get("type") == "mrkdwn":
            return [str(value["text"])]
        return [text for part in value.values() for text in _mrkdwn(part)]
    return [text for part in value for text in _mrkdwn(part)] if isinstance(value, list | tuple) else []


def in_threads(bulletin: Bulletin, render: Callable[[Bulletin, int], tuple[Message, int]]) -> int:
    """Walk a thread to its end and return how many rows it showed."""
    start = 0
    while start < len(bulletin.rows):
        message, count = render(bulletin, start)
        shown(message)
        assert count > 0
        start += count
    return start


@pytest.mark.parametrize("form", FORMS)
def test_a_thread_shows_every_row(form: MessageForm) -> None:
    """One message after the other, the thread holds each row once."""
    assert in_threads(report(142), lambda bulletin, start: rest(bulletin, start, form)) == 142
