"""Lists as messages call them: by their publisher, told apart by their day where one isn't enough. Pure."""

from bot.words.style.dates import day
from models.domain import ListNames, ListSeen, Source, SourceKind


def names_of(source: Source) -> ListNames:
    """Return how messages call a list; one that says nothing of it goes by its publisher and its title."""
    if source.names:
        return source.names
    whose = f"{source.publisher}'" if source.publisher.endswith("s") else f"{source.publisher}'s"
    noun = "report" if source.kind is SourceKind.EVENT else "list"
    again = f"{whose} {noun}"
    return ListNames(
        text=f"{again} “{source.title}”",
        again=again,
        headline=f"{source.short} {noun}",
        label=source.short,
        publisher=source.short,
        full=source.publisher,
    )


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
    return f"{text} of {day(published)}" if names.dated and published else text


def list_title(source: Source) -> str:
    """Return a list where a line begins, or as a heading: `Justice Department's list`, `DHS list`."""
    title = names_of(source).again.removeprefix("the ")
    return title[:1].upper() + title[1:]


def publisher_of(source: Source) -> str:
    """Return who publishes a list inside a line: `DHS`, `the Justice Department`; initials stay."""
    names = names_of(source)
    return names.publisher if names.publisher.isupper() else names.full
