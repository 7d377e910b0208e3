"""Block Kit blocks that fit, whatever is put into them, and what their buttons hand back.

Limits: https://docs.slack.dev/reference/block-kit/blocks (50 blocks in a message, header
150, section 3,000, ten fields of 2,000, ten context items, 25 actions, table 100 rows and
10,000 characters). A message's whole text is kept under the 13,000 characters that
chat.postMessage was seen to take (slackapi/bolt-js#2509).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.words import clip, cut, lines
from models.domain import Subject

Block = dict[str, Any]

BLOCKS = 50
HOME_BLOCKS = 100
HEADER = 150
SECTION = 3000
CONTEXT = 10
CONTEXT_TEXT = 1000
ACTIONS = 25
BUTTON = 75
CONFIRM_TITLE = 100
CONFIRM_TEXT = 300
CONFIRM_BUTTON = 30
VALUE = 2000
TABLE_ROWS = 100
TABLE_COLUMNS = 20
TABLE_TEXT = 10_000
CELL = 300
MESSAGE_TEXT = 12_000
BLOCK_COST = 125
"""What a block costs of a message's text, whatever it holds (slackapi/bolt-js#2509)."""
ALT_TEXT = 2000
CHART_TITLE, CHART_NAME, CHART_POINTS = 50, 20, 20
FALLBACK = 3000
EDITED_TEXT = 4000
"""What chat.update takes: https://docs.slack.dev/reference/methods/chat.update."""
NOTHING = "–"
"""An empty cell: some blocks refuse an empty text."""

# What a listener knows each button by: its action_id.
ROWS = "answer_rows"
MORE_ROWS = "answer_more_rows"
EVIDENCE = "answer_evidence"
HISTORY = "answer_history"
TIMELINE = "answer_timeline"
MORE_ON, LESS = "answer_more", "answer_less"
"""What stands behind *More*, opened and closed."""
ANSWER_MENU = "answer_menu"
"""The menu of an answer; its values are the action_id of what is chosen, a blank and a `Handle`."""
SENTENCE = "answer_sentence"
SHARE = "answer_share"
"""*Share*; its value is a `Handle`, or what was typed of a trend or a comparison."""
PICK = "answer_pick"
UNDO = "subscription_undo"
SAMPLE = "subscription_sample"
ANSWER_WRONG = "answer_wrong"
ALERT_WRONG = "alert_wrong"
"""*This is wrong*; the values are a `Handle` and an alert's handle."""
ATTACH = "attach_note"
"""A button that adds a public note; its value is the id of a remark."""
ACCEPT = "review_accept"
REJECT = "review_reject"
"""Buttons of a held edition; their value is its id."""
CORRECT = "correct_undone"
"""*Correct these*; its value is the id of the edition that came in behind."""
RUN = "run_command"
"""A button that runs a command, written out in its value."""
SUBSCRIBE = "subscription_form"
WISH_MENU = "subscription_menu"
"""The menu of a subscription on App Home; its values are what to do, and the `Subscribed`."""
HOME_ACCEPT = "home_review_accept"
HOME_REJECT = "home_review_reject"
"""Buttons of a held edition on App Home; their value is its id."""
WISHES_PAGE, END_SEVERAL = "subscriptions_page", "subscriptions_end"
"""Buttons below a list of subscriptions: to another page (`here` or `everywhere`, `|`, the first's number),
and to the form that ends several (a channel's id)."""
EDIT = "subscription_edit"
"""A button that opens the form of a subscription; its value is a `Subscribed`."""

DIGEST = "digest"
"""In place of what a button is about: a digest tells of many rows."""


@dataclass(frozen=True, slots=True)
class Message:
    """What Slack is sent: the sentence that notifies, and the blocks that show.

    Attributes:
        text: mrkdwn; it carries the number, since notifications and screen readers read it alone.
        blocks: Block Kit, within all limits.
        echo: What all in the channel read of what one person is sent; empty where that is nothing.
        promises: Whether it promises posts in that channel.
    """

    text: str
    blocks: tuple[Block, ...] = ()
    echo: str = ""
    promises: bool = False

    def arguments(self) -> dict[str, Any]:
        """Return the keyword arguments of ack, respond and chat.postMessage."""
        if not self.blocks:
            return {"text": self.text}
        return {"text": self.text, "blocks": list(self.blocks)}


def message(text: str, blocks: Iterable[Block]) -> Message:
    """Return a message that Slack takes; blocks that don't fit are left out before the last one."""
    kept = list(blocks)
    while len(kept) > BLOCKS or _weight(kept) > MESSAGE_TEXT:
        del kept[-2 if len(kept) > 1 else -1]
    return Message(cut(text, FALLBACK), tuple(kept))


def plain_message(texts: Iterable[str]) -> Message:
    """Return a message without blocks, for a Slack that takes none: as many lines of mrkdwn as fit."""
    return Message(lines("\n".join(texts).split("\n"), FALLBACK))


def _weight(blocks: Sequence[Block]) -> int:
    return sum(BLOCK_COST + _text(block) for block in blocks if block["type"] != "table")


def _text(value: object) -> int:
    if isinstance(value, dict):
        return sum(
            len(part) if key == "text" and isinstance(part, str) else _text(part)
            for key, part in value.items()
        )
    return sum(map(_text, value)) if isinstance(value, list) else 0


def header(text: str) -> Block:
    """Return a heading of plain text."""
    return {"type": "header", "text": plain_object(text or NOTHING, HEADER)}


def image(file: str, alt: str) -> Block:
    """Return a picture that Slack has, by its id of the file, and what it shows for who doesn't see it."""
    return {"type": "image", "slack_file": {"id": file}, "alt_text": clip(alt, ALT_TEXT)}


def chart(title: str, name: str, points: Sequence[tuple[str, int]], unit: str) -> Block:
    """Return a bar chart of one list's numbers, which Slack draws in posted messages alone.

    Source: https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block.
    """
    data = [{"label": label, "value": value} for label, value in points]
    axis = {"categories": [label for label, _ in points], "y_label": clip(unit, CHART_TITLE)}
    bars = {"type": "bar", "series": [{"name": clip(name, CHART_NAME), "data": data}], "axis_config": axis}
    return {"type": "data_visualization", "title": clip(title, CHART_TITLE), "chart": bars}


def pictured(shown: Message, picture: Block) -> Message:
    """Return a message with a picture below its headline and first paragraph; one without blocks as it is."""
    if not shown.blocks:
        return shown
    above = [block["type"] in {"header", "section"} for block in shown.blocks[:2]]
    at = above.index(False) if False in above else len(above)
    return message(shown.text, [*shown.blocks[:at], picture, *shown.blocks[at:]])


def section(text: str, *, accessory: Block | None = None) -> Block:
    """Return a paragraph of mrkdwn, with a button beside it if one is given."""
    block: Block = {"type": "section", "text": _mrkdwn(text, SECTION)}
    return block | {"accessory": accessory} if accessory else block


def context(*texts: str) -> Block:
    """Return small print: up to ten texts of mrkdwn."""
    return {"type": "context", "elements": [_mrkdwn(text, CONTEXT_TEXT) for text in texts[:CONTEXT]]}


def button(
    label: str, action: str, value: str = "", *, style: str = "", confirm: Block | None = None
) -> Block:
    """Return a button.

    Args:
        label: Plain text.
        action: Its action_id, by which a listener knows it.
        value: What the listener is handed back; never clipped, so at most 2,000 characters.
        style: `primary`, `danger` or nothing.
        confirm: A dialog that asks first (`confirmation`).

    Raises:
        ValueError: The value is too long to come back whole.
    """
    if len(value) > VALUE:
        raise ValueError(f"The value of button {action} is {len(value)} characters long.")
    block: Block = {"type": "button", "action_id": action, "text": plain_object(label, BUTTON)}
    optional = {"value": value, "style": style, "confirm": confirm}
    return block | {name: given for name, given in optional.items() if given}


def confirmation(title: str, text: str, yes: str, *, style: str = "primary") -> Block:
    """Return the dialog that a button asks with before it does anything."""
    return {
        "title": plain_object(title, CONFIRM_TITLE),
        "text": plain_object(text, CONFIRM_TEXT),
        "confirm": plain_object(yes, CONFIRM_BUTTON),
        "deny": plain_object("Not yet", CONFIRM_BUTTON),
        "style": style,
    }


def actions(buttons: Sequence[Block]) -> Block:
    """Return a row of up to 25 buttons; equal action_ids are numbered (`pick.1`, `pick.2`)."""
    seen: list[str] = []
    row: list[Block] = []
    for element in buttons[:ACTIONS]:
        name = element["action_id"]
        seen.append(name)
        twice = seen.count(name) > 1
        row.append(element | {"action_id": f"{name}.{seen.count(name)}"} if twice else element)
    return {"type": "actions", "elements": row}


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell of a table whose text leads to a page, or is struck."""

    text: str
    url: str = ""
    struck: bool = False


def _cell(cell: str | TableCell, text: str) -> Block:
    if isinstance(cell, str) or not (cell.url or cell.struck):
        return {"type": "raw_text", "text": text}
    element: Block = {"type": "text", "text": text}
    if cell.url:
        element = {"type": "link", "url": cell.url, "text": text}
    style = {"style": {"strike": True}} if cell.struck else {}
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [element | style]}]}


def table(
    head: Sequence[str], rows: Sequence[Sequence[str | TableCell]], *, right: Sequence[int] = ()
) -> Block:
    """Return a table with as many rows as Slack takes.

    Args:
        head: The column headings.
        rows: The cells; each is clipped to 300 characters, and an empty one becomes a dash.
        right: Numbers of the columns that are aligned to the right.
    """
    kept: list[list[Block]] = []
    room = TABLE_TEXT
    for row in [head, *rows][:TABLE_ROWS]:
        said = [cell.text if isinstance(cell, TableCell) else cell for cell in row[:TABLE_COLUMNS]]
        texts = [clip(" ".join(text.split()), CELL) or NOTHING for text in said]
        room -= sum(map(len, texts))
        if room < 0:
            break
        kept.append([_cell(cell, text) for cell, text in zip(row, texts, strict=False)])
    settings = [
        {"align": "right"} if column in right else {"is_wrapped": True}
        for column in range(min(len(head), TABLE_COLUMNS))
    ]
    return {"type": "table", "rows": kept, "column_settings": settings}


def plain_object(text: str, most: int) -> Block:
    """Return a plain_text object."""
    return {"type": "plain_text", "text": clip(text, most), "emoji": False}


def _mrkdwn(text: str, most: int) -> Block:
    return {"type": "mrkdwn", "text": cut(text or NOTHING, most)}


@dataclass(frozen=True, slots=True)
class Handle:
    """A place by its GEOID, the day that an answer goes back to, how many rows were shown.

    Attributes:
        plain: It was asked for in plain words.
        about: Whose lists were asked after.
    """

    geoid: str
    as_of: date | None = None
    offset: int = 0
    plain: bool = False
    about: str = ""

    def __str__(self) -> str:
        plain = f"|plain|{self.about}".removesuffix("|") if self.plain else ""
        return f"{self.geoid}|{self.as_of.isoformat() if self.as_of else ''}|{self.offset}{plain}"


def read_handle(value: str) -> Handle:
    """Return the handle that a button's value holds.

    Raises:
        ValueError: The value is of another make: an older version's, or not ours.
    """
    geoid, as_of, offset, *plain = value.split("|")
    day = date.fromisoformat(as_of) if as_of else None
    return Handle(geoid, day, int(offset), plain[:1] == ["plain"], "".join(plain[1:2]))


@dataclass(frozen=True, slots=True)
class Subscribed:
    """One subscription, wherever its button stands: Slack's id of the channel, and what it hears of."""

    channel: str
    subject: Subject

    def __str__(self) -> str:
        return f"{self.channel}|{self.subject.state}|{self.subject.place}"


def read_subscribed(value: str) -> Subscribed:
    """Return the subscription that a button's value holds.

    Raises:
        ValueError: The value is of another make: an older version's, or not ours.
    """
    channel, state, place = value.split("|")
    return Subscribed(channel, Subject(state, place))
