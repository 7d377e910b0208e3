"""config.toml and the environment as one checked value.

Order: what the caller passes, then `DESK_SECTION__KEY` variables, then config.toml, then
the defaults below. Secrets come from the environment alone (`SLACK_BOT_TOKEN`,
`SLACK_APP_TOKEN`); a key that doesn't exist is an error that names the nearest right one.
"""

import re
from typing import Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator
from pydantic_settings import BaseSettings, EnvSettingsSource, PydanticBaseSettingsSource, SettingsConfigDict

from models.config.entries import AnySource, ScoutSettings, SettingsSection
from models.domain import ANYONE, MEMBERS
from models.environment import environment

PREFIX = "DESK_"
_PERSON = re.compile(r"[UW][A-Z0-9]{2,}")
_CHANNEL = re.compile(r"[CDG][A-Z0-9]{2,}")


class Database(SettingsSection):
    """Where the facts are kept."""

    url: str = "sqlite:///desk.db"


class Newsroom(SettingsSection):
    """Who uses this desk."""

    zone: str = "America/New_York"
    """IANA time zone in which people see times that Slack doesn't render for them."""
    contact: str = "no contact set"
    """Address or page for publishers, sent with every request."""
    operators: tuple[str, ...] = ()
    """Slack user ids (U…) who decide reviews and hear of failures."""
    operators_channel: str = ""
    """Slack channel id (C…) for operators; empty sends to each operator by direct message."""
    admins_review: bool = False
    """Whether admins of the workspace decide reviews too; Slack tells who they are with `users:read`."""
    subscribers: str | tuple[str, ...] = ANYONE
    """Who changes what channels hear: `anyone`, `members` of the channel, or a list of Slack user ids."""

    echo: bool = True
    """Whether a channel reads who subscribed or unsubscribed it."""

    @field_validator("subscribers", mode="before")
    @classmethod
    def _known_subscribers(cls, value: object) -> object:
        if value in (ANYONE, MEMBERS):
            return value
        if isinstance(value, list | tuple) and all(_PERSON.fullmatch(str(each)) for each in value):
            return value
        raise ValueError(f'{value!r} is neither "anyone" nor "members" nor a list of Slack user ids (U…)')

    @field_validator("operators")
    @classmethod
    def _known_operators(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for each in value:
            if not _PERSON.fullmatch(each):
                raise ValueError(
                    f"{each!r} is no Slack user id, which begins with U or W and is in a profile"
                )
        return value

    @field_validator("operators_channel")
    @classmethod
    def _known_channel(cls, value: str) -> str:
        if not value or _CHANNEL.fullmatch(value):
            return value
        raise ValueError(f"{value!r} is no Slack channel id, which begins with C and is in its details")

    @field_validator("zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError(f"{value!r} is no IANA time zone such as America/New_York") from error
        return value


class Slack(SettingsSection):
    """How Slack is reached."""

    api_url: str = "https://slack.com/api/"
    command: str = Field(default="/detainers", pattern=r"^/[a-z0-9_-]{1,31}$")
    mentions: bool = False
    """Answer what mentions the app like the command, in the message's thread; needs `app_mentions:read`."""
    direct_messages: bool = False
    """Answer what is written to the app directly; needs `im:history`, which reads no other conversation."""
    greetings: bool = False
    """Tell whoever invites the app to a channel how it is used; needs `channels:read`, `groups:read`."""
    settle_seconds: int = Field(default=120, ge=0, le=3600)
    """How long an alert of a fetched edition waits for a re-issue, which replaces it."""


class HistorySettings(SettingsSection):
    """The bundled facts."""

    load: bool = True


class Fetch(SettingsSection):
    """How publishers are asked."""

    timeout: float = Field(default=30.0, gt=0)
    """Seconds for one whole response."""
    max_megabytes: int = Field(default=50, gt=0)
    allow_loopback: bool = False
    """Lets addresses on this computer be fetched: for tests and rehearsals."""


class Preview(SettingsSection):
    """The local Slack that runs when no tokens are set."""

    port: int = Field(default=8765, ge=0, le=65535)


class Settings(BaseSettings):
    """Everything that can be set; frozen once read."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_nested_delimiter="__", extra="forbid", frozen=True
    )

    database: Database = Database()
    newsroom: Newsroom = Newsroom()
    slack: Slack = Slack()
    history: HistorySettings = HistorySettings()
    fetch: Fetch = Fetch()
    preview: Preview = Preview()
    sources: tuple[AnySource, ...] = ()
    scouts: tuple[ScoutSettings, ...] = ()

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
        if isinstance(env_settings, EnvSettingsSource):
            env_settings.env_vars = {name.lower(): value for name, value in environment().items()}
        return env_settings, init_settings

    @model_validator(mode="after")
    def _named_once(self) -> Self:
        lists = {
            "sources": [entry.name for entry in self.sources],
            "scouts": [entry.name for entry in self.scouts],
        }
        for what, names in lists.items():
            if twice := sorted({name for name in names if names.count(name) > 1}):
                raise ValueError(f"[[{what}]] names {', '.join(twice)} more than once")
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
