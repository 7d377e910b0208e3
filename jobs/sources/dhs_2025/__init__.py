"""The Homeland Security Department's list of sanctuary jurisdictions of May 2025."""

from jobs.sources.dhs_2025.source import SOURCE

SOURCES = (SOURCE,)
