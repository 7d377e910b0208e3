"""Golden alerts of the bundled history, by the codes of the style sheet.

Figures are those of the facts: headline, notification, lines and the sentence to print say the same.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

import pytest
from sqlmodel import Session, col, select

from bot.blocks.alert import alert, alert_headline, alert_sentence, correction_reply, rows_told
from bot.blocks.alert.errata import taken_back_of
from bot.blocks.alert.statements import news_of
from bot.blocks.shared import AlertHandle
from bot.delivery import Readership, gather_again, gather_alert
from bot.delivery.alert_pictures import alert_picture
from bot.pictures import Picture
from bot.words import (
    became_lines,
    news_lines,
    row_csv,
    taken_back_headline,
    taken_back_lines,
    taken_back_push,
    taken_back_sentence,
)
from models.db import ChangeRow, EditionRow, ErratumRow, open_engine, reading
from models.domain import EVERYWHERE, Bulletin, ChangeKind, Since, Subject
from models.messaging import AlertPayload, CorrectedFor, EventPayload, Hearing, Missing
from models.queries import retraction_of
from tests.support.messages import shown
from tests.support.newsroom.bulletins import alert_push
from tests.support.newsroom.desk_on_slack import sources

READERSHIP = Readership(sources(), "America/New_York")
AT = datetime(2025, 6, 3, 15, tzinfo=UTC)
LISTS = ("doj_eo14287", "dhs_2025", "ice_ddor", "ddor_policies")


@pytest.fixture(scope="module")
def session(history_template: object) -> Iterator[Session]:
    """A session on the bundled history, which nobody writes to."""
    engine = open_engine(f"sqlite:///{history_template}")
    with reading(engine) as opened:
        yield opened
    engine.dispose()


def heard(*states: str) -> tuple[Hearing, ...]:
    """What a channel gets alerts on."""
    return tuple(Hearing(subscription=number, state=state) for number, state in enumerate(states, 1))


def edition(session: Session, source: str, nth: int, *states: str) -> Bulletin:
    """What the n-th version of a list means for a channel, from 0."""
    number = _editions(session, source)[nth]
    event = select(ChangeRow.id).where(
        col(ChangeRow.edition) == number, col(ChangeRow.kind) == ChangeKind.PUBLISHED.value
    )
    change = session.exec(event).first()
    told = AlertPayload(edition=number, heard=heard(*states), change=change)
    return gather_alert(session, told, READERSHIP)


def _editions(session: Session, source: str) -> Sequence[int]:
    numbers = select(EditionRow.id).where(col(EditionRow.source) == source).order_by(col(EditionRow.id))
    return [number or 0 for number in session.exec(numbers)]


def event(session: Session, source: str, kind: ChangeKind, *states: str, nth: int = 0) -> Bulletin:
    """What became of a whole list, the n-th time."""
    changes = select(ChangeRow).where(col(ChangeRow.source) == source, col(ChangeRow.kind) == kind.value)
    row = session.exec(changes.order_by(col(ChangeRow.id))).all()[nth]
    gone = Missing(since=row.observed, checks=3) if kind is ChangeKind.WITHDRAWN else None
    told = EventPayload(edition=row.edition, heard=heard(*states), change=row.id or 0, missing=gone)
    return gather_alert(session, told, READERSHIP)


def since(session: Session, bulletin: Bulletin) -> Bulletin:
    """What a message says of the same, read anew at the end."""
    handle = AlertHandle(bulletin.edition.number, bulletin.told_for, bulletin.change)
    return gather_again(session, handle, READERSHIP)


def golden(bulletin: Bulletin) -> tuple[str, list[str], str]:
    """Headline, lines and sentence."""
    return alert_headline(bulletin), news_lines(news_of(bulletin)), alert_sentence(bulletin)


def test_l1_a_list_is_published(session: Session) -> None:
    """One place of the state is named, the whole list told by kinds; the state itself isn't listed."""
    boston = edition(session, "doj_eo14287", 0, "MA")
    head = "Justice Dept. publishes list of 35; Boston is on it"
    assert golden(boston) == (
        head,
        [
            "Published Aug. 5, 2025. 35 jurisdictions: 12 states, D.C., 4 counties and 18 cities.",
            "Massachusetts: Boston. The state isn't listed.",
        ],
        "The Justice Department on Aug. 5, 2025, published a list of 35 “sanctuary jurisdictions”: 12 "
        "states, the District of Columbia, four counties and 18 cities.",
    )
    assert alert_push(boston) == f"{head}. 1 place in Massachusetts."
    assert shown(alert(boston)).count("A detainer is a civil request, not a judge's warrant.") == 1


def test_l1_of_the_whole_country_says_its_numbers_once(session: Session) -> None:
    """The headline has them, so the notification adds nothing."""
    for source, head in (
        ("doj_eo14287", "Justice Dept. publishes list of 35: 12 states, D.C., 4 counties and 18 cities"),
        ("dhs_2025", "DHS publishes a list: at least 370 places and 14 states"),
    ):
        assert alert_push(edition(session, source, 0, EVERYWHERE)) == head


def test_a_channel_of_all_states_gets_its_own_first(session: Session) -> None:
    """`subscribe TX` and `subscribe all`: headline and rows begin with the channel's own states."""
    assert alert_headline(edition(session, "doj_eo14287", 0, EVERYWHERE, "MA")) == (
        "Justice Dept. publishes list of 35; Boston is on it"
    )
    assert alert_headline(edition(session, "doj_eo14287", 0, "TX", EVERYWHERE, "MD")) == (
        "Justice Dept. publishes list of 35; Md.: Baltimore County; Texas: none"
    )
    assert alert_headline(event(session, "dhs_2025", ChangeKind.WITHDRAWN, "MA", EVERYWHERE)) == (
        "DHS list is taken down; 25 Massachusetts places and the state were on it"
    )
    report = since(session, edition(session, "ice_ddor", 0, "TX", EVERYWHERE))
    assert alert_headline(report) == "Texas: at least 142 refusals in ICE's week, corrected from 149"
    off = edition(session, "dhs_2025", 2, "CO", EVERYWHERE)
    told = replace(off, rows=(*off.rows, *edition(session, "dhs_2025", 1, EVERYWHERE).rows))
    assert alert_headline(told) == "3 Colorado places are off the DHS list; 1 off elsewhere"
    assert "elsewhere" not in alert_headline(off)


def test_l2_a_list_is_published_for_several_states(session: Session) -> None:
    """Each state behind its label; of a partial copy neither a total nor a silence is the list's."""
    assert alert_headline(edition(session, "doj_eo14287", 0, "MD", "TX")) == (
        "Justice Dept. publishes list of 35; Md.: Baltimore County; Texas: none"
    )
    copied = edition(session, "dhs_2025", 0, "MD", "TX")
    assert alert_headline(copied) == (
        "DHS publishes a list; Md.: 18 places and the state; Texas: none in our copy"
    )
    assert news_lines(news_of(copied))[0] == (
        "Published May 29, 2025. Our copy has at least 370 places and 14 states."
    )
    assert alert_sentence(edition(session, "dhs_2025", 0, "MD")) == (
        "The Department of Homeland Security on May 29, 2025, published a list naming Maryland and 18 places "
        "in the state."
    )


def test_l3_a_report_is_published(session: Session) -> None:
    """As it was before anything was taken back: the report's own total, and the least that Texas has."""
    report = edition(session, "ice_ddor", 0, "TX")
    told = replace(report, rows=tuple(replace(row, after=replace(row.fact, notes=())) for row in report.rows))
    head = "ICE report: 206 refusals in a week; Texas: at least 149 (totals only)"
    assert golden(told) == (
        head,
        [
            "For Jan. 28 to Feb. 3, 2017; published March 20, 2017. The report's total is 206; our copy "
            "has at least 149. Detainers ICE sent (not refusals): 3,083.",
            "Texas: at least 149 (totals only).",
        ],
        "U.S. Immigration and Customs Enforcement counted 206 detainers declined nationwide for Jan. 28 to "
        "Feb. 3, 2017, in a report published March 20, 2017.",
    )
    assert alert_push(told) == f"{head}. Travis County, Texas: 142."
    assert alert_headline(edition(session, "ice_ddor", 0, "NV")) == (
        "ICE report: 206 refusals in a week; Nev.: 51 detainers sent (not refusals)"
    )


def test_l4_a_place_is_off_a_list(session: Session) -> None:
    """Its publisher said so, so it is said who took it off, and how long the list is since."""
    off = edition(session, "doj_eo14287", 2, "MD")
    head = "Baltimore County, Md., is off the Justice Dept. list"
    assert golden(off) == (
        head,
        [
            "Off since Oct. 31, 2025; on it from Aug. 5, 2025.",
            "List: 33 jurisdictions, down from 34.",
            "It was the only Maryland jurisdiction on it.",
        ],
        "The Justice Department took Baltimore County, Maryland, off its list of “sanctuary jurisdictions” "
        "Oct. 31, 2025. The list had named the county since Aug. 5, 2025.",
    )
    assert alert_push(off) == f"{head}. It was the only Maryland jurisdiction on it."
    assert alert_headline(edition(session, "doj_eo14287", 1, "NV")) == "Nevada is off the Justice Dept. list"


def test_l5_places_are_off_unannounced(session: Session) -> None:
    """Nobody said so: they were off by the day on which the list was read, and we know of no reason."""
    off = edition(session, "dhs_2025", 2, "CO")
    head, lines, sentence = golden(off)
    assert head == "3 Colorado places are off the DHS list"
    assert lines[0] == "Weld County, El Paso County and Aurora were off when the list was read May 30, 2025."
    assert sentence == (
        "Weld County, El Paso County and Aurora, Colorado, were off the Department of Homeland "
        "Security's list by May 30, 2025, a day after it was published."
    )
    assert "We know of no reason given." in shown(alert(off))
    everywhere = edition(session, "dhs_2025", 2, EVERYWHERE)
    first = news_lines(news_of(everywhere))[0]
    assert first.startswith("Weld County, El Paso County and Aurora, Colo., were")


def test_l11_a_list_is_taken_down(session: Session) -> None:
    """Its own day, how often it was looked for, what our copy has; no place is thereby off."""
    down = event(session, "dhs_2025", ChangeKind.WITHDRAWN, "MA")
    head, lines, sentence = golden(down)
    assert head == "DHS list is taken down; 25 Massachusetts places and the state were on it"
    assert lines[0] == "Page not found since June 1, 2025; checked 3 times. Last seen May 30, 2025."
    assert lines[1].startswith("In our copy: Amherst, Barnstable County, Berkshire County, Boston, ")
    assert sentence == (
        "The Department of Homeland Security's list of May 29, 2025, was taken down by June 1, 2025. It had "
        "named Massachusetts and at least 25 places in the state."
    )
    assert "A list taken down is not a place taken off. We know of no reason given." in shown(alert(down))
    assert alert_headline(event(session, "dhs_2025", ChangeKind.WITHDRAWN, "TX", "MD")) == (
        "DHS list is taken down; Md.: 18 places and the state; Texas: none in our copy"
    )


def test_l12_a_list_is_back(session: Session) -> None:
    """Seen by some: the pages that we copied report no change, and none says that it is the same."""
    back = event(session, "dhs_2025", ChangeKind.BACK, "MA")
    head, lines, sentence = golden(back)
    assert head == "DHS list is back; no changes reported; 25 Massachusetts places and the state"
    assert lines[0] == (
        "Seen June 2, 2025, by some users. The pages we copied report no changes since May 30, 2025."
    )
    assert sentence == (
        "The Department of Homeland Security's list was back online June 2, 2025, for some users."
    )


def test_l13_a_report_is_suspended(session: Session) -> None:
    """On its own day, not on that of the report before it."""
    head, lines, sentence = golden(event(session, "ice_ddor", ChangeKind.SUSPENDED, "TX"))
    assert head == "ICE suspends its weekly report on declined detainers"
    assert lines[0].startswith("Suspended April 13, 2017. “While this analysis is ongoing, the publication ")
    assert lines[1] == "Earlier figures stand unless taken back; policies aren't lifted."
    assert sentence == (
        "U.S. Immigration and Customs Enforcement suspended its weekly report on declined detainers "
        "April 13, 2017."
    )


def test_l14_a_publisher_says_that_a_report_goes_on(session: Session) -> None:
    """Never that it resumed: no later report is held."""
    told = event(session, "ice_ddor", ChangeKind.RESUMED, "TX")
    head, lines, sentence = golden(told)
    assert head == "ICE says its declined-detainer report will be quarterly"
    assert lines[0].startswith("Seen July 15, 2019: “In order to increase transparency")
    assert lines[1] == "We hold no later report."
    assert sentence == (
        "U.S. Immigration and Customs Enforcement says it will publish the report quarterly, beginning in "
        "the second quarter of fiscal 2018."
    )
    assert "resumed" not in shown(alert(told)).lower()


def test_l15_a_publisher_takes_rows_back(session: Session) -> None:
    """Of its first report; what is left is said beside what it was, and sent detainers are no refusals."""
    errata = session.exec(select(ErratumRow).order_by(col(ErratumRow.id))).all()
    texas = [row.id or 0 for row in errata if row.state == "TX"]
    notice = retraction_of(session, texas, sources())
    assert notice is not None
    taken = taken_back_of(notice)
    assert taken_back_headline(taken) == "ICE takes back 7 Texas refusals from its first weekly report"
    assert taken_back_push(taken).endswith(" Texas: at least 142, corrected from 149.")
    lines = taken_back_lines(taken)
    assert lines[1].startswith("Williamson County ~4~, Bastrop County ~3~. ICE, April 13, 2017: “Addit")
    assert lines[2] == "Texas: at least 142 (totals only), corrected from ~149~."
    assert taken_back_sentence(taken) == (
        "U.S. Immigration and Customs Enforcement on April 13, 2017, took back seven declined detainers it "
        "had counted in Bastrop and Williamson counties, Texas, for Jan. 28 to Feb. 3, 2017."
    )
    iowa = retraction_of(session, [row.id or 0 for row in errata if row.state == "IA"], sources())
    assert iowa is not None
    assert taken_back_headline(taken_back_of(iowa)) == (
        "ICE takes back 17 detainers sent in Iowa from its first weekly report"
    )


def test_e1_a_figure_is_corrected_in_all_its_forms(session: Session) -> None:
    """Headline, lines, sentence, rows and file have 142; 149 stands only struck, or as what it was."""
    report = since(session, edition(session, "ice_ddor", 0, "TX"))
    news = news_of(report)
    assert alert_headline(report) == "Texas: at least 142 refusals in ICE's week, corrected from 149"
    assert became_lines(news)[0].startswith("Corrected")
    assert "Texas: at least 142 (total only), corrected from ~149~." in news_lines(news)
    assert alert_sentence(report).startswith(
        "U.S. Immigration and Customs Enforcement counted at least 142 declined detainers in Texas for"
    )
    assert sum(row.number for row in news.rows) == 142
    files = [row_csv(row) for row in rows_told(report)]
    assert sum(int(str(row["count"])) for row in files if row["standing"] == "on") == 142
    assert [row["place"] for row in files if row["standing"] == "taken_back"] == [
        "Williamson County",
        "Bastrop County",
    ]
    said = shown(alert(report))
    assert "Original figures, kept for the record." in said
    assert "• ~*Williamson County*: 4 refusals (total only) for Jan. 28 to Feb. 3, 2017" in said
    assert "149" not in said.replace("corrected from 149", "").replace("~149~", "").replace(
        "at least 149", ""
    )


def test_e2_a_place_is_off_since(session: Session) -> None:
    """The first message, read anew, says since when; its sentence is that of the place's departure."""
    first = since(session, edition(session, "doj_eo14287", 0, "MD"))
    assert alert_headline(first) == (
        "Baltimore County, Md., was on Justice Dept. list; off since Oct. 31, 2025"
    )
    assert became_lines(news_of(first)) == ["Off since Oct. 31, 2025: Baltimore County."]
    assert alert_sentence(first).startswith("The Justice Department took Baltimore County, Maryland, off its")
    reply = correction_reply([first], CorrectedFor(first=1, last=10**9))
    assert reply.text == "Off since Oct. 31, 2025: Baltimore County."


def test_e2_places_of_several_states_are_named_with_them(session: Session) -> None:
    """A county and a state went on two days: both are named, and neither day is said of the other."""
    first = since(session, edition(session, "doj_eo14287", 0, EVERYWHERE))
    assert alert_headline(first) == (
        "Justice Dept. list: Nevada off Sept. 26, 2025; Baltimore County, Md., off Oct. 31, 2025"
    )


def test_e2_of_rows_on_and_off_each_is_said(session: Session) -> None:
    """Two were on and one off; of the two that are off since, none is counted for the one that was."""
    all_of = edition(session, "dhs_2025", 2, "CO")
    gone, *on = all_of.rows
    later = Since(ChangeKind.REMOVED, AT, 10**6)
    came = [replace(row, kind=ChangeKind.ADDED, after=row.before, before=None, since=(later,)) for row in on]
    assert alert_headline(replace(all_of, rows=(gone, *came))) == (
        "El Paso County and Aurora, Colo., were on DHS list; off since June 3, 2025; 1 off before"
    )


def test_e4_a_list_is_back_since(session: Session) -> None:
    """The headline of each message before says so, and its thread what is new alone."""
    first = edition(session, "dhs_2025", 0, "MA")
    back = replace(first, since=(Since(ChangeKind.WITHDRAWN, AT, 1), Since(ChangeKind.BACK, AT, 2)))
    assert alert_headline(back) == (
        "DHS list of May 29, 2025, since put back; 25 Mass. places and the state are on it"
    )
    assert correction_reply([back], CorrectedFor(first=2, last=2)).text == "Back June 3, 2025."
    down = replace(event(session, "dhs_2025", ChangeKind.WITHDRAWN, "MA"), since=back.since[1:])
    assert alert_headline(down) == alert_headline(back)
    assert alert_sentence(down) == (
        "The Department of Homeland Security's list of May 29, 2025, was taken down by June 1, 2025, and was "
        "back by June 3, 2025."
    )


def test_e3_a_list_is_taken_down_since(session: Session) -> None:
    """What was on it when it was taken down; the lines say each day."""
    first = since(session, edition(session, "dhs_2025", 0, "MD"))
    assert alert_headline(first) == (
        "DHS list of May 29, 2025, since taken down; 18 Md. places and the state were on it"
    )
    assert became_lines(news_of(first)) == [
        "Taken down June 1, 2025. A list taken down is not a place taken off.",
        "Back June 2, 2025.",
        "Taken down June 2, 2025. A list taken down is not a place taken off.",
    ]
    assert any("The state was listed." in line for line in news_lines(news_of(first)))


def test_the_picture_of_an_edited_alert_is_of_what_stands(session: Session) -> None:
    """Told to Texas and Maryland: who is off is neither counted nor called unplaced, but named with a day."""
    bulletin = since(session, edition(session, "doj_eo14287", 0, "TX", "MD"))
    picture = alert_picture(session, bulletin, partial(_again, session, bulletin))
    assert picture
    assert picture.alt.startswith(
        "Map of the United States: 11 states, 3 counties, 18 cities and the District of Columbia on the "
        "Justice Department's list, last seen Oct. 31, 2025; Nevada (off Sept. 26, 2025) and Baltimore "
        "County, Md. (off Oct. 31, 2025) off the Justice Department's list."
    )
    text = _lettering(picture)
    assert "Justice Dept. list: 11 states, D.C., 3 counties and 18 cities Off the Justice" in text
    assert "list: Nevada (Sept. 26, 2025) and Baltimore County, Md. (Oct. 31, 2025). Not being" in text
    assert "Not on the list" in text
    assert "no one place" not in text


@pytest.mark.parametrize("state", [EVERYWHERE, "MD"])
def test_the_picture_of_a_partial_copy_says_so_of_all_that_it_lacks(session: Session, state: str) -> None:
    """Where our copy of the DHS list names nobody, the list may have."""
    bulletin = edition(session, "dhs_2025", 0, state)
    picture = alert_picture(session, bulletin, lambda area: edition(session, "dhs_2025", 0, area))
    assert picture
    assert "; elsewhere: not in our copy. Source:" in picture.alt
    assert "Not in our copy" in _lettering(picture)
    assert "Not on the list" not in _lettering(picture)


@pytest.mark.parametrize("source", ["doj_eo14287", "dhs_2025"])
def test_the_picture_of_a_whole_list_has_the_numbers_of_its_alert(session: Session, source: str) -> None:
    """What is drawn and what names no one place add up to what the message says was published."""
    bulletin = edition(session, source, 0, EVERYWHERE)
    picture = alert_picture(session, bulletin, lambda _: bulletin)
    assert picture
    assert alert_headline(bulletin).partition(": ")[2] in _lettering(picture)


def _again(session: Session, told: Bulletin, area: str) -> Bulletin:
    return gather_again(session, AlertHandle(told.edition.number, (Subject(area),), told.change), READERSHIP)


def _lettering(picture: Picture) -> str:
    """Return what is written in a picture, line by line."""
    return " ".join(re.findall(r">([^<>]+)</text>", picture.svg)).replace("’", "'")


NEVER = {"tally", "transcription", "re-typeset", "withdrawn", "delisted", "edition", "removed", "told"}
EVENTS = (ChangeKind.WITHDRAWN, ChangeKind.BACK, ChangeKind.SUSPENDED, ChangeKind.RESUMED)
CHANNELS = [("TX",), ("MD",), ("CO",), ("NV", "NY"), ("TX", "MD", "CA"), ("IA",), (EVERYWHERE,)]


@pytest.mark.parametrize("states", CHANNELS)
def test_lengths_and_words_of_every_alert(session: Session, states: tuple[str, ...]) -> None:
    """Ninety characters and forty words at most, none of the words that are never said; P begins with H."""
    bulletins = [
        edition(session, source, nth, *states)
        for source in LISTS
        for nth in range(len(_editions(session, source)))
    ]
    for kind in EVENTS:
        sourced = "ice_ddor" if kind in {ChangeKind.SUSPENDED, ChangeKind.RESUMED} else "dhs_2025"
        bulletins.append(event(session, sourced, kind, *states))
    for bulletin in (*bulletins, *(since(session, each) for each in bulletins)):
        head, push, sentence = alert_headline(bulletin), alert_push(bulletin), alert_sentence(bulletin)
        assert len(head) <= 90, head
        assert len(sentence.split()) <= 40, sentence
        assert push.startswith(head)
        said = " ".join([shown(alert(bulletin)), sentence]).lower()
        assert not NEVER & {*said.split()}, said
