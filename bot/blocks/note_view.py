"""The form that adds a public note to a row. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.blocks import inputs, limits, mrkdwn
from models.citations import LONGEST_NOTE, wrong_citation

FORM = "note"
ROW, TEXT, CITATION = "row", "text", "citation"


@dataclass(frozen=True, slots=True)
class Filled:
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


def note_view(listings: Mapping[int, str], remark: str, respond: str) -> limits.Block:
    """Return the form.

    Args:
        listings: Rows to choose from, by id, in words.
        remark: What somebody said of them.
        respond: Address that answers the operator; carried by the form.
    """
    options = {str(number): label for number, label in listings.items()}
    text: limits.Block = {"type": "plain_text_input", "multiline": True, "max_length": LONGEST_NOTE}
    cited: limits.Block = {"type": "plain_text_input", "placeholder": inputs.plain("https://", inputs.LABEL)}
    return inputs.modal(
        FORM,
        "Attach a public note",
        "Attach",
        [
            limits.section(f"*Said to be wrong*\n{mrkdwn.literal(remark, 1500)}"),
            inputs.field(
                ROW, "Which row?", inputs.select(options, initial=next(iter(options)) if options else "")
            ),
            inputs.field(
                TEXT,
                "The note",
                text,
                hint="It stands under every later answer of the row's place and every alert of the row.",
            ),
            inputs.field(CITATION, "Where it can be read", cited, hint="The address of the page."),
        ],
        metadata=respond,
    )


def read_note(view: Mapping[str, Any]) -> Filled:
    """Return what a submitted form says."""
    said = inputs.filled(view)
    text, citation = " ".join(str(said.get(TEXT, "")).split()), str(said.get(CITATION, "")).strip()
    wrong = {TEXT: "Say what is to be noted." if not text else "", CITATION: wrong_citation(citation)}
    return Filled(
        int(said.get(ROW) or 0),
        text,
        citation,
        str(view.get("private_metadata", "")),
        {field: sentence for field, sentence in wrong.items() if sentence},
    )
