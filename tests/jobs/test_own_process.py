"""What strangers publish is read in a process of its own: the desk's never loads a reader of documents."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

READERS = ["bs4", "feedparser", "lxml", "openpyxl", "pyarrow", "pypdfium2"]
EXAMPLES = Path(__file__).parents[1] / "examples"
RUN = """
import json, sys
from bot.__main__ import main
code = main(json.loads(sys.argv[1]))
print(json.dumps([code, sorted(set(json.loads(sys.argv[2])) & set(sys.modules))]))
"""


@pytest.mark.parametrize(
    ("source", "document"),
    [
        ("doj_eo14287", "doj_eo14287/2025-10-31/document.html"),
        ("ice_ddor", "ice_ddor/2017-02-11/document.pdf"),
        ("ice_287g", "ice_287g/2025-02-28/document.xlsx"),
    ],
)
def test_the_desk_takes_a_document_in_and_loads_no_reader(tmp_path: Path, source: str, document: str) -> None:
    """A page, a PDF and a workbook go through the whole of a check; the bundled history was loaded before."""
    command = ["--json", "import", source, str(EXAMPLES / document)]
    done = subprocess.run(
        [sys.executable, "-c", RUN, json.dumps(command), json.dumps(READERS)],
        cwd=EXAMPLES.parents[1],
        env={"DESK_DATABASE__URL": f"sqlite:///{tmp_path / 'desk.db'}", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    *reports, loaded = map(json.loads, done.stdout.splitlines())
    assert reports, done.stderr
    assert reports[-1]["status"] in {"published", "unchanged", "held"}, done.stderr
    assert loaded == [loaded[0], []]
