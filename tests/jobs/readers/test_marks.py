"""The mark of a reader is another one whenever what reads is, and the same whenever it isn't."""

import ast
import subprocess
import sys
from dataclasses import replace
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from jobs.readers import marks, reader_mark
from jobs.sources import all_sources
from models.domain import Correction, Reader

DOJ = all_sources()["doj_eo14287"]
NO_PARSERS = {"pydantic"}
"""What our readers import that reads no bytes."""


def test_it_is_the_same_in_every_process() -> None:
    """No hash seed, no order of files: else each start would read everything again."""
    ours = {name: reader_mark(source) for name, source in all_sources().items()}
    code = (
        "from jobs.readers import reader_mark\nfrom jobs.sources import all_sources\n"
        "print({name: reader_mark(source) for name, source in all_sources().items()})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ast.literal_eval(done.stdout) == ours
    assert len(set(ours.values())) == len(ours)


def test_settings_and_hand_corrections_belong_to_it() -> None:
    """What a reader is given, and how a person reads a row, are part of how a document is read."""
    given = replace(DOJ, parse=Reader("jobs.sources.doj_eo14287.reader:parse", ("sheet",)))
    by_hand = replace(DOJ, corrections=(Correction("Bostn", "a misprint", "https://a.example", "Boston"),))
    assert len({reader_mark(each) for each in (DOJ, given, by_hand)}) == 3
    assert reader_mark(replace(DOJ, title="Another", floor=9)) == reader_mark(DOJ)


def test_each_file_of_a_source_and_of_the_shared_readers_belongs_to_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """One byte in the source's reader, or in what all readers share, makes another mark."""
    names = ("sources/doj_eo14287/reader.py", "readers/html/reader.py", "sources/another/reader.py")
    files = [tmp_path / "jobs" / name for name in names]
    for path in files:
        path.parent.mkdir(parents=True)
        path.write_text("1")
    monkeypatch.setattr(marks, "ROOT", tmp_path)

    def mark() -> str:
        marks._code_of.cache_clear()
        marks._shared.cache_clear()
        return reader_mark(DOJ)

    seen = [mark()]
    for path in files:
        path.write_text("2")
        seen.append(mark())
    marks._code_of.cache_clear()
    marks._shared.cache_clear()
    assert len(set(seen)) == 3
    assert seen[2] == seen[3]


def test_all_parsing_libraries_belong_to_it() -> None:
    """A library that a reader imports, and that isn't counted, could read otherwise without a trace."""
    imported = set()
    for folder in ("readers", "sources"):
        for path in (marks.ROOT / "jobs" / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
                names += [each.name for each in node.names] if isinstance(node, ast.Import) else []
                imported |= {name.partition(".")[0] for name in names}
    known = packages_distributions()
    libraries = {known[name][0].lower() for name in imported if name in known}
    assert libraries - NO_PARSERS == set(marks.LIBRARIES)
