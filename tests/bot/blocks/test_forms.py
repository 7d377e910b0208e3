"""Forms and their answers at their worst are views that Slack takes."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bot.answers import LookupOutcome
from bot.blocks.answer import answer_message
from bot.blocks.forms import edit_view, lookup_view, subscribe_view, waiting_view
from bot.blocks.kit import Message
from bot.preview.validation import check_view
from tests.bot.blocks.test_answer import LONG, SPOOF, STATE, WORST, mrkdwn_of
from tests.bot.blocks.test_desk_words import WISHES
from tests.support.shown import shown

LISTS = {f"list{number}": LONG for number in range(150)}
EDITED = replace(WISHES[0], terms=replace(WISHES[0].terms, sources=("list149", "one_that_is_no_more")))
VIEWS: list[Callable[[], dict[str, Any]]] = [
    lambda: subscribe_view(LISTS, "America/New_York", "/detainers"),
    lambda: subscribe_view(LISTS, "America/New_York", "/detainers", "C0MASSDESK"),
    lambda: edit_view(EDITED, LONG, LISTS, "UTC"),
    lookup_view,
    lambda: lookup_view(answer_message(WORST, "/detainers"), "/detainers"),
    lambda: lookup_view(answer_message(replace(WORST, place=STATE), "/detainers"), "/detainers"),
    lambda: lookup_view(
        answer_message(replace(WORST, place=None, found=LookupOutcome.UNKNOWN), "/detainers"), "/detainers"
    ),
    lambda: lookup_view(Message(SPOOF), "/detainers"),
    waiting_view,
]


@pytest.mark.parametrize("made", VIEWS, ids=range(len(VIEWS)))
def test_slack_takes_the_worst_view(made: Callable[[], dict[str, Any]]) -> None:
    """Longest names and titles, more lists than a menu takes, an answer as long as answers get."""
    view = made()
    check_view(view, "modal")
    assert shown(view["blocks"])


def test_an_answer_in_a_form_has_no_dead_buttons() -> None:
    """A button there has no message to answer to."""
    kinds = [block["type"] for block in lookup_view(answer_message(WORST, "/detainers"))["blocks"]]
    assert "actions" not in kinds
    assert kinds[0] == "input"


def test_nobody_is_called_by_an_answer_in_a_form() -> None:
    """What publishers print stays what it is."""
    view = lookup_view(answer_message(WORST, "/detainers"), "/detainers")
    assert "<!channel>" not in shown(mrkdwn_of(view["blocks"]))
