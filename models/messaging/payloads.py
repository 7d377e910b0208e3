"""What a message of the outbox carries: whom it serves, and which facts it tells by their ids. Pure.

No rows and no words: those are read and made when it is sent. A payload says its kind and version, so that
another version of the desk reads it or says that it can't, and never takes it for something else. How far
sending has come (attempts, form, thread) are columns of the delivery; `models.messaging.deliveries` writes
and reads what they hold.
"""

from collections.abc import Iterable
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    TypeAdapter,
    model_validator,
)

from models.domain import EVERYWHERE, LEADS, Alternation, ChangeKind, Every, Subject
from models.messaging.notices import Noticed

State = Annotated[str, StringConstraints(pattern=rf"^([A-Z]{{2}}|{EVERYWHERE}|{LEADS})$")]
"""USPS abbreviation, `EVERYWHERE` or `LEADS`."""
Geoid = Annotated[str, StringConstraints(pattern=r"^\d{2,10}$")]


class _Frozen(BaseModel):
    """A part of a payload."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class _Carried(_Frozen):
    """What one kind of message carries."""

    version: Literal[1] = 1


class Hearing(_Frozen):
    """A subscription that a message serves, as it stood when the message was queued.

    Attributes:
        subscription: Its id.
        state: What it is about.
        place: GEOID of the one place that it is about; None for all of the state.
        without: Kinds of row changes that it does not hear.
    """

    subscription: int
    state: State
    place: Geoid | None = None
    without: tuple[ChangeKind, ...] = ()

    @property
    def subject(self) -> Subject:
        """What it is about."""
        return Subject(self.state, self.place or "")


Heard = Annotated[tuple[Hearing, ...], Field(min_length=1)]
"""The subscriptions that a message serves."""


class _News(_Carried):
    """What an edition, or a whole list's fate, means for a channel.

    Attributes:
        edition: The edition that brought it, or the last one of a list that is gone.
        compared_from: The edition of its series that it was compared with: what the message tells is the
            net of the two. None where nothing stood before, or no rows are told.
        heard: The subscriptions that it serves.
        rows: How many changed rows it told when it was queued.
        summary: The changes fell between two editions of which the first was no full copy.
    """

    edition: int
    compared_from: int | None = None
    heard: Heard
    rows: int = 0
    summary: bool = False

    @model_validator(mode="before")
    @classmethod
    def _without_elsewhere(cls, carried: Any) -> Any:
        """Read what the desk queued when it told a channel of one event in several messages."""
        return {name: value for name, value in carried.items() if name != "elsewhere"}

    def serving(self, heard: Iterable[Hearing]) -> Self:
        """Return the same news for others."""
        return self.model_copy(update={"heard": tuple(heard)})


class AlertPayload(_News):
    """An edition's changes.

    Attributes:
        change: Id of the change `published`, of a list's first edition.
        first: Id of the first of several editions whose changes are told together.
        settled: Until when it waited for an edition that replaces this one, UTC; None if it did not.
        returned: Id of the earlier edition that said the same; None if this one says something new.
        alternation: Told in place of rows, of a list that alternates.
    """

    kind: Literal["alert"] = "alert"
    change: int | None = None
    first: int | None = None
    settled: AwareDatetime | None = None
    returned: int | None = None
    alternation: Alternation | None = None


class Missing(_Frozen):
    """What was known of a list when it was called withdrawn: it may be back since.

    Attributes:
        since: When a check first found it gone, UTC.
        checks: How many had.
        seen: When it was last seen, UTC.
    """

    since: AwareDatetime | None = None
    checks: int = 0
    seen: AwareDatetime | None = None


class EventPayload(_News):
    """What happened to a whole list: withdrawn, back, suspended or resumed; `change` is its id."""

    kind: Literal["event"] = "event"
    change: int
    missing: Missing | None = None


class ErrataPayload(_Carried):
    """Rows that their publisher takes back, by the ids of its errata."""

    kind: Literal["errata"] = "errata"
    errata: tuple[int, ...] = Field(min_length=1)
    edition: int | None = None
    heard: Heard


class LeadPayload(_Carried):
    """What a scout found, for a channel that hears of leads."""

    kind: Literal["lead"] = "lead"
    lead: int
    heard: Heard


class Joined(_Frozen):
    """A subscription that a digest serves for a part of its time only, since a moment, UTC."""

    subscription: int
    since: AwareDatetime


class DigestPayload(_Carried):
    """What was gathered for some subscriptions of a channel in a time.

    Attributes:
        sources: Names of the sources that they hear; empty for all.
        every: How often they hear.
        since, until: The time that it covers, UTC.
        joined: Those of its subscriptions that are heard for a part of that time only.
        following: When the next one is due, UTC; None when the channel hears at once from now on.
        zone: IANA name of the time zone by which it is due.
        missing: Ids of the lineages that it named as missing, once it is sent: the next one says which are
            back.
    """

    kind: Literal["digest"] = "digest"
    heard: Heard
    sources: tuple[str, ...] = ()
    every: Every
    since: AwareDatetime
    until: AwareDatetime
    joined: tuple[Joined, ...] = ()
    following: AwareDatetime | None = None
    zone: str
    missing: tuple[int, ...] = ()

    def serving(self, heard: Iterable[Hearing], joined: Iterable[Joined]) -> Self:
        """Return the same digest for fewer."""
        return self.model_copy(update={"heard": tuple(heard), "joined": tuple(joined)})


class CorrectedFor(_Frozen):
    """Why an earlier message is corrected.

    Attributes:
        first, last: Ids of the first and the last change that its rows or its list saw since.
        errata: Ids of what its publisher took back since, in place of changes.
        undone: Ids of changes that it told in error, in place of these; a message is corrected for each once.
    """

    first: int = 0
    last: int = 0
    errata: tuple[int, ...] = ()
    undone: tuple[int, ...] = ()

    def __str__(self) -> str:
        if self.undone:
            return f"undone={min(self.undone)}"
        if self.errata:
            return f"errata={','.join(map(str, self.errata))}"
        return f"first={self.first}:last={self.last}"


class EditPayload(_Carried):
    """An earlier message, said anew where it stands.

    Attributes:
        of: Its delivery.
        why: Why it is.
        settled: Until when it waited for an edition that undoes this one, UTC; None if it did not.
    """

    kind: Literal["edit"] = "edit"
    of: int
    why: CorrectedFor
    settled: AwareDatetime | None = None


class ReplyPayload(_Carried):
    """What an earlier message was edited for, told in its thread.

    Attributes:
        of: The earlier message's delivery.
        unedited: Slack's word for why the message could not be edited; empty where it was.
        settled: As that of an edit.
    """

    kind: Literal["reply"] = "reply"
    of: int
    why: CorrectedFor
    unedited: str = ""
    settled: AwareDatetime | None = None


class NoticePayload(_Carried):
    """What operators, or whoever subscribed a channel, are told."""

    kind: Literal["notice"] = "notice"
    notice: Noticed


class WelcomePayload(_Carried):
    """What the desk does, for who sets it up."""

    kind: Literal["welcome"] = "welcome"


class RowsPart(_Carried):
    """Rows of a message in its thread: from which on, and how many such replies there may be."""

    kind: Literal["rows"] = "rows"
    start: int
    left: int


class CsvPart(_Carried):
    """All rows of a message as a file in its thread.

    Attributes:
        file: Slack's id of the one that it took and has not shown yet; empty for one that is to be uploaded.
    """

    kind: Literal["csv"] = "csv"
    file: str = ""


class PicturePart(_Carried):
    """The picture of a message that left without it: it wasn't there in time."""

    kind: Literal["picture"] = "picture"


class RefusedCsv(_Carried):
    """In its place: that it could not be uploaded, or may be missing, with Slack's word for it."""

    kind: Literal["refused_csv"] = "refused_csv"
    code: str


Payload = (
    AlertPayload
    | EventPayload
    | ErrataPayload
    | LeadPayload
    | DigestPayload
    | EditPayload
    | ReplyPayload
    | NoticePayload
    | WelcomePayload
    | RowsPart
    | CsvPart
    | PicturePart
    | RefusedCsv
)
PAYLOAD: TypeAdapter[Payload] = TypeAdapter(Annotated[Payload, Field(discriminator="kind")])
"""Reads a payload of whichever kind; raises pydantic's ValidationError."""
