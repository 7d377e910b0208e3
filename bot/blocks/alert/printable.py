"""An alert to be copied: a sentence to print, its caveat and its source, each by itself. Pure."""

from bot import words
from bot.blocks import kit
from bot.blocks.alert.message import alert_sentence
from bot.blocks.shared import of_plain, pages_of
from bot.words import CIVIL_REQUEST, COOPERATION, NOT_DELISTED, REPLAY
from models.domain import Bulletin, ChangeKind, ListingKind


def copied_alert(bulletin: Bulletin) -> kit.Message:
    """Return an alert as three texts to copy: sentence, caveat, source.

    One that nothing can be printed of says so.
    """
    sentence = alert_sentence(bulletin)
    if not sentence:
        return kit.Message("We have no sentence to print of this.")
    return copied(sentence, caveat(bulletin), source(bulletin), replay=bulletin.replay)


def copied(sentence: str, caveat: str, source: str, *, replay: bool) -> kit.Message:
    """Return three texts to copy, each by itself."""
    parts = {"Sentence": sentence, "Caveat": caveat, "Source": source}
    blocks = [kit.section(f"*{title}*\n{words.fenced(text)}") for title, text in parts.items()]
    small = [kit.context("From a replay.")] if replay else []
    return kit.message("A sentence to print:", [*blocks, *small])


def caveat(bulletin: Bulletin) -> str:
    """Return what must be known beside the sentence: what a detainer is, doubts, public notes."""
    down = bulletin.event is ChangeKind.WITHDRAWN or bulletin.gone
    agreements = set(bulletin.edition.rows) == {ListingKind.AGREEMENT}
    said = [*([NOT_DELISTED] if down else []), *([COOPERATION] if agreements else []), CIVIL_REQUEST]
    doubts = dict.fromkeys(
        note for row in bulletin.rows if not row.fact.is_taken_back for note in row.fact.doubts
    )
    return " ".join([*said, *list(doubts)[:3], *of_plain(bulletin)])


def source(bulletin: Bulletin) -> str:
    """Return where anyone can read it: publisher, title, date, address, when it was seen, its hash."""
    edition = bulletin.edition
    published = f", published {words.day(edition.published)}" if edition.published else ""
    start = f"{bulletin.source.publisher}, “{bulletin.source.title}”{published}"
    if edition.transcription or bulletin.replay:
        return f"{start}. {edition.transcription or REPLAY}"
    address = f", {edition.address}" if edition.address.startswith("http") else ""
    pages = pages_of(bulletin)
    page = f", {pages}" if pages else ""
    seen = f"{'captured' if edition.capture else 'seen'} {words.moment(edition.observed, bulletin.zone)}"
    return f"{start}{address}{page}, {seen}, SHA-256 {edition.sha256[:8]}."
