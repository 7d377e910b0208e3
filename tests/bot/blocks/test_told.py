"""Whatever publishers, operators and people say, what is told fits into Slack and calls nobody."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest

from bot.blocks import NoticeSetting, lead, notice
from bot.blocks.alert import Digest, alert, correction_reply, digest_message, rest, retraction_message
from bot.blocks.kit import Message
from bot.preview.validation import check_blocks, check_size
from bot.words import Looked
from models.domain import (
    LEADS,
    Announcement,
    Bulletin,
    ChangeKind,
    Decision,
    Every,
    MessageForm,
    Outcome,
    Period,
    Retracted,
    Retraction,
    Since,
    Source,
    Subject,
)
from models.messaging import (
    ChannelClosed,
    ColumnsFacts,
    CorrectedFor,
    EditionReread,
    ErratumFacts,
    HeldFacts,
    Lead,
    MoreLeads,
    NoticeFacts,
    QuestionFacts,
    RemarkFacts,
    RereadFacts,
    SourceAnswers,
    SourceFails,
    UnreadableMessages,
)
from tests.support.newsroom.bulletins import EDITION, REPORT, on_list, refusal, report, saying

NOW = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)
SPOOF = "<!channel> <!here> <@U1> <!subteam^S1> *x* _y_ ~z~ `c` & <https://evil.example|ICE> ``` "
LONG = SPOOF * 40
SIGNS = ("<!channel", "<!here", "<@U1>", "<!subteam", "<https://evil.example")
SOURCE = replace(REPORT, publisher=LONG, short=SPOOF, title=LONG, caveat=LONG)
ROW = replace(
    saying(
        refusal(1),
        fields=dict.fromkeys(refusal(1).fact.fields, LONG),
        notes=(LONG,) * 5,
        places=(SPOOF,),
        outcome=Outcome.UNKNOWN,
        reason=LONG,
        as_read=LONG,
        position=LONG,
    ),
    differences=(("agency", LONG, LONG),),
    since=(Since(ChangeKind.REMOVED, NOW), Since(None, NOW)),
)


def bulletin(event: ChangeKind | None = None, source: Source = SOURCE) -> Bulletin:
    """An edition of which everything that others say is long and odd."""
    return replace(
        report(0, event),
        source=source,
        state_name=SPOOF,
        rows=(ROW,) * 140,
        standing=on_list(*(f"{number} {LONG}" for number in range(50))),
        edition=replace(EDITION, caveats=(LONG,) * 5, transcription=LONG, capture=LONG),
        announcement=Announcement(ChangeKind.SUSPENDED, LONG, date(2026, 1, 1)),
        since=(Since(ChangeKind.WITHDRAWN, NOW),),
        repeat=True,
        late=NOW,
    )


RETRACTION = Retraction(
    SOURCE,
    "https://a.example/" + "x" * 900,
    NOW,
    tuple(
        Retracted(SPOOF, "TX", Period(date(2017, 1, 1), date(2017, 1, 7)), f"{number} {LONG}", number)
        for number in range(60)
    ),
    repeat=True,
    replay=True,
)
LEAD = Lead(LONG, "https://a.example/<!channel>|" + "x" * 900, LONG, NOW, (LONG,) * 20)
DIGEST = Digest(
    ((Subject("TX"), SPOOF),),
    Every.WEEKLY,
    NOW - timedelta(days=7),
    NOW,
    NOW + timedelta(days=7),
    "America/New_York",
    news=(bulletin(), bulletin(ChangeKind.WITHDRAWN)) * 10,
    retractions=(RETRACTION,) * 20,
    leads=(LEAD,) * 20,
    looked=Looked(10**6, (SOURCE,) * 9, NOW, ((SOURCE, NOW, None),) * 9, ((SOURCE, NOW),) * 9),
    repeat=True,
)
ADDRESS = "https://a.example/" + "x" * 900
HELD = HeldFacts(7, "list1", (LONG,) * 30, ADDRESS, SPOOF, (LONG,) * 30)
NOTICES: Sequence[NoticeFacts] = (
    HELD,
    QuestionFacts("list1", LONG),
    ColumnsFacts("list1", ADDRESS, (LONG,) * 30, (LONG,) * 30),
    RereadFacts("list1", ADDRESS, EditionReread(edition=10**9, rows=10**9, reading=10**9)),
    RereadFacts("list1", ADDRESS, EditionReread(edition=1, rows=10**9, reason=LONG)),
    ErratumFacts("list1", ADDRESS, LONG, LONG, LONG),
    SourceFails(source="list1", failures=3, error=LONG),
    SourceAnswers(source=LONG, failures=3),
    RemarkFacts(1, SPOOF, SPOOF, LONG, "2507000", LONG, ADDRESS),
    MoreLeads(scout=LONG, number=10**9),
    ChannelClosed(channel=SPOOF, code=SPOOF),
    ChannelClosed(channel=SPOOF, code=SPOOF, to_operators=True),
    UnreadableMessages(delivery=10**9, what=SPOOF, channel=SPOOF),
    LEAD,
)


def first_of_the_rest(form: MessageForm) -> Message:
    """The first message in the thread of an alert that has more rows than it shows."""
    return rest(bulletin(), 0, form)[0]


MESSAGES: list[Callable[[], Message]] = [
    *(partial(notice, facts, NoticeSetting({"list1": SOURCE}), repeat=True) for facts in NOTICES),
    lambda: notice(HELD, decision=Decision(7, "accepted", SPOOF, NOW, "UTC")),
    lambda: lead(LEAD, "UTC", repeat=True),
    lambda: correction_reply([bulletin()] * 9, CorrectedFor(first=1, last=10**9), edited=False, repeat=True),
    lambda: correction_reply([bulletin(ChangeKind.WITHDRAWN)], CorrectedFor(errata=(1,))),
    *(
        message
        for form in MessageForm
        for message in (
            partial(retraction_message, RETRACTION, form),
            partial(digest_message, DIGEST, form),
            partial(
                digest_message,
                replace(DIGEST, subjects=((Subject(LEADS), SPOOF),), news=(), retractions=()),
                form,
            ),
            partial(alert, bulletin(ChangeKind.SUSPENDED), form),
            partial(alert, bulletin(ChangeKind.RESUMED), form),
            *(
                partial(alert, bulletin(event), form)
                for event in (None, ChangeKind.PUBLISHED, ChangeKind.WITHDRAWN)
            ),
            partial(first_of_the_rest, form),
        )
    ),
]


@pytest.fixture(scope="module", params=MESSAGES, ids=range(len(MESSAGES)))
def message(request: pytest.FixtureRequest) -> Message:
    """Each message, made when it is first asked for: some take half a second."""
    made: Message = request.param()
    return made


def test_slack_takes_the_worst(message: Message) -> None:
    """Each form of each message that is told stays within every limit, also as an edit."""
    blocks = list(message.blocks)
    check_blocks(blocks)
    check_size(blocks)
    assert message.text
    assert len(message.text) <= 4000


def test_nobody_is_called(message: Message) -> None:
    """No words of others make a mention or a link, wherever mrkdwn is read."""
    told = [message.text, *mrkdwn_of(list(message.blocks))]
    assert not [(sign, text) for sign in SIGNS for text in told if sign in text]


def mrkdwn_of(value: object) -> Sequence[str]:
    """Every text that Slack reads as mrkdwn; plain text calls nobody."""
    if isinstance(value, dict):
        own = [str(value["text"])] if value.get("type") == "mrkdwn" else []
        return [*own, *(found for part in value.values() for found in mrkdwn_of(part))]
    return [found for part in value for found in mrkdwn_of(part)] if isinstance(value, list) else []
