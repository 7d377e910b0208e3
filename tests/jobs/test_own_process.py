"""What strangers publish is read in a process of its own: the desk's never loads a reader of documents."""

import json
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

READERS = ["bs4", "feedparser", "lxml", "openpyxl", "pyarrow", "pypdfium2"]
EXAMPLES = Path(__file__).parents[1] / "examples"
DOCUMENTS = {
    "doj_eo14287": "doj_eo14287/2025-10-31/document.html",
    "ice_ddor": "ice_ddor/2017-02-11/document.pdf",
    "ice_287g": "ice_287g/2025-02-28/document.xlsx",
}
RUN = """
import json, sys
from bot.__main__ import main
for command in json.loads(sys.argv[1]):
    code = main(command)
    print(json.dumps([code, sorted(set(json.loads(sys.argv[2])) & set(sys.modules))]))
"""


def test_the_desk_takes_documents_in_and_loads_no_reader(tmp_path: Path) -> None:
    """A page, a PDF and a workbook go through the whole of a check; the bundled history was loaded before."""
    commands = [["--json", "import", name, str(EXAMPLES / path)] for name, path in DOCUMENTS.items()]
    done = subprocess.run(
        [sys.executable, "-c", RUN, json.dumps(commands), json.dumps(READERS)],
        cwd=EXAMPLES.parents[1],
        env={"DESK_DATABASE__URL": f"sqlite:///{tmp_path / 'desk.db'}", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    said = [json.loads(line) for line in done.stdout.splitlines()]
    loaded = [each for each in said if isinstance(each, list)]
    assert [readers for _, readers in loaded] == [[]] * len(DOCUMENTS), done.stderr
    last = [before for before, each in pairwise(said) if isinstance(each, list)]
    assert [report["source"] for report in last] == list(DOCUMENTS), done.stderr
    assert {report["status"] for report in last} <= {"published", "unchanged", "held"}, done.stderr
