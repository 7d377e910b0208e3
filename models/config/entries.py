"""What entries of config.toml say: `[[sources]]`, built in or a table of one's own, and `[[scouts]]`."""

import difflib
import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, field_validator, model_validator

from models.domain import CELLS, FIELDS, STATE, ListingKind, Removals, SourceKind
from models.places import state_code

COUNTY = "county"
"""The annotation that names the county of an agency, as a column of a table."""

PREFIX = "scout:"
"""Before a scout's name where sources and scouts stand side by side: `check scout:NAME`."""

TABLE, OVERRIDE = "table", "override"


class SettingsSection(BaseModel):
    """A part of the settings: a key that it doesn't know is an error, and nothing changes later."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class SourceSettings(SettingsSection):
    """What one `[[sources]]` entry overrides of a built-in source."""

    name: str
    address: str | None = Field(default=None, pattern=r"^https?://")
    fallback: str | None = Field(default=None, pattern=r"^(https?://.+)?$")
    """Where a web archive has its newest capture of the address; empty for no second way."""
    every_minutes: float | None = Field(default=None, gt=0)
    floor: int | None = Field(default=None, ge=0)
    gone_after: int | None = Field(default=None, ge=1)
    gone_for_minutes: float | None = Field(default=None, ge=0)
    removals: Removals | None = None
    """Whether a row that an edition lacks is removed at once, or when a later document confirms it."""
    enabled: bool = True


class TableFormat(StrEnum):
    """In which form a table is published."""

    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"
    HTML = "html"
    PDF = "pdf"


class PlainSource(SourceSettings):
    """A published table that needs no code: the entry names its columns."""

    name: str = Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")
    address: str = Field(pattern=r"^https?://")
    format: TableFormat
    kind: SourceKind
    """`state`: the next edition replaces the last. `event`: a new period adds."""
    rows: ListingKind
    title: str = Field(min_length=1)
    publisher: str = Field(min_length=1)
    short: str = ""
    caveat: str = ""
    columns: dict[str, str]
    """The header in the file of each field; of a JSON object, its dotted key."""
    keep: tuple[str, ...] = ()
    """Headers of columns that are kept beside a row and are no part of what it says."""
    carry: tuple[str, ...] = ()
    """Headers of columns whose empty cells mean what stands above them."""
    constants: dict[str, str] = Field(default_factory=dict)
    """What every row says of a field that has no column."""
    state: str = ""
    """The state of every row, where the list is of one state."""
    sheet: str = ""
    """Name of the only sheet of a workbook that is read; by default all that have the columns."""
    path: str = ""
    """Dotted path to the array of objects in a JSON document."""
    links: str = ""
    """A pattern: `address` is a page, and links whose file name or text fits lead to the table."""
    period: str = ""
    """Header of the dates of which the first and the last are the period of an event edition."""
    cumulative: bool = False
    """Each edition holds all events of a long period again."""
    corrections: Path | None = None
    """A file of hand corrections, from the folder of the settings file."""

    @field_validator("state")
    @classmethod
    def _known_state(cls, value: str) -> str:
        code = state_code(value)
        if value and not code:
            raise ValueError(f"{value!r} is no state such as TX")
        return code

    @field_validator("links")
    @classmethod
    def _a_pattern(cls, value: str) -> str:
        try:
            re.compile(value)
        except re.error as error:
            raise ValueError(f"{value!r} is no regular expression: {error}") from error
        return value

    @model_validator(mode="after")
    def _makes_rows(self) -> Self:
        known = [*FIELDS[self.rows], STATE, COUNTY]
        _only_known(self.columns, known, f"columns of a {self.rows}")
        _only_known(self.constants, FIELDS[self.rows], f"constants of a {self.rows}")
        needed = [CELLS[self.rows][0][0]]
        needed += ["count", "measure"] if self.rows is ListingKind.TALLY else []
        given = {**self.columns, **self.constants}
        missing = [name for name in needed if not given.get(name, "").strip()]
        if missing:
            raise ValueError(f"columns must say which header is the {' and the '.join(missing)}")
        return self

    @model_validator(mode="after")
    def _no_idle_key(self) -> Self:
        """Refuse a key that would be without effect: whoever wrote it expects one."""
        idle = {
            f"state beside columns.{STATE}": self.state and STATE in self.columns,
            f"constants.{' and '.join(self.constants)} beside a column": self.constants.keys()
            & self.columns.keys(),
            "sheet without format xlsx": self.sheet and self.format is not TableFormat.XLSX,
            "path without format json": self.path and self.format is not TableFormat.JSON,
            "period without kind event": self.period and self.kind is not SourceKind.EVENT,
            "cumulative without kind event and a period": self.cumulative and not self.period,
            "removals confirmed without kind state": self.removals == "confirmed"
            and self.kind is not SourceKind.STATE,
        }
        for what, given in idle.items():
            if given:
                raise ValueError(f"{what} means nothing; take one away")
        return self


def _only_known(named: Iterable[str], known: Iterable[str], where: str) -> None:
    for name in named:
        if name not in known:
            near = difflib.get_close_matches(name, list(known), 1, 0.5)
            hint = f"did you mean {near[0]}" if near else f"known are {', '.join(known)}"
            raise ValueError(f"{name} is none of the {where}; {hint}")


def _shape(entry: Any) -> str:
    """Return which of the two an entry is; one that says a format is a table of one's own."""
    if isinstance(entry, Mapping):
        return TABLE if "format" in entry else OVERRIDE
    return TABLE if isinstance(entry, PlainSource) else OVERRIDE


AnySource = Annotated[
    Annotated[PlainSource, Tag(TABLE)] | Annotated[SourceSettings, Tag(OVERRIDE)], Discriminator(_shape)
]


class ScoutForm(StrEnum):
    """How announcements are published; by default it is told by what arrives."""

    FEED = "feed"
    """RSS or Atom."""
    SITEMAP = "sitemap"
    """A sitemap or an index of sitemaps (https://www.sitemaps.org/protocol.html)."""
    FEDERAL_REGISTER = "federal-register"
    """A search of federalregister.gov as JSON."""


class ScoutSettings(SettingsSection):
    """A place where new lists are announced, and the words that they are told by."""

    name: str = Field(pattern=r"^[^\s:][^:]*$", max_length=80)
    """How leads call it, `DOJ press releases`."""
    address: str = Field(pattern=r"^https?://")
    words: tuple[str, ...] = Field(min_length=1)
    """Words or phrases, whole, in any case, singular or plural."""
    every_minutes: float = Field(default=60, gt=0)
    form: ScoutForm | None = None
    enabled: bool = True

    @field_validator("words")
    @classmethod
    def _that_say_something(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if any(not any(map(str.isalnum, word)) for word in value):
            raise ValueError("an empty word would be found everywhere; take it away")
        return value

    @property
    def key(self) -> str:
        """Its name among the sources."""
        return f"{PREFIX}{self.name}"
