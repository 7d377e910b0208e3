"""Which rows of two editions are one row: misprinted, corrected, renamed, or another row after all."""

from models.domain.pairing.fits import EVENTS, signed_anew
from models.domain.pairing.pairs import (
    differences,
    differing_cell,
    may_be_one,
    misprint,
    pair,
    pair_of_release,
)
