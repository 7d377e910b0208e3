"""Many files of a list at once: in the order in which they stood, resumed, and told to nobody."""

import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlmodel import SQLModel

from jobs.backfill import FileReport, take_files
from jobs.readers import Parser
from jobs.schedule import due_sources
from models.db import reading, writing
from models.domain import Document
from models.editions import put_off, withdraw
from models.queries import changes_of, due_checks, editions_of, listings_of, log_of, standing_of
from tests.support.clock import Clock
from tests.support.publishers.watching import Desk, desk_on

ROWS = [
    "Boston|MA|Cities",
    "Denver|CO|Cities",
    "Seattle|WA|Cities",
    "Newark|NJ|Cities",
    "Chicago|IL|Cities",
    "Taos|NM|Cities",
    "Suffolk County|MA|Counties",
    "King County|WA|Counties",
]
DAY = "published 2025-08-05"
HISTORY = {
    "list-2025-05-01.txt": ROWS[:5],
    "list-2025-05-02.txt": ROWS[:6],
    "list-2025-05-02_0.txt": [*ROWS[:4], ROWS[5]],
    "list-2025-05-02pm.txt": ROWS[:6],
    "list-2025-05-10.txt": ROWS[:6],
    "list-2025-06-01.txt": ROWS[1:7],
    "list-2025-06-02.txt": ROWS[:7],
}
"""Names with days, parts of days and later copies of one name; two of them hold the same bytes."""

SHORT = tuple(HISTORY)[:4]


@pytest.fixture
def desk(database: str, clock: Clock, parser: Parser) -> Iterator[Desk]:
    """A desk with a channel that hears of everything, on SQLite and on PostgreSQL."""
    with desk_on(database, clock, parser) as opened:
        opened.subscribe("CALL", "all")
        yield opened


@pytest.fixture
def small_desk(sqlite_database: str, clock: Clock, parser: Parser) -> Iterator[Desk]:
    """The same on SQLite alone, for what both databases do alike."""
    with desk_on(sqlite_database, clock, parser) as opened:
        opened.subscribe("CALL", "all")
        yield opened


def write(folder: Path, name: str, rows: Sequence[str], printed: str = "published") -> Path:
    """Write a file of a list; without a date it prints none."""
    file = folder / name
    file.write_text("\n".join([printed, *rows]))
    return file


def written(folder: Path) -> list[Path]:
    """Write the made-up history."""
    return [write(folder, name, rows) for name, rows in HISTORY.items()]


def imported(desk: Desk, files: Sequence[Path], *, quiet: bool = True) -> list[FileReport]:
    """Take files in as the command line does."""
    return list(take_files(files, "list", replace(desk.context, quiet=quiet)))


def statuses(reports: Sequence[FileReport]) -> list[tuple[str, str]]:
    """Return what became of each file, by its name."""
    return [(told.path.name, told.reports[-1].status) for told in reports]


def log(desk: Desk) -> list[object]:
    """Return the whole of what is known of the list: lists, what stands with its reason, and changes."""
    with reading(desk.engine) as session:
        numbers = {row.id: number for number, row in enumerate(log_of(session, "list", ""))}
        accepted = [each for each in editions_of(session, "list") if each.status == "accepted"]
        editions = sorted(accepted, key=lambda each: numbers.get(each.number, -1))
        return [
            (
                each.address.rpartition("/")[2],
                each.stood,
                [fact.as_read for fact in listings_of(session, each)],
                sorted((fact.as_read, fact.missing) for fact in standing_of(session, each)),
                sorted(
                    (change.kind, change.before.as_read if change.before else "", change.after.as_read)
                    if change.after
                    else (change.kind, change.before.as_read if change.before else "", "")
                    for change in changes_of(session, each)
                ),
            )
            for each in editions
        ]


def emptied(desk: Desk) -> None:
    """Take everything out of the database but the subscription."""
    with desk.engine.execution_options(write=True).begin() as connection:
        for table in reversed(SQLModel.metadata.sorted_tables):
            if table.name != "subscription":
                connection.execute(table.delete())


def test_files_stand_as_their_names_say(desk: Desk, tmp_path: Path) -> None:
    """Days, parts of a day, and copies of one name, each after the one before it."""
    told = statuses(imported(desk, written(tmp_path)))
    assert told == [
        ("list-2025-05-01.txt", "published"),
        ("list-2025-05-02.txt", "published"),
        ("list-2025-05-02_0.txt", "published"),
        ("list-2025-05-02pm.txt", "published"),
        ("list-2025-05-10.txt", "known"),
        ("list-2025-06-01.txt", "published"),
        ("list-2025-06-02.txt", "published"),
    ]
    assert desk.queued() == []


@settings(
    max_examples=4,
    phases=[Phase.explicit, Phase.generate],
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(order=st.permutations([*SHORT, "a.txt", "b.txt", "c 2.txt", "c 10.txt"]))
def test_the_order_of_the_arguments_changes_nothing(
    small_desk: Desk, tmp_path: Path, order: Sequence[str]
) -> None:
    """The same lists, standing, departures and places in the log, with and without days in the names."""
    folder = tmp_path / "files"
    folder.mkdir(exist_ok=True)
    for name in SHORT:
        write(folder, name, HISTORY[name])
    write(folder, "a.txt", ROWS[1:7], "published 2025-05-20")
    write(folder, "b.txt", ROWS[1:], "published 2025-05-20")
    write(folder, "c 2.txt", ROWS)
    write(folder, "c 10.txt", ROWS[:7])
    emptied(small_desk)
    in_order = statuses(imported(small_desk, sorted(folder.iterdir())))
    expected = log(small_desk)
    emptied(small_desk)
    assert statuses(imported(small_desk, [folder / name for name in order])) == in_order
    assert log(small_desk) == expected


def test_the_order_of_arrival_changes_nothing(small_desk: Desk, tmp_path: Path) -> None:
    """Two imports, the later half of the history first: what comes in behind is derived into its place."""
    files = written(tmp_path)
    imported(small_desk, files)
    expected = log(small_desk)
    emptied(small_desk)
    imported(small_desk, files[4:])
    imported(small_desk, files[:4])
    assert log(small_desk)[-2:] == expected[-2:]


def test_an_import_that_was_stopped_goes_on(desk: Desk, tmp_path: Path) -> None:
    """What was taken in is only named, without being read again; the whole is as if nothing had been."""
    files = written(tmp_path)
    begun = take_files(files, "list", replace(desk.context, quiet=True))
    first = [next(begun), next(begun), next(begun)]
    begun.close()
    desk.clock.advance(timedelta(hours=1))
    rest = statuses(imported(desk, files))
    assert [status for _, status in rest] == ["known"] * 3 + ["published", "known", "published", "published"]
    assert [name for name, _ in statuses(first)] == [name for name, _ in rest[:3]]
    with Parser() as asked:
        again = statuses(imported(replaced(desk, asked), files))
        assert asked._child is None
        assert {status for _, status in again} == {"known"}
        stood = log(desk)
        emptied(desk)
        imported(desk, files)
        assert log(desk) == stood


def replaced(desk: Desk, parser: Parser) -> Desk:
    """Return the desk with another child that reads."""
    desk.context = replace(desk.context, parser=parser)
    return desk


def test_a_file_that_fails_stops_no_other(desk: Desk, tmp_path: Path) -> None:
    """What is no list is held, what can't be opened failed, each with the next step; the rest comes in."""
    files = written(tmp_path)
    files.append(write(tmp_path, "list-2025-05-03.txt", ROWS[:1]))
    files.append(tmp_path / "list-2025-05-04.txt")
    told = {report.path.name: report.reports[-1] for report in imported(desk, files)}
    held, failed = told["list-2025-05-03.txt"], told["list-2025-05-04.txt"]
    assert (held.status, failed.status) == ("held", "failed")
    assert held.reasons
    assert failed.reasons == (
        "The file can't be read: No such file or directory. Mend that, then import it again.",
    )
    assert told["list-2025-06-02.txt"].status == "published"
    assert desk.notices() == []
    again = {report.path.name: report.reports[-1] for report in imported(desk, files)}
    assert (again["list-2025-05-03.txt"].status, again["list-2025-05-03.txt"].edition) == (
        "held",
        held.edition,
    )


def test_whoever_asks_for_it_is_told(desk: Desk, tmp_path: Path) -> None:
    """As of fetched documents: the channels of each edition that is the newest as it comes in."""
    imported(desk, written(tmp_path)[:2], quiet=False)
    assert [rows for _, _, rows in desk.told()] == [5, 1]


def test_a_list_that_says_again_what_it_said_is_news(small_desk: Desk, tmp_path: Path) -> None:
    """Bytes of before are no copy of themselves where their name gives them a moment of their own."""
    days = ((1, ROWS[:7]), (2, ROWS), (3, ROWS[:7]))
    files = [write(tmp_path, f"list-2025-05-0{day}.txt", rows) for day, rows in days]
    told = statuses(imported(small_desk, [*files, write(tmp_path, "copy of the second.txt", ROWS)]))
    assert [status for _, status in told] == ["published", "published", "published", "known"]


def test_history_says_nothing_of_how_its_publisher_fares(small_desk: Desk, tmp_path: Path) -> None:
    """A list that was taken down is not back because files of before come in."""
    small_desk.publish("list", [DAY, *ROWS[:4]], observed=datetime(2025, 4, 1, tzinfo=UTC))
    with writing(small_desk.engine) as session:
        withdraw(session, "list", datetime(2025, 7, 1, tzinfo=UTC), small_desk.clock())
    told = statuses(imported(small_desk, written(tmp_path)))
    assert "back" not in {status for _, status in told}


def test_a_desk_that_runs_checks_the_list_once_its_files_are_in(small_desk: Desk, tmp_path: Path) -> None:
    """What it fetches must not be compared with a file of long ago, and the years between told as news."""
    source = small_desk.context.sources["list"]

    def due() -> list[str]:
        with reading(small_desk.engine) as session:
            return due_sources([source], due_checks(session), small_desk.clock())

    assert due() == ["list"]
    seen = []
    for _ in take_files(written(tmp_path), "list", replace(small_desk.context, quiet=True)):
        seen.append(due())
        small_desk.clock.advance(timedelta(minutes=2))
    assert seen == [[]] * len(HISTORY)
    assert due() == ["list"]
    later = small_desk.clock() + timedelta(minutes=40)
    with writing(small_desk.engine) as session:
        put_off(session, "list", later)
    imported(small_desk, [write(tmp_path, "list-2025-06-03.txt", ROWS)])
    with reading(small_desk.engine) as session:
        assert due_checks(session)["list"] == later


def test_files_come_in_beside_checks_and_nothing_is_lost(desk: Desk, tmp_path: Path) -> None:
    """A desk publishes what it fetches meanwhile: both have all their editions, and only its own is told."""
    files = written(tmp_path)
    desk.publish("list", [DAY, *ROWS])
    before = len(desk.told())
    fetched = [ROWS[:7], ROWS[1:], ROWS, ROWS[:6]]
    failures: list[BaseException] = []

    def check() -> None:
        try:
            for number, rows in enumerate(fetched, start=1):
                body = "\n".join([DAY, *rows]).encode()
                observed = desk.clock() + timedelta(minutes=number)
                report = take_fetched(desk, Document(body, "https://publisher.example/list", observed))
                assert report == "published"
        except BaseException as error:  # noqa: BLE001 - told in the test's own thread
            failures.append(error)

    beside = threading.Thread(target=check)
    beside.start()
    told = statuses(imported(desk, files))
    beside.join()
    assert failures == []
    assert {status for _, status in told} <= {"published", "known", "unchanged"}
    with reading(desk.engine) as session:
        accepted = log_of(session, "list", "")
        names = [row.address.rpartition("/")[2] for row in accepted]
        assert names[-5:] == ["list"] * 5
        assert names[:-5] == [name for name, status in told if status == "published"]
        newest = [fact.as_read for fact in listings_of(session, editions_of(session, "list")[-1])]
    assert newest
    assert len(desk.told()) - before == len(fetched)


def take_fetched(desk: Desk, document: Document) -> str:
    """Take a document in as a check does that fetched it."""
    from jobs.check import take  # noqa: PLC0415 - what the desk beside does

    return take(document, "list", desk.context)[-1].status
