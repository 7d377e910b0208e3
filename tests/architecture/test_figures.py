"""The table of figures: printed at the end of the tests, and none of them worse than it may be."""

import subprocess
import sys
from collections.abc import Callable

import pytest

from tests.architecture.tree import ROOT


@pytest.mark.timeout(600)  # it loads everything twice, and other tests run beside it
def test_no_figure_is_worse_than_what_stands_beside_it(record_property: Callable[[str, str], None]) -> None:
    """Sizes, names, imports, and how many files one must open to follow a row or a lookup."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.architecture"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    record_property("figures", done.stdout)
    assert done.returncode == 0, done.stdout + done.stderr
