"""Judges of which place a name means."""
