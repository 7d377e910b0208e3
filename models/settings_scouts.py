"""What a `[[scouts]]` entry of config.toml says: where announcements are, and which words make a lead."""

from enum import StrEnum

from pydantic import Field, field_validator

from models.settings_sources import Section

PREFIX = "scout:"
"""Before a scout's name where sources and scouts stand side by side: `check scout:NAME`."""


class ScoutForm(StrEnum):
    """How announcements are published; by default it is told by what arrives."""

    FEED = "feed"
    """RSS or Atom."""
    SITEMAP = "sitemap"
    """A sitemap or an index of sitemaps (https://www.sitemaps.org/protocol.html)."""
    FEDERAL_REGISTER = "federal-register"
    """A search of federalregister.gov as JSON."""


class ScoutSettings(Section):
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
