"""The forms of *This is wrong* and *Attach a public note*: what was shown, and what people say of it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from bot import words
from bot.blocks import kit
from bot.blocks.kit import DIGEST
from models.domain import LONGEST_NOTE, wrong_citation

WRONG_FORM = "wrong"
WORDS = "words"
LONGEST = 2000
_ALERT = "alert:"
_WRONG, _NOTE = "This is wrong", "Add a public note"

NOTE_FORM = "note"
ROW, TEXT, CITATION = "row", "text", "citation"


@dataclass(frozen=True, slots=True)
class Pressed:
    """Where *This is wrong* was pressed; carried by the form.

    Attributes:
        about: A place's GEOID and the day (an answer's handle), `alert:` and an alert's handle, or `DIGEST`.
        channel: Slack's id.
        ts: Time stamp of the message; empty of one that only the person sees.
        respond: Address that answers the person in that channel for thirty minutes.
        thread: Time stamp of the thread's first message, where the message stands below one.
    """

    about: str
    channel: str
    ts: str
    respond: str
    thread: str = ""


def about_alert(handle: str) -> str:
    """Return what a remark on an alert is about."""
    return handle if handle == DIGEST else f"{_ALERT}{handle}"


def read_alert(about: str) -> str:
    """Return the handle of the alert that a remark is about; empty when it is about none."""
    return about.removeprefix(_ALERT) if about.startswith(_ALERT) else ""


def wrong_view(shown: str, pressed: Pressed, readers: Sequence[str]) -> kit.Block:
    """Return the form.

    Args:
        shown: What the person was looking at, plain text.
        pressed: Where.
        readers: Who will read it, mrkdwn; none where nobody is set to.
    """
    box: kit.Block = {"type": "plain_text_input", "multiline": True, "max_length": LONGEST}
    # Slack shows names in mrkdwn alone, which a hint isn't.
    told = (
        f"{words.listed(readers)} will read this, with your name and this channel."
        if readers
        else "Nobody is set to get this. It will be saved."
    )
    blocks = [
        kit.section(f"*What we showed*\n{words.literal(shown, 2500)}"),
        kit.field(WORDS, "What's wrong, and how do you know?", box),
        kit.context(told),
    ]
    return kit.modal(WRONG_FORM, _WRONG, "Send", blocks, metadata=json.dumps(asdict(pressed)))


def wrong_saying(sentence: str) -> kit.Block:
    """Return the form with a sentence (mrkdwn) in place of its fields."""
    return kit.modal(WRONG_FORM, _WRONG, "", [kit.section(sentence)])


def read_wrong(view: Mapping[str, Any]) -> tuple[Pressed, str]:
    """Return where a submitted form came from, and what the person said."""
    words = str(kit.filled(view).get(WORDS, "")).strip()
    return Pressed(**json.loads(view["private_metadata"])), words


@dataclass(frozen=True, slots=True)
class FilledNote:
    """The form as an operator submitted it.

    Attributes:
        listing: Id of the row chosen.
        respond: Address that answers the operator in the channel of the notice.
        wrong: Sentences by field (block_id).
    """

    listing: int
    text: str
    citation: str
    respond: str
    wrong: Mapping[str, str]


def note_view(listings: Mapping[int, str], remark: str, respond: str) -> kit.Block:
    """Return the form.

    Args:
        listings: Rows to choose from, by id, in words.
        remark: What somebody said of them.
        respond: Address that answers the operator; carried by the form.
    """
    options = {str(number): label for number, label in listings.items()}
    text: kit.Block = {"type": "plain_text_input", "multiline": True, "max_length": LONGEST_NOTE}
    cited: kit.Block = {"type": "plain_text_input", "placeholder": kit.plain_object("https://", kit.LABEL)}
    hint = "It shows with every answer and alert on this row."
    blocks = [
        kit.section(f"*Said to be wrong*\n{words.literal(remark, 1500)}"),
        kit.field(ROW, "Which row?", kit.select(options, initial=next(iter(options)) if options else "")),
        kit.field(TEXT, "Note", text, hint=hint),
        kit.field(CITATION, "Where can it be read?", cited),
    ]
    return kit.modal(NOTE_FORM, _NOTE, "Add", blocks, metadata=respond)


def note_saying(sentence: str) -> kit.Block:
    """Return the form with a sentence (mrkdwn) in place of its fields."""
    return kit.modal(NOTE_FORM, _NOTE, "", [kit.section(sentence)])


def read_note(view: Mapping[str, Any]) -> FilledNote:
    """Return what a submitted form says."""
    fields = kit.filled(view)
    text, citation = " ".join(str(fields.get(TEXT, "")).split()), str(fields.get(CITATION, "")).strip()
    wrong = {TEXT: "Write the note." if not text else "", CITATION: wrong_citation(citation)}
    return FilledNote(
        int(fields.get(ROW) or 0),
        text,
        citation,
        str(view.get("private_metadata", "")),
        {field: sentence for field, sentence in wrong.items() if sentence},
    )
