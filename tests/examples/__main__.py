"""Write the expectation of each example document: `make example`, or `python -m tests.examples [SOURCE…]`.

A person reads what was written before it is committed; the tests only compare. With `--exact`
nothing is written, and a table says how many rows of each example are read exactly.
"""

import json
import sys

from tests.examples.exactness import table
from tests.examples.reading import Example, examples, read_example


def write(example: Example) -> str:
    """Write an example's listings.json; return one line that says what changed."""
    text = json.dumps(read_example(example), ensure_ascii=False, indent=1) + "\n"
    path = example.folder / "listings.json"
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    path.write_text(text, encoding="utf-8")
    return f"{example.name}: {'unchanged' if before == text else 'written, read it before you commit it'}"


if "--exact" in sys.argv:
    print(table(), end="")
else:
    for one in examples():
        if len(sys.argv) == 1 or one.source in sys.argv[1:]:
            print(write(one))
