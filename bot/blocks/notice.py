"""What operators are told: one sentence, the next step, and what a decision needs."""

from collections.abc import Mapping
from typing import Any

from bot.blocks import limits, mrkdwn
from bot.blocks.evidence import REPEAT


def notice(payload: Mapping[str, Any], *, repeat: bool = False) -> limits.Message:
    """Return a notice to operators, or to the person who subscribed a channel.

    Args:
        payload: `sentence`; where known `cure`, `reasons`, `sample`, `edition`, `address`, `channel`.
        repeat: It may have been told already.
    """
    sentence = _said(payload.get("sentence", ""), 1000)
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
    if payload.get("channel"):
        small.insert(0, f"Channel: <#{mrkdwn.escape(str(payload['channel']))}>")
    if payload.get("address"):
        small.insert(0, mrkdwn.link(str(payload["address"]), "The document's address"))
    if small:
        blocks.append(limits.context(*small))
    return limits.message(f"{text} {cure}".strip(), blocks)


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
