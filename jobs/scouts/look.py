"""One look of one scout, start to end: fetch → read → find its words → note what is new → tell."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlmodel import Session

from jobs.fetch import Fetched, Fetcher, NotModified
from jobs.scouts.forms import READERS, form_of
from jobs.scouts.items import Item, Sighting
from jobs.scouts.words import hits
from jobs.status import effective_status
from jobs.watch import Report, Watch
from models.addresses import Known, known_address, remember_address
from models.errors import FetchError, UnreadableDocument
from models.health import record_success, record_trouble, source_row
from models.leads import Lead, new_leads, record_leads, tell_leads
from models.notices import Notice, queue
from models.settings_scouts import ScoutForm, ScoutSettings
from models.store import reading, writing

logger = logging.getLogger(__name__)

RECENT = timedelta(days=7)
"""At a scout's first look, what is older was there already: it is noted and told nobody."""
TOLD_AT_ONCE = 20
"""Leads of one look that are told one by one; a word that was just added may be in thousands of pages."""
SITEMAPS = 25
"""Sitemaps of an index that are read at a look, those that changed last."""
_LATER = "It is tried again at the next look."


def look(scout: ScoutSettings, watch: Watch) -> list[Report]:
    """Look for leads where a scout watches.

    Args:
        scout: Where, and which words.
        watch: What a check needs.

    Returns:
        One report: `leads` with the new ones as reasons, `unchanged`, or `failed` with the reason.

    Raises:
        StoreError: The database can't be read or written.
    """
    with reading(watch.engine) as session:
        known = known_address(session, scout.key, scout.address)
    words = " | ".join(scout.words)
    if known.fingerprint != words:  # a word that was added may be in what has not changed
        known = Known(scout.key, scout.address)
    try:
        fetched = _fetch(known, watch)
        if isinstance(fetched, NotModified):
            return [_seen(scout, (), known, watch)]
        sighting = _read(fetched, scout.form, watch)
        found = (*sighting.items, *_inner(sighting.further[:SITEMAPS], scout, watch))
    except FetchError as error:
        with writing(watch.engine) as session:
            record_trouble(session, scout.key, error, watch.settings.newsroom, watch.clock())
        return [Report(scout.key, "failed", reasons=(str(error),))]
    # An index may stay as it is while its sitemaps change.
    validators = ("", "") if sighting.further else (fetched.etag, fetched.last_modified)
    known = Known(scout.key, scout.address, *validators, words)
    return [_seen(scout, found, known, watch)]


def _fetch(known: Known, watch: Watch) -> Fetched | NotModified:
    assert watch.fetcher is not None  # noqa: S101 - whoever looks has one
    fetcher: Fetcher = watch.fetcher
    fetched = fetcher.get(known.address, known.etag, known.last_modified)
    if isinstance(fetched, Fetched):
        try:
            effective_status(fetched.document)
        except UnreadableDocument as error:
            raise FetchError(error.sentence, _LATER) from error
    return fetched


def _inner(addresses: Sequence[str], scout: ScoutSettings, watch: Watch) -> list[Item]:
    """Return what the sitemaps of an index announce; one that can't be read hides no other.

    Raises:
        FetchError: None of them can be read.
    """
    found: list[Item] = []
    failures = []
    for address in addresses:
        try:
            inner = _fetch(Known(scout.key, address), watch)
            assert isinstance(inner, Fetched)  # noqa: S101 - asked without validators
            found += _read(inner, ScoutForm.SITEMAP, watch).items
        except FetchError as error:
            logger.warning("A sitemap of %s can't be read: %s", scout.key, error)
            failures.append(error)
    if failures and len(failures) == len(addresses):
        raise failures[-1]
    return found


def _read(fetched: Fetched, form: ScoutForm | None, watch: Watch) -> Sighting:
    """Read a document in the child process: what strangers publish may be hostile, or endless.

    Raises:
        FetchError: It can't be read; its bytes are not kept, for nothing is ever made of them.
    """
    document = fetched.document
    reader = READERS[form or form_of(document)]
    try:
        return watch.parser.parse(reader, document)
    except UnreadableDocument as error:
        raise FetchError(error.sentence, _LATER) from error


def _seen(scout: ScoutSettings, found: tuple[Item, ...], known: Known, watch: Watch) -> Report:
    """Note that a scout could look, and tell what it found for the first time."""
    now, newsroom = watch.clock(), watch.settings.newsroom
    leads = [
        Lead(scout.name, each.address, each.title, each.published, words)
        for each in found
        if (words := hits(each.texts, scout.words))
    ]
    with writing(watch.engine) as session:
        row = source_row(session, scout.key)
        first = row.succeeded is None
        fresh = _newest_first(new_leads(session, leads))
        told = [lead for lead in fresh if not first or _recent(lead, now)]
        record_leads(session, [lead for lead in fresh if lead not in told[:TOLD_AT_ONCE]], now)
        tell_leads(session, record_leads(session, told[:TOLD_AT_ONCE], now), newsroom, now)
        _tell_of_more(session, scout, len(told) - TOLD_AT_ONCE, watch)
        remember_address(session, known, now)
        row.checked = now
        record_success(session, scout.key, newsroom, now, now)
    reasons = tuple(f"{lead.title}: {lead.address}" for lead in told[:TOLD_AT_ONCE])
    return Report(scout.key, "leads" if told else "unchanged", None, len(found), reasons=reasons)


def _newest_first(leads: list[Lead]) -> list[Lead]:
    undated = [lead for lead in leads if lead.published is None]
    dated = sorted((lead for lead in leads if lead.published), key=_published, reverse=True)
    return [*dated, *undated]


def _published(lead: Lead) -> datetime:
    assert lead.published is not None  # noqa: S101 - only dated leads are sorted
    return lead.published


def _recent(lead: Lead, now: datetime) -> bool:
    return lead.published is not None and lead.published > now - RECENT


def _tell_of_more(session: Session, scout: ScoutSettings, more: int, watch: Watch) -> None:
    if more <= 0:
        return
    now = watch.clock()
    payload = {
        "sentence": f"The scout {scout.name} found {more:,} leads more than are told one by one.",
        "cure": "python -m bot leads lists all.",
    }
    queue(session, watch.settings.newsroom, Notice(f"leads:{scout.name}:{now:%Y%m%dT%H%M%S}", payload), now)
