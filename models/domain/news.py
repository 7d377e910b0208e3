"""What an alert states, once: its list, its rows and what became of them. All its words are of this. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from models.domain.statements import Cited, Composition, ListEvent, ListSeen, Stands, Unit
from models.domain.values import ChangeKind, Place, PlaceKind


@dataclass(frozen=True, slots=True)
class ListedPlace:
    """What stands on a list.

    Attributes:
        state: USPS abbreviation that its row or heading names.
        printed: Its name as printed.
        places: Those that it names; none where they aren't known, and `candidates` those that it may name.
        unit: What it is counted as.
        number: What it counts; 1 of a row that is one place, policy or agreement.
        perhaps: Which of its candidates it is isn't known: it is counted for none.
    """

    state: str
    printed: str
    places: tuple[Place, ...] = ()
    candidates: tuple[Place, ...] = ()
    unit: Unit = Unit.JURISDICTION
    number: int = 1
    perhaps: bool = False

    @property
    def is_state(self) -> bool:
        """Whether it is a state itself."""
        return any(place.kind is PlaceKind.STATE for place in self.places)

    @property
    def name(self) -> str:
        """The place's, without its state; as printed where none or several are known."""
        return self.places[0].name if len(self.places) == 1 else self.printed


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row of a list, as tables, lines and files show it.

    Attributes:
        on: Its list.
        unit: What it counts.
        named: Whom it names, as printed.
        what: What it says of them, in the words of people: a heading, a policy, an offense.
        printed: Its whole text as printed.
        state: USPS abbreviation that it or its heading names.
        places: Those that it names; none where they aren't known.
        number: What it counts; 1 of a row that is one refusal, place, policy or agreement.
        first, last: The days that it is of.
        since: From which day its list says so.
        off: Since which day it doesn't, is missing, or was taken back.
        before: What its cells said before: field, before, after.
        note: What is to be known of it, in sentences.
        alike: Rows of which it may be one, as printed.
        perhaps: It only may be where it is told for, or which of its `candidates` it is isn't known: it is
            counted for none.
        change: What became of it, where that is told: `on`, `off`, `corrected`, `moved`, `late`, `again`.
        day: When that happened; `by`: it was seen by that day, and its publisher announced nothing.
        missing: Of one that is off, since when it had been missing before that was confirmed.
        again: It came, and had been on the list before.
        became: What stands now of what a message told, a `Became`; empty while it is as it was told.
        taken: What its publisher took back of it, where it no longer counted `number` by then.
        became_on: When; `became_by`: it was seen by that day, and its publisher announced nothing.
        quoted: Its publisher's own words on that.
    """

    on: ListSeen
    unit: Unit
    named: str
    standing: Stands = Stands.ON
    what: str = ""
    printed: str = ""
    state: str = ""
    places: tuple[Place, ...] = ()
    number: int = 1
    first: date | None = None
    last: date | None = None
    since: date | None = None
    off: date | None = None
    before: tuple[tuple[str, str, str], ...] = ()
    note: str = ""
    alike: str = ""
    perhaps: bool = False
    change: str = ""
    day: date | None = None
    by: bool = False
    missing: date | None = None
    cited: Cited | None = None
    again: bool = False
    became: str = ""
    taken: int | None = None
    became_on: date | None = None
    became_by: bool = False
    quoted: str = ""
    candidates: tuple[Place, ...] = ()

    @property
    def is_state(self) -> bool:
        """Whether it is about a state itself."""
        return any(place.kind is PlaceKind.STATE for place in self.places)


@dataclass(frozen=True, slots=True)
class Share:
    """What of some news is of one state or place that a channel gets alerts on.

    Attributes:
        state: USPS abbreviation; empty for the whole country.
        place: The one place below a state.
        on: What of it stands on the list, states before places; not what was off again since.
        rows: The rows of it that changed, or that a new list or report has; `struck`: those that don't say
            so any more, as they were told.
    """

    state: str
    place: Place | None
    on: tuple[ListedPlace, ...]
    rows: tuple[ListRow, ...]
    struck: tuple[ListRow, ...] = ()


@dataclass(frozen=True, slots=True)
class News:
    """What one version of a list, or what became of the list, means for a channel.

    Attributes:
        of: The list.
        unit: What its rows are.
        event: What happened to the whole list, if anything did.
        day: When the version says what it says; `by`: it was seen by that day, and nothing was announced.
        shares: By state or place that the channel gets alerts on.
        rows: The rows that changed, or that a new list or report has, as far as they say what they say.
        struck: Those that don't any more, as they were told.
        again: Rows that said otherwise for a while; `fate`: what became of the list, in order.
        whole: What all of a list of places holds; of others its number of rows is `total`.
        total: Rows of the whole list; `counts`: what they count, each unit on its own.
        missing: Rows that stand although the version lacks them; not confirmed.
        was: How many rows there were before.
        declined: Refusals as the report totals them itself; `sent`: detainers likewise.
        declined_was: Before the report was reissued, on the day `reissued`, with another total.
        held: Refusals that all rows of our copy count, in whichever state.
        first, last: The days that it covers.
        since: When the version before it was seen.
        apart: Between them we hold no full copy.
        later: It is a later release of a cumulative list.
        changed: How many rows changed in all states, in whichever way.
        checks: Of a list that was taken down, how often its page was not found.
        reports: It is a report of events, not a list of what stands.
    """

    of: ListSeen
    unit: Unit
    day: date
    event: ListEvent | None = None
    by: bool = False
    shares: tuple[Share, ...] = ()
    rows: tuple[ListRow, ...] = ()
    struck: tuple[ListRow, ...] = ()
    again: tuple[ListRow, ...] = ()
    fate: tuple[ListEvent, ...] = ()
    whole: Composition | None = None
    total: int = 0
    counts: Mapping[Unit, int] = field(default_factory=dict)
    missing: int = 0
    was: int | None = None
    declined: int | None = None
    declined_was: int | None = None
    reissued: date | None = None
    sent: int | None = None
    held: int | None = None
    first: date | None = None
    last: date | None = None
    since: date | None = None
    apart: bool = False
    later: bool = False
    changed: int = 0
    checks: int = 0
    reports: bool = False

    @property
    def begins(self) -> bool:
        """Whether it is a new list or report, whose rows are all that it says."""
        added = all(row.change in {"on", "late"} for row in (*self.rows, *self.struck))
        new_period = self.reports and self.event is None and self.since is None and added
        return new_period or (self.event is not None and self.event.kind is ChangeKind.PUBLISHED)

    @property
    def one_state(self) -> bool:
        """Whether it is told for one state or place, whose name stands above: its places need no state."""
        return len(self.shares) == 1 and self.shares[0].state != ""

    @property
    def own(self) -> tuple[Share, ...]:
        """Its shares of single states and places; of a channel that follows none of these, the country's."""
        return tuple(share for share in self.shares if share.state) or self.shares

    @property
    def taken_down(self) -> date | None:
        """When the list was taken down since this was told, and is not back."""
        return self._fate_is(ChangeKind.WITHDRAWN)

    @property
    def back(self) -> date | None:
        """When the list was put back, if it was taken down since this was told."""
        return self._fate_is(ChangeKind.BACK)

    def _fate_is(self, kind: ChangeKind) -> date | None:
        last = self.fate[-1] if self.fate else None
        return last.day if last and last.kind is kind else None


@dataclass(frozen=True, slots=True)
class FiguresTakenBack:
    """What a publisher's correction notice takes back of an issue.

    Attributes:
        of: The list.
        day: When the notice was seen.
        rows: What it takes back, by place and unit; a number of 0 of which we hold no row.
        left: What the issue counts without them, by state (USPS) and unit.
        first, last: The days that the issue covers; `begins`: it is the list's first one.
        page: Where the notice can be read.
        now: What the newest issue counts without them, of the day `reissued`; none where no later one came.
    """

    of: ListSeen
    day: date
    rows: tuple[ListRow, ...]
    left: Mapping[str, Mapping[Unit, int]]
    first: date | None = None
    last: date | None = None
    begins: bool = False
    page: str = ""
    now: Mapping[str, Mapping[Unit, int]] = field(default_factory=dict)
    reissued: date | None = None
