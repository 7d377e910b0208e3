"""One look of one scout, start to end: fetch → read → find its words → note what is new → tell."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from sqlmodel import Session

from jobs.context import CheckContext, CheckReport
from jobs.fetching import Fetched, NotModified
from jobs.scouts.items import NEVER, Item, Sighting, hits
from models.config import ScoutForm, ScoutSettings
from models.db import lock_source, reading, writing
from models.domain import Reader
from models.editions import (
    Known,
    known_address,
    record_check,
    record_success,
    record_trouble,
    remember_address,
    sha256,
)
from models.errors import FetchError, UnreadableDocument
from models.messaging import Lead, MoreLeads, Notice, new_leads, queue, record_leads, tell_leads
from models.queries import scouts_seen

logger = logging.getLogger(__name__)

RECENT = timedelta(days=7)
"""At a scout's first look, what is older was there already: it is noted and told nobody."""
TOLD_AT_ONCE = 20
"""Leads of one look that are told one by one; a word that was just added may be in thousands of pages."""
SITEMAPS = 25
"""Sitemaps of an index that are read at a look, those that changed last."""
_LATER = "It is tried again at the next look."


def look_for_leads(scout: ScoutSettings, context: CheckContext) -> list[CheckReport]:
    """Look for leads where a scout watches.

    Args:
        scout: Where, and which words.
        context: What a check needs.

    Returns:
        One report: `leads` with the new ones as reasons, `unchanged`, or `failed` with the reason.

    Raises:
        StoreError: The database can't be read or written.
    """
    with reading(context.engine) as session:
        known = known_address(session, scout.key, scout.address)
    words = " | ".join(scout.words)
    if known.fingerprint != words:  # a word that was added may be in what has not changed
        known = Known(scout.key, scout.address)
    try:
        fetched = _fetch(known, context)
        if isinstance(fetched, NotModified):
            return [_seen(scout, (), known, context)]
        if known.is_same(fetched.document):
            return [_seen(scout, (), replace(known, whole=fetched.document.observed), context)]
        sighting = _read(fetched, scout.form, context)
        items = (*sighting.items, *_inner(sighting.further[:SITEMAPS], scout, context))
    except FetchError as error:
        with writing(context.engine) as session:
            record_trouble(session, scout.key, error, context.settings.newsroom, context.clock())
        return [CheckReport(scout.key, "failed", reasons=(str(error),))]
    known = Known(scout.key, scout.address, fingerprint=words)
    if not sighting.further:  # an index may stay as it is while its sitemaps change
        etag, modified, digest = fetched.etag, fetched.last_modified, sha256(fetched.document)
        known = Known(scout.key, scout.address, etag, modified, words, digest, fetched.document.observed)
    return [_seen(scout, items, known, context)]


def _fetch(known: Known, context: CheckContext) -> Fetched | NotModified:
    assert context.fetcher is not None  # noqa: S101 - whoever looks has one
    return context.fetcher.get(known.address, *known.validators(context.clock()))


def _inner(addresses: Sequence[str], scout: ScoutSettings, context: CheckContext) -> list[Item]:
    """Return what the sitemaps of an index announce; one that can't be read hides no other.

    Raises:
        FetchError: None of them can be read.
    """
    items: list[Item] = []
    failures = []
    for address in addresses:
        try:
            inner = _fetch(Known(scout.key, address), context)
            assert isinstance(inner, Fetched)  # noqa: S101 - asked without validators
            items += _read(inner, ScoutForm.SITEMAP, context).items
        except FetchError as error:
            logger.warning("A sitemap of %s can't be read: %s", scout.key, error)
            failures.append(error)
    if failures and len(failures) == len(addresses):
        raise failures[-1]
    return items


def _read(fetched: Fetched, form: ScoutForm | None, context: CheckContext) -> Sighting:
    """Read a document in the child process: what strangers publish may be hostile, or endless.

    Raises:
        FetchError: It is none, or can't be read; its bytes are not kept, for nothing is ever made of them.
    """
    reader: Reader[Sighting] = Reader("jobs.scouts.formats:read_announcements", (form,))
    try:
        return context.parser.parse(reader, fetched.document)
    except UnreadableDocument as error:
        raise FetchError(error.sentence, _LATER) from error


def _seen(scout: ScoutSettings, items: tuple[Item, ...], known: Known, context: CheckContext) -> CheckReport:
    """Note that a scout could look, and tell what it found for the first time."""
    now, newsroom = context.clock(), context.settings.newsroom
    leads = [
        Lead(scout.name, each.address, each.title, each.published, words, linked=each.linked)
        for each in items
        if (words := hits(each.texts, scout.words))
    ]
    with writing(context.engine) as session:
        lock_source(session, scout.key)
        seen = scouts_seen(session).get(scout.key)
        first = seen is None or seen.succeeded is None
        fresh = sorted(new_leads(session, leads), key=lambda lead: lead.published or NEVER, reverse=True)
        news = [lead for lead in fresh if not first or (lead.published or NEVER) > now - RECENT]
        record_leads(session, [lead for lead in fresh if lead not in news[:TOLD_AT_ONCE]], now)
        tell_leads(session, news[:TOLD_AT_ONCE], newsroom, now)
        _tell_of_more(session, scout, len(news) - TOLD_AT_ONCE, context)
        remember_address(session, known, now)
        record_check(session, [scout.key], now)
        record_success(session, scout.key, newsroom, now, now)
    reasons = tuple(
        f"{lead.title}{'' if lead.linked else ' (without a link, in its feed)'}: {lead.address}"
        for lead in news[:TOLD_AT_ONCE]
    )
    return CheckReport(scout.key, "leads" if news else "unchanged", None, len(items), reasons=reasons)


def _tell_of_more(session: Session, scout: ScoutSettings, more: int, context: CheckContext) -> None:
    if more <= 0:
        return
    now = context.clock()
    told = MoreLeads(scout=scout.name, number=more)
    queue(session, context.settings.newsroom, Notice(f"leads:{scout.name}:{now:%Y%m%dT%H%M%S}", told), now)
