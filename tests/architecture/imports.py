"""Who imports whom, seen through the faces: a name taken from a package comes from one of its files."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from tests.architecture.tree import PACKAGES, File, faces, modules, ours

ROOTS = ("bot.__main__", "bot.bootstrap", "bot.cli.lazy")
"""Where everything is joined, and what only hands on what verbs use: they know more packages than others."""


def packages_imported(file: File) -> set[str]:
    """Return the packages below bot, jobs and models, but for its own, that a file takes names from."""
    return {_package(taken) for taken in _taken(file)} - {_package(file.module), *PACKAGES}


@cache
def importers() -> dict[str, set[str]]:
    """Return, by module, the modules that use one of its names; faces only hand on."""
    found = defaultdict(set)
    for file in ours():
        if not file.is_face:
            for module in _taken(file):
                found[module].add(file.module)
    return found


def shards() -> list[str]:
    """Return the files that one other file imports and that have one public function or class."""
    return sorted(
        file.path.as_posix()
        for name, file in modules().items()
        if not file.is_face and len(importers()[name]) == 1 and len(file.public_names) == 1
    )


def _package(module: str) -> str:
    return module if module in faces() else module.rpartition(".")[0]


def _taken(file: File) -> Iterator[str]:
    """Yield the module of each name that a file takes, the face's own if it is defined there."""
    for node in file.contents.imports:
        for name in node.names:
            whole = f"{node.module}.{name.name}"
            if whole in faces():
                yield from _through(whole, name.asname or name.name, file)
            elif whole in modules():
                yield whole
            else:
                yield faces().get(str(node.module), {}).get(name.name, str(node.module))


def _through(package: str, alias: str, file: File) -> Iterator[str]:
    """Yield the modules of the names that a file uses of a package as a namespace: `kit.section`."""
    for name, attribute in file.contents.attributes:
        if name == alias:
            yield faces()[package].get(attribute, package)
