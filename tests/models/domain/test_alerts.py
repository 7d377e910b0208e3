"""Which alerts a channel gets, held against the rule told naively."""

from hypothesis import given
from hypothesis import strategies as st

from models.domain import (
    EVERYWHERE,
    TOLD,
    WHOLE_LIST,
    ChangeKind,
    Concern,
    Every,
    Rhythm,
    Subject,
    Subscription,
    Terms,
    alerts_for,
    hears,
)

SUBJECTS = [Subject("TX"), Subject("GA"), Subject("TX", "48453"), Subject("GA", "13067"), Subject(EVERYWHERE)]
TERMS = st.builds(
    Terms,
    sources=st.sampled_from([(), ("dhs",), ("doj",), ("dhs", "doj")]),
    without=st.sets(st.sampled_from(sorted(TOLD)), max_size=2).map(tuple),
    rhythm=st.sampled_from([Rhythm(every) for every in Every]),
)
WISHES = st.lists(
    st.tuples(st.sampled_from("AB"), st.sampled_from(SUBJECTS), TERMS),
    max_size=8,
    unique_by=lambda one: one[:2],
)
ROWS = st.builds(
    Concern,
    st.sampled_from([*sorted(TOLD), ChangeKind.NEWLY_KNOWN]),
    st.sets(st.sampled_from(["TX", "GA", "MA"]), min_size=1, max_size=2).map(frozenset),
    st.sets(st.sampled_from(["48453", "13067", "25025"]), max_size=2).map(frozenset),
)
EVENTS = st.none() | st.sampled_from([*sorted(WHOLE_LIST)])
ORDER = [Every.ONCE, Every.DAILY, Every.WEEKLY]


def concerns(row: Concern, each: Subscription, event: ChangeKind | None) -> bool:
    """Whether a subscription gets a row; of a list that is new, rows of every kind."""
    subject, without = each.subject, () if event is ChangeKind.PUBLISHED else each.terms.without
    is_there = subject.place in row.places if subject.place else subject.state in {*row.states, EVERYWHERE}
    return row.kind in TOLD and row.kind not in without and is_there


@given(WISHES, st.lists(ROWS, max_size=6), EVENTS, st.sets(st.integers(0, 7)))
def test_a_channel_gets_one_event_once_and_none_that_matches_never(
    wishes: list[tuple[str, Subject, Terms]],
    rows: list[Concern],
    event: ChangeKind | None,
    passing: set[int],
) -> None:
    """One alert where any subscription matches, with all rows of all of them, as the most urgent has it."""
    every = [
        Subscription(number, "", channel, subject, terms)
        for number, (channel, subject, terms) in enumerate(wishes)
    ]
    changes = [*rows, *([Concern(event)] if event else [])]
    alerts = {alert.channel.id: alert for alert in alerts_for(changes, every, "dhs", frozenset(passing))}
    assert len(alerts_for(changes, every, "dhs", frozenset(passing))) == len(alerts)
    for channel in "AB":
        heard = [each for each in every if each.channel == channel and hears(each.terms, "dhs")]
        whole = [each for each in heard if event and each.id not in passing]
        matching = [
            each for each in heard if each in whole or any(concerns(row, each, event) for row in rows)
        ]
        alert = alerts.get(channel)
        assert (alert.heard if alert else ()) == tuple(matching)
        if alert:
            assert alert.event == (event if whole else None)
            assert alert.rows == sum(any(concerns(row, each, event) for each in matching) for row in rows)
            assert alert.every is min((each.terms.rhythm.every for each in matching), key=ORDER.index)
