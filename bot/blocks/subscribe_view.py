"""The form of a subscription: what it shows, and what it was filled with. Pure.

Limits: https://docs.slack.dev/reference/block-kit/block-elements (100 options of 75 characters in a
menu, ten checkboxes) and https://docs.slack.dev/surfaces/modals (title 24, 100 blocks).
"""

from collections.abc import Mapping

from bot.blocks import inputs, limits
from bot.blocks.handles import Subscribed
from models.place_states import STATES, state_name
from models.rhythm import DAYS, Every
from models.values import ChangeKind
from models.wishes import EVERYWHERE, LEADS, PLAIN, Terms, Wish

FORM = "subscription"
"""Its callback_id."""
STATE, PLACE, CHANNEL = "state", "place", "channel"
SOURCES, KINDS, THREAD = "sources", "kinds", "thread"
RHYTHM, AT, WEEKDAY, ZONE = "rhythm", "at", "weekday", "zone"
QUIET_FROM, QUIET_TO = "quiet_from", "quiet_to"
"""Fields by their block_id; errors stand at these."""

NEWSROOM = "newsroom"
"""In place of a zone: the newsroom's own, whatever it is set to."""
_ZONES = {
    "America/New_York": "Eastern",
    "America/Chicago": "Central",
    "America/Denver": "Mountain",
    "America/Phoenix": "Arizona",
    "America/Los_Angeles": "Pacific",
    "America/Anchorage": "Alaska",
    "Pacific/Honolulu": "Hawaii",
    "America/Puerto_Rico": "Puerto Rico",
}
TOLD = (ChangeKind.ADDED, ChangeKind.REMOVED, ChangeKind.CORRECTED, ChangeKind.MOVED)
_KINDS = {
    ChangeKind.ADDED: "Rows added",
    ChangeKind.REMOVED: "Rows removed",
    ChangeKind.CORRECTED: "Rows corrected",
    ChangeKind.MOVED: "Rows that name another place now",
}
_RHYTHMS = {Every.ONCE: "At once", Every.DAILY: "A digest each day", Every.WEEKLY: "A digest each week"}
_EVERYTHING = {EVERYWHERE: "Every state", LEADS: "Leads: announcements that may be of new lists"}
_WEEKDAYS = dict(zip(DAYS, ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
                     strict=True))  # fmt: skip


def subscribe_view(lists: Mapping[str, str], zone: str, origin: str = "") -> limits.Block:
    """Return the form for a new subscription.

    Args:
        lists: Titles of the lists by name.
        zone: The newsroom's time zone, IANA.
        origin: Slack's id of the channel in which it was asked for; empty where that isn't known.
    """
    groups = {"Everywhere": _EVERYTHING, "One state": {code: state_name(code) for code in sorted(STATES)}}
    state = inputs.select(groups=groups, placeholder="Choose a state")
    place = {"type": "plain_text_input", "max_length": 150}
    blocks = [
        inputs.field(STATE, "State", state, optional=True),
        inputs.field(PLACE, "Or one place", place, hint="Boston, MA or Suffolk County, MA", optional=True),
        inputs.field(CHANNEL, "Channel", inputs.channels(origin), hint="I can post where I am a member."),
        *_terms(PLAIN, lists, zone),
    ]
    return inputs.modal(FORM, "Subscribe a channel", "Subscribe", blocks, metadata=origin)


def edit_view(wish: Wish, name: str, lists: Mapping[str, str], zone: str) -> limits.Block:
    """Return the form with a subscription as it stands; what it is about stays as it is.

    Args:
        wish: The subscription.
        name: What it is about, as mrkdwn.
        lists: Titles of the lists by name.
        zone: The newsroom's time zone, IANA.
    """
    blocks = [limits.section(name), *_terms(wish.terms, lists, zone)]
    about = str(Subscribed(wish.channel, wish.subject))
    return inputs.modal(FORM, "Edit a subscription", "Save", blocks, metadata=about)


def _terms(terms: Terms, lists: Mapping[str, str], zone: str) -> list[limits.Block]:
    return [*_what(terms, lists), *_when(terms, zone), *_quiet(terms), _thread(terms)]


def _what(terms: Terms, lists: Mapping[str, str]) -> list[limits.Block]:
    known = {**{name: name for name in terms.sources}, **lists}
    kinds = {kind.value: label for kind, label in _KINDS.items()}
    ticked = [kind.value for kind in TOLD if kind not in terms.without]
    whole = "What happens to a whole list is always told."
    return [
        inputs.field(SOURCES, "Lists", inputs.several(known, terms.sources, "All lists"), optional=True),
        inputs.field(KINDS, "Changes", inputs.boxes(kinds, ticked), hint=whole),
    ]


def _when(terms: Terms, zone: str) -> list[limits.Block]:
    rhythm = terms.rhythm
    often = inputs.radio({every.value: said for every, said in _RHYTHMS.items()}, rhythm.every.value)
    day = inputs.select(_WEEKDAYS, initial=DAYS[rhythm.weekday])
    return [
        inputs.field(RHYTHM, "How often", often),
        inputs.field(AT, "Time of a digest", inputs.clock(rhythm.at)),
        inputs.field(WEEKDAY, "Day of a weekly digest", day),
        inputs.field(ZONE, "Time zone", _zone(terms, zone), hint="Of digests and of quiet hours."),
    ]


def _zone(terms: Terms, newsroom: str) -> limits.Block:
    own = {terms.zone: terms.zone} if terms.zone else {}
    zones = {NEWSROOM: f"The newsroom's: {newsroom}", **own, **_ZONES}
    return inputs.select(zones, initial=terms.zone or NEWSROOM)


def _quiet(terms: Terms) -> list[limits.Block]:
    first, last = (terms.quiet.first, terms.quiet.last) if terms.quiet else (None, None)
    waits = "Nothing is sent in these hours; what comes waits."
    return [
        inputs.field(QUIET_FROM, "Quiet from", inputs.clock(first), optional=True),
        inputs.field(QUIET_TO, "Quiet to", inputs.clock(last), hint=waits, optional=True),
    ]


def _thread(terms: Terms) -> limits.Block:
    box = {THREAD: "Later alerts of a list in the thread of its first one"}
    return inputs.field(THREAD, "Threads", inputs.boxes(box, [THREAD] if terms.thread else []), optional=True)
