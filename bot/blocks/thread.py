"""The rows of an alert, in its thread."""

from bot.blocks import limits, mrkdwn, rows
from bot.blocks.evidence import REPEAT, marked
from models.bulletin import Bulletin, Form
from models.wishes import EVERYWHERE

LINES = 50
"""Rows in a message without a table."""


def rest(bulletin: Bulletin, start: int, form: Form = Form.TABLE) -> tuple[limits.Message, int]:
    """Return a message with as many rows as fit, and how many they are.

    Args:
        bulletin: What is told.
        start: Number of the first row, from 0.
        form: How much of Block Kit Slack takes.
    """
    left = bulletin.rows[start:]
    shown = rows.fitting(left) if form is Form.TABLE else min(len(left), LINES)
    told = left[:shown]
    total, everywhere = len(bulletin.rows), bulletin.state == EVERYWHERE
    text = f"All rows: {total:,}" if everywhere else f"All rows of {bulletin.state_name}: {total:,}"
    if shown < total:
        text = f"Rows {start + 1}–{start + shown} of {total:,}"
        text += "" if everywhere else f", {bulletin.state_name}"
    if start + shown < total:
        text += "; the CSV holds all"
    text = mrkdwn.literal(marked(bulletin, text))
    small = [limits.context(REPEAT)] if bulletin.repeat else []
    if form is Form.TABLE:
        return limits.message(text, [limits.section(f"*{text}*"), rows.table(told), *small]), shown
    body = mrkdwn.lines(rows.lines(told), 2800)
    if form is Form.TEXT:
        return limits.Message(f"{text}\n{body}"), shown
    return limits.message(text, [limits.section(f"*{text}*"), limits.section(body), *small]), shown
