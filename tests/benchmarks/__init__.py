"""Measurements against peers, on the same input, in the same run."""
