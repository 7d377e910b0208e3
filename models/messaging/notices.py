"""What operators are told, each kind with its facts: as the outbox keeps it, and as it is read. Pure.

A notice names the edition, erratum, remark or lead that it is about, and `models.messaging.notice_facts`
reads that when it is told. What no row keeps stands here as it was: how often a page had failed by then and
with which sentence, which word of Slack closed a channel.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field


class _Kept(BaseModel):
    """One kind of notice as the outbox keeps it."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class HeldEdition(_Kept):
    """An edition looks wrong and waits for a decision.

    Attributes:
        passes: A better reader reads it, and it looks right now.
    """

    about: Literal["held_edition"] = "held_edition"
    edition: int
    passes: bool = False


class EditionQuestion(_Kept):
    """What operators are asked of an edition that is published.

    Attributes:
        number: Which of the edition's questions, from 0.
    """

    about: Literal["question"] = "question"
    edition: int
    number: int


class ColumnsChanged(_Kept):
    """An edition's table has other columns than one before it."""

    about: Literal["columns"] = "columns"
    edition: int
    before: int


class Misprint(_Kept):
    """Rows that print one text for another, and are read as the rows that they continue.

    Attributes:
        printed: The misprint.
        meant: What the rows print, or printed, where it isn't one.
        rows: How many.
        mended: They are spelt right again.
    """

    printed: str
    meant: str
    rows: int
    mended: bool = False


class SlipsRead(_Kept):
    """Rows of an edition go on under a misprint, or without one again: nobody is alerted of them.

    Attributes:
        misprints: Those of most rows first.
        more: How many rows of other misprints there are.
    """

    about: Literal["slips"] = "slips"
    edition: int
    misprints: tuple[Misprint, ...]
    more: int = 0


class ToldOtherwise(_Kept):
    """An edition came in behind others, and some changes that were told of these were none.

    Attributes:
        edition: The one that came in.
        changes: Ids of those that were told, and are derived no more.
    """

    about: Literal["told_otherwise"] = "told_otherwise"
    edition: int
    changes: tuple[int, ...]


class ListAlternates(_Kept):
    """A list alternates between several states; channels hear nothing of it until one stays.

    Attributes:
        source: Its name.
        address: Of the document with which that was seen.
        versions: How many states there were by then.
    """

    about: Literal["alternates"] = "alternates"
    source: str
    address: str
    versions: int


class EditionReread(_Kept):
    """A better reader reads an edition otherwise: nothing happened to its rows.

    Attributes:
        rows: Of the reading that has more of them.
        differing: How many of them are read otherwise.
        reading: Which reading of the edition it is; None of one that is not applied.
        reason: Why it is not, where that is not their number: a sentence.
        otherwise: What else is read otherwise, and taken over: `date`, `totals`, `caveats`, `columns`.
    """

    about: Literal["reread"] = "reread"
    edition: int
    rows: int
    differing: int = 0
    reading: int | None = None
    reason: str = ""
    otherwise: tuple[str, ...] = ()


class UnplacedErratum(_Kept):
    """A publisher takes back rows of what is no place that we know."""

    about: Literal["erratum"] = "erratum"
    erratum: int


class SourceFails(_Kept):
    """Several checks of a source or a scout have failed in a row.

    Attributes:
        source: Its name, or a scout's key.
        error: What came instead of a document at the last of them, a sentence and its cure.
        last: When it last showed a document that we hold, UTC; None if it never did.
    """

    about: Literal["fails"] = "fails"
    source: str
    failures: int
    error: str
    last: AwareDatetime | None = None


class SourceAnswers(_Kept):
    """A source or a scout that had failed answers again."""

    about: Literal["answers"] = "answers"
    source: str
    failures: int


class RemarkMade(_Kept):
    """Somebody says that something is wrong, or what they think of the desk.

    Attributes:
        link: Address of the message in Slack, where it has one.
    """

    about: Literal["remark"] = "remark"
    remark: int
    link: str = ""


class LeadFound(_Kept):
    """A scout found what may be a new list."""

    about: Literal["lead"] = "lead"
    lead: int


class MoreLeads(_Kept):
    """A scout found more leads at a look than are told one by one."""

    about: Literal["more_leads"] = "more_leads"
    scout: str
    number: int


class ChannelClosed(_Kept):
    """Slack takes no messages for a channel.

    Attributes:
        channel: Slack's id of it.
        code: Slack's word for why (`is_archived`).
        to_operators: It is told to operators, as whoever subscribed can't be told.
    """

    about: Literal["channel_closed"] = "channel_closed"
    channel: str
    code: str
    to_operators: bool = False


class UnreadableMessages(_Kept):
    """What a message of the outbox carries can't be read by this version of the desk.

    Attributes:
        delivery: Id of the first such message of that day.
        what: `DeliveryRow.what` of it.
        channel: Slack's id of the channel that it is owed to.
    """

    about: Literal["unreadable"] = "unreadable"
    delivery: int
    what: str
    channel: str


UNKNOWN_LIST = "unknown_list"
"""`DeliveryRow.error` of an alert whose list this desk doesn't know: nothing waits behind it."""


class Unsent(_Kept):
    """Messages wait for what Slack, its admins or whoever runs the desk must do; or one can't be sent at all.

    Attributes:
        code: Slack's word for it, or the kind of failure.
        since: Since when, UTC.
        channel: Slack's id of the one that waits; empty where all may.
        given_up: Id of the message that Slack takes in no form; 0 where they wait.
    """

    about: Literal["unsent"] = "unsent"
    code: str
    since: AwareDatetime
    channel: str = ""
    given_up: int = 0


Noticed = Annotated[
    HeldEdition
    | EditionQuestion
    | ColumnsChanged
    | SlipsRead
    | ToldOtherwise
    | ListAlternates
    | EditionReread
    | UnplacedErratum
    | SourceFails
    | SourceAnswers
    | RemarkMade
    | LeadFound
    | MoreLeads
    | ChannelClosed
    | UnreadableMessages
    | Unsent,
    Field(discriminator="about"),
]


@dataclass(frozen=True, slots=True)
class HeldFacts:
    """A held edition as operators are shown it: why, where its document is, and how it begins."""

    edition: int
    source: str
    reasons: Sequence[str] = ()
    address: str = ""
    sha256: str = ""
    sample: Sequence[str] = ()
    passes: bool = False


@dataclass(frozen=True, slots=True)
class QuestionFacts:
    """A question of a source's edition, a sentence."""

    source: str
    question: str


@dataclass(frozen=True, slots=True)
class ColumnsFacts:
    """Headers as printed that an edition's table has and the one before had not, and the reverse."""

    source: str
    address: str
    new: Sequence[str]
    gone: Sequence[str]


@dataclass(frozen=True, slots=True)
class SlipsFacts:
    """What an edition misprints, or mends: whose it is, and where its document is."""

    source: str
    address: str
    told: SlipsRead


@dataclass(frozen=True, slots=True)
class ToldOtherwiseFacts:
    """The edition that came in behind, and the changes that were told: of what kind, of which row as read."""

    edition: int
    source: str
    address: str
    changes: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class RereadFacts:
    """An edition that a better reader reads otherwise: whose it is, and where its document is."""

    source: str
    address: str
    told: EditionReread


@dataclass(frozen=True, slots=True)
class Correcting:
    """Messages that told what was none, and how many of them are queued to be corrected for it now."""

    messages: int
    queued: int


@dataclass(frozen=True, slots=True)
class ErratumFacts:
    """Of which name and state a publisher takes back rows, in which sentence, and where."""

    source: str
    address: str
    name: str
    state: str
    sentence: str


@dataclass(frozen=True, slots=True)
class RemarkFacts:
    """What a person said, where, of what, and what they were looking at.

    Attributes:
        about: As `RemarkRow.about`.
    """

    number: int
    person: str
    channel: str
    words: str
    about: str = ""
    shown: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Lead:
    """A hit of a scout: perhaps a new list.

    Attributes:
        scout: The scout's name.
        address: Of the announcement; of one without a link of its own that of its feed, with a fragment.
        title: As printed.
        published: As its publisher dates it, UTC.
        words: Which of the scout's words it says.
        observed: When it was found, UTC; None before it is stored.
        linked: It has a link of its own.
    """

    scout: str
    address: str
    title: str
    published: datetime | None
    words: Sequence[str]
    observed: datetime | None = None
    linked: bool = True


NoticeFacts = (
    HeldFacts
    | QuestionFacts
    | ColumnsFacts
    | SlipsFacts
    | ToldOtherwiseFacts
    | RereadFacts
    | ErratumFacts
    | RemarkFacts
    | Lead
    | ListAlternates
    | SourceFails
    | SourceAnswers
    | MoreLeads
    | ChannelClosed
    | UnreadableMessages
    | Unsent
)
"""A notice with what is to be read for it."""
