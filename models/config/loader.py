"""Reads the settings: config.toml, then the environment over it; mistakes name their mend."""

import difflib
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ValidationError
from pydantic_settings import SettingsError as UnreadableSetting

from models.config.entries import OVERRIDE, TABLE, PlainSource, ScoutSettings
from models.config.settings import PREFIX, Secrets, Settings
from models.environment import environment as told
from models.errors import SettingsError

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

NOT_SETTINGS = ("DESK_CONFIG", "DESK_CHROMIUM", "DESK_TEST_")
"""Variables of ours that choose the file or serve the tests, and set nothing."""

_SHAPES = (TABLE, OVERRIDE)
_LISTS: Mapping[str, type[BaseModel]] = {"sources": PlainSource, "scouts": ScoutSettings}
"""Settings that are lists of entries, each with a name."""


def load_settings(path: Path | None = None, environment: Mapping[str, str] | None = None) -> Settings:
    """Read the settings.

    Args:
        path: The file to read; by default `DESK_CONFIG`, else config.toml if it is there.
        environment: By default the process's own; its `DESK_` names are checked.

    Raises:
        SettingsError: The file can't be read, a key doesn't exist or a value is wrong.
    """
    environment = told() if environment is None else environment
    chosen = path or (Path(environment["DESK_CONFIG"]) if environment.get("DESK_CONFIG") else None)
    file = chosen or Path("config.toml")
    written = _read_file(file, required=chosen is not None)
    _anchor(written, file.resolve().parent)
    _check_names(environment)
    try:
        return Settings(**written)
    except ValidationError as error:
        raise _explained(error, {} if environment.get(f"{PREFIX}SOURCES") else written) from error
    except UnreadableSetting as error:
        raise SettingsError(
            "A list in the environment can't be read.",
            "Write it as DESK_NEWSROOM__OPERATORS='[\"U0123456789\"]', or in config.toml.",
        ) from error


def load_secrets(environment: Mapping[str, str] | None = None) -> Secrets:
    """Read Slack's tokens from the environment.

    Raises:
        SettingsError: Only one token is there, or one is of the wrong kind.
    """
    environment = told() if environment is None else environment
    secrets = Secrets(
        bot_token=environment.get("SLACK_BOT_TOKEN", "").strip(),
        app_token=environment.get("SLACK_APP_TOKEN", "").strip(),
    )
    for name, value, start in (
        ("SLACK_BOT_TOKEN", secrets.bot_token, "xoxb-"),
        ("SLACK_APP_TOKEN", secrets.app_token, "xapp-"),
    ):
        if value and not value.startswith(start):
            raise SettingsError(
                f"{name} doesn't start with {start}.", "Copy it again from the app's settings."
            )
        if not value and (secrets.bot_token or secrets.app_token):
            raise SettingsError(f"{name} is not set, but the other token is.", "Set both, or neither.")
    return secrets


def _read_file(path: Path, *, required: bool) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        if required:
            raise SettingsError(
                f"There is no settings file {path}.", "See --config and DESK_CONFIG."
            ) from error
        return {}
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path} can't be read: {error}.", "Mend that line, then start again.") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path} is no text in UTF-8.", "Save it as UTF-8, then start again.") from error
    except OSError as error:
        raise SettingsError(
            f"{path} can't be read: {error.strerror}.", "See --config and DESK_CONFIG."
        ) from error


def _check_names(environment: Mapping[str, str]) -> None:
    known = {
        f"{PREFIX}{section}__{key}".upper(): ""
        for section, field in Settings.model_fields.items()
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel)
        for key in field.annotation.model_fields
    } | {f"{PREFIX}{name}".upper(): "" for name in _LISTS}
    for name in environment:
        if not name.startswith(PREFIX) or name.startswith(NOT_SETTINGS) or name.upper() in known:
            continue
        raise SettingsError(f"There is no setting {name}.", _nearest(name, list(known)))


def _nearest(name: str, known: list[str]) -> str:
    close = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    return f"Did you mean {close[0]}?" if close else f"Known are: {', '.join(sorted(known))}."


def _anchor(written: dict[str, Any], folder: Path) -> None:
    """Let the files that an entry names be found from the folder of the settings file."""
    for entry in _entries(written, "sources"):
        if isinstance(entry.get("corrections"), str):
            entry["corrections"] = str(folder / entry["corrections"])


def _entries(written: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    listed = written.get(name)
    return [entry for entry in listed if isinstance(entry, dict)] if isinstance(listed, list) else []


def _explained(error: ValidationError, written: Mapping[str, Any]) -> SettingsError:
    first = error.errors()[0]
    where = _where(first["loc"], written)
    if first["type"] != "extra_forbidden":
        message = _said(first)
        if not first["loc"]:
            return _twice(message)
        variable = PREFIX + "__".join(str(part) for part in first["loc"][:2]).upper()
        if first["loc"] and first["loc"][0] in _LISTS:
            variable = f"{PREFIX}{first['loc'][0]}".upper()
        cure = f"Mend it in the settings file, or in {variable} if that is set."
        return SettingsError(f"The setting {where} is wrong: {message}.", cure)
    *parents, last = first["loc"]
    model: Any = Settings
    for part in parents:
        model = _LISTS[str(part)] if model is Settings and part in _LISTS else _field_type(model, part)
    return SettingsError(f"There is no setting {where}.", _nearest(str(last), list(model.model_fields)))


_WANTED = {
    "missing": "it must be given",
    "string_type": "it must be a text in quotes",
    "string_too_short": "it must not be empty",
    "string_too_long": "it must have at most {max_length} letters",
    "too_short": "it must not be empty",
    "bool": "it must be true or false",
    "int": "it must be a whole number",
    "float": "it must be a number",
    "finite_number": "it must be a number",
    "greater_than": "it must be more than {gt}",
    "greater_than_equal": "it must be at least {ge}",
    "less_than_equal": "it must be at most {le}",
    "tuple_type": 'it must be a list, as in ["one", "another"]',
    "dict_type": "it must be a table of names and values",
    "model_type": "it must be a section with keys of its own",
    "path_type": "it must be the name of a file",
    "enum": "it must be one of {expected}",
}
"""What Pydantic calls a mistake (https://docs.pydantic.dev/latest/errors/validation_errors/), or how that
begins, and what a person reads of it: never the value, which may be a secret."""
_PATTERNS = {
    r"^https?://": "it must begin with https:// or http://",
    r"^(https?://.+)?$": "it must begin with https:// or http://, or be empty",
    r"^/[a-z0-9_-]{1,31}$": "it must be a slash and up to 31 small letters, digits, - and _",
    r"^[a-z][a-z0-9_]{0,39}$": "it must be up to 40 small letters, digits and _, a letter first",
    r"^[^\s:][^:]*$": "it must be a name without a colon",
}


def _said(mistake: "ErrorDetails") -> str:
    """Return what a setting must be, in people's words; our own validators speak them."""
    kind, told = mistake["type"], mistake.get("ctx", {})
    if kind == "value_error":
        return str(told["error"])
    if kind == "string_pattern_mismatch":
        return _PATTERNS[told["pattern"]]
    wanted = _WANTED.get(kind) or _WANTED.get(kind.partition("_")[0], "it isn't written as it must be")
    return wanted.format_map(told)


def _twice(message: str) -> SettingsError:
    """Return the error of a name that two entries of a list bear: no one of them is wrong."""
    name = message.partition("]]")[0].removeprefix("[[")
    cure = f"Keep one of them in the settings file, or in {PREFIX}{name.upper()} if that is set."
    return SettingsError(f"{message}.", cure)


def _where(loc: tuple[str | int, ...], written: Mapping[str, Any]) -> str:
    """Return where a mistake is; an entry of a list is called by its name, if it has one."""
    if len(loc) <= 1 or loc[0] not in _LISTS:
        return ".".join(str(part) for part in loc)
    entries, number = _entries(written, str(loc[0])), loc[1]
    name = entries[number].get("name") if isinstance(number, int) and number < len(entries) else None
    path = [str(part) for part in loc[2:] if part not in _SHAPES]
    return ".".join([str(loc[0]), str(name or number), *path])


def _field_type(model: Any, part: str | int) -> Any:
    return model if isinstance(part, int) or part in _SHAPES else model.model_fields[part].annotation
