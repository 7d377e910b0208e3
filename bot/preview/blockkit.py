"""Block Kit's documented limits as tables: blocks and views.

Source: https://docs.slack.dev/reference/block-kit/blocks, read in November 2026.
"""

from collections.abc import Iterator
from typing import Any

from bot.preview.blockkit_elements import (
    ACCESSORY,
    IMAGE,
    IMAGE_ELEMENT,
    INPUT_ELEMENTS,
    INTERACTIVE,
    TYPE,
    formatted,
    plain,
)
from bot.preview.shapes import (
    Check,
    Problem,
    anything,
    array,
    boolean,
    number,
    one_of,
    shape,
    tagged,
    text,
    whole,
)

STYLE = shape({}, dict.fromkeys(("bold", "italic", "strike", "code", "underline"), boolean))
RICH_LEAVES: dict[str, Check] = {
    "text": shape({**TYPE, "text": text(12_000)}, {"style": STYLE}),
    "link": shape({**TYPE, "url": text(3000)}, {"text": text(3000, 0), "style": STYLE, "unsafe": boolean}),
    "emoji": shape({**TYPE, "name": text(255)}, {"unicode": text(255), "style": STYLE}),
    "user": shape({**TYPE, "user_id": text(255)}, {"style": STYLE}),
    "channel": shape({**TYPE, "channel_id": text(255)}, {"style": STYLE}),
    "date": shape(
        {**TYPE, "timestamp": number, "format": text(255)}, {"url": text(3000), "fallback": text(255)}
    ),
}
LEAVES = array(tagged(RICH_LEAVES), 1000, 0)
SECTION_LIKE = shape({**TYPE, "elements": LEAVES}, {"border": whole(0, 1)})
RICH_PARTS: dict[str, Check] = {
    "rich_text_section": SECTION_LIKE,
    "rich_text_quote": SECTION_LIKE,
    "rich_text_preformatted": shape(
        {**TYPE, "elements": LEAVES}, {"border": whole(0, 1), "language": text(255)}
    ),
    "rich_text_list": shape(
        {**TYPE, "style": one_of("bullet", "ordered"), "elements": array(SECTION_LIKE, 1000)},
        {"indent": whole(0, 8), "border": whole(0, 1), "offset": whole(0, 10_000)},
    ),
}
BLOCK_ID: dict[str, Check] = {"block_id": text(255)}
RICH_TEXT = shape({**TYPE, "elements": array(tagged(RICH_PARTS), 1000, 0)}, BLOCK_ID)

TABLE_CELLS: dict[str, Check] = {
    "raw_text": shape({**TYPE, "text": text(10_000, 0)}),
    "raw_number": shape({**TYPE, "value": number}, {"text": text(10_000)}),
    "rich_text": RICH_TEXT,
}
DATA_CELLS: dict[str, Check] = {**TABLE_CELLS, "raw_text": shape({**TYPE, "text": text(20_000)})}
COLUMN = shape({}, {"align": one_of("left", "center", "right"), "is_wrapped": boolean})
POINT = shape({"label": text(20), "value": number})
AXES = shape({"categories": array(text(20), 20)}, {"x_label": text(50), "y_label": text(50)})
SERIES_CHART = shape(
    {
        **TYPE,
        "series": array(shape({"name": text(20), "data": array(POINT, 20)}), 12),
        "axis_config": AXES,
    }
)
CHARTS: dict[str, Check] = {
    **dict.fromkeys(("line", "bar", "area"), SERIES_CHART),
    "pie": shape({**TYPE, "segments": array(POINT, 12)}),
}


def _column(value: Any, at: str) -> Iterator[Problem]:
    if value is not None:
        yield from COLUMN(value, at)


BLOCKS: dict[str, Check] = {
    "header": shape({**TYPE, "text": plain(150)}, {**BLOCK_ID, "level": whole(1, 4)}),
    "section": shape(
        TYPE,
        {
            **BLOCK_ID,
            "text": formatted(3000),
            "fields": array(formatted(2000), 10),
            "accessory": tagged(ACCESSORY),
            "expand": boolean,
        },
        either=("text", "fields"),
    ),
    "context": shape(
        {
            **TYPE,
            "elements": array(
                tagged(
                    {
                        "image": IMAGE_ELEMENT,
                        "plain_text": plain(2000),
                        "mrkdwn": formatted(2000),
                    }
                ),
                10,
            ),
        },
        BLOCK_ID,
    ),
    "divider": shape(TYPE, BLOCK_ID),
    "actions": shape({**TYPE, "elements": array(tagged(INTERACTIVE), 25)}, BLOCK_ID),
    "image": shape(
        {**TYPE, "alt_text": text(2000)}, {**BLOCK_ID, **IMAGE, "title": plain(2000)}, either=tuple(IMAGE)
    ),
    "input": shape(
        {**TYPE, "label": plain(2000), "element": tagged(INPUT_ELEMENTS)},
        {**BLOCK_ID, "hint": plain(2000), "optional": boolean, "dispatch_action": boolean},
    ),
    "markdown": shape({**TYPE, "text": text(12_000)}, BLOCK_ID),
    "rich_text": RICH_TEXT,
    "table": shape(
        {**TYPE, "rows": array(array(tagged(TABLE_CELLS), 20), 100)},
        {**BLOCK_ID, "column_settings": array(_column, 20)},
    ),
    "data_table": shape(
        {**TYPE, "caption": text(2000), "rows": array(array(tagged(DATA_CELLS), 20), 201, 2)},
        {**BLOCK_ID, "page_size": whole(1, 100), "row_header_column_index": whole(0, 19)},
    ),
    "data_visualization": shape({**TYPE, "title": text(50), "chart": tagged(CHARTS)}, BLOCK_ID),
    "alert": shape(
        {**TYPE, "text": formatted(3000)},
        {**BLOCK_ID, "level": one_of("default", "info", "warning", "error", "success")},
    ),
}

VIEW_KEYS: dict[str, Check] = {
    "private_metadata": text(3000, 0),
    "callback_id": text(255, 0),
    "external_id": text(255, 0),
    "blocks": anything,
}
VIEWS: dict[str, Check] = {
    "modal": shape(
        {**TYPE, "title": plain(24), "blocks": anything},
        {
            **VIEW_KEYS,
            "close": plain(24),
            "submit": plain(24),
            "clear_on_close": boolean,
            "notify_on_close": boolean,
            "submit_disabled": boolean,
        },
    ),
    "home": shape({**TYPE, "blocks": anything}, VIEW_KEYS),
}
