"""Tests mirror the three packages; `support` holds what they share."""
