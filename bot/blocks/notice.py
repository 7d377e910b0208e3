"""What operators are told: one sentence, the next step, and what a decision needs."""

from collections.abc import Mapping
from typing import Any

from bot.blocks import limits, mrkdwn
from bot.blocks.evidence import REPEAT
from bot.blocks.handles import ATTACH
from bot.blocks.review import choice, decided_line
from bot.blocks.subscriptions import where
from bot.blocks.wrong_view import DIGEST
from models.bulletin import CHANNEL, SOURCE, Decision


def notice(
    payload: Mapping[str, Any],
    publishers: Mapping[str, str],
    *,
    repeat: bool = False,
    decision: Decision | None = None,
    buttons: bool = True,
) -> limits.Message:
    """Return a notice to operators, or to the person who subscribed a channel.

    Args:
        payload: `sentence`; where known `source`, `channel`, `cure`, `reasons`, `sample`, `edition`,
            `address`, `sha256`; of a remark `person`, `said_in`, `link`, `about`
            and its id, `remark`.
        publishers: By the name of a list, its publisher in a word.
        repeat: It may have been told already.
        decision: What a person decided on the held edition that it is about; no buttons then.
        buttons: Whether a held edition can be decided on here: not in a replay.
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
    held = int(payload.get("edition") or 0) if "reasons" in payload else 0
    cure = decided_line(decision) if decision else _cure(payload, held)
    who = said_by(payload)
    if who:
        blocks.append(limits.section(who))
    if cure:
        blocks.append(limits.section(cure))
    small = _small_print(payload, repeat=repeat)
    if small:
        blocks.append(limits.context(*small))
    if held and buttons and not decision:
        blocks.append(choice(held))
    if buttons and payload.get("about", DIGEST) not in {"", DIGEST}:
        blocks.append(limits.actions([limits.button("Attach a public note", ATTACH, str(payload["remark"]))]))
    why = _said(next(iter(payload.get("reasons", ())), ""), 300)
    return limits.message(" ".join(part for part in (text, why, cure) if part), blocks)


def _cure(payload: Mapping[str, Any], held: int) -> str:
    if payload.get("cure") or not held:
        return _said(payload.get("cure", ""), 500)
    return (
        f"Look at the page, then decide: below, or with `python -m bot review accept {held}` and "
        f"`python -m bot review reject {held}`."
    )


def said_by(payload: Mapping[str, Any]) -> str:
    """Return who said what a notice passes on, where, and a link to what they looked at."""
    if not payload.get("person"):
        return ""
    channel = str(payload.get("said_in", ""))
    place = "a direct message" if channel.startswith("D") else where(channel)
    told = f"Said by <@{mrkdwn.escape(str(payload['person']))}> in {place}."
    link = str(payload.get("link") or "")
    return f"{told} {mrkdwn.link(link, 'See the message')}" if link else told


def _small_print(payload: Mapping[str, Any], *, repeat: bool) -> list[str]:
    small = []
    if payload.get("address"):
        small.append(mrkdwn.link(str(payload["address"]), "The document's address"))
    if payload.get("sha256"):
        small.append(f"SHA-256 {mrkdwn.literal(str(payload['sha256']))}")
    return [*small, REPEAT] if repeat else small


def _said(words: object, most: int) -> str:
    """Return words of ours, in which names such as `ice_ddor` keep their signs and nobody is called."""
    return mrkdwn.escape(mrkdwn.clip(" ".join(str(words).split()), most))
