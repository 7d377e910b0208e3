"""One file or folder a publisher; its SOURCE, or a folder's SOURCES, is watched. No list to edit.

To watch a new one, copy `_template.py` to the source's name, and give it that name within; modules that
begin with `_` are not watched.
"""

import difflib
import importlib
import pkgutil
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import ModuleType

from jobs.history import bundled_sources
from jobs.readers import corrections_beside
from jobs.sources.described_table import source_of
from models.config import PlainSource, SourceSettings
from models.domain import Source
from models.errors import SettingsError


def all_sources(overrides: Iterable[SourceSettings] = ()) -> dict[str, Source]:
    """Find every source, apply what the settings override, and add the tables that they describe.

    Args:
        overrides: The `[[sources]]` entries of config.toml.

    Returns:
        The sources by name, in the order of their names.

    Raises:
        SettingsError: An entry names no source, and the nearest name is told; or it describes a
            table under the name of a built-in one. A file of hand corrections is wrong.
    """
    built_in = {source.name: source for source in _built_in()}
    sources = dict(built_in)
    for entry in overrides:
        if isinstance(entry, PlainSource):
            sources[entry.name] = _described(entry, {*built_in, *bundled_sources()})
        elif entry.name in built_in:
            sources[entry.name] = _overridden(built_in[entry.name], entry)
        else:
            near = difflib.get_close_matches(entry.name, built_in, 1, 0.0)
            raise SettingsError(
                f"A [[sources]] entry names {entry.name!r}, and there is no such source.",
                f"Did you mean {near[0]!r}? The sources are {', '.join(built_in)}; a table of your own "
                "has a format.",
            )
    return sources


def _described(entry: PlainSource, taken: Collection[str]) -> Source:
    if entry.name in taken:
        raise SettingsError(
            f"The [[sources]] entry {entry.name!r} has a format, and a built-in source has that name.",
            "Give your table another name, or leave out what describes a table.",
        )
    return source_of(entry)


def _built_in() -> Iterable[Source]:
    names = [module.name for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_")]
    for name in names:
        module = _loaded(f"{__name__}.{name}")
        folder = Path(str(module.__file__)).parent
        for source in getattr(module, "SOURCES", None) or filter(None, [getattr(module, "SOURCE", None)]):
            yield replace(source, corrections=corrections_beside(folder, source.name))


def _loaded(name: str) -> ModuleType:
    """Load a source's file; one that can't be loaded is named, for it keeps the whole desk from starting."""
    try:
        return importlib.import_module(name)
    except (SyntaxError, ImportError, NameError, TypeError, AttributeError, ValueError) as error:
        where = name.replace(".", "/")
        raise SettingsError(
            f"The source {where} can't be loaded: {error}.", "Mend it, or move it away."
        ) from error


def _fallback(source: Source, entry: SourceSettings) -> str:
    """Return the second way; that of the built-in address is none to another one."""
    if entry.fallback is not None:
        return entry.fallback
    return source.fallback if entry.address is None else ""


def _overridden(source: Source, entry: SourceSettings) -> Source:
    return replace(
        source,
        address=source.address if entry.address is None else entry.address,
        fallback=_fallback(source, entry),
        every=source.every if entry.every_minutes is None else timedelta(minutes=entry.every_minutes),
        floor=source.floor if entry.floor is None else entry.floor,
        gone_after=source.gone_after if entry.gone_after is None else entry.gone_after,
        gone_for=source.gone_for
        if entry.gone_for_minutes is None
        else timedelta(minutes=entry.gone_for_minutes),
        removals=entry.removals or source.removals,
        enabled=entry.enabled,
    )
