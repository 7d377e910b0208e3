"""The design's rules on a source's log, kept naively in full copies: what a desk must agree with."""

# fmt: off
from tests.support.oracle.agreement import QUESTIONS, Answering, assert_agree, play, same_changes, same_rows
from tests.support.oracle.log import Decision, Entry, Happening, Kind, Shown, Stood
from tests.support.oracle.oracle import Oracle
