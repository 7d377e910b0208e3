"""What operators are told: one sentence, the next step, and what a decision needs."""

from collections.abc import Mapping
from typing import Any

from bot.blocks import limits, mrkdwn
from bot.blocks.evidence import REPEAT
from bot.blocks.subscriptions import where
from models.bulletin import CHANNEL, SOURCE


def notice(
    payload: Mapping[str, Any], publishers: Mapping[str, str], *, repeat: bool = False
) -> limits.Message:
    """Return a notice to operators, or to the person who subscribed a channel.

    Args:
        payload: `sentence`; where known `source`, `channel`, `cure`, `reasons`, `sample`, `edition`,
            `address`.
        publishers: By the name of a list, its publisher in a word.
        repeat: It may have been told already.
    """
    name, channel = str(payload.get("source", "")), str(payload.get("channel", ""))
    sentence = _said(payload.get("sentence", ""), 1000).replace(CHANNEL, where(channel))
    sentence = sentence.replace(SOURCE, mrkdwn.literal(publishers.get(name, name)))
    text = f"Possible repeat: {sentence}" if repeat else sentence
    blocks = [limits.section(f"*{text}*")]
    reasons = [f"• {_said(reason, 500)}" for reason in payload.get("reasons", ())]
    if reasons:
        blocks.append(limits.section(mrkdwn.lines(reasons)))
    sample = "\n".join(mrkdwn.clip(str(line), 200) for line in payload.get("sample", ()))
    if sample:
        blocks.append(limits.section(f"Its first rows:\n{mrkdwn.fenced(sample, 2500)}"))
    cure = _cure(payload)
    if cure:
        blocks.append(limits.section(cure))
    small = [REPEAT] if repeat else []
    if payload.get("address"):
        small.insert(0, mrkdwn.link(str(payload["address"]), "The document's address"))
    if small:
        blocks.append(limits.context(*small))
    why = _said(next(iter(payload.get("reasons", ())), ""), 300)
    return limits.message(" ".join(part for part in (text, why, cure) if part), blocks)


def _cure(payload: Mapping[str, Any]) -> str:
    if payload.get("cure"):
        return _said(payload["cure"], 500)
    if "reasons" in payload and payload.get("edition"):
        number = int(payload["edition"])
        return (
            f"Look at it, then `python -m bot review accept {number}` publishes it, "
            f"`python -m bot review reject {number}` sets it aside."
        )
    return ""


def _said(words: object, most: int) -> str:
    """Return words of ours, in which names such as `ice_ddor` keep their signs and nobody is called."""
    return mrkdwn.escape(mrkdwn.clip(" ".join(str(words).split()), most))
