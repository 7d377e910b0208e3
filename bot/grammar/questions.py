"""Questions in plain words → the place that they are about: `is Chicago a sanctuary city?`. Pure.

What is asked of it, yes or no, no list answers; the answer says what the lists say.
"""

import re

_VERB = r"(?:is|are|was|were|isn't|aren't|does|do|did|doesn't|don't|has|have|had|can|could|will|would|should)"
_SAID = r"(?:known|recorded|there|said|reported|listed|new|up)"
_LISTS = r"(?:list|lists|report|reports|government|ice|dhs|doj|npr|justice department|feds|desk|you)"
_OPENINGS = re.compile(
    rf"""^(?:
    (?:(?:and|so|ok|okay|hi|hey|hello|well)[,\s]+)?(?:what|how|anything|something|info|information|facts|more)
        \s+(?:about|on)
    |what(?:'s|\ is|\ was)?\s+(?:the\s+(?:status|story|deal|situation|latest)|{_SAID})
        \s+(?:about|of|on|in|with|for)
    |what\s+(?:do|does|did)\s+(?:the\s+|any\s+)?(?:public\s+)?{_LISTS}\s+(?:say|know|have|tell)\s+(?:about|of|on)
    |(?:tell|show|give)\s+me(?:\s+(?:more|everything|all))?(?:\s+(?:about|on|of))?
    |(?:look\s+up|check|find|search)(?:\s+for)?
    |(?:are|is)\s+there\s+(?:any\s+|a\s+)?(?:refusals?|detainers?|declined\s+detainers?|lists?|agreements?)
        \s+(?:in|on|of|from|for)
    )\s+(?P<place>\S.*)$""",
    re.IGNORECASE | re.VERBOSE,
)
_PREDICATE = r"""(?:
    (?:a\s+|an\s+|the\s+|really\s+|still\s+|now\s+|currently\s+|considered\s+|called\s+|named\s+|officially\s+)*
        [“"'‘]*sanctuar(?:y|ies)\b.*
    |(?:not\s+|still\s+|now\s+|fully\s+|ever\s+)*(?:cooperat|compl|work|help|assist|collaborat)\w*(?:\s+(?:with|to)\b.*)?
    |(?:not\s+|still\s+|ever\s+)*(?:honor|declin|refus|reject|ignore|accept|hold|defy|limit)\w*\b.*
    |(?:still\s+|also\s+|now\s+)*(?:on|in|off)\s+(?:the|a|an|any|which|that|this|dhs|doj|ice|trump)\b.*\b(?:lists?|report)\b.*
    |(?:still\s+|also\s+|now\s+)*(?:on|named|listed|designated)(?:\s+(?:on|in|by|as)\b.*)?
    |have\s+(?:a|an|any)\b.*|(?:a\s+)?part\s+of\b.*|part\s+in\b.*|part\w*\s+in\b.*
    )"""
_ASKED = re.compile(
    rf"""^(?:(?:and|so|why|when|since\ when|how|(?:on\ )?(?:which|what)\ lists?|ok|hi|hey)[,\s]+)*
    {_VERB}\s+(?:the\s+(?:city|county|state|town|village|borough|parish|township)\s+of\s+)?
    (?P<place>\S.*?)[\s,]+{_PREDICATE}$""",
    re.IGNORECASE | re.VERBOSE,
)
_BY_WHOM = re.compile(
    r"^(?:which|what)\s+(?:lists?|reports?)\s+(?:names?|lists?|has|have|includes?|mentions?|counts?)\s+(?P<place>\S.*)$",
    re.IGNORECASE,
)
_LOOSE = " \t,.;:?!“”\"'"


_PUBLISHERS = {
    "DHS": re.compile(r"\b(?:dhs|homeland security)\b", re.IGNORECASE),
    "DOJ": re.compile(r"\b(?:doj|justice (?:department|dept))\b", re.IGNORECASE),
    "NPR": re.compile(r"\bnpr\b", re.IGNORECASE),
    "ICE": re.compile(
        r"\bice(?:'s)?\s+(?:says?|said|ha[sd]|have|counts?|counted|sent|lists?|listed|names?|reports?|records?)\b",
        re.IGNORECASE,
    ),
}
"""By what a question says, whose list it asks after; to cooperate with ICE is no list of ICE's."""


def publisher_in_question(text: str) -> str:
    """Return whose list a question asks after, by the publisher's short name; empty if it names none."""
    return next((short for short, named in _PUBLISHERS.items() if named.search(text)), "")


def place_in_question(text: str) -> str:
    """Return the place that a question is about; empty if the text is none that is known.

    Args:
        text: As typed, cleaned, without the day that it names.
    """
    for form in (_OPENINGS, _ASKED, _BY_WHOM):
        if asked := form.match(text):
            place = asked["place"].strip(_LOOSE)
            return place_in_question(place) or place
    return ""
