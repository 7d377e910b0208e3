"""Two who write at the same moment on PostgreSQL: both end, and leave what one after the other leaves."""

from collections.abc import Callable, Iterator
from itertools import combinations_with_replacement
from pathlib import Path

import pytest

from tests.support.at_once.meeting import Meeting, outcome
from tests.support.at_once.world import World, held, prepare
from tests.support.at_once.writers import WRITERS
from tests.support.databases import Postgres, copy_sqlite

Found = tuple[list[str], dict[str, list[str]]]
InTurn = Callable[[str, str], Found]
AtOnce = Callable[[str, str], Found]


@pytest.fixture(scope="module")
def at_once(postgres_url: str, postgres_template: str) -> Iterator[AtOnce]:
    """What two writers leave who work at the same moment."""
    with Postgres(postgres_url).database(postgres_template) as url:
        prepare(url)
        world = World(url)
        engines = [world.again(), world.again()]

        def work(first: str, second: str) -> Found:
            world.put_back()
            writers = [(WRITERS[first], engines[0]), (WRITERS[second], engines[1])]
            return Meeting(world.engine).held(writers), held(world.engine)

        yield work
        for engine in (world.engine, *engines):
            engine.dispose()


@pytest.fixture(scope="module")
def in_turn(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[InTurn]:
    """What two writers leave who work one after the other."""
    url = copy_sqlite(sqlite_template, tmp_path_factory.mktemp("in-turn") / "desk.db")
    prepare(url)
    world = World(url)

    def work(first: str, second: str) -> Found:
        world.put_back()
        outcomes = [outcome(WRITERS[name], world.engine) for name in (first, second)]
        return outcomes, held(world.engine)

    yield work
    world.engine.dispose()


@pytest.mark.parametrize(("one", "other"), [*combinations_with_replacement(WRITERS, 2)])
def test_two_writers_at_once_are_as_two_in_turn(
    one: str, other: str, at_once: AtOnce, in_turn: InTurn
) -> None:
    """Nobody gets an error, nothing is lost and nothing is said twice, whoever comes first."""
    for first, second in dict.fromkeys(((one, other), (other, one))):
        outcomes, found = at_once(first, second)
        assert not [each for each in outcomes if each not in {"done", "UsageError"}]
        if (outcomes, found) != in_turn(first, second):
            others, found_otherwise = in_turn(second, first)
            assert (outcomes, found) == (others[::-1], found_otherwise)
