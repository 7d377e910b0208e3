"""Our Python files as they are written: parsed once, with what each defines and whom it imports."""

import ast
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
PACKAGES = ("bot", "jobs", "models")

Defined = ast.FunctionDef | ast.AsyncFunctionDef
Documented = ast.Module | ast.ClassDef | Defined


class Function(NamedTuple):
    """A function or method, nested ones among them.

    Attributes:
        name: What it is called.
        line: Where it begins.
        lines: How many it has, its signature and docstring among them.
        annotated: Whether each argument and the result have a type.
        documented: Whether it has a docstring.
    """

    name: str
    line: int
    lines: int
    annotated: bool
    documented: bool


class Contents(NamedTuple):
    """What a file holds. Of its syntax no more is kept: a million nodes slow whatever is tested after them.

    Attributes:
        functions: Every one.
        classes: The name of each.
        documented_lines: Lines of the docstrings of the module, its classes and its functions.
        imports: What it takes from our packages, for type checkers alone or inside functions, too.
        attributes: What it takes of a name: `kit.section`, as `kit` and `section`.
    """

    functions: list[Function]
    classes: list[str]
    documented_lines: int
    imports: list[ast.ImportFrom]
    attributes: set[tuple[str, str]]


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

    @property
    def tree(self) -> ast.Module:
        """Its syntax, parsed anew."""
        return ast.parse(self.text)

    @cached_property
    def contents(self) -> Contents:
        """What it holds."""
        nodes = list(ast.walk(self.tree))
        named = [node for node in nodes if isinstance(node, Documented)]
        strings = [node.body[0] for node in named if ast.get_docstring(node, clean=False) is not None]
        return Contents(
            [_function(node) for node in named if isinstance(node, Defined)],
            [node.name for node in named if isinstance(node, ast.ClassDef)],
            sum(map(_length, strings)),
            [
                node
                for node in nodes
                if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] in PACKAGES
            ],
            {
                (node.value.id, node.attr)
                for node in nodes
                if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
            },
        )

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
    def public_names(self) -> set[str]:
        """The functions and classes at its top level that others may use."""
        named = [node.name for node in self.tree.body if isinstance(node, ast.ClassDef | Defined)]
        return {name for name in named if not name.startswith("_")}


def _length(node: ast.stmt) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def _function(node: Defined) -> Function:
    given = node.args
    every = [*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg]
    typed = all(each.annotation for each in every if each and each.arg not in ("self", "cls"))
    annotated = typed and node.returns is not None
    return Function(node.name, node.lineno, _length(node), annotated, ast.get_docstring(node) is not None)


@cache
def _file(path: Path) -> File:
    return File(path)


@cache
def files(*folders: str) -> tuple[File, ...]:
    """Return the Python files below some folders of the checkout, in order."""
    found = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    assert found, f"no Python below {folders}"
    return tuple(_file(path.relative_to(ROOT)) for path in found)


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
            for node in file.contents.imports
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
