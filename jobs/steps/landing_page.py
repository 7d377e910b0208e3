"""What a landing page says: links to documents, errata of earlier issues, and of the list itself."""

from collections.abc import Collection, Iterable, Sequence

from jobs.context import CheckContext, CheckReport
from jobs.steps.fetch_page import Page
from jobs.steps.row_places import place_errata
from models.db import lock_source, writing
from models.domain import ChangeKind, Document, Erratum, Notes, Source
from models.editions import Statement, add_announcements, add_errata, record_quiet
from models.errors import FetchError
from models.queries import last_edition


def addresses_on(source: Source, landing: Page | None) -> list[str]:
    """Return the addresses of a source's documents: its own, or those that its page links to, by age.

    Raises:
        FetchError: The page links to none, and doesn't say that its list is suspended.
    """
    if landing is None:
        return [source.address]
    links, notes = landing.understood.links, landing.understood.notes
    if links or (notes and {each.kind for each in notes.announcements} == {ChangeKind.SUSPENDED}):
        return [link.address for link in links]
    raise FetchError(
        f"{source.address} links to no document any more.", "Look at the page; it may have a new layout."
    )


def note_errata(errata: Iterable[Erratum], document: Document, source: str, context: CheckContext) -> None:
    """Write what a document without an edition of its own takes back, and tell whom it concerns."""
    if placed := place_errata(tuple(errata), context.gazetteer):
        statement = Statement(source, document.address, document.observed)
        with writing(context.engine) as session:
            add_errata(session, statement, placed, context.settings.newsroom, context.clock())


def note_announcements(notes: Notes, landing: Document, names: Sequence[str], context: CheckContext) -> None:
    """Write what a page newly says of its lists, after its documents: an event needs an edition.

    Args:
        notes: Of the page.
        landing: The page.
        names: Of the sources that read its documents, the one that fetches them first; who hears of
            several is told by the first of them.
        context: What a check needs.
    """
    with writing(context.engine) as session:
        lock_source(session, *names)
        for number, name in enumerate(names):
            page = Statement(name, landing.address, landing.observed)
            add_announcements(session, page, notes.announcements, context.clock(), names[:number])


def quiet(names: Collection[str], name: str, notes: Notes, context: CheckContext) -> CheckReport:
    """Note that a publisher answers, and shows no document because the list is suspended.

    Args:
        names: Of the sources that read its documents.
        name: The source asked for.
        notes: Of the page.
        context: What a check needs.
    """
    with writing(context.engine) as session:
        record_quiet(session, names, context.settings.newsroom, context.clock())
        last = last_edition(session, name)
    sentences = (each.sentence for each in notes.announcements if each.kind is ChangeKind.SUSPENDED)
    return CheckReport(name, "unchanged", last, reasons=tuple(sentences))
