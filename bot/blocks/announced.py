"""A list that its publisher suspends or resumes: what it says, and what that doesn't mean. Pure."""

from bot.blocks import limits, mrkdwn
from bot.blocks.alert_words import sentence
from bot.blocks.evidence import CIVIL_REQUEST, buttons, headed, marked, small_print
from models.bulletin import Bulletin, Form
from models.values import ChangeKind

STANDS = "What it told until then stays as it was, and lifts no policy."


def announced(bulletin: Bulletin, form: Form = Form.TABLE) -> limits.Message:
    """Return the message that tells one channel what a publisher says of its list."""
    text = mrkdwn.literal(marked(bulletin, sentence(bulletin)), 1000)
    told = [_said(bulletin), *([STANDS] if bulletin.event is ChangeKind.SUSPENDED else [])]
    if form is Form.TEXT:
        return limits.plain([text, *told, *small_print(bulletin)])
    kind = "Suspended" if bulletin.event is ChangeKind.SUSPENDED else "Resumed"
    notes = " ".join([*told[1:], CIVIL_REQUEST])
    return limits.message(
        text,
        [
            limits.header(headed(bulletin, f"{kind}: {bulletin.source.short} {bulletin.noun}")),
            limits.section(told[0]),
            limits.section(f"_{notes}_"),
            limits.context(*small_print(bulletin)),
            limits.actions(buttons(bulletin)),
        ],
    )


def _said(bulletin: Bulletin) -> str:
    said = f"“{mrkdwn.literal(bulletin.announcement.sentence, 800)}”" if bulletin.announcement else ""
    return "\n".join(filter(None, [f"*{mrkdwn.literal(bulletin.source.title)}*", said]))
