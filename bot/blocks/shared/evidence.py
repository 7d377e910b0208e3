"""What every alert ends with: where it can be checked, what it is not, and what can be done with it."""

from dataclasses import dataclass

from bot import words
from bot.blocks import kit
from bot.blocks.kit import ALERT_WRONG, RUN
from bot.blocks.shared.rows import on_page
from bot.words import REPEAT, REPLAY
from models.domain import PRINTED_TOTAL, Bulletin, Retraction, Subject

MUTE = "mute 7d"
"""What *Mute* types."""
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


def marked(news: Bulletin | Retraction, text: str) -> str:
    """Return a text that opens with what must be known before it is believed: a replay, a possible repeat."""
    return ": ".join(["Possible repeat"] * news.repeat + ["Replay"] * news.replay + [text])


def small_print(bulletin: Bulletin) -> list[str]:
    """Return the lines of evidence, each mrkdwn: pages, address, hash, and what the copy is; marks last."""
    edition = bulletin.edition
    cited = [words.literal(edition.transcription, 600)] if edition.transcription else []
    lines = [pages_of(bulletin), *(cited if bulletin.replay else _checkable(bulletin))]
    lines += [words.literal(caveat) for caveat in _caveats(bulletin)[:3]]
    if edition.accepted:
        lines.append(f"Held for review from {words.moment(edition.observed, bulletin.zone)}.")
    if bulletin.late:
        lines.append(f"Due {words.moment(bulletin.late, bulletin.zone)}; sent late.")
    said = edition.transcription.startswith(REPLAY)
    lines += [REPLAY] * (bulletin.replay and not said) + [REPEAT] * bulletin.repeat
    return [line for line in lines if line]


def _caveats(bulletin: Bulletin) -> list[str]:
    """Return what must be known of a version; what a copy lacks of the printed total, its figures say."""
    said = [caveat for caveat in bulletin.edition.caveats if caveat != bulletin.source.caveat]
    return [each for each in said if not (bulletin.edition.partial and each.startswith(PRINTED_TOTAL))]


def _checkable(bulletin: Bulletin) -> list[str]:
    edition = bulletin.edition
    whose = "Archived copy of the publisher's page" if edition.capture else "Publisher's page"
    page = words.link(edition.address, whose)
    if edition.transcription:
        return [page, words.literal(edition.transcription, 600)]
    seen = words.moment(edition.observed, bulletin.zone)
    return [page, f"SHA-256 {edition.sha256[:8]}", f"seen {seen}"]


def pages_of(bulletin: Bulletin) -> str:
    """Return the pages that an alert's rows stand on: `p. 3`, `pp. 3 to 9`; empty where there are none."""
    pages = sorted({row.fact.page for row in bulletin.rows if row.fact.page})
    if not pages:
        return ""
    return on_page(pages[0]) if len(pages) == 1 else f"pp. {pages[0]} to {pages[-1]}"


def buttons(bulletin: Bulletin, *, sentence: bool) -> list[kit.Block]:
    """Return the buttons below an alert; one that nothing can be printed of has none for that."""
    fields = (bulletin.edition.number, bulletin.told_for, bulletin.change, bulletin.replay)
    value = str(AlertHandle(*fields, first=bulletin.first))
    rows = [kit.button("Rows", "alert_rows", value)] if bulletin.rows else []
    return [
        *rows,
        kit.button("Evidence", "alert_evidence", value),
        *([kit.button("Copy sentence", "alert_sentence", value)] if sentence else []),
        kit.button("Mute", RUN, MUTE),
        kit.button("This is wrong", ALERT_WRONG, value),
    ]
