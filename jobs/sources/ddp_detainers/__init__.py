"""ICE's records of single detainers, as the Deportation Data Project releases them."""

from jobs.sources.ddp_detainers.source import SOURCE

SOURCES = (SOURCE,)
