"""Reads messages as a person does, by a grammar of its own, and holds each against what the facts mean."""

# fmt: off
from tests.support.reader.reading import RULES, Findings, read
from tests.support.reader.sheet import ReadMessage
