"""Settings: from config.toml and the environment, checked."""

# fmt: off
from models.config.entries import (
    COUNTY, PREFIX, PlainSource, ScoutForm, ScoutSettings, SettingsSection, SourceSettings, TableFormat,
)
from models.config.loader import load_secrets, load_settings
from models.config.settings import Newsroom, Secrets, Settings
