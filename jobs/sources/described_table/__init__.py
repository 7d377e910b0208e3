"""A table of a newsroom's own, described in config.toml."""

# fmt: off
from jobs.sources.described_table.source import source_of
