"""What is installed: locked, hashed, from no named index, and beside nothing of our names."""

import re
import tomllib
from importlib.metadata import distributions

import pytest

from tests.architecture.tree import PACKAGES, ROOT

LOCKS = ("requirements.lock", "requirements-dev.lock")


@pytest.mark.parametrize("lock", LOCKS)
def test_locks_are_hashed_and_name_no_index(lock: str) -> None:
    """Each pin carries a hash, and no line an address: the lock installs behind any mirror."""
    text = (ROOT / lock).read_text()
    pins = re.findall(r"^\S+==\S+.*(?:\n    --hash=sha256:[0-9a-f]{64}.*)+", text, re.MULTILINE)
    assert len(pins) == len(re.findall(r"^[^\s#]", text, re.MULTILINE)) > 0
    assert "://" not in text
    assert not re.search(r"--(extra-)?index-url|--find-links|--trusted-host", text)


def test_both_locks_pin_the_same_versions() -> None:
    """What the tests run on is what a newsroom runs."""
    pins = [set(re.findall(r"^\S+==\S+", (ROOT / lock).read_text(), re.MULTILINE)) for lock in LOCKS]
    assert pins[0] < pins[1]


def test_it_is_an_application_and_never_a_wheel() -> None:
    """Nothing can build a package that would put `bot`, `jobs` and `models` beside others'."""
    assert "build-system" not in tomllib.loads((ROOT / "pyproject.toml").read_text())


def test_no_installed_distribution_ships_one_of_our_names() -> None:
    """No locked distribution has a top-level bot, jobs or models that ours could shadow or be shadowed by."""
    clashes = {
        (distribution.name, file.parts[0])
        for distribution in distributions()
        for file in distribution.files or ()
        if file.parts[0].removesuffix(".py") in PACKAGES
    }
    assert clashes == set()
