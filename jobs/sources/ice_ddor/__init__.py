"""ICE's Declined Detainer Outcome Report: refusals, tallies and Section III."""

from jobs.sources.ice_ddor.source import POLICIES, REPORT

SOURCES = (REPORT, POLICIES)
