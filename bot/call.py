"""How a verb of the command line was called."""

from dataclasses import dataclass
from pathlib import Path

from models.settings import Settings
from models.settings_file import load_settings


@dataclass(frozen=True, slots=True)
class Call:
    """How a verb was called: the options that all verbs share."""

    config: Path | None
    json: bool

    @property
    def settings(self) -> Settings:
        """The settings; read when a verb needs them, so that --help needs none."""
        return load_settings(self.config)
