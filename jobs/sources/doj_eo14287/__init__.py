"""The Justice Department's list under Executive Order 14287."""

from jobs.sources.doj_eo14287.source import SOURCE

SOURCES = (SOURCE,)
