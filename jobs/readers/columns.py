"""What a table's columns mean, by the words of its header: any order, any usual wording."""

import re
from collections.abc import Sequence
from enum import StrEnum


class Column(StrEnum):
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
    OTHER = "other"


_OWNER = r"(facility|agency|jurisdiction|lea)('s)?"
_AGENCY = r"agenc|\blea\b|law enforcement|facilit|\bjails?\b|custod|sheriff|department"
"""Words of a column that names who held the person: preferred to one that names the area."""
_WORDS: tuple[tuple[Column, str], ...] = (
    (
        Column.PERSON,
        r"\b(alien|subject|individual|detainee|inmate|person|prisoner)('?s)?'?\s+(name|number|id|no)\b"
        r"|\b(first|last|full|given|middle|family)\s+name|^names?$"
        r"|\bname of (the )?(alien|subject|individual|person|inmate|detainee)"
        r"|\ba-?\s?(number|no\b|file|#)|\balien\s*#|\bdob\b|\b(date|year) of birth|birth\s?(date|year)"
        r"|\bssn\b|\b(fbi|sid|fins|eid)\b|\bbooking (number|no|id)",
    ),
    (Column.RANK, r"^rank(ing)?$"),
    (
        Column.STATE,
        rf"^({_OWNER}\s+)?state(s|\s*(/|or|and)\s*(territory|d\.?c\.?)|\s+name)?$"
        r"|^st\.?$",
    ),
    (Column.CITIZENSHIP, r"citizen|nationality|^country$"),
    (
        Column.ENACTED,
        r"enact|effective|adopt|\b(policy|ordinance|law)\b.*\bdate"
        r"|\bdate\b.*\b(policy|ordinance|law)\b(?! enf)",
    ),
    (Column.ISSUED, r"\bdate\b.*(issu|lodg|placed|prepar)|(issu|lodg|placed|prepar).*\bdate\b"),
    (
        Column.DECLINED,
        r"\bdate\b.*(declin|refus|denied|honou?red|releas)|(declin|refus|denied|honou?red|releas).*\bdate\b",
    ),
    (Column.CRITERIA, r"criteria|conditions?\b|requirements?\b|\bterms\b|when .*honou?r"),
    (
        Column.COUNT,
        r"\b(number|count|total|volume|quantity|amount|how many|no\. of|# of)\b|\bdetainers\b(?!.*\bby\b)",
    ),
    (Column.ACTIVITY, r"criminal (activity|histor)|notable|offen[sc]e|\bcrimes?\b|activity"),
    (
        Column.DISPOSITION,
        r"charge.*convict|convict.*charge|\bdisposition\b|^(charge|conviction) (type|status)$",
    ),
    (Column.CONVICTION, r"convict"),
    (Column.CHARGE, r"\bcharges?\b|\bcharged\b"),
    (Column.ACTIVITY, r"criminal"),
    (Column.AGENCY, _AGENCY),
    (
        Column.AGENCY,
        r"jurisdiction|\bcounty\b|\bcounties\b|location|\bplaces?\b|\bcity\b|entity|localit|municipal",
    ),
    (Column.AOR, r"\baor\b|area of responsib|field office"),
    (Column.ISSUED, r"issu|lodged|placed|prepared"),
    (Column.DECLINED, r"declin|refus|not honou?red"),
    (Column.POLICY, r"polic|ordinance|resolution|\blaw\b|legislation|statute"),
    (Column.RANK, r"^(#|no\.?|nr\.?|row|line|item)$"),
    (Column.ENACTED, r"^date$"),
)
_PATTERNS = tuple((column, re.compile(pattern)) for column, pattern in _WORDS)
_DISPOSITIONS = re.compile(
    r"charge[ds]?|convict(ed|ions?)|c|pending( charges?)?|both|n/?a|none|unknown|-*", re.IGNORECASE
)
_MOSTLY = 0.8


def meaning(title: str) -> Column:
    """Return what a column's header says that it holds."""
    plain = " ".join(title.lower().replace("’", "'").split()).strip(" :*")
    return next((column for column, pattern in _PATTERNS if pattern.search(plain)), Column.OTHER)


def settle(titles: Sequence[str], values: Sequence[Sequence[str]]) -> tuple[Column, ...]:
    """Return the meaning of each column: by its header, and by its values where words leave it open.

    Args:
        titles: The header of each column.
        values: The texts of each column that are not empty.

    Returns:
        One meaning a column; each but OTHER and PERSON stands once.
    """
    columns = [meaning(title) for title in titles]
    ticks = all(
        column in columns and _mostly(values[columns.index(column)], _DISPOSITIONS)
        for column in (Column.CHARGE, Column.CONVICTION)
    )
    for i, column in enumerate(columns):
        if column in (Column.ISSUED, Column.DECLINED, Column.RANK) and _mostly(values[i], r"[\d,]+"):
            columns[i] = Column.RANK if _counts_up(values[i]) else Column.COUNT
        elif column is Column.DISPOSITION and not _mostly(values[i], _DISPOSITIONS):
            columns[i] = Column.ACTIVITY
        elif column in (Column.CHARGE, Column.CONVICTION) and not ticks and _mostly(values[i], _DISPOSITIONS):
            columns[i] = Column.DISPOSITION if Column.ACTIVITY in columns else column
    pair = Column.CHARGE in columns and Column.CONVICTION in columns
    if not pair and Column.ACTIVITY not in columns:
        columns = [Column.ACTIVITY if c in (Column.CHARGE, Column.CONVICTION) else c for c in columns]
    return _once(columns, titles)


def _once(columns: Sequence[Column], titles: Sequence[str]) -> tuple[Column, ...]:
    kept: list[Column] = list(columns)
    for column in set(columns) - {Column.OTHER, Column.PERSON}:
        places = [i for i, other in enumerate(columns) if other is column]
        best = min(places, key=lambda i: re.search(_AGENCY, titles[i].lower()) is None)
        for i in places:
            kept[i] = column if i == best else Column.OTHER
    return tuple(kept)


def _mostly(values: Sequence[str], pattern: str | re.Pattern[str]) -> bool:
    fitting = sum(bool(re.fullmatch(pattern, value.strip())) for value in values)
    return bool(values) and fitting >= _MOSTLY * len(values)


def _counts_up(values: Sequence[str]) -> bool:
    return [value.strip(".") for value in values] == [str(i) for i in range(1, len(values) + 1)]
