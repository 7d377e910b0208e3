"""A package's face that loads what it names when it is first asked for.

So `python -m bot --help` doesn't wait for SQLAlchemy, and the desk's own process loads no reader of
documents. The face is written as type checkers and people read it, below `if TYPE_CHECKING:` in the
package's `__init__.py`, and that text alone says what there is (PEP 562).
"""

import ast
import importlib
import sys
from collections.abc import Callable
from pathlib import Path


def lazy_face(package: str) -> Callable[[str], object]:
    """Return the `__getattr__` of a package whose face stands below `if TYPE_CHECKING:`.

    Args:
        package: The package's name.

    Raises:
        ImportError: A name of the face is also that of a module, which would hide it once it is loaded.
    """
    module = sys.modules[package]
    homes = _homes(Path(str(module.__file__)).read_text("utf-8"))
    if hidden := sorted(name for name, home in homes.items() if f"{package}.{name}" == home):
        raise ImportError(f"The face of {package} names {hidden}, and so are its modules called.")

    def load(name: str) -> object:
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        value: object = getattr(importlib.import_module(homes[name]), name)
        setattr(module, name, value)
        return value

    return load


def _homes(source: str) -> dict[str, str]:
    """Return the module of each name that is imported below an `if` of a file."""
    return {
        name.name: each.module
        for block in ast.parse(source).body
        if isinstance(block, ast.If)
        for each in block.body
        if isinstance(each, ast.ImportFrom) and each.module
        for name in each.names
    }
