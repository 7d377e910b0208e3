"""ICE's workbooks of agencies that signed a 287(g) agreement."""

from jobs.sources.ice_287g.source import SOURCE

SOURCES = (SOURCE,)
