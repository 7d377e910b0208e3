"""Lists as messages call them: by their publisher, told apart by their day where one isn't enough. Pure."""

import re

from bot.words.style.dates import day
from bot.words.style.mrkdwn import MORE
from models.domain import ListNames, ListSeen, Source, SourceKind

_BRIEF = 28
"""Characters of a publisher in a headline, so that it leaves room for the news."""
_WORDS = 18
"""Words up to which a list is called by its title too, so that a sentence to print stays one."""
_LOOKED_AT = 200
"""Signs of a name that are looked at for one; a publisher of one's own list may be of any length."""
_AN_OFFICE = re.compile(
    r"\b(administration|agency|alliance|association|attorney|authority|board|bureau|cent(er|re)|city of|"
    r"coalition|commission(er)?|committee|council|county of|court|department|dept|division|foundation|"
    r"governor|house of|institute|legislature|mayor|ministry|network|office|ombuds(man|person)?|project|"
    r"secretary|senate|service|sheriff|society|state of|task force|union|university of)\b",
    re.IGNORECASE,
)
"""What a publisher's name has that takes an article: `the Office of …`, but `Human Rights Watch`."""


def names_of(source: Source) -> ListNames:
    """Return how messages call a list; one that says nothing of it goes by its publisher and its title."""
    if source.names:
        return source.names
    full = with_article(source.publisher)
    noun = "report" if source.kind is SourceKind.EVENT else "list"
    whose = f"{full}'" if full.endswith("s") else f"{full}'s"
    again = f"{whose} {noun}"
    titled, short = f"{again} “{source.title}”", _brief(source.short)
    return ListNames(
        text=titled if len(titled.split()) <= _WORDS else again,
        again=again,
        headline=f"{short} {noun}",
        label=source.short,
        publisher=short,
        full=full,
    )


def with_article(office: str) -> str:
    """Return a publisher or an agency inside a sentence: `the Office of the Attorney General`, `NPR`."""
    bare = re.sub("^the ", "", office, flags=re.IGNORECASE)
    return f"the {bare}" if bare != office or _AN_OFFICE.search(bare[:_LOOKED_AT]) else office


def _brief(publisher: str) -> str:
    if len(publisher) <= _BRIEF:
        return publisher
    kept = publisher[: _BRIEF - 1]
    return f"{(kept.rpartition(' ')[0] or kept).rstrip(' ,;')}{MORE}"


def said_list(of: ListSeen, *, again: bool = False) -> str:
    """Return a list inside a line: `the DHS list of May 29, 2025`."""
    names = names_of(of.source)
    return _dated(names.again if again else names.text, names, of)


def sentence_list(of: ListSeen) -> str:
    """Return a list inside a sentence to print, its publisher in full."""
    names = names_of(of.source)
    return _dated(names.sentence or names.text, names, of)


def _dated(text: str, names: ListNames, of: ListSeen) -> str:
    published = of.first or of.published
    dated = names.dated or (of.taken_down and not of.source.names)  # else nothing says which version it was
    return f"{text} of {day(published)}" if dated and published else text


def list_title(source: Source) -> str:
    """Return a list where a line begins, or as a heading: `Justice Department's list`, `DHS list`."""
    title = names_of(source).again.removeprefix("the ")
    return title[:1].upper() + title[1:]


def publisher_of(source: Source) -> str:
    """Return who publishes a list inside a line: `DHS`, `the Justice Department`; initials stay."""
    names = names_of(source)
    return names.publisher if names.publisher.isupper() else names.full
