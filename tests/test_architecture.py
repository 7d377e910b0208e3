"""The house rules that a program can check: contracts, sizes, annotations, locks."""

import ast
import re
import statistics
import subprocess
import sys
import tomllib
from importlib.metadata import distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("bot", "jobs", "models")
LOCKS = ("requirements.lock", "requirements-dev.lock")
LONGEST_FUNCTION, USUAL_FUNCTION = 50, 25
LONGEST_FILE, USUAL_FILE = 350, 170
PURE = (
    "bot/grammar.py",
    "bot/blocks/*.py",
    "jobs/arithmetic.py",
    "jobs/guard*.py",
    "models/alerts.py",
    "models/cumulative.py",
    "models/diff.py",
    "models/errors.py",
    "models/fills.py",
    "models/listings.py",
    "models/places.py",
    "models/values.py",
)
CLOCKS = {"now", "utcnow", "today", "time", "monotonic", "time_ns"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def _files(*folders: str) -> list[Path]:
    """Return our files, but for migrations: those are a record, written once and long by nature."""
    found = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    assert found
    return [path for path in found if path.parent.name != "versions"]


def _functions(path: Path) -> list[Function]:
    return [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, Function)]


def _where(path: Path, node: Function) -> str:
    return f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"


def test_imports_keep_the_contracts() -> None:
    """The contracts in pyproject.toml hold: who may import whom, and what only one file imports."""
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-logo"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_functions_are_short() -> None:
    """No function is over 50 lines, and nine in ten are at most 25."""
    lengths = {
        _where(path, node): (node.end_lineno or node.lineno) - node.lineno + 1
        for path in _files(*PACKAGES, "tests", ".ci")
        for node in _functions(path)
    }
    assert {where: lines for where, lines in lengths.items() if lines > LONGEST_FUNCTION} == {}
    assert statistics.quantiles(lengths.values(), n=10, method="inclusive")[-1] <= USUAL_FUNCTION


def test_files_are_short() -> None:
    """No file is over 350 lines, and nine in ten are at most 170."""
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text().splitlines())
        for path in _files(*PACKAGES, "tests", ".ci")
    }
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE} == {}
    assert statistics.quantiles(lengths.values(), n=10, method="inclusive")[-1] <= USUAL_FILE


def test_every_function_is_fully_annotated() -> None:
    """Each argument and each result has its type, in the tests too."""
    bare = [
        _where(path, node)
        for path in _files(*PACKAGES, "tests", ".ci")
        for node in _functions(path)
        if node.returns is None or any(a.annotation is None for a in _arguments(node))
    ]
    assert bare == []


def _arguments(node: Function) -> list[ast.arg]:
    every = [
        *node.args.posonlyargs,
        *node.args.args,
        *node.args.kwonlyargs,
        node.args.vararg,
        node.args.kwarg,
    ]
    return [argument for argument in every if argument and argument.arg not in ("self", "cls")]


def test_every_test_says_what_it_promises() -> None:
    """A test without a docstring doesn't say what a reader may rely on."""
    silent = [
        _where(path, node)
        for path in _files("tests")
        for node in _functions(path)
        if node.name.startswith("test_") and not ast.get_docstring(node)
    ]
    assert silent == []


def test_no_test_is_skipped() -> None:
    """What a machine lacks fails with its cure; nothing is passed over."""
    word = re.compile(r"pytest\.(skip|importorskip|xfail)|mark\.(skip|skipif|xfail)\b")
    assert [
        str(path) for path in _files("tests") if path != Path(__file__) and word.search(path.read_text())
    ] == []


def test_pure_modules_read_no_clock() -> None:
    """A rule gives the same answer tomorrow: the moment is one of its arguments."""
    calls = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for pattern in PURE
        for path in ROOT.glob(pattern)
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCKS
    ]
    assert calls == []


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
