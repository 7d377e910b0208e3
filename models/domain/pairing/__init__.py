"""Which rows of two editions are one row: misprinted, corrected, renamed, or another row after all."""

from models.domain.pairing.fits import EVENTS
from models.domain.pairing.pairs import differing_cell, may_be_one, misprint, pair, pair_of_release
