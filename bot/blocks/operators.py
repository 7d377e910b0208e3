"""Notices and leads: one sentence, the next step, and what a decision on a held edition needs. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import assert_never

from bot.blocks import kit
from bot.blocks.kit import ACCEPT, ATTACH, CORRECT, DIGEST, REJECT, REPEAT
from bot.blocks.subscriptions import where
from bot.slack import in_words, opening
from models.domain import Decision
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

_MOST_TOLD = 10
_PERSON = re.compile(r"[UW][A-Z0-9]{2,}")
NO_LINK = "Its feed gives no link for it."
NOT_CHECKED = "Not checked: a scout found these words in an announcement; no list was read from it."


def choice(number: int, accept_action: str = ACCEPT, reject_action: str = REJECT) -> kit.Block:
    """Return the buttons that decide on a held edition; each asks first.

    Args:
        number: The edition's id, which the buttons hand back.
        accept_action: action_id of the first; on App Home another one, where no message is to be replaced.
        reject_action: action_id of the second.
    """
    accept = kit.confirmation(
        "Publish this edition?", "Subscribed channels are alerted of what it changes.", "Accept"
    )
    reject = kit.confirmation(
        "Set this edition aside?",
        "Nobody is alerted of it, now or later. Its bytes are kept.",
        "Reject",
        style="danger",
    )
    return kit.actions(
        [
            kit.button("Accept", accept_action, str(number), style="primary", confirm=accept),
            kit.button("Reject", reject_action, str(number), style="danger", confirm=reject),
        ]
    )


def decided_line(decision: Decision) -> str:
    """Return who decided what and when, and what came of it, as mrkdwn."""
    ends = {
        "accepted": "It is published, dated as it was seen.",
        "rejected": "It is not published; its bytes are kept.",
    }
    return f"*{decision.status.capitalize()}* by {_who(decision)}. {ends[decision.status]}"


def decided_already(decision: Decision) -> str:
    """Return what a person is told whose press came too late."""
    return f"Edition {decision.edition} was {decision.status} already by {_who(decision)}."


def _correct(edition: int) -> kit.Block:
    """Return the button that lets what was told in error be corrected; it asks first."""
    asks = kit.confirmation(
        "Correct these?",
        "Correct the messages that told these? Each is edited to say that it was in error, and its thread is "
        "told.",
        "Correct",
    )
    return kit.actions([kit.button("Correct these", CORRECT, str(edition), confirm=asks)])


def correcting(done: Correcting) -> str:
    """Return what an operator is told who lets messages be corrected."""
    if done.queued:
        return f"{kit.counted(done.queued, 'message')} {'is' if done.queued == 1 else 'are'} being corrected."
    if not done.messages:
        return "There is no message left to correct."
    return "The messages that told these are being corrected already, or were: nothing more is edited."


def _who(decision: Decision) -> str:
    by = decision.by
    named = f"<@{by}>" if _PERSON.fullmatch(by) else kit.literal(by or "somebody")
    return f"{named}, {kit.moment(decision.at, decision.zone)}" if decision.at else named


@dataclass(frozen=True, slots=True)
class _Worded:
    """A notice in words.

    Attributes:
        sentence: What happened, mrkdwn.
        reasons: Each a sentence, below it.
        rows: First rows of an edition, as read.
        said: Who said it, and where, mrkdwn.
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
        publishers: By the name of a list, its publisher in a word.
        command: The slash command, for cures.
        buttons: Whether something can be decided on here: not in a replay.
    """

    publishers: Mapping[str, str] = field(default_factory=dict)
    command: str = "/detainers"
    buttons: bool = True


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
        repeat: It may have been told already.
        decision: What a person decided on the held edition that it is about; no buttons then.
    """
    worded = _worded(facts, setting, decision)
    text = f"Possible repeat: {worded.sentence}" if repeat else worded.sentence
    reasons = kit.lines([f"• {_ours(reason, 500)}" for reason in worded.reasons])
    sample = "\n".join(kit.clip(line, 200) for line in worded.rows)
    rows = f"Its first rows:\n{kit.fenced(sample, 2500)}" if sample else ""
    blocks = [kit.section(part) for part in (f"*{text}*", reasons, rows, worded.said, worded.cure) if part]
    if small := [*worded.small, *([REPEAT] if repeat else [])]:
        blocks.append(kit.context(*small))
    if setting.buttons and not decision:
        blocks += worded.buttons
    why = _ours(next(iter(worded.reasons), ""), 300)
    return kit.message(" ".join(part for part in (text, why, worded.cure) if part), blocks)


def _worded(facts: NoticeFacts, setting: NoticeSetting, decision: Decision | None) -> _Worded:
    match facts:
        case HeldFacts() | RereadFacts():
            return _of_edition(facts, _whose(facts.source, setting), decision)
        case (
            QuestionFacts()
            | ColumnsFacts()
            | SlipsFacts()
            | ToldOtherwiseFacts()
            | ErratumFacts()
            | ListAlternates()
        ):
            return _of_list(facts, _whose(facts.source, setting))
        case SourceFails() | SourceAnswers():
            return _of_checks(facts, setting)
        case RemarkFacts():
            return _remark(facts)
        case ChannelClosed():
            return _closed(facts, setting.command)
        case MoreLeads() | Lead() | UnreadableMessages() | Unsent():
            return _of_the_desk(facts)
        case _:
            assert_never(facts)


def _of_list(
    facts: QuestionFacts | ColumnsFacts | SlipsFacts | ToldOtherwiseFacts | ErratumFacts | ListAlternates,
    whose: str,
) -> _Worded:
    match facts:
        case ListAlternates():
            flips = (
                f"{whose} list flips between {facts.versions} versions: perhaps one of its servers is behind."
            )
            return _Worded(flips, cure="Alerts wait until one stays.", small=_document(facts.address))
        case QuestionFacts():
            asked = f"{whose}: {_ours(facts.question, 900)}"
            return _Worded(asked, cure="The rows are published as printed.")
        case ColumnsFacts():
            return _columns(facts, whose)
        case SlipsFacts():
            return _slips(facts, whose)
        case ToldOtherwiseFacts():
            return _told_otherwise(facts, whose)
        case ErratumFacts():
            which = f"{_ours(facts.name, 200)}, {_ours(facts.state, 20)}, which is no place that we know."
            return _Worded(
                f"{whose} takes back rows of {which}",
                (facts.sentence,),
                cure="No row is marked; look at the notice.",
                small=_document(facts.address),
            )


def _slips(facts: SlipsFacts, whose: str) -> _Worded:
    first, *others = [
        *(_misprint(each) for each in facts.told.misprints),
        *([f"and {kit.counted(facts.told.more, 'row')} with other misprints"] if facts.told.more else []),
    ]
    stay = any(not each.mended for each in facts.told.misprints)
    number = facts.told.more + sum(each.rows for each in facts.told.misprints if not each.mended)
    read = "It is read as what it continues" if number == 1 else "They are read as what they continue"
    cure = f"{read}; nobody was alerted." if stay else "Nobody was alerted."
    return _Worded(f"{whose}'s list: {_ours(first, 600)}.", others, cure=cure, small=_document(facts.address))


def _misprint(told: Misprint) -> str:
    printed, meant = (kit.clip(text, 80) or kit.NOTHING for text in (told.printed, told.meant))
    if told.mended:
        printed, meant = meant, f"{printed}, spelt right again"
    return f"{kit.counted(told.rows, 'row')} print{'s' if told.rows == 1 else ''} {printed} for {meant}"


def _of_edition(facts: HeldFacts | RereadFacts, whose: str, decision: Decision | None) -> _Worded:
    return _held(facts, whose, decision) if isinstance(facts, HeldFacts) else _reread(facts, whose)


def _of_checks(facts: SourceFails | SourceAnswers, setting: NoticeSetting) -> _Worded:
    if isinstance(facts, SourceFails):
        return _Worded(_ours(facts.error, 1000))
    checks = kit.counted(facts.failures, "failed check")
    return _Worded(f"{_whose(facts.source, setting)} answers again after {checks}.")


def _of_the_desk(facts: MoreLeads | Lead | UnreadableMessages | Unsent) -> _Worded:
    match facts:
        case Unsent():
            return _unsent(facts)
        case MoreLeads():
            found = f"found {kit.counted(facts.number, 'lead')} more than are told one by one."
            scout = _ours(facts.scout, 100)
            return _Worded(f"The scout {scout} {found}", cure="python -m bot leads lists all.")
        case Lead():
            return _Worded(f"Perhaps a new list: {kit.literal(facts.title, 200)}")
        case UnreadableMessages():
            told = f"A message of the kind “{_ours(facts.what, 40)}” for {_whom(facts.channel)} was not sent"
            return _Worded(
                f"{told}: another version of the desk wrote it, and this one can't read it.",
                cure=f"Nothing is lost: it is kept as delivery {facts.delivery}, and others like it are. "
                "`python -m bot doctor` counts them.",
            )


def _whose(source: str, setting: NoticeSetting) -> str:
    """Return a list by its publisher in a word; a scout by its name."""
    return kit.literal(setting.publishers.get(source, source))


def _held(facts: HeldFacts, whose: str, decision: Decision | None) -> _Worded:
    number = facts.edition
    cure = (
        f"Look at the page, then decide: below, or with `python -m bot review accept {number}` and "
        f"`python -m bot review reject {number}`."
    )
    digest = (f"SHA-256 {kit.literal(facts.sha256)}",) if facts.sha256 else ()
    arrived = f"A new {whose} document arrived and looks wrong. Nobody was alerted."
    if facts.passes:
        arrived = f"A held {whose} document looks right now, by a better reader. Why it was held:"
    return _Worded(
        arrived,
        facts.reasons,
        facts.sample,
        cure=decided_line(decision) if decision else cure,
        small=(*_document(facts.address), *digest),
        buttons=(choice(number),),
    )


def _told_otherwise(facts: ToldOtherwiseFacts, whose: str) -> _Worded:
    number = len(facts.changes)
    were = "was none" if number == 1 else "were none"
    more = [f"and {number - _MOST_TOLD:,} more"] if number > _MOST_TOLD else []
    return _Worded(
        f"An older document of {whose} came in, by which {kit.counted(number, 'change')} that channels "
        f"were told {were}.",
        [*(f"{kind}: {row}" for kind, row in facts.changes[:_MOST_TOLD]), *more],
        cure="Lookups are right already; no message was altered.",
        small=_document(facts.address),
        buttons=(_correct(facts.edition),),
    )


def _reread(facts: RereadFacts, whose: str) -> _Worded:
    told = facts.told
    rows = [f"{told.differing:,} of {kit.counted(told.rows, 'row')}"] if told.differing else []
    which = kit.listed([*rows, *(f"the {each}" for each in told.otherwise)])
    which = f"{which} of {whose} edition {told.edition}" if which else f"{whose} edition {told.edition}"
    if told.reading is None:
        return _Worded(
            f"A new reader reads {which} otherwise. Nothing was changed.",
            (told.reason,) if told.reason else (),
            cure="Look at the document: where the new reader is wrong, it needs mending; the next one is "
            "tried again.",
            small=_document(facts.address),
        )
    return _Worded(
        f"A better reader reads {which} otherwise. Nobody was alerted.",
        cure=f"Lookups print it as reading {told.reading}; the readings before it are kept.",
        small=_document(facts.address),
    )


def _columns(facts: ColumnsFacts, whose: str) -> _Worded:
    changes = [
        f"{what} {'is' if len(columns) == 1 else 'are'} {', '.join(columns)}"
        for what, columns in (("new", facts.new), ("gone", facts.gone))
        if columns
    ]
    which = _ours(f"the columns of {facts.source} have changed: {'; '.join(changes)}.", 900)
    return _Worded(
        f"{whose}: {which}",
        cure="Rows are read by what their headers mean, and what a new column says is kept beside them. "
        "If it says what an old one did, it needs a word in the reader.",
        small=_document(facts.address),
    )


def _remark(facts: RemarkFacts) -> _Worded:
    what = "Something is said to be wrong" if facts.about else "Feedback"
    channel = facts.channel
    place = "a direct message" if channel.startswith("D") else where(channel)
    said = f"Said by <@{kit.escape(facts.person)}> in {place}."
    attach = kit.actions([kit.button("Attach a public note", ATTACH, str(facts.number))])
    return _Worded(
        _ours(f"{what}: {facts.words}", 1000),
        (facts.shown,) if facts.shown else (),
        said=f"{said} {kit.link(facts.link, 'See the message')}" if facts.link else said,
        buttons=(attach,) if facts.about not in {"", DIGEST} else (),
    )


def _closed(facts: ChannelClosed, command: str) -> _Worded:
    channel, why = where(facts.channel), kit.literal(in_words(facts.code))
    told = f"I can't post in {channel}, which you subscribed: {why}."
    if facts.to_operators:
        told = f"I can't post in {channel}: {why}. Whoever subscribed it can't be told."
    kept = f"Paused; nothing is lost. {opening(facts.code)}; then `{command} resume` there sends what waited."
    return _Worded(told, cure=kept)


def _unsent(facts: Unsent) -> _Worded:
    why = kit.literal(in_words(facts.code))
    if not facts.channel:
        told = f"Slack has taken no messages since {kit.moment(facts.since, 'UTC')}: {why}."
        cure = "They are kept, and go by themselves once it does. `python -m bot doctor` looks closer."
        return _Worded(told, cure=cure)
    if facts.given_up:
        told = f"A message for {_whom(facts.channel)} was not sent, and won't be: {why}."
        return _Worded(told, cure="What changed is known all the same: `python -m bot changes` prints it.")
    opened = (
        "this desk watches that list" if facts.code == UNKNOWN_LIST else "an admin of the workspace allows it"
    )
    told = f"Messages for {_whom(facts.channel)} wait: {why}."
    return _Worded(told, cure=f"They are kept, and go by themselves once {opened}.")


def _whom(channel: str) -> str:
    """Return whom a message was for: a channel, or a person."""
    return f"<@{channel}>" if _PERSON.fullmatch(channel) else where(channel)


def _document(address: str) -> tuple[str, ...]:
    return (kit.link(address, "The document's address"),) if address else ()


def _ours(words: str, most: int) -> str:
    """Return words of ours, in which names such as `ice_ddor` keep their signs and nobody is called."""
    return kit.escape(kit.clip(" ".join(words.split()), most))


def lead(found: Lead, zone: str, *, repeat: bool = False) -> kit.Message:
    """Return the message that tells one channel of a lead.

    Args:
        found: The lead.
        zone: IANA name of the newsroom's time zone, in which its day is given.
        repeat: It may have been told already.
    """
    title = kit.literal(found.title, 200)
    whose = _announced_by(found, zone)
    text = f"Perhaps a new list: {title} ({whose})"
    text = f"Possible repeat: {text}" if repeat else text
    words = kit.listed([f"“{kit.literal(word, 80)}”" for word in found.words])
    small = [f"Says {words}.", NOT_CHECKED, *([REPEAT] if repeat else [])]
    linked = kit.link(found.address, "Read it at its publisher" if found.linked else "Look for it there")
    where = linked if found.linked else f"{NO_LINK} {linked}"
    shown = kit.section(f"Perhaps a new list: *{title}* ({whose})\n{where}")
    return kit.message(text, [shown, kit.context(*small)])


def _announced_by(found: Lead, zone: str) -> str:
    scout = kit.literal(found.scout, 80)
    return f"{scout}, {kit.local_day(found.published, zone)}" if found.published else f"{scout}, undated"
