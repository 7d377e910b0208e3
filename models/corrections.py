"""Hand corrections: what a printed text is to be read as, by whose word."""

from dataclasses import dataclass

BY_HAND = "By hand,"
"""How the note on a corrected row begins."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One entry of a file of hand corrections. What the row prints stays what it says.

    Attributes:
        printed: The text of a cell, as the publisher prints it.
        reason: Why it is to be read otherwise, in words that end without a full stop.
        citation: The page, or the row of a cited table, that shows it.
        text: What it is read as; empty when the places are given.
        geoids: The places that it names.
        state: USPS abbreviation of the rows that it is for; empty for any.
        column: The field that prints it; empty for the one that names the place.
    """

    printed: str
    reason: str
    citation: str
    text: str = ""
    geoids: tuple[str, ...] = ()
    state: str = ""
    column: str = ""

    @property
    def sentence(self) -> str:
        """What is told of a row that was read by it."""
        read = f"“{self.printed}” is read as “{self.text}”" if self.text else f"“{self.printed}” is placed"
        return f"{BY_HAND} {read}: {self.reason} ({self.citation})."
