"""The contracts of pyproject.toml, as the tests read them."""

import tomllib
from collections.abc import Mapping

from tests.architecture.tree import ROOT

_CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]

FACES: Mapping[str, frozenset[str]] = {
    each["name"].removeprefix("Face of "): frozenset(each["protected_modules"])
    for each in _CONTRACTS
    if each["name"].startswith("Face of ")
}
"""By package, the modules that only the package itself imports."""

PURE: tuple[str, ...] = next(
    tuple(each["source_modules"]) for each in _CONTRACTS if each["name"].startswith("Pure rules")
)
"""The packages and modules that import no SQL, no network and no Slack, and read no clock."""
