"""Sentences that stand in messages of many kinds, word for word the same. Pure."""

CIVIL_REQUEST = "A detainer is a civil request, not a judge's warrant."
NO_PROOF = "Not being listed doesn't show that a place cooperates with ICE."
NOT_DELISTED = "A list taken down is not a place taken off."
DONT_ADD = "Don't add these up."
COPIED = "We copied this; we haven't checked the publisher's page."
COOPERATION = (
    "A 287(g) agreement lets local officers do some of ICE's work. It is cooperation, not a refusal."
)
NOT_ENDED = "Off the list doesn't say the agreement ended."
NO_REASON = "We know of no reason given."
REPLAY = "Replay: past events, rebuilt from cited pages."
REPEAT = "You may have this already: the connection broke as it was sent."
OWN_CRITERIA = "No list decides who is a “sanctuary.” Each publisher uses its own criteria."
ORIGINAL_FIGURES = "Original figures, kept for the record."


def not_checked_since(day: str) -> str:
    """Return that a publisher's page wasn't looked at since a day, which may be empty: never."""
    return f"We haven't checked the publisher's page since {day}." if day else COPIED
