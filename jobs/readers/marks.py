"""Which reader read a document: a mark that is another one whenever its reader is. Nobody bumps it.

Files are read as bytes, and never imported: the desk's own process reads no document, and loads nothing
that does.
"""

import hashlib
import sys
from collections.abc import Callable, Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path

from models.domain import Source

ROOT = Path(__file__).parents[2]
"""The checkout, from which modules are named."""

LIBRARIES = ("beautifulsoup4", "lxml", "openpyxl", "pyarrow", "pypdfium2")
"""What our readers parse with: another version of one may read the same bytes otherwise."""


def reader_mark(source: Source) -> str:
    """Return the mark of what reads a source's documents.

    It covers the reader's own code, what the settings give it, the hand corrections of its source, the
    parsing libraries, and all readers that sources share: which of these a source calls can't be told
    without loading it, and a mark that is new for nothing costs one reading that finds nothing. One
    that is old for something would hide the better reading.
    """
    name, given = _named(source.parse)
    parts = (name, repr(given), repr(source.corrections), _code_of(name.partition(":")[0]), _shared())
    return hashlib.blake2b("\n".join(parts).encode(), digest_size=8).hexdigest()


def _named(parse: Callable[..., object]) -> tuple[str, tuple[object, ...]]:
    """Return `module:function` of a reader, and what it is given after the document."""
    inner = getattr(parse, "func", parse)
    given = (*getattr(parse, "given", ()), *getattr(parse, "args", ()))
    return str(getattr(inner, "name", None) or f"{inner.__module__}:{inner.__qualname__}"), given


@cache
def _code_of(module: str) -> str:
    """Return the digest of a source's package; of a module that stands alone, of its file."""
    top, _, rest = module.partition(".")
    package = ROOT / top / "sources" / rest.removeprefix("sources.").partition(".")[0]
    if rest.startswith("sources.") and package.is_dir():
        return _digest(_files(package))
    path = ROOT.joinpath(*module.split(".")).with_suffix(".py")
    loaded = getattr(sys.modules.get(module), "__file__", None)
    return _digest(each for each in (path, Path(loaded or path)) if each.is_file())


@cache
def _shared() -> str:
    versions = [f"{library} {version(library)}" for library in LIBRARIES]
    return "\n".join([*versions, _digest(_files(ROOT / "jobs" / "readers"))])


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix in {".py", ".toml"})


def _digest(files: Iterable[Path]) -> str:
    digest = hashlib.blake2b(digest_size=16)
    for path in files:
        body = path.read_bytes()
        digest.update(f"{path.name} {len(body)}\n".encode() + body)
    return digest.hexdigest()
