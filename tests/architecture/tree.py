"""Our Python files as they are written: parsed once, with what each defines and whom it imports."""

import ast
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("bot", "jobs", "models")

Function = ast.FunctionDef | ast.AsyncFunctionDef
Documented = ast.Module | ast.ClassDef | Function


@dataclass(frozen=True)
class File:
    """One Python file.

    Attributes:
        path: Below the checkout, such as `jobs/check.py`.
    """

    path: Path

    @cached_property
    def text(self) -> str:
        """What it says."""
        return (ROOT / self.path).read_text("utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        """Its syntax."""
        return ast.parse(self.text)

    @property
    def lines(self) -> int:
        """Its lines, as `wc -l` counts them."""
        return self.text.count("\n")

    @property
    def is_face(self) -> bool:
        """Whether it is a package's `__init__.py`."""
        return self.path.name == "__init__.py"

    @property
    def is_migration(self) -> bool:
        """Whether it is a record, written once and long by nature."""
        return self.path.parent.name == "versions"

    @property
    def module(self) -> str:
        """Its name, such as `jobs.check`; a package's for the face of one."""
        return ".".join((self.path.parent if self.is_face else self.path.with_suffix("")).parts)

    @property
    def functions(self) -> list[Function]:
        """Every function and method, nested ones among them."""
        return [node for node in ast.walk(self.tree) if isinstance(node, Function)]

    @property
    def classes(self) -> list[str]:
        """The name of every class."""
        return [node.name for node in ast.walk(self.tree) if isinstance(node, ast.ClassDef)]

    @property
    def documented_lines(self) -> int:
        """Lines of the docstrings of the module, its classes and its functions."""
        nodes = [node for node in ast.walk(self.tree) if isinstance(node, Documented)]
        strings = [node.body[0] for node in nodes if ast.get_docstring(node, clean=False) is not None]
        return sum(_length(string) for string in strings)

    @property
    def public_names(self) -> set[str]:
        """The functions and classes at its top level that others may use."""
        named = [node.name for node in self.tree.body if isinstance(node, ast.ClassDef | Function)]
        return {name for name in named if not name.startswith("_")}

    @property
    def imports(self) -> list[ast.ImportFrom]:
        """What it takes from our packages, for type checkers alone or inside functions, too."""
        return [
            node
            for node in ast.walk(self.tree)
            if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] in PACKAGES
        ]


def _length(node: ast.stmt) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def function_lines(node: Function) -> int:
    """Return the lines of a function, its signature and docstring among them."""
    return _length(node)


@cache
def files(*folders: str) -> tuple[File, ...]:
    """Return the Python files below some folders of the checkout, in order."""
    found = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    assert found, f"no Python below {folders}"
    return tuple(File(path.relative_to(ROOT)) for path in found)


@cache
def ours() -> tuple[File, ...]:
    """Return the files of the product."""
    return files(*PACKAGES)


@cache
def modules() -> dict[str, File]:
    """Return the files of the product by their modules' names."""
    return {file.module: file for file in ours()}


@cache
def faces() -> dict[str, dict[str, str]]:
    """Return, by package, each name that its face takes from a module of its own, and that module."""
    return {
        file.module: {
            name.asname or name.name: str(node.module)
            for node in file.imports
            if str(node.module).startswith(f"{file.module}.")
            for name in node.names
        }
        for file in ours()
        if file.is_face
    }


@cache
def children(package: str) -> frozenset[str]:
    """Return the names of the modules and packages right inside a package."""
    return frozenset(
        name.rpartition(".")[2] for name in modules() if name.rpartition(".")[0] == package and package
    )
