"""Block Kit's limits, each just kept and just broken."""

import contextlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.preview.errors import SlackRefusal
from bot.preview.validation import check_blocks, check_size, check_view
from bot.preview.validation.table import FAMILIES, SHAPES, TABLE
from tests.bot.preview.samples import (
    Json,
    actions,
    button,
    cell,
    chart,
    context,
    data_table,
    fields,
    header,
    image,
    labelled,
    markdown,
    menu,
    named,
    plain,
    section,
    table,
    valued,
)

FITS_AND_BREAKS: list[tuple[str, list[Json], list[Json], str]] = [
    ("blocks", [section()] * 50, [section()] * 51, "/blocks"),
    ("header", [header("x" * 150)], [header("x" * 151)], "/0/text/text"),
    ("mrkdwn header", [header()], [header(kind="mrkdwn")], "/0/text/type"),
    ("section", [section("x" * 3000)], [section("x" * 3001)], "/0/text/text"),
    ("empty section", [section()], [section("")], "/0/text/text"),
    ("fields", [fields(10)], [fields(11)], "/0/fields"),
    ("field text", [fields(1, "x" * 2000)], [fields(1, "x" * 2001)], "/0/fields/0/text"),
    ("context", [context(10)], [context(11)], "/0/elements"),
    ("actions", [actions(*[button()] * 25)], [actions(*[button()] * 26)], "/0/elements"),
    ("button text", [labelled(75)], [labelled(76)], "/0/elements/0/text/text"),
    ("button value", [valued(2000)], [valued(2001)], "/0/elements/0/value"),
    ("button url", [actions(button(url="h" * 3000))], [actions(button(url="h" * 3001))], "/0/elements/0/url"),
    ("action ids", [named("a", "b")], [named("a", "a")], "/0/elements/1/action_id"),
    ("block_id length", [section(block_id="x" * 255)], [section(block_id="x" * 256)], "/0/block_id"),
    ("block_ids", [section(block_id="a"), section()], [section(block_id="a")] * 2, "/1/block_id"),
    ("options", [actions(menu(100))], [actions(menu(101))], "/0/elements/0/options"),
    ("overflow", [actions(menu(5, "overflow"))], [actions(menu(6, "overflow"))], "/0/elements/0/options"),
    ("unknown key", [section()], [section(colour="red")], "/0"),
    ("unknown type", [section()], [{"type": "banner"}], "/0/type"),
    ("image source", [image(image_url="h")], [image()], "/0"),
    ("two image sources", [image(image_url="h")], [image(image_url="h", slack_file={"id": "F"})], "/0"),
    ("table rows", [table(100, 20)], [table(101, 1)], "/0/rows"),
    ("table columns", [table(1, 20)], [table(1, 21)], "/0/rows/0"),
    ("table characters", [table(10, 10, "x" * 100)], [table(10, 10, "x" * 101)], "/0/rows"),
    ("one table", [table(1, 1)], [table(1, 1)] * 2, "/1"),
    ("data_table rows", [data_table(201)], [data_table(202)], "/0/rows"),
    ("data_table cells", [data_table(2)], [data_table(2, "")], "/0/rows/0/0/text"),
    ("markdown", [markdown(12_000)], [markdown(6_001)] * 2, "/blocks"),
    ("charts", [chart(12), chart()], [chart()] * 3, "/2"),
    ("chart series", [chart(12)], [chart(13)], "/0/chart/series"),
    ("chart categories", [chart()], [chart(points=("GA",))], "/0/chart/series/0/data"),
    ("alert", [section()], [{"type": "alert", "text": plain("x")}], "/0/type"),
]


@pytest.mark.parametrize(
    ("fits", "breaks", "place"), [row[1:] for row in FITS_AND_BREAKS], ids=[row[0] for row in FITS_AND_BREAKS]
)
def test_limits_of_a_message(fits: list[Json], breaks: list[Json], place: str) -> None:
    """At the limit it is taken; one more is invalid_blocks, and the message names the place."""
    check_blocks(fits)
    with pytest.raises(SlackRefusal) as caught:
        check_blocks(breaks)
    assert caught.value.code == "invalid_blocks"
    assert any(f"{place}]" in message for message in caught.value.messages), caught.value.messages


def test_slacks_own_sentence() -> None:
    """What a log will show is what Slack would have said."""
    with pytest.raises(SlackRefusal) as caught:
        check_blocks([section("x" * 3001)])
    assert caught.value.messages == [
        "[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]"
    ]


@pytest.mark.parametrize("blocks", ["section", {"type": "section"}, ["section"]])
def test_what_is_no_list_of_blocks(blocks: object) -> None:
    """A format error comes before all rules."""
    with pytest.raises(SlackRefusal) as caught:
        check_blocks(blocks)
    assert caught.value.code == "invalid_blocks_format"


def test_ragged_data_tables() -> None:
    """All rows of a data_table are equally long; a plain table may be ragged."""
    rows = [[cell("a"), cell("b")], [cell("a")]]
    check_blocks([{"type": "table", "rows": rows}])
    with pytest.raises(SlackRefusal, match="invalid_blocks"):
        check_blocks([{"type": "data_table", "caption": "x", "rows": rows}])


def test_the_sum_of_all_text() -> None:
    """Five full sections are too much for one message though each is allowed; tables don't count."""
    check_size([section("x" * 3000)] * 4)
    check_size([section("x" * 3000)] * 4 + [table(10, 10, "x" * 99)])
    with pytest.raises(SlackRefusal) as caught:
        check_size([section("x" * 3000)] * 5)
    assert caught.value.code == "msg_blocks_too_long"


def modal(**more: Any) -> Json:
    """A modal with one section."""
    return {"type": "modal", "title": plain("Subscribe"), "blocks": [section()], **more}


ASK = {"type": "input", "label": plain("State"), "element": {"type": "plain_text_input"}}


@pytest.mark.parametrize(
    ("view", "place"),
    [
        (modal(title=plain("x" * 25)), "/view/title/text"),
        (modal(blocks=[section()] * 101), "/view/blocks"),
        (modal(private_metadata="x" * 3001), "/view/private_metadata"),
        (modal(blocks=[table(1, 1)]), "/view/blocks/0/type"),
        (
            modal(blocks=[{"type": "input", "label": plain("x"), "element": {"type": "plain_text_input"}}]),
            "/view",
        ),
        ({"type": "home", "blocks": []}, "/view/type"),
    ],
)
def test_limits_of_a_modal(view: Json, place: str) -> None:
    """A modal's own limits; input blocks need a submit button."""
    check_view(modal(), "modal")
    with pytest.raises(SlackRefusal) as caught:
        check_view(view, "modal")
    assert f"[json-pointer:{place}]" in caught.value.messages[0]


SAMPLES = [section(), header(), context(1), actions(button()), image(image_url="h"), {"type": "divider"}, ASK]
EVERYWHERE = [block["type"] for block in SAMPLES]
ONLY_MESSAGES = [table(1, 1), data_table(2), chart(), markdown(1)]
NOWHERE = [{"type": kind} for kind in ("file", "card", "container", "carousel", "plan", "task_card")]


@pytest.mark.parametrize("block", [*SAMPLES, *ONLY_MESSAGES, *NOWHERE], ids=lambda block: str(block["type"]))
def test_which_block_stands_where(block: Json) -> None:
    """Tables, charts and Markdown in messages only; a file nowhere, and what isn't imitated nowhere."""
    taken = set()
    for surface in ("message", "modal", "home"):
        with contextlib.suppress(SlackRefusal):
            if surface == "message":
                check_blocks([block])
            else:
                head = {"title": plain("x"), "submit": plain("x")} if surface == "modal" else {}
                check_view({"type": surface, **head, "blocks": [block]}, surface)
            taken.add(surface)
    everywhere, messages = {"message", "modal", "home"}, {"message"}
    only = messages if block in ONLY_MESSAGES else set()
    assert taken == (everywhere if block["type"] in EVERYWHERE else only)


def test_a_view_has_a_weight() -> None:
    """250 kB are too much even when each block is allowed."""
    with pytest.raises(SlackRefusal, match="view_too_large"):
        check_view(modal(blocks=[section("x" * 3000)] * 90), "modal")


FIELDS = sorted({field for shape in SHAPES.values() for field in shape.rules})
KINDS = sorted({kind for kinds in FAMILIES.values() for kind in kinds})
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-1, 9) | st.sampled_from(["", "x", *KINDS]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["type", *FIELDS]), inner, max_size=4)
        | st.builds(lambda kind, more: {**more, "type": kind}, st.sampled_from(KINDS), st.just({}))
    ),
    max_leaves=12,
)


@given(JSON, st.sampled_from(["modal", "home"]))
def test_whatever_comes_is_judged(sent: object, kind: str) -> None:
    """JSON of any form is taken or refused in Slack's words, never a crash of the double's own."""
    for blocks in (sent, [{"type": "divider"}, sent]):
        with contextlib.suppress(SlackRefusal):
            check_blocks(blocks)
    for view in (sent, {"type": kind, "title": plain("x"), "blocks": sent}):
        with contextlib.suppress(SlackRefusal):
            check_view(view, kind)


@pytest.mark.parametrize("name", TABLE)
def test_the_table_holds_rules_that_are_known(name: str) -> None:
    """A misspelt word, family or table in a rule would let everything pass, or break at one block only."""
    for rule in SHAPES[name].rules.values():
        leaf = rule.rpartition(" of ")[2].removeprefix("maybe ")
        word, _, rest = leaf.partition(" ")
        known = {"any": set(FAMILIES), "shape": set(SHAPES)}.get(word)
        assert word in {"text", "whole", "number", "boolean", "enum", "any", "shape", "anything"}, rule
        assert known is None or rest.split()[0] in known, rule
