"""Tables are known inside `models` alone: what others read, and what they are handed, are values."""

import ast
import re
from collections.abc import Iterator

from tests.architecture.imports import importers
from tests.architecture.tree import faces, modules, ours

TABLES = ("models.db.fact_tables", "models.db.newsroom_tables")
"""The modules whose classes are tables of the database."""


def test_tables_are_imported_inside_models_alone() -> None:
    """Whoever changes a table need not look beyond `models`."""
    outside = {
        module for table in TABLES for module in importers()[table] if not module.startswith("models.")
    }
    assert outside == set(), "ask a function of `models` for a value instead"


def test_nothing_that_others_use_of_models_names_a_table() -> None:
    """A row that is handed out ties its reader to the table without an import, and to an open session."""
    tables = {name for table in TABLES for name in modules()[table].contents.classes}
    named = re.compile(rf"\b({'|'.join(sorted(tables))})\b")
    handed = {module for module, name in _used_outside() if named.search(_signature(module, name))}
    assert tables
    assert handed - set(TABLES) == set(), "hand out a value of `models.domain` instead"


def _used_outside() -> set[tuple[str, str]]:
    """Return what others than `models` take of its faces: module and name."""
    return {
        (module, name.name)
        for file in ours()
        if not file.module.startswith("models") and not file.is_face
        for node in file.contents.imports
        for name in node.names
        if (module := faces().get(str(node.module), {}).get(name.name, "")).startswith("models.")
    }


def _signature(module: str, name: str) -> str:
    """Return what a public function takes and gives, or the fields and methods of a class."""
    return "\n".join(
        line
        for node in modules()[module].tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name == name
        for line in _types(node)
    )


def _types(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, ast.AnnAssign):
        yield ast.unparse(node.annotation)
    if isinstance(node, ast.FunctionDef):
        yield f"{ast.unparse(node.args)} -> {ast.unparse(node.returns) if node.returns else ''}"
    if isinstance(node, ast.ClassDef):
        for inner in node.body:
            yield from _types(inner)
