"""Writes all messages as one page, and says what the reader finds in them: `make messages`."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from models.db import migrate
from tests.support.newsroom.desk_on_slack import desk_on, fill_with_history
from tests.support.reader.asked import answers, places, verbs
from tests.support.reader.messages import replayed
from tests.support.reader.page import page
from tests.support.reader.reading import RULES, read


def main(path: Path) -> None:
    """Write the page; print how many messages there are, and each fault."""
    with TemporaryDirectory() as folder:
        replay, history = (f"sqlite:///{folder}/{name}.db" for name in ("replay", "history"))
        migrate(replay)
        migrate(history)
        fill_with_history(history)
        with desk_on(history) as desk:
            asked = (sheet for place in places() for sheet in answers(desk, place))
            sheets = [*replayed(replay), *asked, *verbs(desk)]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page(sheets), "utf-8")
    reading = read(sheets)
    for fault in reading.faults:
        print(*fault, sep=" | ")
    faulty = len(reading.faults)
    print(f"{len(sheets):,} messages in {path}, read by {len(RULES)} rules; {faulty} faults")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else ".cache/messages.html"))
