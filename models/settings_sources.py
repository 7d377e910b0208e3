"""What a `[[sources]]` entry of config.toml says: of a built-in source, or of a table of one's own."""

import difflib
import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, field_validator, model_validator

from models.listings import CELLS, FIELDS, STATE
from models.place_states import state_code
from models.values import ListingKind, SourceKind

COUNTY = "county"
"""The annotation that names the county of an agency, as a column of a table."""


class Section(BaseModel):
    """A part of the settings: a key that it doesn't know is an error, and nothing changes later."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class SourceSettings(Section):
    """What one `[[sources]]` entry overrides of a built-in source."""

    name: str
    address: str | None = Field(default=None, pattern=r"^https?://")
    fallback: str | None = Field(default=None, pattern=r"^(https?://.+)?$")
    """Where a web archive has its newest capture of the address; empty for no second way."""
    every_minutes: float | None = Field(default=None, gt=0)
    floor: int | None = Field(default=None, ge=0)
    gone_after: int | None = Field(default=None, ge=1)
    gone_for_minutes: float | None = Field(default=None, ge=0)
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
        said = {**self.columns, **self.constants}
        missing = [name for name in needed if not said.get(name, "").strip()]
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
        }
        for what, found in idle.items():
            if found:
                raise ValueError(f"{what} means nothing; take one away")
        return self


def _only_known(named: Iterable[str], known: Iterable[str], where: str) -> None:
    for name in named:
        if name not in known:
            near = difflib.get_close_matches(name, list(known), 1, 0.5)
            told = f"did you mean {near[0]}" if near else f"known are {', '.join(known)}"
            raise ValueError(f"{name} is none of the {where}; {told}")


def _shape(entry: Any) -> str:
    """Return which of the two an entry is; one that says a format is a table of one's own."""
    if isinstance(entry, Mapping):
        return TABLE if "format" in entry else OVERRIDE
    return TABLE if isinstance(entry, PlainSource) else OVERRIDE


TABLE, OVERRIDE = "table", "override"
AnySource = Annotated[
    Annotated[PlainSource, Tag(TABLE)] | Annotated[SourceSettings, Tag(OVERRIDE)], Discriminator(_shape)
]
