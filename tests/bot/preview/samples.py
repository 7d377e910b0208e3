"""Blocks of any size, for the tests of their limits."""

from typing import Any

Json = dict[str, Any]


def plain(text: str) -> Json:
    """A plain_text object."""
    return {"type": "plain_text", "text": text}


def section(text: str = "x", **more: Any) -> Json:
    """A section block."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def button(**more: Any) -> Json:
    """A button."""
    return {"type": "button", "text": plain("Rows"), **more}


def actions(*elements: Json) -> Json:
    """An actions block."""
    return {"type": "actions", "elements": list(elements)}


def labelled(length: int) -> Json:
    """An actions block with one button whose text is so long."""
    return actions(button(text=plain("x" * length)))


def valued(length: int) -> Json:
    """An actions block with one button whose value is so long."""
    return actions(button(value="x" * length))


def named(*action_ids: str) -> Json:
    """An actions block with a button for each action_id."""
    return actions(*[button(action_id=action_id) for action_id in action_ids])


def menu(options: int, kind: str = "static_select") -> Json:
    """A menu with so many options."""
    many = [{"text": plain(str(number)), "value": str(number)} for number in range(options)]
    return {"type": kind, "action_id": "s", "options": many}


def header(text: str = "x", kind: str = "plain_text") -> Json:
    """A header block."""
    return {"type": "header", "text": {"type": kind, "text": text}}


def fields(number: int, text: str = "x") -> Json:
    """A section of so many fields."""
    return {"type": "section", "fields": [plain(text)] * number}


def context(elements: int) -> Json:
    """A context block of so many texts."""
    return {"type": "context", "elements": [plain("x")] * elements}


def image(**source: Any) -> Json:
    """An image block from some source."""
    return {"type": "image", "alt_text": "A map", **source}


def markdown(length: int) -> Json:
    """A markdown block of that length."""
    return {"type": "markdown", "text": "x" * length}


def cell(text: str) -> Json:
    """A table cell."""
    return {"type": "raw_text", "text": text}


def table(rows: int, columns: int, text: str = "x") -> Json:
    """A table of equal cells."""
    return {"type": "table", "rows": [[cell(text)] * columns for _ in range(rows)]}


def data_table(rows: int, text: str = "x") -> Json:
    """A data_table of one column, its header among the rows."""
    return {"type": "data_table", "caption": "Rows", "rows": [[cell(text)]] * rows}


def chart(series: int = 1, points: tuple[str, ...] = ("TX",)) -> Json:
    """A bar chart over one category, TX."""
    data = [{"label": label, "value": 1} for label in points]
    body = {
        "type": "bar",
        "series": [{"name": f"s{number}", "data": data} for number in range(series)],
        "axis_config": {"categories": ["TX"]},
    }
    return {"type": "data_visualization", "title": "Refusals", "chart": body}
