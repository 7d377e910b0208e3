"""The content of a message: text, blocks and metadata, checked alike wherever they come from."""

import json
from dataclasses import dataclass
from typing import Any

from bot.preview.api.args import Args
from bot.preview.errors import SlackRefusal
from bot.preview.state import Core, Json
from bot.preview.validation import check_blocks, check_size

MOST_TEXT = 40_000
MOST_UPDATE_TEXT = 4_000
MOST_MARKDOWN = 12_000
MOST_METADATA = 8_000
IMAGES = {"image/png", "image/jpeg", "image/gif"}


@dataclass(frozen=True, slots=True)
class Content:
    """Checked content; `metadata` is None when the caller sent none, empty to clear what was there."""

    text: str
    blocks: list[Json]
    metadata: Json | None
    warnings: tuple[str, ...] = ()


def content_of(core: Core, args: Args, *, from_response_url: bool = False) -> Content:
    """Read and check what a message is to say.

    Args:
        core: For the files that image blocks name.
        args: The call's arguments, or an acknowledgement's or a response_url's body.
        from_response_url: No slack_file there (slackapi/java-slack-sdk#1349), no sum of text (bolt-js#2867).

    Raises:
        SlackRefusal: no_text, invalid_blocks, msg_blocks_too_long, metadata_too_large and their kin.
    """
    text, blocks = args.text("text"), args.nested("blocks", "invalid_blocks_format")
    markdown = args.text("markdown_text")
    if markdown:
        if text or blocks:
            raise SlackRefusal("markdown_text_conflict")
        if len(markdown) > MOST_MARKDOWN:
            raise SlackRefusal("msg_too_long")
        blocks = [{"type": "markdown", "text": markdown}]
    if blocks is not None:
        _check(core, blocks, from_response_url=from_response_url)
    if not text and not blocks and not args.has("attachments"):
        raise SlackRefusal("no_text")
    warnings = ["missing_text_in_message"] if blocks and not text and not markdown else []
    if len(text) > MOST_TEXT:
        text = text[:MOST_TEXT]
        warnings.append("message_truncated")
    return Content(text, blocks or [], _metadata(args), tuple(warnings))


def _check(core: Core, blocks: Any, *, from_response_url: bool) -> None:
    check_blocks(blocks)
    if not from_response_url:
        check_size(blocks)
    for at, block in _images(blocks):
        named = block.get("slack_file", {})
        if named and (from_response_url or not _is_image(core, named)):
            raise SlackRefusal(
                "invalid_blocks", [f"[ERROR] invalid slack file [json-pointer:{at}/slack_file]"]
            )


def _images(blocks: list[Json]) -> list[tuple[str, Json]]:
    images = []
    for index, block in enumerate(blocks):
        inner = [(f"/blocks/{index}", block), (f"/blocks/{index}/accessory", block.get("accessory", {}))]
        elements = enumerate(block.get("elements", []))
        inner += [(f"/blocks/{index}/elements/{number}", element) for number, element in elements]
        images += [(at, element) for at, element in inner if element.get("type") == "image"]
    return images


def _is_image(core: Core, named: Json) -> bool:
    file_id = (
        named.get("id") or named.get("url", "").removeprefix(f"{core.base_url}/files/").partition("/")[0]
    )
    file = core.workspace.files.get(file_id)
    return file is not None and file.completed and file.mimetype in IMAGES


def _metadata(args: Args) -> Json | None:
    metadata = args.nested("metadata", "invalid_metadata_format")
    if metadata is None:
        return None
    if metadata == {}:
        return {}
    if not isinstance(metadata, dict) or set(metadata) != {"event_type", "event_payload"}:
        raise SlackRefusal("invalid_metadata_format")
    if not isinstance(metadata["event_type"], str) or not isinstance(metadata["event_payload"], dict):
        raise SlackRefusal("invalid_metadata_schema")
    if len(json.dumps(metadata)) > MOST_METADATA:
        raise SlackRefusal("metadata_too_large")
    return metadata
