"""What a terminal shows of a message that Slack draws."""

from bot.blocks.kit import (
    PICK,
    Message,
    actions,
    as_plain_text,
    button,
    context,
    header,
    plainer,
    section,
    table,
)

SHOWN = Message(
    "Boston, MA: on 1 current list",
    (
        header("Boston, Massachusetts"),
        section("*On 1 current list* as of Nov. 2, 2026: <https://a.example/b|item 20>"),
        section("*Refusals*\nnone\n*Policies*\nA &amp; B"),
        context("_A detainer is a civil request._ snake_case stays; 2 * 3 * 4 too :warning:"),
        actions([button("Boston, MA", "pick", "2507000")]),
    ),
)


def test_the_words_stay_and_the_marks_go() -> None:
    """A person at a terminal reads the same sentences, each link beside its words."""
    assert as_plain_text(SHOWN).splitlines() == [
        "Boston, Massachusetts",
        "",
        "On 1 current list as of Nov. 2, 2026: item 20 [https://a.example/b]",
        "",
        "Refusals",
        "none",
        "Policies",
        "A & B",
        "",
        "A detainer is a civil request. snake_case stays; 2 * 3 * 4 too \N{WARNING SIGN}",
    ]


def test_a_question_shows_what_can_be_picked() -> None:
    """Where the message asks, the buttons are its point."""
    assert as_plain_text(SHOWN, choices=True).endswith("• Boston, MA")


def test_a_message_without_blocks_is_its_text() -> None:
    """Nothing is lost when there is nothing to draw."""
    assert as_plain_text(Message("*Done*")) == "Done"


def test_a_slack_that_takes_no_blocks_is_told_the_same() -> None:
    """First without the table, then without any block; signs of data stay data, what is said twice goes."""
    pick = actions([button("Boston, MA", PICK, "2507000"), button("Rows", "answer_rows", "2507000")])
    rows = table(["List", "As printed"], [["DOJ", "A & B <!channel>"]])
    message = Message("Boston: 1 row", (section("*Boston: 1 row*"), rows, context("Civil."), pick))
    whole, lines, text = plainer(message)
    assert whole == message
    assert [block["type"] for block in lines.blocks] == ["section", "section", "context", "actions"]
    assert lines.blocks[1]["text"]["text"] == "List · As printed\nDOJ · A &amp; B &lt;!channel&gt;"
    assert text.blocks == ()
    assert text.text.splitlines() == [
        "Boston: 1 row",
        "List · As printed",
        "DOJ · A &amp; B &lt;!channel&gt;",
        "Civil.",
        "• Boston, MA",
    ]
    assert list(plainer(Message("Done."))) == [Message("Done.")]
