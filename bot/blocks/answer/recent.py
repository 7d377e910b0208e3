"""What changed lately as one message: what is told of, then a line a version. Pure."""

from bot import words
from bot.answers import Lately
from bot.blocks import kit
from bot.blocks.answer.facts import wrong_button
from bot.words import lines, literal, nothing_recent, recent_heading, recent_lines
from models.domain import EVERYWHERE
from models.places import STATES


def recent_message(lately: Lately, *, replay: bool = False) -> kit.Message:
    """Return what changed, the latest first; else whether anybody looked, and what came last."""
    told = recent_lines(lately.editions, lately.back, lately.lists, lately.zone, lately.area)
    number = None if lately.older else len(told)
    heading = text = literal(recent_heading(lately.area, lately.since, lately.until, number))
    body = lines([f"• {line}" for line in told])
    if lately.older:
        last = told[0] if told else ""
        body = nothing_recent(lately.since, lately.until, lately.checked, last)
        text = f"{heading}: {body}"
    blocks = [kit.section(f"*{heading}*"), kit.section(body)]
    blocks += [kit.context(words.REPLAY)] if replay else []
    subject = lately.area.subject
    if subject.state != EVERYWHERE:
        blocks.append(kit.actions([wrong_button(subject.place or STATES[subject.state].fips)]))
    return kit.message(text, blocks)
