"""What a landing page says beside its links: errata of earlier issues, and of the list itself."""

from collections.abc import Iterable, Sequence
from contextlib import suppress

from jobs.captures import as_published
from jobs.placing import place_errata
from jobs.watch import Report, Watch
from models.announcements import Page, add_announcements
from models.errata import Statement, add_errata
from models.errors import UnreadableDocument
from models.health import record_quiet
from models.standing import last_edition
from models.store import writing
from models.values import ChangeKind, Document, Erratum, Notes, Source


def readers(source: Source, watch: Watch) -> list[str]:
    """Return the names of the sources that read a source's documents, its own first."""
    return [source.name, *(each.name for each in watch.sources.values() if each.reads == source.name)]


def read_beside(source: Source, watch: Watch) -> list[str]:
    """Return the names of the other sources that are read from the same documents as one."""
    return [
        name for name in readers(watch.sources[source.reads or source.name], watch) if name != source.name
    ]


def read_notes(source: Source, landing: Document | None) -> Notes:
    """Return what a landing page says; nothing where it can't be read, or the source has none."""
    if landing is not None and source.notes is not None:
        with suppress(UnreadableDocument):
            return source.notes(as_published(landing))
    return Notes()


def note_errata(errata: Iterable[Erratum], document: Document, source: str, watch: Watch) -> None:
    """Write what a document without an edition of its own takes back, and tell whom it concerns."""
    if placed := place_errata(tuple(errata), watch.gazetteer):
        said = Statement(source, document.address, document.observed)
        with writing(watch.engine) as session:
            add_errata(session, said, placed, watch.settings.newsroom, watch.clock())


def note_announcements(notes: Notes, landing: Document | None, names: Sequence[str], watch: Watch) -> None:
    """Write what a page newly says of its lists, after its documents: an event needs an edition.

    Args:
        notes: Of the page.
        landing: The page, if there is one.
        names: Of the sources that read its documents, the one that fetches them first; who hears of
            several is told by the first of them.
        watch: What a check needs.
    """
    if landing is not None:
        with writing(watch.engine) as session:
            for number, name in enumerate(names):
                page = Page(name, landing.observed)
                add_announcements(session, page, notes.announcements, watch.clock(), names[:number])


def is_suspended(notes: Notes) -> bool:
    """Whether a page that links to nothing says why: its list is suspended, and nothing else."""
    kinds = {said.kind for said in notes.announcements}
    return kinds == {ChangeKind.SUSPENDED}


def quiet(names: Iterable[str], name: str, notes: Notes, watch: Watch) -> Report:
    """Note that a publisher answers, and shows no document because the list is suspended.

    Args:
        names: Of the sources that read its documents.
        name: The source asked for.
        notes: Of the page.
        watch: What a check needs.
    """
    with writing(watch.engine) as session:
        record_quiet(session, names, watch.settings.newsroom, watch.clock())
        last = last_edition(session, name)
    sentences = (said.sentence for said in notes.announcements if said.kind is ChangeKind.SUSPENDED)
    return Report(name, "unchanged", last, reasons=tuple(sentences))
