"""What is watched, and how the desk is set up. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.blocks import limits, mrkdwn
from bot.blocks.freshness import freshness_lines, held_lines
from models.facts import Freshness
from models.values import Source
from models.wishes import ANYONE, MEMBERS


def sources_message(
    seen: Mapping[str, Freshness], sources: Mapping[str, Source], zone: str
) -> limits.Message:
    """Return every list with what it is, and how fresh it is."""
    live = [source for source in sources.values() if source.address]
    text = f"{mrkdwn.counted(len(live), 'list')} watched, {len(sources) - len(live)} more bundled as copies"
    lines = [f"• {_named(source)}" for _, source in sorted(sources.items())]
    fresh = freshness_lines([seen[name] for name in sorted(sources) if name in seen], sources, zone)
    held = held_lines(seen.values(), sources, zone)
    return limits.message(
        text,
        [
            limits.section(f"*{text}*"),
            limits.section(mrkdwn.lines(lines)),
            limits.section(
                mrkdwn.lines([f"• {line}" for line in [*held, *fresh]]) or "Nothing was read yet."
            ),
        ],
    )


def _named(source: Source) -> str:
    title = mrkdwn.link(source.address, source.title) if source.address else mrkdwn.literal(source.title)
    return f"*{mrkdwn.literal(source.short)}* (`{source.name}`): {title}"


@dataclass(frozen=True, slots=True)
class Setup:
    """How a desk is set up, as far as it is no secret.

    Attributes:
        zone: IANA name of the newsroom's time zone.
        operators: Slack ids of those who decide reviews.
        channel: Slack id of their channel; empty without one.
        contact: What publishers see with each request.
        scouts: Names of the scouts that look.
        subscribers: Who may change what channels hear, as the setting has it.
        admins_review: Whether admins of the workspace decide reviews too.
    """

    zone: str
    operators: Sequence[str]
    channel: str
    contact: str
    scouts: Sequence[str]
    subscribers: str | Sequence[str] = ANYONE
    admins_review: bool = False


def settings_message(setup: Setup) -> limits.Message:
    """Return how the desk is set up."""
    operators = [f"<@{mrkdwn.escape(person)}>" for person in setup.operators]
    operators += [f"<#{mrkdwn.escape(setup.channel)}>"] if setup.channel else []
    operators += ["admins of this workspace"] if setup.admins_review else []
    told = {
        "Time zone": mrkdwn.escape(setup.zone),
        "Operators": mrkdwn.listed(operators) or "none: what looks wrong is held, and nobody hears of it",
        "Publishers see as contact": mrkdwn.literal(setup.contact),
        "Scouts": mrkdwn.literal(", ".join(setup.scouts), 400) or "none",
        "Who may subscribe": f"{_subscribers(setup.subscribers)}; guests and other workspaces only look up",
    }
    lines = [f"*{name}:* {value}" for name, value in told.items()]
    note = "Whoever runs this desk sets these in config.toml; its README lists all settings."
    text = f"This desk's time zone is {mrkdwn.escape(setup.zone)}."
    return limits.message(text, [limits.section("\n".join(lines)), limits.context(note)])


def _subscribers(allowed: str | Sequence[str]) -> str:
    """Return whom the setting lets subscribe, as mrkdwn."""
    if isinstance(allowed, str):
        return "members of the channel" if allowed == MEMBERS else "anyone of this workspace"
    return mrkdwn.listed([f"<@{mrkdwn.escape(person)}>" for person in allowed]) or "nobody"
