"""What every alert ends with: where it can be checked, what it is not, and what can be done with it."""

from dataclasses import dataclass

from bot.blocks import kit
from bot.blocks.kit import ALERT_WRONG, REPEAT, REPLAY
from bot.blocks.shared.rows import on_page
from models.domain import Bulletin, EditionFacts, Retraction, Subject

_LONGEST = kit.VALUE - 100
"""Characters that a button's value has for places; of more their states are told."""


@dataclass(frozen=True, slots=True)
class AlertHandle:
    """What a button below an alert is handed back: the edition, whom it was told, and what of it.

    Attributes:
        subjects: What it was told for.
        change: Id of the change of the whole list, when that was told.
        replay: The ids are those of the replay's database.
        first: The first of several editions whose changes were told together.
    """

    edition: int
    subjects: tuple[Subject, ...]
    change: int | None = None
    replay: bool = False
    first: int | None = None

    def __str__(self) -> str:
        named = [f"{each.state}/{each.place}" if each.place else each.state for each in self.subjects]
        subject = ",".join(named)
        if len(subject) > _LONGEST:
            subject = ",".join(dict.fromkeys(each.state for each in self.subjects))
        editions = f"{self.first}-{self.edition}" if self.first else str(self.edition)
        return f"{editions}|{subject}|{self.change or ''}|{'replay' if self.replay else ''}"


def read_alert_handle(value: str) -> AlertHandle:
    """Return the handle that a button's value holds.

    Raises:
        ValueError: The value is of another make: an older version's, or not ours.
    """
    editions, subject, change, replay = value.split("|")
    named = [each.partition("/") for each in subject.split(",")]
    subjects = tuple(Subject(state, place) for state, _, place in named)
    first, _, edition = editions.rpartition("-")
    fields = (int(edition), subjects, int(change) if change else None, bool(replay))
    return AlertHandle(*fields, first=int(first) if first else None)


def the_publisher(name: str) -> str:
    """Return a publisher as a sentence names it."""
    return f"the {name}" if "Department" in name else name


def marked(news: Bulletin | Retraction, text: str, between: str = ": ") -> str:
    """Return a text that opens with what must be known before it is believed: a replay, a possible repeat.

    A headline has a colon of its own, so another sign stands `between` there.
    """
    return between.join(["Possible repeat"] * news.repeat + ["Replay"] * news.replay + [text])


def small_print(bulletin: Bulletin) -> list[str]:
    """Return the lines of evidence, each mrkdwn: pages, address, hash, and what the copy is."""
    edition = bulletin.edition
    lines = [pages_of(bulletin), *(_replayed(edition) if bulletin.replay else _checkable(bulletin))]
    caveats = [caveat for caveat in edition.caveats if caveat != bulletin.source.caveat]
    lines += [kit.literal(caveat) for caveat in caveats[:3]]
    if edition.accepted:
        lines.append(f"Held since {kit.moment(edition.observed, bulletin.zone)} for review.")
    if bulletin.late:
        lines.append(f"Late: this was due {kit.moment(bulletin.late, bulletin.zone)}.")
    if bulletin.repeat:
        lines.append(REPEAT)
    return [line for line in lines if line]


def _replayed(edition: EditionFacts) -> list[str]:
    """A replay's document is ours: no address, hash or time of it is evidence of anything."""
    cited = edition.transcription
    return [kit.literal(cited if "re-typeset" in cited else f"{REPLAY} {cited}", 600)]


def _checkable(bulletin: Bulletin) -> list[str]:
    edition = bulletin.edition
    whose = "Archived copy of the publisher's page" if edition.capture else "Publisher's page"
    page = kit.link(edition.address, whose)
    if edition.transcription:
        copy = "A partial transcription" if edition.partial else "A transcription"
        cited = kit.literal(edition.transcription, 600)
        return [page, f"{copy}, no copy of the publisher's own bytes: {cited}"]
    seen = kit.moment(edition.observed, bulletin.zone)
    return [page, f"SHA-256 {edition.sha256[:8]}", f"seen {seen}"]


def pages_of(bulletin: Bulletin) -> str:
    """Return the pages that an alert's rows stand on: `p. 3`, `pp. 3–9`; empty where there are none."""
    pages = sorted({row.fact.page for row in bulletin.rows if row.fact.page})
    if not pages:
        return ""
    return on_page(pages[0]) if len(pages) == 1 else f"pp. {pages[0]}–{pages[-1]}"


def buttons(bulletin: Bulletin) -> list[kit.Block]:
    """Return the buttons below an alert."""
    fields = (bulletin.edition.number, bulletin.told_for, bulletin.change, bulletin.replay)
    value = str(AlertHandle(*fields, first=bulletin.first))
    rows = [kit.button("Rows", "alert_rows", value)] if bulletin.rows else []
    sentence = [] if bulletin.alternation else [kit.button("Copy sentence", "alert_sentence", value)]
    return [
        *rows,
        kit.button("Evidence", "alert_evidence", value),
        *sentence,
        kit.button("This is wrong", ALERT_WRONG, value),
    ]
