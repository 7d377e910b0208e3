"""What columns of tables about detainers mean, by the words of their header: any usual wording.

ICE's report is read by them, and an undrawn table of a PDF is known by a header that they understand.
"""

from enum import StrEnum

from jobs.readers.text.columns import Column, Columns


class DetainerColumn(StrEnum):
    """A column's meaning."""

    STATE = "state"
    AGENCY = "agency or jurisdiction"
    AOR = "area of responsibility"
    CITIZENSHIP = "citizenship"
    ISSUED = "detainer issued date"
    DECLINED = "detainer declined date"
    ACTIVITY = "notable criminal activity"
    CHARGE = "charge"
    CONVICTION = "conviction"
    DISPOSITION = "charge or conviction"
    COUNT = "number of detainers"
    RANK = "rank"
    ENACTED = "date enacted"
    POLICY = "policy"
    CRITERIA = "criteria for honoring detainers"
    PERSON = "person"
    """Names or identifies a person: never kept."""


_PERSON = (
    r"\b(alien|subject|individual|detainee|inmate|person|prisoner)('?s)?'?\s+(name|number|id|no)\b"
    r"|\b(first|last|full|given|middle|family)\s+name|^names?$"
    r"|\bname of (the )?(alien|subject|individual|person|inmate|detainee)"
    r"|\ba-?\s?(number|no\b|file|#)|\balien\s*#|\bdob\b|\b(date|year) of birth|birth\s?(date|year)"
    r"|\bssn\b|\b(fbi|sid|fins|eid)\b|\bbooking (number|no|id)"
)
_OWNER = r"(facility|agency|jurisdiction|lea)('s)?"
_HOLDER = r"agenc|\blea\b|law enforcement|facilit|\bjails?\b|custod|sheriff|department"
"""Words of a column that names who held the person: preferred to one that names the area."""
_ISSUING, _DECLINING = "(issu|lodg|placed|prepar)", "(declin|refus|denied|honou?red|releas)"


def _plain(title: str) -> str:
    """Return a header in lower case, without white space and signs around it."""
    return " ".join(title.lower().replace("’", "'").split()).strip(" :*")


DETAINER_COLUMNS = Columns(
    (
        Column(DetainerColumn.PERSON, _PERSON, kept=False),
        Column(DetainerColumn.RANK, r"^rank(ing)?$"),
        Column(
            DetainerColumn.STATE,
            rf"^({_OWNER}\s+)?state(s|\s*(/|or|and)\s*(territory|d\.?c\.?)|\s+name)?$|^st\.?$",
        ),
        Column(DetainerColumn.CITIZENSHIP, r"citizen|nationality|^country$"),
        Column(
            DetainerColumn.ENACTED,
            r"enact|effective|adopt|\b(policy|ordinance|law)\b.*\bdate"
            r"|\bdate\b.*\b(policy|ordinance|law)\b(?! enf)",
        ),
        Column(DetainerColumn.ISSUED, rf"\bdate\b.*{_ISSUING}|{_ISSUING}.*\bdate\b"),
        Column(DetainerColumn.DECLINED, rf"\bdate\b.*{_DECLINING}|{_DECLINING}.*\bdate\b"),
        Column(DetainerColumn.CRITERIA, r"criteria|conditions?\b|requirements?\b|\bterms\b|when .*honou?r"),
        Column(
            DetainerColumn.COUNT,
            r"\b(number|count|total|volume|quantity|amount|how many|no\. of|# of)\b"
            r"|\bdetainers\b(?!.*\bby\b)",
        ),
        Column(
            DetainerColumn.ACTIVITY, r"criminal (activity|histor)|notable|offen[sc]e|\bcrimes?\b|activity"
        ),
        Column(
            DetainerColumn.DISPOSITION,
            r"charge.*convict|convict.*charge|\bdisposition\b|^(charge|conviction) (type|status)$",
        ),
        Column(DetainerColumn.CONVICTION, r"convict"),
        Column(DetainerColumn.CHARGE, r"\bcharges?\b|\bcharged\b"),
        Column(DetainerColumn.ACTIVITY, r"criminal"),
        Column(
            DetainerColumn.AGENCY,
            rf"{_HOLDER}|jurisdiction|\bcounty\b|\bcounties\b|location|\bplaces?\b|\bcity\b|entity|localit"
            r"|municipal",
        ),
        Column(DetainerColumn.AOR, r"\baor\b|area of responsib|field office"),
        Column(DetainerColumn.ISSUED, r"issu|lodged|placed|prepared"),
        Column(DetainerColumn.DECLINED, r"declin|refus|not honou?red"),
        Column(DetainerColumn.POLICY, r"polic|ordinance|resolution|\blaw\b|legislation|statute"),
        Column(DetainerColumn.RANK, r"^(#|no\.?|nr\.?|row|line|item)$"),
        Column(DetainerColumn.ENACTED, r"^date$"),
    ),
    best=_HOLDER,
    plain=_plain,
)


def names_persons(title: str) -> bool:
    """Return whether a column's header says that it names or identifies persons."""
    return DETAINER_COLUMNS.meaning(title) is DetainerColumn.PERSON
