"""Rows of lists as CSV: each with its list, where it stands, and the document that it is read from."""

from collections.abc import Sequence

from bot.answer_values import Answer
from bot.csv_export import written
from models.facts import Fact
from models.listings import FIELDS
from models.values import ListingKind


def facts_as_csv(facts: Sequence[Fact], answer: Answer) -> str:
    """Return rows as CSV text with a heading line, safe for a spreadsheet.

    Args:
        facts: The rows.
        answer: The answer that they belong to, for what their lists are called.
    """
    kinds = sorted({ListingKind(fact.kind) for fact in facts}, key=list(ListingKind).index)
    names = list(dict.fromkeys(name for kind in kinds for name in FIELDS[kind]))
    head = [
        "list",
        "title",
        "kind",
        "state",
        *names,
        "since",
        "page",
        "position",
        "as_read",
        "doubts",
        "document",
        "sha256",
    ]
    return written(head, (_row(fact, answer) for fact in facts))


def _row(fact: Fact, answer: Answer) -> dict[str, object]:
    return {
        **fact.fields,
        "list": answer.short(fact.source),
        "title": answer.title(fact.source),
        "kind": fact.kind,
        "state": fact.state,
        "since": (fact.since_published or fact.since_observed.date()).isoformat(),
        "page": fact.page,
        "position": fact.position,
        "as_read": fact.as_read,
        "doubts": " ".join(fact.doubts),
        "document": fact.cited,
        "sha256": "" if fact.transcription else fact.sha256,
    }
