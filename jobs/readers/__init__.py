"""Bytes → rows with the page or position that they stand at."""
