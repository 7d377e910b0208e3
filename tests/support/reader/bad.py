"""Messages that the desk once sent, as they were, each with the rule that must catch it."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from tests.support.reader.sheet import ReadMessage

FOLDER = Path(__file__).parents[2] / "examples" / "bad_messages"


def bad_messages() -> Iterator[tuple[str, str, ReadMessage]]:
    """Yield the name of each, the rule that must catch it, and the message."""
    for path in sorted(FOLDER.glob("*.json")):
        kept = json.loads(path.read_text("utf-8"))
        rule, _why = kept.pop("rule"), kept.pop("why")
        kept["moment"] = datetime.fromisoformat(kept["moment"])
        kept["states"] = tuple(kept.get("states", ()))
        yield path.stem, rule, ReadMessage(where=path.stem, **kept)
