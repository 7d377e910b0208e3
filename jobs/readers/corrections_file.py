"""A file of hand corrections → corrections, or one sentence that says what is wrong with it.

`[[correction]]` entries say what is `printed` and what it is read as, `text` or `geoid`, with a
`reason` and a `citation`; `state` and `column` narrow down which cells are meant.
"""

import tomllib
from pathlib import Path
from typing import Self

from pydantic import Field, ValidationError, field_validator, model_validator

from models.config import SettingsSection
from models.domain import FIELDS, Correction
from models.errors import SettingsError
from models.places import load_gazetteer, state_code

_CELLS = {name for names in FIELDS.values() for name in names}


class _Entry(SettingsSection):
    printed: str = Field(min_length=1)
    text: str = ""
    geoid: str | tuple[str, ...] = ()
    state: str = ""
    column: str = ""
    reason: str = Field(min_length=1)
    citation: str = Field(min_length=1)

    @field_validator("geoid")
    @classmethod
    def _several(cls, value: str | tuple[str, ...]) -> tuple[str, ...]:
        geoids = (value,) if isinstance(value, str) else value
        for geoid in geoids:
            if load_gazetteer().by_geoid(geoid) is None:
                raise ValueError(f"no place has the GEOID {geoid!r}")
        return geoids

    @model_validator(mode="after")
    def _one_reading(self) -> Self:
        if bool(self.text) == bool(self.geoid):
            raise ValueError("give either text or geoid")
        if self.column and (self.column not in _CELLS or self.geoid):
            raise ValueError(f"column {self.column!r} is no field whose text can be corrected")
        if self.state and not state_code(self.state):
            raise ValueError(f"{self.state!r} is no state such as TX")
        return self


class _File(SettingsSection):
    correction: tuple[_Entry, ...] = ()


def read_corrections(path: Path) -> tuple[Correction, ...]:
    """Read a file of hand corrections.

    Raises:
        SettingsError: It can't be read, or an entry lacks something or contradicts itself.
    """
    try:
        file = _File.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"The corrections in {path} can't be read: {error}.", "Mend the file.") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part + 1) if isinstance(part, int) else part for part in first["loc"])
        message = str(first["msg"]).removeprefix("Value error, ")
        raise SettingsError(
            f"The corrections in {path} are wrong at {where}: {message}.",
            "Each [[correction]] has printed, text or geoid, reason and citation.",
        ) from error
    return tuple(
        Correction(
            entry.printed,
            entry.reason.rstrip("."),
            entry.citation.rstrip("."),
            entry.text,
            tuple(entry.geoid),
            state_code(entry.state),
            entry.column,
        )
        for entry in file.correction
    )


def corrections_beside(folder: Path, name: str) -> tuple[Correction, ...]:
    """Return the corrections in the file of a source's name in a folder; none when there is no file.

    Raises:
        SettingsError: As `read_corrections`.
    """
    path = folder / f"{name}.toml"
    return read_corrections(path) if path.exists() else ()
