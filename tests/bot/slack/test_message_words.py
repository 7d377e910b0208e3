"""What a message says is read wherever it stands, once, and without what one presses."""

from typing import Any

import pytest

from bot.slack.message_words import DEEP, LINES, words_of

Json = dict[str, Any]


def mrkdwn(text: str) -> Json:
    """A text object in which Slack has escaped its signs."""
    return {"type": "mrkdwn", "text": text}


def rich(*elements: Json) -> Json:
    """A rich text block with one section."""
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(elements)}]}


def word(text: str, **more: object) -> Json:
    """A run of rich text."""
    return {"type": "text", "text": text, **more}


def cell(text: str) -> Json:
    """A cell of a table."""
    return {"type": "raw_text", "text": text}


def wrapped(levels: int) -> Json:
    """A section within so many containers."""
    block: Json = {"type": "section", "text": mrkdwn("Boston, Mass.")}
    for _ in range(levels):
        block = {"type": "container", "child_blocks": [block]}
    return block


@pytest.mark.parametrize(
    ("block", "said"),
    [
        ({"type": "section", "text": mrkdwn("Boston &amp; Salem")}, "Boston &amp; Salem"),
        ({"type": "section", "fields": [mrkdwn("*Place*"), mrkdwn("Boston")]}, "*Place*\nBoston"),
        ({"type": "header", "text": {"type": "plain_text", "text": "Boston & Salem"}}, "Boston &amp; Salem"),
        ({"type": "context", "elements": [mrkdwn("Boston"), {"type": "image", "alt_text": "x"}]}, "Boston"),
        (rich(word("Cook "), word("County", style={"bold": True}), word(", Ill.")), "Cook County, Ill."),
        (rich({"type": "link", "url": "https://example.org", "text": "Boston, Mass."}), "Boston, Mass."),
        (
            {"type": "rich_text", "elements": [{"type": "rich_text_list", "elements": [
                {"type": "rich_text_section", "elements": [word("Boston")]},
                {"type": "rich_text_section", "elements": [word("Salem")]},
            ]}]},
            "Boston\nSalem",
        ),
        ({"type": "markdown", "text": "## [Boston](https://example.org/a_b), Mass."}, "## Boston, Mass."),
        ({"type": "table", "rows": [[cell("Travis County"), cell("Texas")]]}, "Travis County, Texas"),
        ({"type": "data_table", "rows": [[{"type": "raw_number", "value": 7}, rich(word("NY"))]]}, "7, NY"),
        ({"type": "actions", "elements": [{"type": "button", "text": cell("Boston")}]}, ""),
        (wrapped(3), "Boston, Mass."),
        (wrapped(DEEP), ""),
        ({"type": "section", "text": None, "fields": "none"}, ""),
    ],
)  # fmt: skip
def test_each_block_is_read(block: Json, said: str) -> None:
    """As mrkdwn: what Slack leaves raw is escaped, so that all is read the same way."""
    assert words_of({"text": "", "blocks": [block]}) == said


def test_a_wire_report_is_read_from_its_attachments() -> None:
    """All parts that people see, the blocks within, and the message that a link unfurled to."""
    attachment = {
        "pretext": "One",
        "title": "Two",
        "text": "Three",
        "fields": [{"title": "Four", "value": "Five"}, None],
        "blocks": [{"type": "section", "text": mrkdwn("Six")}],
        "message_blocks": [{"message": {"blocks": [rich(word("Seven"))]}}],
        "fallback": "Eight",
    }
    assert words_of({"attachments": [attachment]}).split() == (
        ["One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight"]
    )


def test_what_is_said_twice_stands_once() -> None:
    """Most apps repeat their blocks in the text, and their attachments in the fallback."""
    message = {
        "text": "Boston, Mass.",
        "blocks": [rich(word("Boston, Mass."))],
        "attachments": [{"text": "Boston, Mass.", "fallback": "Boston, Mass."}],
    }
    assert words_of(message) == "Boston, Mass."


def test_no_message_is_too_long() -> None:
    """The first lines are read, and the rest is left."""
    said = words_of({"text": "\n".join(f"Place {number}" for number in range(LINES * 10))})
    assert len(said.split("\n")) == LINES
