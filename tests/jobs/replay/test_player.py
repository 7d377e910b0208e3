"""The replay: the real chronology, through real fetching, reading and publishing, on this computer."""

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import col, select, update

from jobs.context import CheckContext
from jobs.readers import Parser
from jobs.replay import Publisher, Replay, new_database
from jobs.replay.player import ReplayStep
from jobs.replay.publisher import REPLAY, retold
from jobs.sources import all_sources, dhs_2025
from models.config import Settings
from models.db import (
    ChangeRow,
    DeliveryRow,
    EditionRow,
    SourceRow,
    SubscriptionRow,
    open_engine,
    reading,
    writing,
)
from models.domain import Document, Edition, Fact
from models.messaging import ErrataPayload, payload_of
from models.places import load_gazetteer
from tests.support.databases import copy_sqlite
from tests.support.newsroom.standing import standing_of

STATES = ("CO", "IA", "MD", "NC", "NV", "TX")


@dataclass
class Played:
    """A replay that has run to its end."""

    desk: Engine
    engine: Engine
    steps: list[ReplayStep]
    waits: list[float]


@pytest.fixture(scope="module")
def played(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    """The whole replay, once, on a desk with a channel for each of six states."""
    folder = tmp_path_factory.mktemp("replay")
    with ExitStack() as stack:
        desk = open_engine(copy_sqlite(sqlite_template, folder / "desk.db"))
        stack.callback(desk.dispose)
        _subscribe(desk)
        engine = new_database(desk, f"sqlite:///{folder / 'replay.db'}")
        stack.callback(engine.dispose)
        waits: list[float] = []
        context = CheckContext(
            engine=engine,
            settings=Settings(),
            sources=all_sources(),
            gazetteer=load_gazetteer(),
            parser=stack.enter_context(Parser()),
            clock=lambda: datetime(2026, 11, 24, tzinfo=UTC),
        )
        publisher = stack.enter_context(Publisher())
        steps = [_sent(engine, step) for step in Replay(context, publisher, sleep=waits.append).steps()]
        yield Played(desk, engine, steps, waits)


def _sent(engine: Engine, step: ReplayStep) -> ReplayStep:
    """Slack takes what a step has to tell before the next one comes."""
    with writing(engine) as session:
        session.exec(update(DeliveryRow).where(col(DeliveryRow.status) == "pending").values(status="sent"))
    return step


def _subscribe(engine: Engine) -> None:
    with writing(engine) as session:
        session.add_all(
            SubscriptionRow(
                team="T1",
                channel=f"C{state}",
                state=state,
                created=datetime(2026, 11, 1, tzinfo=UTC),
                created_by="U1",
            )
            for state in STATES
        )


def _rows(engine: Engine, source: str) -> list[Fact]:
    return standing_of(engine, source)


def _editions(engine: Engine) -> list[EditionRow]:
    with reading(engine) as session:
        return list(session.exec(select(EditionRow).order_by(col(EditionRow.id))))


def test_the_steps_are_the_real_chronology(played: Played) -> None:
    """Thirteen events, each on its day, each with a page that says so."""
    assert [step.moment.date() for step in played.steps] == [
        date(2017, 3, 20),
        date(2017, 4, 13),
        date(2017, 4, 13),
        date(2019, 7, 15),
        date(2025, 5, 29),
        date(2025, 5, 30),
        date(2025, 5, 30),
        date(2025, 6, 1),
        date(2025, 6, 2),
        date(2025, 6, 2),
        date(2025, 8, 5),
        date(2025, 9, 26),
        date(2025, 10, 31),
    ]
    assert [(step.number, step.total) for step in played.steps] == [(n, 13) for n in range(1, 14)]
    assert all(step.label and step.cited for step in played.steps)


def test_each_step_does_what_happened(played: Played) -> None:
    """Published, noted, silently changed, withdrawn, back: what checks report, and nothing is held."""
    ended = [(step.reports[-1].source, step.reports[-1].status) for step in played.steps]
    assert ended == [
        ("ice_ddor", "published"),
        ("ice_ddor", "unchanged"),
        ("ice_ddor", "unchanged"),
        ("ice_ddor", "unchanged"),
        ("dhs_2025", "published"),
        ("dhs_2025", "published"),
        ("dhs_2025", "published"),
        ("dhs_2025", "withdrawn"),
        ("dhs_2025", "back"),
        ("dhs_2025", "withdrawn"),
        ("doj_eo14287", "published"),
        ("doj_eo14287", "published"),
        ("doj_eo14287", "published"),
    ]
    assert {edition.status for edition in _editions(played.engine)} == {"accepted"}


def test_removals_are_told_as_removed(played: Played) -> None:
    """DHS removes one row, then three; Justice one each time. What ICE takes back stays, marked."""
    removed = [step.reports[-1].counts["removed"] for step in played.steps]
    assert removed == [0, 0, 0, 0, 0, 1, 3, 0, 0, 0, 0, 1, 1]


def test_a_list_is_withdrawn_only_after_repeated_checks_over_hours(played: Played) -> None:
    """The page is gone at each of three checks over three hours before it counts as withdrawn."""
    assert [report.status for report in played.steps[7].reports] == ["failed", "failed", "withdrawn"]
    assert played.steps[7].moment == datetime(2025, 6, 1, 15, tzinfo=UTC)


def test_the_replay_ends_as_the_citations_say(played: Played) -> None:
    """DHS withdrawn in its last copy of 381 rows; DOJ 33 rows without Nevada and Baltimore County."""
    names = {row.fields["name"] for row in _rows(played.engine, "doj_eo14287")}
    assert len(names) == 33
    assert not names & {"Nevada", "Baltimore County, MD"}
    assert len(_rows(played.engine, "dhs_2025")) == 381
    with reading(played.engine) as session:
        withdrawn = {row.name for row in session.exec(select(SourceRow)) if row.withdrawn}
    assert withdrawn == {"dhs_2025"}


def test_the_report_shows_known_rows_alone(played: Played) -> None:
    """No detainer of a person is made up: tallies and policies only, with the printed totals beside."""
    kinds = Counter(row.kind for name in ("ice_ddor", "ddor_policies") for row in _rows(played.engine, name))
    assert kinds == {"tally": 9, "policy": 8}
    report = next(edition for edition in _editions(played.engine) if edition.source == "ice_ddor")
    assert report.totals == {"issued": 3083, "declined": 206}
    assert any(caveat.startswith("Partial copy") for caveat in report.caveats)


def test_every_edition_says_that_it_is_a_replay(played: Played) -> None:
    """Nobody can take a re-typeset page for the publisher's document, and no page number is shown."""
    assert all(edition.transcription.startswith(REPLAY) for edition in _editions(played.engine))
    rows = [row for name in ("ice_ddor", "ddor_policies", "dhs_2025") for row in _rows(played.engine, name)]
    partial = {edition.source for edition in _editions(played.engine) if edition.partial}
    assert partial == {"ice_ddor", "ddor_policies", "dhs_2025"}
    assert {row.page for row in rows} == {None}
    assert all(row.annotations["cited"].startswith("http") for row in rows)


def test_alerts_are_queued_for_the_channels_of_each_state(played: Played) -> None:
    """Nevada hears of its removal, Maryland of Baltimore County, North Carolina of Watauga."""
    with reading(played.engine) as session:
        editions = {edition.id: edition for edition in _editions(played.engine)}
        told = Counter(
            (row.channel, editions[row.edition].source, str(editions[row.edition].observed.date()))
            for row in session.exec(select(DeliveryRow))
            if row.what == "alert" and row.edition in editions
        )
    assert told["CNV", "doj_eo14287", "2025-09-26"] == 1
    assert told["CMD", "doj_eo14287", "2025-10-31"] == 1
    assert told["CNC", "dhs_2025", "2025-05-30"] == 1
    assert told["CNV", "doj_eo14287", "2025-10-31"] == 0


def test_what_ice_noted_on_its_page_is_told(played: Played) -> None:
    """Texas and Iowa hear which rows ICE takes back; everyone that its report stops, and goes on."""
    with reading(played.engine) as session:
        told = session.exec(select(DeliveryRow).order_by(col(DeliveryRow.id))).all()
        kinds = [
            row.kind
            for row in session.exec(select(ChangeRow).order_by(col(ChangeRow.id)))
            if row.source == "ice_ddor" and row.before is None and row.after is None
        ]
    carried = [(row.channel, payload_of(row)) for row in told]
    taken_back = {
        channel: len(payload.errata) for channel, payload in carried if isinstance(payload, ErrataPayload)
    }
    assert taken_back == {"CIA": 2, "CNC": 1, "CTX": 2}
    assert kinds == ["published", "suspended", "resumed"]


def test_subscriptions_are_copied_and_the_desk_is_left_alone(played: Played) -> None:
    """The replay writes to a database of its own."""
    with reading(played.engine) as session:
        assert {row.state for row in session.exec(select(SubscriptionRow))} == set(STATES)
    with reading(played.desk) as session:
        assert session.exec(select(EditionRow)).all() == []
        assert session.exec(select(DeliveryRow)).all() == []


def test_there_is_a_pause_between_two_steps(played: Played) -> None:
    """Twelve pauses between thirteen steps, about a minute in all."""
    assert len(played.waits) == 12
    assert 40 <= sum(played.waits) <= 70


def test_a_row_that_is_no_fact_is_a_problem() -> None:
    """A re-typeset page that says more than the facts would be held for review."""

    def more(document: Document) -> Edition:
        edition = dhs_2025.SOURCE.parse(document)
        [first, *_] = edition.listings
        made_up = replace(first, fields={**first.fields, "name": "Nowhere"}, as_read="Nowhere")
        return replace(edition, listings=(*edition.listings, made_up))

    body = (
        b"<h1>Sanctuary jurisdictions</h1><h2>Alaska</h2><h3>Cities</h3><ul><li>City of Anchorage</li></ul>"
    )
    document = Document(body, "http://127.0.0.1/", datetime(2025, 5, 30, tzinfo=UTC), "text/html")
    assert retold(dhs_2025.SOURCE.parse, document).problems == ()
    assert "The row 'Nowhere' is not among the facts." in retold(more, document).problems
