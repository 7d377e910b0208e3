"""What every alert ends with: where it can be checked, what it is not, and what can be done with it."""

from dataclasses import dataclass

from bot.blocks import limits, mrkdwn
from bot.blocks.handles import ALERT_WRONG
from models.bulletin import Bulletin, EditionFacts

CIVIL_REQUEST = "A detainer is a civil request, not a warrant signed by a judge."

REPLAY = "Replay: re-typeset from cited facts, not the publisher's own document."

REPEAT = "You may have had this already: the connection broke while it was being sent."


@dataclass(frozen=True, slots=True)
class AlertHandle:
    """What a button below an alert is handed back: the edition, whom it was told, and what of it.

    Attributes:
        place: GEOID of the one place that it was told for; empty for a whole state.
        change: Id of the change of the whole list, when that was told.
        replay: The ids are those of the replay's database.
        first: The first of several editions whose changes were told together.
    """

    edition: int
    state: str
    change: int | None = None
    replay: bool = False
    place: str = ""
    first: int | None = None

    def __str__(self) -> str:
        subject = f"{self.state}/{self.place}" if self.place else self.state
        editions = f"{self.first}-{self.edition}" if self.first else str(self.edition)
        return f"{editions}|{subject}|{self.change or ''}|{'replay' if self.replay else ''}"


def read_alert_handle(value: str) -> AlertHandle:
    """Return the handle that a button's value holds.

    Raises:
        ValueError: The value is of another make: an older version's, or not ours.
    """
    editions, subject, change, replay = value.split("|")
    state, _, place = subject.partition("/")
    first, _, edition = editions.rpartition("-")
    told = (int(edition), state, int(change) if change else None, bool(replay), place)
    return AlertHandle(*told, first=int(first) if first else None)


def marked(bulletin: Bulletin, text: str) -> str:
    """Return a text that opens with what must be known before it is believed: a replay, a possible repeat."""
    marks = ["Possible repeat"] * bulletin.repeat + ["Replay"] * bulletin.replay
    return ": ".join([*marks, text])


def headed(bulletin: Bulletin, text: str) -> str:
    """Return the same for a headline, which has a colon of its own."""
    marks = ["Possible repeat"] * bulletin.repeat + ["Replay"] * bulletin.replay
    return " · ".join([*marks, text])


def small_print(bulletin: Bulletin) -> list[str]:
    """Return the lines of evidence, each mrkdwn: pages, address, hash, and what the copy is."""
    edition = bulletin.edition
    told = [pages_of(bulletin), *(_replayed(edition) if bulletin.replay else _checkable(bulletin))]
    caveats = [caveat for caveat in edition.caveats if caveat != bulletin.source.caveat]
    told += [mrkdwn.literal(caveat) for caveat in caveats[:3]]
    if edition.accepted:
        told.append(f"Held since {mrkdwn.moment(edition.observed, bulletin.zone)} for review.")
    if bulletin.late:
        told.append(f"Late: this was due {mrkdwn.moment(bulletin.late, bulletin.zone)}.")
    if bulletin.repeat:
        told.append(REPEAT)
    return [line for line in told if line]


def _replayed(edition: EditionFacts) -> list[str]:
    """A replay's document is ours: no address, hash or time of it is evidence of anything."""
    cited = edition.transcription
    return [mrkdwn.literal(cited if "re-typeset" in cited else f"{REPLAY} {cited}", 600)]


def _checkable(bulletin: Bulletin) -> list[str]:
    edition = bulletin.edition
    whose = "Archived copy of the publisher's page" if edition.capture else "Publisher's page"
    page = mrkdwn.link(edition.address, whose)
    if edition.transcription:
        copy = "A partial transcription" if edition.partial else "A transcription"
        cited = mrkdwn.literal(edition.transcription, 600)
        return [page, f"{copy}, no copy of the publisher's own bytes: {cited}"]
    seen = mrkdwn.moment(edition.observed, bulletin.zone)
    return [page, f"SHA-256 {edition.sha256[:8]}", f"seen {seen}"]


def pages_of(bulletin: Bulletin) -> str:
    """Return the pages that an alert's rows stand on: `p. 3`, `pp. 3–9`; empty where there are none."""
    pages = sorted({row.page for row in bulletin.rows if row.page})
    if not pages:
        return ""
    return f"p. {pages[0]}" if len(pages) == 1 else f"pp. {pages[0]}–{pages[-1]}"


def buttons(bulletin: Bulletin) -> list[limits.Block]:
    """Return the buttons below an alert."""
    told = (bulletin.edition.number, bulletin.state, bulletin.change, bulletin.replay, bulletin.place)
    value = str(AlertHandle(*told, first=bulletin.first))
    rows = [limits.button("Rows", "alert_rows", value)] if bulletin.rows else []
    return [
        *rows,
        limits.button("Evidence", "alert_evidence", value),
        limits.button("Copy sentence", "alert_sentence", value),
        limits.button("This is wrong", ALERT_WRONG, value),
    ]
