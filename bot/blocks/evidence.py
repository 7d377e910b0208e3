"""What every alert ends with: where it can be checked, what it is not, and what can be done with it."""

from bot.blocks import limits, mrkdwn
from models.bulletin import Bulletin

CIVIL_REQUEST = "A detainer is a civil request, not a warrant signed by a judge."

REPLAY = "Replay: re-typeset from cited facts, not the publisher's own document."

REPEAT = "You may have had this already: the connection broke while it was being sent."


def marked(bulletin: Bulletin, text: str) -> str:
    """Return a text that opens with what must be known before it is believed: a replay, a possible repeat."""
    return ("Possible repeat: " if bulletin.repeat else "") + ("Replay: " if bulletin.replay else "") + text


def small_print(bulletin: Bulletin) -> list[str]:
    """Return the lines of evidence, each mrkdwn: pages, address, hash, and what the copy is."""
    edition = bulletin.edition
    told = [_pages(bulletin), mrkdwn.link(edition.address, "Publisher's page")]
    if bulletin.replay:
        told.append(REPLAY)
    if edition.transcription:
        partial = "A partial transcription" if edition.partial else "A transcription"
        told.append(
            f"{partial}, no copy of the publisher's own bytes: {mrkdwn.literal(edition.transcription)}"
        )
    elif not bulletin.replay:
        told.append(f"SHA-256 {edition.sha256[:8]}")
        told.append(f"seen {mrkdwn.moment(edition.observed, bulletin.zone)}")
    told += [mrkdwn.literal(caveat) for caveat in edition.caveats[:3]]
    if bulletin.late:
        told.append(f"Late: this was due {mrkdwn.moment(bulletin.late, bulletin.zone)}.")
    if bulletin.repeat:
        told.append(REPEAT)
    return [line for line in told if line]


def _pages(bulletin: Bulletin) -> str:
    pages = sorted({row.page for row in bulletin.rows if row.page})
    if not pages:
        return ""
    return f"p. {pages[0]}" if len(pages) == 1 else f"pp. {pages[0]}–{pages[-1]}"


def buttons(bulletin: Bulletin) -> list[limits.Block]:
    """Return the buttons below an alert; each carries the edition and the state."""
    value = f"{bulletin.edition.number}:{bulletin.state}"
    return [
        limits.button("Rows", "alert_rows", value),
        limits.button("Evidence", "alert_evidence", value),
        limits.button("Copy sentence", "alert_sentence", value),
    ]
