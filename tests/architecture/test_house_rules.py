"""The rules of style that a program can check: sizes, annotations, docstrings, clocks."""

import ast
import re
import statistics
from pathlib import Path

from tests.architecture.rooms import PURE
from tests.architecture.tree import PACKAGES, File, Function, files, ours

LONGEST_FUNCTION, USUAL_FUNCTION = 50, 25
LONGEST_FILE, USUAL_FILE = 500, 300
CLOCKS = {"now", "utcnow", "today", "time", "monotonic", "time_ns"}


def _every() -> list[File]:
    """Return our files, but for migrations: those are a record, written once and long by nature."""
    return [file for file in files(*PACKAGES, "tests", ".ci") if not file.is_migration]


def _where(file: File, function: Function) -> str:
    return f"{file.path}:{function.line} {function.name}"


def test_functions_are_short() -> None:
    """No function is over 50 lines, and nine in ten are at most 25."""
    lengths = {_where(file, each): each.lines for file in _every() for each in file.contents.functions}
    assert {where: lines for where, lines in lengths.items() if lines > LONGEST_FUNCTION} == {}
    assert statistics.quantiles(lengths.values(), n=10, method="inclusive")[-1] <= USUAL_FUNCTION


def test_files_are_short() -> None:
    """No file is over 500 lines, and nine in ten are at most 300."""
    lengths = {file.path.as_posix(): file.lines for file in _every()}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE} == {}
    assert statistics.quantiles(lengths.values(), n=10, method="inclusive")[-1] <= USUAL_FILE


def test_every_function_is_fully_annotated() -> None:
    """Each argument and each result has its type, in the tests too."""
    functions = [(file, each) for file in _every() for each in file.contents.functions]
    assert [_where(file, each) for file, each in functions if not each.annotated] == []


def test_every_test_says_what_it_promises() -> None:
    """A test without a docstring doesn't say what a reader may rely on."""
    silent = [
        _where(file, each)
        for file in files("tests")
        for each in file.contents.functions
        if each.name.startswith("test_") and not each.documented
    ]
    assert silent == []


def test_no_test_is_skipped() -> None:
    """What a machine lacks fails with its cure; nothing is passed over."""
    word = re.compile(r"pytest\.(skip|importorskip|xfail)|mark\.(skip|skipif|xfail)\b")
    here = Path(__file__).name
    assert [file.path for file in files("tests") if file.path.name != here and word.search(file.text)] == []


def test_pure_modules_read_no_clock() -> None:
    """A rule gives the same answer tomorrow: the moment is one of its arguments."""
    pure = [file for file in ours() if any(f"{file.module}.".startswith(f"{room}.") for room in PURE)]
    calls = [
        f"{file.path}:{node.lineno}"
        for file in pure
        for node in ast.walk(file.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCKS
    ]
    assert len(pure) > len(PURE)
    assert calls == []


def test_what_messages_carry_is_validated_when_written() -> None:
    """A delivery's payload is set to what `kept` returns, so a wrong one is never queued."""
    by_hand = {
        file.module
        for file in files("models", "jobs")
        if "payload" in file.text
        for node in ast.walk(file.tree)
        if (value := _payload_set(node)) is not None
        and not (isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id == "kept")
    }
    assert by_hand == {"models.messaging.deliveries"}, "Only the value that is read back is set otherwise."


def _payload_set(node: ast.AST) -> ast.expr | None:
    """Return what a payload is set to by a keyword, a key of a dictionary or an assignment."""
    if isinstance(node, ast.keyword) and node.arg == "payload":
        return node.value
    if isinstance(node, ast.Assign) and any(
        isinstance(target, ast.Attribute) and target.attr == "payload" for target in node.targets
    ):
        return node.value
    if isinstance(node, ast.Dict):
        keyed = zip(node.keys, node.values, strict=True)
        return next((v for k, v in keyed if isinstance(k, ast.Constant) and k.value == "payload"), None)
    return None
