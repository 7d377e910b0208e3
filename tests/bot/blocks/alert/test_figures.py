"""Headline, lines, sentence to print and file say the same numbers of generated rows, in good grammar."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.blocks.alert import alert, alert_headline, alert_sentence, rows_told
from bot.words import row_csv
from models.domain import (
    EVERYWHERE,
    Bulletin,
    ChangeKind,
    Happened,
    ListedPlace,
    ListingKind,
    Outcome,
    Place,
    PlaceKind,
    Source,
    Subject,
    Unit,
)
from models.places import state_name
from tests.support.messages import shown
from tests.support.newsroom.bulletins import EDITION, LIST, REPORT, alert_push, designation, saying

STATES = {"TX": "48", "MA": "25", "DC": "11", "PR": "72", "NY": "36"}
UNITS = {
    Unit.REFUSAL_TOTAL: ListingKind.TALLY,
    Unit.POLICY: ListingKind.POLICY,
    Unit.AGREEMENT: ListingKind.AGREEMENT,
    Unit.JURISDICTION: ListingKind.DESIGNATION,
}
LONG = "Massachusetts Executive Office of Public Safety and Security, Division of Local Compliance"
GRAMMAR = re.compile(
    r"\b(?:1|one) (?:refusals|policies|agreements|places|states|territories|detainers|declined detainers)\b"
    r"|\b(?!1 )[\d,]+ (?:refusal|policy|agreement|place|territory)\b|\(total only\) .*\(total only\) and|\.\."
)


@dataclass(frozen=True)
class Drawn:
    """A row of a made-up list: of which state, which of its places (0: the state itself), what it counts."""

    state: str
    place: int
    number: int


ROWS = st.lists(
    st.builds(Drawn, st.sampled_from([*STATES]), st.integers(0, 3), st.integers(1, 1200)),
    min_size=1, max_size=12, unique_by=lambda drawn: (drawn.state, drawn.place),
)  # fmt: skip


def place_of(drawn: Drawn) -> Place:
    """Return the place of a row."""
    name = state_name(drawn.state) or drawn.state
    if not drawn.place:
        return Place(STATES[drawn.state], name, drawn.state, PlaceKind.STATE)
    geoid = f"{STATES[drawn.state]}{drawn.place:03}"
    return Place(geoid, f"{'ABCD'[drawn.place]} County", drawn.state, PlaceKind.COUNTY)


def row_of(drawn: Drawn, unit: Unit, kind: ChangeKind = ChangeKind.ADDED) -> Happened:
    """Return it as what became of it."""
    place = place_of(drawn)
    fields = {"name": place.name, "agency": place.name, "jurisdiction": place.name, "count": drawn.number}
    row = saying(
        designation(place.name, kind), kind=UNITS[unit], fields=fields, state=drawn.state, as_read="x"
    )
    fact = replace(row.fact, places=(place,), count=drawn.number if unit is Unit.REFUSAL_TOTAL else None)
    return replace(row, before=None, after=fact) if row.after else replace(row, before=fact)


def told(rows: Sequence[Drawn], unit: Unit, states: Sequence[str], source: Source = LIST) -> Bulletin:
    """Return the news that a list of such rows is published, for some states, or for all."""
    numbered = [replace(each, number=each.number if unit is Unit.REFUSAL_TOTAL else 1) for each in rows]
    here = [each for each in numbered if not states or each.state in states]
    counts = Counter({unit: sum(each.number for each in numbered)})
    edition = replace(
        EDITION, period=None, rows=Counter({UNITS[unit]: len(rows)}), counts=counts,
        held=counts[Unit.REFUSAL_TOTAL] or None,
    )  # fmt: skip
    subjects = tuple(Subject(state) for state in states) or (Subject(EVERYWHERE),)
    standing = tuple(
        ListedPlace(each.state, place_of(each).name, (place_of(each),), (), unit, each.number)
        for each in here
    )
    event = None if source.kind is REPORT.kind else ChangeKind.PUBLISHED
    return Bulletin(
        source, subjects[0].state, "", edition, event, tuple(row_of(each, unit) for each in here),
        changed=Counter({ChangeKind.ADDED: len(rows)}), subjects=subjects, standing=standing,
    )  # fmt: skip


@settings(max_examples=60)
@given(ROWS, st.sampled_from([*UNITS]), st.sets(st.sampled_from([*STATES]), max_size=3), st.booleans())
def test_numbers_agree_in_all_forms(drawn: list[Drawn], unit: Unit, states: set[str], long: bool) -> None:
    """The sum of what rows count is in headline, lines, sentence and file; the news fits in 90 characters."""
    own = replace(LIST, publisher=LONG, short=LONG) if long else LIST
    bulletin = told(drawn, unit, sorted(states), own)
    headline, sentence = alert_headline(bulletin), alert_sentence(bulletin)
    here = [each for each in drawn if not states or each.state in states]
    files = [row_csv(row) for row in rows_told(bulletin)]
    assert len(headline) <= 90
    assert "publishes" in headline
    assert not headline.endswith("…")
    assert len(sentence.split()) <= 40, sentence
    for text in (headline, alert_push(bulletin), sentence, shown(alert(bulletin))):
        assert not GRAMMAR.search(text), text
    if unit is Unit.REFUSAL_TOTAL:
        total = sum(each.number for each in (here if len(states) == 1 else drawn))
        assert sum(int(str(row["count"])) for row in files) == sum(each.number for each in here)
        for state in states:
            number = sum(each.number for each in here if each.state == state)
            assert not number or re.search(rf"\b{number:,} refusals?\b", shown(alert(bulletin)))
        if not states:
            assert f"{total:,} refusal" in headline
        assert not total or re.search(rf"\b({total:,}|[a-z]+) declined detainers?\b", sentence)
    elif unit is Unit.JURISDICTION and len(states) == 1:
        places = sum(each.place > 0 for each in here)
        assert places < 3 or "DC" in states or f"{places} {state_name(min(states))} place" in headline


@settings(max_examples=25)
@given(ROWS, st.sampled_from(sorted(STATES)))
def test_a_report_counts_all_states_whoever_hears_of_it(drawn: list[Drawn], state: str) -> None:
    """A channel's share never stands for the whole, in headline or sentence."""
    report = told(drawn, Unit.REFUSAL_TOTAL, [state], REPORT)
    total, here = (sum(each.number for each in drawn if each.state in some) for some in (STATES, {state}))
    assert re.match(rf"ICE report: {total:,} refusals?; ", alert_headline(report))
    assert re.search(rf": {here:,} \(totals? only\)$" if here else ": none$", alert_headline(report))
    printed = alert_sentence(report)
    assert (f"{here:,} declined" in printed) if here > 9 else re.search(r"counted \w+ declined", printed)
    assert "nationwide" not in printed


@settings(max_examples=40)
@given(ROWS, st.sampled_from([ChangeKind.ADDED, ChangeKind.REMOVED]))
def test_states_are_counted_apart_from_places_and_from_each_other(
    drawn: list[Drawn], kind: ChangeKind
) -> None:
    """Nobody reads "2 states in 2 states", nor of D.C. or a territory as a state."""
    rows = tuple(row_of(each, Unit.JURISDICTION, kind) for each in drawn)
    bulletin = replace(told(drawn, Unit.JURISDICTION, []), rows=rows, event=None)
    headline = alert_headline(bulletin)
    whole = {each.state for each in drawn if not each.place}
    number = len(whole - {"DC", "PR"})
    places = sum(each.place > 0 for each in drawn)
    if len(drawn) > 1:
        assert not number or re.search(rf"\b{number} (more )?states?\b", headline), headline
        assert not places or re.search(rf"\b{places} (more )?([A-Z][A-Za-z]+ )*places?\b", headline), headline
        assert ("DC" not in whole) or "D.C." in headline
    assert not re.search(r"\d+ states? in ", headline)


def test_what_may_be_either_is_counted_for_neither() -> None:
    """L22: it stands in the message with the places that it may mean, and in no number."""
    town, village = (
        Place(f"36{n}", f"East Hampton ({n})", "NY", PlaceKind.CITY) for n in ("town", "village")
    )
    sure = told([Drawn("NY", 1, 1), Drawn("NY", 2, 1), Drawn("NY", 3, 1)], Unit.JURISDICTION, ["NY"])
    either = ListedPlace("NY", "East Hampton", (), (village, town))
    bulletin = replace(sure, standing=(*sure.standing, either))
    assert alert_headline(bulletin).endswith("; 3 New York places are on it")
    assert (
        "“East Hampton” may mean East Hampton (village), N.Y., or East Hampton (town), N.Y. "
        "We count it for neither."
    ) in shown(alert(bulletin))
    off = row_of(Drawn("NY", 1, 1), Unit.JURISDICTION, ChangeKind.REMOVED)
    gone = saying(off, fields={"name": "East Hampton"}, places=(), outcome=Outcome.AMBIGUOUS)
    gone = saying(gone, candidates=(village, town))
    assert alert_headline(replace(bulletin, event=None, rows=(gone,))) == (
        "DHS list no longer names “East Hampton”; its place isn't sure"
    )


def test_a_policy_that_leaves_is_no_place_that_leaves() -> None:
    """What its place keeps is said; the place isn't off."""
    gone = row_of(Drawn("TX", 1, 1), Unit.POLICY, ChangeKind.REMOVED)
    kept = told([Drawn("TX", 1, 1)], Unit.POLICY, ["TX"])
    told_ = replace(kept, event=None, rows=(gone,))
    assert alert_headline(told_) == "B County, Texas: 1 policy off the DHS list; 1 stays"
    assert alert_headline(replace(told_, standing=())) == "B County, Texas: 1 policy off the DHS list"
