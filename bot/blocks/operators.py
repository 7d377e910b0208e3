"""Notices and leads: one sentence, the next step, and what a decision on a held version needs. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import assert_never

from bot.blocks import kit
from bot.blocks.kit import ACCEPT, ATTACH, CORRECT, DIGEST, REJECT
from bot.blocks.subscriptions import HELD, cant_post, where
from bot.slack import in_words, opening
from bot.words import (
    REPEAT,
    again,
    clip,
    counted,
    escape,
    fenced,
    lines,
    link,
    list_title,
    listed,
    literal,
    local_day,
    moment,
)
from models.domain import Decision, Source
from models.messaging import (
    UNKNOWN_LIST,
    ChannelClosed,
    ColumnsFacts,
    Correcting,
    ErratumFacts,
    HeldFacts,
    Lead,
    ListAlternates,
    Misprint,
    MoreLeads,
    NoticeFacts,
    QuestionFacts,
    RemarkFacts,
    RereadFacts,
    SlipsFacts,
    SourceAnswers,
    SourceFails,
    ToldOtherwiseFacts,
    UnreadableMessages,
    Unsent,
)
from models.places import state_code, state_name

_MOST_TOLD = 10
_PERSON = re.compile(r"[UW][A-Z0-9]{2,}")
_SCOUT = "scout:"
NO_LINK = "Its feed gives no link for it."
NOT_CHECKED = "Not checked: we've read no list from it."
_DECIDED = {"accepted": "Published", "rejected": "Set aside"}
_TOO_LATE = {"accepted": "already published it", "rejected": "already set it aside"}
_BECAME = {"added": "on", "removed": "off"}
_TOKEN = {"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "missing_scope"}
"""Slack's words for what only another token mends."""


def choice(number: int, accept_action: str = ACCEPT, reject_action: str = REJECT) -> kit.Block:
    """Return the buttons that decide on a held version; each asks first.

    Args:
        number: Its id, which the buttons hand back.
        accept_action: action_id of the first; on App Home another one, where no message is to be replaced.
        reject_action: action_id of the second.
    """
    accept = kit.confirmation("Publish it?", "Subscribed channels will be alerted.", "Publish")
    reject = kit.confirmation(
        "Set it aside?", "Nobody will be alerted; the file is kept.", "Set aside", style="danger"
    )
    return kit.actions(
        [
            kit.button("Publish", accept_action, str(number), style="primary", confirm=accept),
            kit.button("Set aside", reject_action, str(number), style="danger", confirm=reject),
        ]
    )


def decided_line(decision: Decision) -> str:
    """Return who decided what and when, as mrkdwn."""
    at = f", {moment(decision.at, decision.zone)}" if decision.at else ""
    return f"{_DECIDED[decision.status]} by {_who(decision)}{at}."


def decided_already(decision: Decision) -> str:
    """Return what a person reads whose press came too late."""
    return f"{_who(decision)} {_TOO_LATE[decision.status]}."


def _correct(edition: int) -> kit.Block:
    """Return the button that lets what was sent in error be corrected; it asks first."""
    asks = kit.confirmation(
        "Correct these?", "Each message will say that it was wrong, and so will its thread.", "Correct"
    )
    return kit.actions([kit.button("Correct these", CORRECT, str(edition), confirm=asks)])


def correcting(done: Correcting) -> str:
    """Return what an operator reads who lets messages be corrected."""
    if done.queued:
        return f"{counted(done.queued, 'message')} {'is' if done.queued == 1 else 'are'} being corrected."
    return "These are being corrected already." if done.messages else "No message is left to correct."


def nothing_sent(trouble: str, since: str = "") -> str:
    """Return that nothing is sent at all, why, and what to do, as mrkdwn.

    Args:
        trouble: Slack's word for it, or the kind of failure.
        since: Since when, as people read it; empty where that is not said.
    """
    cure = "Fix the token, then restart." if trouble in _TOKEN else "`python -m bot doctor` looks closer."
    began = f" since {since}" if since else ""
    return f"Nothing is being sent{began}: {literal(in_words(trouble))}. {cure} Nothing is lost."


def _who(decision: Decision) -> str:
    by = decision.by
    return f"<@{by}>" if _PERSON.fullmatch(by) else literal(by or "Somebody")


@dataclass(frozen=True, slots=True)
class _Worded:
    """A notice in words.

    Attributes:
        sentence: What happened, mrkdwn.
        reasons: Each a sentence, below it.
        rows: First rows of a version, as read.
        said: What somebody was looking at, mrkdwn.
        cure: The next step, mrkdwn.
        small: Small print, mrkdwn.
        buttons: Below it.
    """

    sentence: str
    reasons: Sequence[str] = ()
    rows: Sequence[str] = ()
    said: str = ""
    cure: str = ""
    small: tuple[str, ...] = ()
    buttons: tuple[kit.Block, ...] = ()


@dataclass(frozen=True, slots=True)
class NoticeSetting:
    """What all notices of one desk share.

    Attributes:
        sources: The lists by name.
        command: The slash command, for cures.
        zone: The newsroom's time zone, IANA.
        buttons: Whether something can be decided on here: not in a replay.
    """

    sources: Mapping[str, Source] = field(default_factory=dict)
    command: str = "/detainers"
    zone: str = "America/New_York"
    buttons: bool = True

    def title(self, source: str) -> str:
        """Return a list, or a feed, where a sentence begins, as mrkdwn."""
        if source.startswith(_SCOUT):
            return f"The feed {literal(source.removeprefix(_SCOUT), 100)}"
        return literal(list_title(self.sources[source]) if source in self.sources else source, 120)

    def again(self, source: str) -> str:
        """Return a list inside a sentence, as mrkdwn."""
        return again(source, self.sources)


PLAIN_SETTING = NoticeSetting()


def notice(
    facts: NoticeFacts,
    setting: NoticeSetting = PLAIN_SETTING,
    *,
    repeat: bool = False,
    decision: Decision | None = None,
) -> kit.Message:
    """Return a notice to operators, or to the person who subscribed a channel.

    Args:
        facts: What it is about.
        setting: What all notices share.
        repeat: It may have been sent already.
        decision: What a person decided on the held version that it is about; no buttons then.
    """
    worded = _worded(facts, setting, decision)
    text = f"Possible repeat: {worded.sentence}" if repeat else worded.sentence
    reasons = lines([f"• {_ours(reason, 500)}" for reason in worded.reasons])
    sample = "\n".join(clip(line, 200) for line in worded.rows)
    rows = f"Its first rows:\n{fenced(sample, 2500)}" if sample else ""
    blocks = [kit.section(part) for part in (f"*{text}*", reasons, rows, worded.said, worded.cure) if part]
    if small := [*worded.small, *([REPEAT] if repeat else [])]:
        blocks.append(kit.context(*small))
    if setting.buttons and not decision:
        blocks += worded.buttons
    return kit.message(" ".join(part for part in (text, worded.cure) if part), blocks)


def _worded(facts: NoticeFacts, setting: NoticeSetting, decision: Decision | None) -> _Worded:
    match facts:
        case HeldFacts() | RereadFacts():
            return _of_version(facts, setting, decision)
        case (
            QuestionFacts()
            | ColumnsFacts()
            | SlipsFacts()
            | ToldOtherwiseFacts()
            | ErratumFacts()
            | ListAlternates()
        ):
            return _of_list(facts, setting)
        case SourceFails() | SourceAnswers():
            return _of_checks(facts, setting)
        case RemarkFacts():
            return _remark(facts)
        case ChannelClosed():
            return _closed(facts, setting.command)
        case MoreLeads() | Lead() | UnreadableMessages() | Unsent():
            return _of_the_desk(facts, setting.zone)
        case _:
            assert_never(facts)


def _of_version(facts: HeldFacts | RereadFacts, setting: NoticeSetting, decision: Decision | None) -> _Worded:
    return _held(facts, setting, decision) if isinstance(facts, HeldFacts) else _reread(facts, setting)


def _of_list(
    facts: QuestionFacts | ColumnsFacts | SlipsFacts | ToldOtherwiseFacts | ErratumFacts | ListAlternates,
    setting: NoticeSetting,
) -> _Worded:
    match facts:
        case ListAlternates():
            versions = "two" if facts.versions <= 2 else f"{facts.versions:,}"  # noqa: PLR2004 - a pair
            flips = f"{setting.title(facts.source)} flips between {versions} versions; we'll wait."
            return _Worded(flips, cure="We'll alert when one stays.", small=_document(facts.address))
        case QuestionFacts():
            asked = f"{setting.title(facts.source)}: {_ours(facts.question, 900)}"
            return _Worded(asked, cure="Rows are published as printed.")
        case ColumnsFacts():
            return _columns(facts, setting)
        case SlipsFacts():
            return _slips(facts, setting)
        case ToldOtherwiseFacts():
            return _told_otherwise(facts, setting)
        case ErratumFacts():
            place = f"{_ours(facts.name, 200)}, {_ours(facts.state, 20)}"
            return _Worded(
                f"{setting.title(facts.source)}: a row of {place}, was taken back; we know no such place.",
                (f"“{facts.sentence}”",),
                cure="No row is marked; look at the page.",
                small=_document(facts.address),
            )


def _slips(facts: SlipsFacts, setting: NoticeSetting) -> _Worded:
    told = facts.told
    first, *others = [
        *(_misprint(each) for each in told.misprints),
        *([f"{counted(told.more, 'row')} more with other misprints."] if told.more else []),
    ]
    whose = f"({setting.title(facts.source)}.)"
    return _Worded(f"{_ours(first, 600)} No alert was sent. {whose}", others, small=_document(facts.address))


def _misprint(told: Misprint) -> str:
    printed, meant = (clip(text, 80) or kit.NOTHING for text in (told.printed, told.meant))
    meant = state_name(state_code(meant)) if state_code(meant) else meant
    rows = f"{counted(told.rows, 'row')} print{'s' if told.rows == 1 else ''}"
    if told.mended:
        return f"{rows} {meant} again, no longer {printed}."
    return f"{rows} {printed}; we read {'it' if told.rows == 1 else 'them'} as {meant}."


def _of_checks(facts: SourceFails | SourceAnswers, setting: NoticeSetting) -> _Worded:
    title = setting.title(facts.source)
    if isinstance(facts, SourceAnswers):
        return _Worded(f"{title} can be read again after {counted(facts.failures, 'failure')}.")
    last = f"Last read {moment(facts.last, setting.zone)}." if facts.last else ""
    times = counted(facts.failures, "time")
    return _Worded(f"{title} couldn't be read {times} in a row: {_ours(facts.error, 1000)}", cure=last)


def _of_the_desk(facts: MoreLeads | Lead | UnreadableMessages | Unsent, zone: str) -> _Worded:
    match facts:
        case Unsent():
            return _unsent(facts, zone)
        case MoreLeads():
            more = counted(facts.number, "more possible list")
            return _Worded(
                f"{_ours(facts.scout, 100)}: {more} than we sent.", cure="`python -m bot leads` lists all."
            )
        case Lead():
            return _Worded(f"Possible new list: {literal(facts.title, 200)}")
        case UnreadableMessages():
            return _Worded(
                f"A message ({_ours(facts.what, 40)}) for {_whom(facts.channel)} wasn't sent: another "
                "version of this program wrote it, and this one can't read it.",
                cure=f"Nothing is lost: it is kept as delivery {facts.delivery}. `python -m bot doctor` "
                "counts others like it.",
            )


def _held(facts: HeldFacts, setting: NoticeSetting, decision: Decision | None) -> _Worded:
    number = facts.edition
    first, others = _ours(next(iter(facts.reasons), ""), 400), facts.reasons[1:]
    arrived = f"A new file of {setting.again(facts.source)} needs review"
    if facts.passes:
        arrived = (
            f"A file of {setting.again(facts.source)} that needs review looks right now, by a better reader; "
            "it was kept because"
        )
    why = f": {first}" if first else "."
    digest = (f"SHA-256 {literal(facts.sha256)}",) if facts.sha256 else ()
    ways = f"Or `python -m bot review accept {number}`, `python -m bot review reject {number}`."
    return _Worded(
        f"{arrived}{why}",
        others,
        facts.sample,
        cure=decided_line(decision) if decision else "No channel has been alerted.",
        small=(*_document(facts.address), *digest, *([] if decision else [ways])),
        buttons=(choice(number),),
    )


def _told_otherwise(facts: ToldOtherwiseFacts, setting: NoticeSetting) -> _Worded:
    number = len(facts.changes)
    more = [f"and {number - _MOST_TOLD:,} more"] if number > _MOST_TOLD else []
    return _Worded(
        f"An older file of {setting.again(facts.source)} came in; by it, {counted(number, 'change')} we "
        "alerted channels to didn't happen.",
        [*(f"{_BECAME.get(kind, kind)}: {row}" for kind, row in facts.changes[:_MOST_TOLD]), *more],
        cure="Lookups are right already; no message was changed.",
        small=_document(facts.address),
        buttons=(_correct(facts.edition),),
    )


def _reread(facts: RereadFacts, setting: NoticeSetting) -> _Worded:
    told = facts.told
    rows = [f"{told.differing:,} of {counted(told.rows, 'row')}"] if told.differing else []
    what = listed([*rows, *(f"the {each}" for each in told.otherwise)])
    whose, version = setting.again(facts.source), f"version {told.edition}"
    if told.reading is None:
        which = f"{what} of {version}" if what else version
        look = (
            "Look at the file: where the new reader is wrong, it needs mending; the next one is tried again."
        )
        return _Worded(
            f"A new reader reads {which} of {whose} another way. Nothing was changed.",
            cure=" ".join(part for part in (_ours(told.reason, 500), look) if part),
            small=_document(facts.address),
        )
    which = f"{what or 'a version'} of {whose}"
    one = told.differing == 1 and not told.otherwise
    kept = "; earlier readings are kept" if told.reading > 1 else ""
    read = "reads" if one or (not told.differing and told.otherwise in {(), ("date",)}) else "read"
    return _Worded(
        f"{which[:1].upper()}{which[1:]} now {read} better. No alert was sent.",
        cure=f"Lookups show reading {told.reading} of {version}{kept}.",
        small=_document(facts.address),
    )


def _columns(facts: ColumnsFacts, setting: NoticeSetting) -> _Worded:
    new = f"has new columns: {', '.join(facts.new)}" if facts.new else ""
    gone = f"lacks {', '.join(facts.gone)}" if facts.gone else ""
    changed = _ours(" and ".join(filter(None, (new, gone))), 900)
    check = f"; check whether {_ours(', '.join(facts.gone), 300)} moved" if facts.gone else ""
    return _Worded(
        f"{setting.title(facts.source)} {changed}.",
        cure=f"Rows still read{check}.",
        small=_document(facts.address),
    )


def _remark(facts: RemarkFacts) -> _Worded:
    person, channel = f"<@{escape(facts.person)}>", facts.channel
    place = "a direct message" if channel.startswith("D") else where(channel)
    said = "says this is wrong" if facts.about else "says"
    attach = kit.actions([kit.button("Add a public note", ATTACH, str(facts.number))])
    shown = f"What we showed: {_ours(facts.shown, 1500)}" if facts.shown else ""
    return _Worded(
        f"{person} in {place} {said}: “{literal(facts.words, 1000)}”",
        said=shown,
        cure=link(facts.link, "See it") if facts.link else "",
        buttons=(attach,) if facts.about not in {"", DIGEST} else (),
    )


def _closed(facts: ChannelClosed, command: str) -> _Worded:
    unheard = " Whoever subscribed it can't be reached." if facts.to_operators else ""
    return _Worded(
        f"{cant_post(facts.channel, facts.code)}{unheard}",
        cure=f"{HELD} {opening(facts.code)}, then `{command} resume`.",
    )


def _unsent(facts: Unsent, zone: str) -> _Worded:
    why = literal(in_words(facts.code))
    if not facts.channel:
        return _Worded(nothing_sent(facts.code, moment(facts.since, zone)))
    if facts.given_up:
        told = f"A message for {_whom(facts.channel)} wasn't sent, and won't be: {why}."
        return _Worded(told, cure="`python -m bot changes` prints what changed.")
    opened = (
        "this desk watches that list" if facts.code == UNKNOWN_LIST else "an admin of the workspace allows it"
    )
    told = f"Messages for {_whom(facts.channel)} are held: {why}."
    return _Worded(told, cure=f"They go by themselves once {opened}.")


def _whom(channel: str) -> str:
    """Return whom a message was for: a channel, or a person."""
    return f"<@{channel}>" if _PERSON.fullmatch(channel) else where(channel)


def _document(address: str) -> tuple[str, ...]:
    return (link(address, "Where the file is"),) if address else ()


def _ours(words: str, most: int) -> str:
    """Return words of ours, in which names such as `ice_ddor` keep their signs and nobody is called."""
    return escape(clip(" ".join(words.split()), most))


def lead(found: Lead, zone: str, *, repeat: bool = False) -> kit.Message:
    """Return the message that alerts one channel to a possible new list.

    Args:
        found: What a feed announced.
        zone: IANA name of the newsroom's time zone, in which its day is given.
        repeat: It may have been sent already.
    """
    title, whose = literal(found.title, 200), _announced_by(found, zone)
    text = f"Possible new list: {title} ({whose})"
    text = f"Possible repeat: {text}" if repeat else text
    words = listed([f"“{literal(word, 80)}”" for word in found.words])
    linked = link(found.address, "Read it" if found.linked else "Look for it there")
    address = linked if found.linked else f"{NO_LINK} {linked}"
    blocks = [
        kit.section(f"*Possible new list: {title}*\n({whose})"),
        kit.section(f"Mentions {words}. {NOT_CHECKED} {address}"),
        *([kit.context(REPEAT)] if repeat else []),
    ]
    return kit.message(text, blocks)


def _announced_by(found: Lead, zone: str) -> str:
    scout = literal(found.scout, 80)
    return f"{scout}, {local_day(found.published, zone)}" if found.published else f"{scout}, undated"
