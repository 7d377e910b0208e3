"""config.toml and the environment as one checked value.

Order: what the caller passes, then `DESK_SECTION__KEY` variables, then config.toml, then
the defaults below. Secrets come from the environment alone (`SLACK_BOT_TOKEN`,
`SLACK_APP_TOKEN`); a key that doesn't exist is an error that names the nearest right one.
"""

import difflib
import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from models.errors import SettingsError

PREFIX = "DESK_"
NOT_SETTINGS = ("DESK_CONFIG", "DESK_CHROMIUM", "DESK_TEST_")
"""Variables of ours that choose the file or serve the tests, and set nothing."""


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Database(_Section):
    """Where the facts are kept."""

    url: str = "sqlite:///desk.db"


class Newsroom(_Section):
    """Who uses this desk."""

    zone: str = "America/New_York"
    """IANA time zone in which people see times that Slack doesn't render for them."""
    contact: str = "no contact set"
    """Address or page for publishers, sent with every request."""
    operators: tuple[str, ...] = ()
    """Slack user ids (U…) who decide reviews and hear of failures."""
    operators_channel: str = ""
    """Slack channel id (C…) for operators; empty sends to each operator by direct message."""

    @field_validator("zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError(f"{value!r} is no IANA time zone such as America/New_York") from error
        return value


class Slack(_Section):
    """How Slack is reached."""

    api_url: str = "https://slack.com/api/"
    command: str = Field(default="/detainers", pattern=r"^/[a-z0-9_-]{1,31}$")


class History(_Section):
    """The bundled facts."""

    load: bool = True


class Fetch(_Section):
    """How publishers are asked."""

    timeout: float = Field(default=30.0, gt=0)
    """Seconds for one whole response."""
    max_megabytes: int = Field(default=50, gt=0)
    allow_loopback: bool = False
    """Lets addresses on this computer be fetched: for tests and rehearsals."""


class Preview(_Section):
    """The local Slack that runs when no tokens are set."""

    port: int = Field(default=8765, ge=0, le=65535)


class SourceSettings(_Section):
    """What one `[[sources]]` entry overrides of a built-in source."""

    name: str
    address: str | None = None
    every_minutes: float | None = Field(default=None, gt=0)
    floor: int | None = Field(default=None, ge=0)
    gone_after: int | None = Field(default=None, ge=1)
    gone_for_minutes: float | None = Field(default=None, ge=0)
    enabled: bool = True


class Settings(BaseSettings):
    """Everything that can be set; frozen once read."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_nested_delimiter="__", extra="forbid", frozen=True
    )

    database: Database = Database()
    newsroom: Newsroom = Newsroom()
    slack: Slack = Slack()
    history: History = History()
    fetch: Fetch = Fetch()
    preview: Preview = Preview()
    sources: tuple[SourceSettings, ...] = ()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Put the environment before what config.toml says, and read nothing else."""
        return env_settings, init_settings

    @model_validator(mode="after")
    def _sources_once(self) -> Self:
        names = [entry.name for entry in self.sources]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"[[sources]] names {', '.join(twice)} more than once")
        return self


class Secrets(BaseModel):
    """Slack's tokens, from the environment alone."""

    model_config = ConfigDict(frozen=True)

    bot_token: str = ""
    app_token: str = ""

    @property
    def given(self) -> bool:
        """Whether both tokens are there."""
        return bool(self.bot_token and self.app_token)


def load_settings(path: Path | None = None, environment: Mapping[str, str] | None = None) -> Settings:
    """Read the settings.

    Args:
        path: The file to read; by default `DESK_CONFIG`, else config.toml if it is there.
        environment: By default the process's own; its `DESK_` names are checked.

    Raises:
        SettingsError: The file can't be read, a key doesn't exist or a value is wrong.
    """
    environment = os.environ if environment is None else environment
    chosen = path or (Path(environment["DESK_CONFIG"]) if environment.get("DESK_CONFIG") else None)
    written = _read_file(chosen or Path("config.toml"), required=chosen is not None)
    _check_names(environment)
    try:
        return Settings(**written)
    except ValidationError as error:
        raise _explained(error) from error


def load_secrets(environment: Mapping[str, str] | None = None) -> Secrets:
    """Read Slack's tokens from the environment.

    Raises:
        SettingsError: Only one token is there, or one is of the wrong kind.
    """
    environment = os.environ if environment is None else environment
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
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path} can't be read: {error}.", "Mend that line, then start again.") from error


def _check_names(environment: Mapping[str, str]) -> None:
    known = {
        f"{PREFIX}{section}__{key}".upper(): ""
        for section, field in Settings.model_fields.items()
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel)
        for key in field.annotation.model_fields
    } | {f"{PREFIX}SOURCES": ""}
    for name in environment:
        if not name.startswith(PREFIX) or name.startswith(NOT_SETTINGS) or name.upper() in known:
            continue
        raise SettingsError(f"There is no setting {name}.", _nearest(name, list(known)))


def _nearest(name: str, known: list[str]) -> str:
    close = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    return f"Did you mean {close[0]}?" if close else f"Known are: {', '.join(sorted(known))}."


def _explained(error: ValidationError) -> SettingsError:
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    if first["type"] != "extra_forbidden":
        message = str(first["msg"]).removeprefix("Value error, ")
        return SettingsError(f"The setting {where} is wrong: {message}.", "Mend it in config.toml or DESK_….")
    *parents, last = first["loc"]
    model: Any = Settings
    for part in parents:
        model = SourceSettings if model is Settings and part == "sources" else _field_type(model, part)
    return SettingsError(f"There is no setting {where}.", _nearest(str(last), list(model.model_fields)))


def _field_type(model: Any, part: str | int) -> Any:
    return model if isinstance(part, int) else model.model_fields[part].annotation
