"""One module a publisher; every module here with a SOURCE is watched. No list to edit.

To watch a new one, copy `_template.py` to the source's name; modules that begin with `_` are
not watched.
"""

import difflib
import importlib
import pkgutil
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from models.errors import SettingsError
from models.settings_sources import SourceSettings
from models.values import Source


def all_sources(overrides: Iterable[SourceSettings] = ()) -> dict[str, Source]:
    """Find every source, and apply what the settings override.

    Args:
        overrides: The `[[sources]]` entries of config.toml.

    Returns:
        The sources by name, in the order of their names.

    Raises:
        SettingsError: An entry names no source; the nearest name is told.
    """
    sources = {source.name: source for source in _built_in()}
    for entry in overrides:
        if entry.name not in sources:
            near = difflib.get_close_matches(entry.name, sources, 1, 0.0)
            raise SettingsError(
                f"A [[sources]] entry names {entry.name!r}, and there is no such source.",
                f"Did you mean {near[0]!r}? The sources are {', '.join(sources)}.",
            )
        sources[entry.name] = _overridden(sources[entry.name], entry)
    return sources


def _built_in() -> Iterable[Source]:
    names = [module.name for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_")]
    for name in names:
        source = getattr(importlib.import_module(f"{__name__}.{name}"), "SOURCE", None)
        if isinstance(source, Source):
            yield source


def _overridden(source: Source, entry: SourceSettings) -> Source:
    return replace(
        source,
        address=source.address if entry.address is None else entry.address,
        every=source.every if entry.every_minutes is None else timedelta(minutes=entry.every_minutes),
        floor=source.floor if entry.floor is None else entry.floor,
        gone_after=source.gone_after if entry.gone_after is None else entry.gone_after,
        gone_for=source.gone_for
        if entry.gone_for_minutes is None
        else timedelta(minutes=entry.gone_for_minutes),
    )
