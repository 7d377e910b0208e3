"""What `make bench` says can be trusted: its arithmetic, and that each contest runs and agrees."""

from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from bot.grammar import VERBS
from tests.benchmarks import big_editions, commands, diffs, lookups, million, pdfs, report, starts, verbs
from tests.benchmarks.harness import Contest, Measured, Timed, measure, quantile
from tests.support.databases import copy_sqlite
from tests.support.desk.sleepers import early_riser, failing, sleeper, teller

SLEEP = Contest("sleep", early_riser, sleeper, "a sleeper", floor=4, ceiling=0.2, args=(0.5,))
OURS, PEER = Measured(0.1, 0.1, 20, "slept"), Measured(0.5, None, 30, "slept")


def test_two_known_sleepers_give_their_ratio() -> None:
    """Each is timed and weighed in a process of its own; a busy machine makes sleeps longer."""
    ours, peer = measure(SLEEP, rounds=2)
    assert peer is not None
    assert 3 < peer.seconds / ours.seconds < 6
    assert 0.1 <= ours.seconds < 0.2
    assert (ours.p99, ours.result, peer.result) == (None, "slept", "slept")
    assert 5 < ours.megabytes < 100


def test_operations_are_told_by_their_median_and_their_p99() -> None:
    """Of a hundred operations in each of two rounds, two are slow: not the median, but the p99."""
    ours, peer = measure(Contest("tell", teller, args=(0.25,)), rounds=2)
    assert (ours.seconds, ours.p99, ours.result, peer) == (0.25, 2.5, "told", None)


def test_a_contestant_that_fails_ends_the_run(capfd: pytest.CaptureFixture[str]) -> None:
    """Its traceback is shown, and no figure is made up."""
    with pytest.raises(RuntimeError, match="contestant failed"):
        measure(Contest("nothing", failing, args=(0.25,)))
    assert "nothing to read in 0.25" in capfd.readouterr().err


def test_a_quantile_is_the_nearest_rank_above() -> None:
    """Of 200 operations the p99 leaves one worse one out; of two it is the worse one."""
    assert quantile([float(number) for number in range(200)], 0.99) == 198
    assert quantile([3.0, 1.0], 0.99) == 3.0


def test_a_promise_that_is_kept_is_printed_as_such() -> None:
    """The row says what was promised and what came of it."""
    assert report.broken(SLEEP, OURS, PEER) == []
    assert report.row(SLEEP, OURS, PEER).split("|")[2:] == [
        "    100 ms ",
        "    100 ms ",
        "    500 ms ",
        "   5.0x ",
        "      20 ",
        "      30 ",
        " a sleeper: at least 4x, p99 ≤ 200 ms           ",
        "",
    ]


@pytest.mark.parametrize(
    ("ours", "said"),
    [
        (replace(OURS, seconds=0.2), "TOO SLOW"),
        (replace(OURS, p99=0.3), "p99 TOO LONG"),
        (replace(OURS, result="dozed"), "FOUND dozed, PEER slept"),
    ],
)
def test_a_promise_that_is_not_kept_is_told(ours: Measured, said: str) -> None:
    """A slow row, a slow operation in a hundred, and a quick wrong answer win nothing."""
    assert report.broken(SLEEP, ours, PEER) == [said]
    assert said in report.row(SLEEP, ours, PEER)


def agree(contest: Contest) -> None:
    """Run both contestants once, here; whatever their speed, they must find the same."""
    found = []
    for prepare in filter(None, (contest.ours, contest.peer)):
        with prepare(*contest.args) as run:
            result = run()
            found.append(result.result if isinstance(result, Timed) else result)
    assert not contest.same or len(set(found)) == 1, contest.title


def test_diffs_agree_on_a_tiny_size(tmp_path: Path) -> None:
    """Two editions of 500 rows, five changed."""
    for contest in diffs.contests(tmp_path, rows=500):
        agree(contest)


def test_tables_of_a_tiny_report_are_exact() -> None:
    """In each way of drawing a grid, both read every row."""
    for contest in pdfs.contests(refusals=30, policies=3):
        agree(contest)


def test_lookups_find_what_was_meant_among_few_listings(tmp_path: Path) -> None:
    """The made-up database has the migrations' schema, and both find each place."""
    url = f"sqlite:///{tmp_path / 'few.db'}"
    million.fill(url, 4_000)
    for contest in lookups.contests(url, 4_000, questions=5):
        agree(contest)


def test_a_small_big_edition_is_published_and_told(tmp_path: Path) -> None:
    """Each step has its figure, beside lookups that go on."""
    shape = big_editions.Shape(80, 20, 4)
    told = dict(big_editions.figures(f"sqlite:///{tmp_path}/big.db", shape))
    assert [title.partition(",")[0] for title in told] == [
        "80 changes for 20 subscriptions in 4 channels",
        "of that",
        "p99 of lookups before",
        "an alert of 80 rows rendered",
        "exponent of the processor's time to publish 20 to 160 changes",
    ]


def test_commands_are_answered_on_the_local_slack(history_template: Path, tmp_path: Path) -> None:
    """The desk and a bare Bolt app each acknowledge with Boston's name."""
    url = copy_sqlite(history_template, tmp_path / "desk.db")
    with ExitStack() as stack:
        for contest in commands.contests(url, stack, commands=3):
            agree(contest)


def test_every_verb_is_answered_and_measured(history_template: Path, tmp_path: Path) -> None:
    """A line a verb in the order of `help`, with what it answers; none takes a second."""
    url = copy_sqlite(history_template, tmp_path / "desk.db")
    told = verbs.spoken(url, times=2)
    assert len(told) == len(VERBS)
    lines = list(verbs.lines(told))[2:]
    assert lines[0].startswith("| `Boston` | Boston, Mass.")
    assert [line for line in lines if "subscribe MA" in line and "will get Massachusetts alerts" in line]
    assert verbs.TYPED.keys() == set(VERBS)
    slow = verbs.Spoken("x", "y|z", (1.5, 1.5))
    assert list(verbs.lines([slow]))[-1] == "| `x` | y\\|z | 1.50 s | 1.50 s | p95 ≤ 1.00 s; TOO SLOW |"


def test_a_start_gives_its_seconds_and_its_memory(tmp_path: Path) -> None:
    """A real process on an empty database answers about Boston."""
    assert starts.history(tmp_path) > 0
    seconds, megabytes = starts.first_answer(tmp_path, settle=0)
    assert seconds > 0
    assert 30 < megabytes < 1000
