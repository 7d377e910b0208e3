"""The bundled past of the lists: cited facts, loaded into an empty database or replayed."""

# fmt: off
from jobs.history.bundled import bundled_sources
from jobs.history.catalog import PastEvent, read_catalog
