"""A held edition in Slack: operators read why, and decide with two buttons."""

from collections.abc import Iterator

import pytest

from jobs import review
from jobs.readers import Parser
from models.db import DocumentRow, EditionRow, reading
from tests.support.newsroom.reviewing import NEWS, Held, held_list
from tests.support.shown import shown


@pytest.fixture
def held(history: str, parser: Parser) -> Iterator[Held]:
    """A page of the Justice Department's list without half of its rows, held."""
    with held_list(history, parser) as held:
        yield held


def edition(held: Held) -> EditionRow:
    """The edition that was held, as it is kept now."""
    with reading(held.context.engine) as session:
        row = session.get(EditionRow, held.report.edition)
        assert row is not None
        return row


def actions(blocks: list[dict[str, object]]) -> list[str]:
    """The labels of the buttons of a message."""
    rows = [block["elements"] for block in blocks if block["type"] == "actions"]
    return [element["text"]["text"] for row in rows for element in row]  # type: ignore[attr-defined]


def news(held: Held) -> list[str]:
    """What the newsroom's channel has been told."""
    held.deliver()
    return [posted.text for posted in held.slack.messages(NEWS)]


def test_operators_read_why_and_what(held: Held) -> None:
    """The reason, the first rows, the page, the hash of its bytes, and two buttons; nobody else hears."""
    notice = held.notice()
    told = shown(notice.blocks)
    assert "of 33 rows" in told
    assert "would be gone at once." in told
    assert "California" in told
    assert held.context.sources["doj_eo14287"].address in told
    assert f"SHA-256 {edition(held).sha256}" in told
    assert actions(notice.blocks) == ["Publish", "Set aside"]
    assert news(held) == []


def test_accepting_publishes_it_late_but_dated(held: Held) -> None:
    """The channel is alerted as it would have been, and told since when it was held."""
    held.press("review_accept")
    settled = held.settled("Published by <@U0OPERATOR>")
    assert actions(settled.blocks) == []
    assert [text for text in news(held) if "Justice Dept" in text]
    alert = shown(held.slack.messages(NEWS)[0].blocks)
    assert "Newark" in alert
    assert "Held for review from" in alert
    assert "Off since Nov. 20, 2026: Newark and Paterson." in alert
    assert (edition(held).status, edition(held).decided_by) == ("accepted", "U0OPERATOR")


def test_rejecting_keeps_the_bytes_and_tells_nobody(held: Held) -> None:
    """The message says who decided; the document stays in the database."""
    held.press("review_reject")
    settled = held.settled("Set aside by <@U0OPERATOR>")
    assert actions(settled.blocks) == []
    assert news(held) == []
    assert edition(held).status == "rejected"
    with reading(held.context.engine) as session:
        assert session.get(DocumentRow, edition(held).sha256) is not None


def test_only_operators_decide(held: Held) -> None:
    """A reporter is told so, alone; the edition waits on."""
    held.press("review_accept", user="Reporter")
    assert held.whispered("desk operators").startswith("Only desk operators can decide this.")
    assert edition(held).status == "held"
    assert actions(held.notice().blocks) == ["Publish", "Set aside"]


def test_admins_decide_where_the_settings_let_them(history: str, parser: Parser) -> None:
    """The workspace's admins then, and still nobody else; without `users:read` nobody but the listed."""
    with held_list(history, parser, admins_review=True) as held:
        held.press("review_accept", user="Reporter")
        assert "admins of the workspace can too" in held.whispered("desk operators")
        held.slack.fail_next("users.info", "missing_scope")
        held.press("review_accept", user="Editor")
        assert edition(held).status == "held"
        held.slack.person("Chief", is_admin=True)
        held.press("review_accept", user="Chief")
        held.settled("Published by <@U0CHIEF>")


def test_what_was_decided_on_the_command_line_is_decided(held: Held) -> None:
    """A press that comes too late says who was first, and the buttons go."""
    review.reject(held.report.edition or 0, held.context, "command line")
    held.press("review_accept")
    assert held.whispered("already") == "command line already set it aside."
    assert actions(held.settled("Set aside by command line").blocks) == []
    assert news(held) == []


def test_two_who_press_at_once_publish_once(held: Held) -> None:
    """Both see the message settled; one is told that the other was first."""
    notice = held.notice()
    number = str(held.report.edition)
    for action in ("review_accept", "review_reject"):
        held.slack.click(notice, action_id=action, value=number, user="Operator")
    assert held.whispered("already").startswith("<@U0OPERATOR> already ")
    held.settled("by <@U0OPERATOR>")
    assert len(news(held)) == (1 if edition(held).status == "accepted" else 0)
