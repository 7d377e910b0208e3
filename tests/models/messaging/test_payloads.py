"""What messages carry comes back as it was written; what can't be read is taken for nothing else."""

from datetime import UTC, datetime
from typing import Any

import pytest
from pydantic import ValidationError

from models.db import DeliveryRow
from models.domain import ChangeKind, Every
from models.messaging import (
    AlertPayload,
    ChannelClosed,
    CorrectedFor,
    CsvPart,
    DigestPayload,
    EditionReread,
    EditPayload,
    ErrataPayload,
    EventPayload,
    Hearing,
    HeldEdition,
    LeadPayload,
    Missing,
    NoticePayload,
    Payload,
    RefusedCsv,
    ReplyPayload,
    RowsPart,
    UnreadablePayload,
    WelcomePayload,
    kept,
    payload_of,
)

NOW = datetime(2026, 11, 30, 15, tzinfo=UTC)
TEXAS = Hearing(subscription=1, state="TX", without=(ChangeKind.MOVED,))
TRAVIS = Hearing(subscription=2, state="TX", place="48453")
PAYLOADS: list[Payload] = [
    AlertPayload(
        edition=7, compared_from=5, first=6, heard=(TEXAS, TRAVIS), rows=3, summary=True, settled=NOW
    ),
    AlertPayload(edition=1, change=9, heard=(Hearing(subscription=3, state="all"),)),
    EventPayload(edition=7, change=12, heard=(TEXAS,), missing=Missing(since=NOW, checks=4)),
    ErrataPayload(errata=(1, 2), heard=(TEXAS,)),
    LeadPayload(lead=1, heard=(Hearing(subscription=4, state="leads"),)),
    DigestPayload(heard=(TEXAS,), every=Every.WEEKLY, since=NOW, until=NOW, following=None, zone="UTC"),
    EditPayload(of=1, why=CorrectedFor(first=3, last=4)),
    ReplyPayload(of=1, why=CorrectedFor(errata=(1,)), unedited="edit_window_closed"),
    NoticePayload(notice=HeldEdition(edition=7)),
    NoticePayload(notice=EditionReread(edition=7, rows=5, differing=1, reading=2)),
    NoticePayload(notice=ChannelClosed(channel="C1", code="is_archived", to_operators=True)),
    WelcomePayload(),
    RowsPart(start=10, left=3),
    CsvPart(),
    RefusedCsv(code="missing_scope"),
]


def stored(payload: dict[str, Any]) -> DeliveryRow:
    """A message that carries this, whoever wrote it."""
    return DeliveryRow(
        id=5, key="k", channel="C1", what="alert", payload=payload, created=NOW, not_before=NOW
    )


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_it_comes_back_as_it_was_written(payload: Payload) -> None:
    """Whoever sends it knows what whoever queued it knew, moments with their zone."""
    assert payload_of(stored(kept(payload))) == payload


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"kind": "omen"}, "does not match any of the expected tags"),
        ({"kind": None}, "expected tags"),
        ({"version": 2}, "alert.version: Input should be 1"),
        ({"firstly": 3}, "alert.firstly: Extra inputs are not permitted"),
        ({"edition": None}, "alert.edition: Input should be a valid integer"),
        ({"settled": "2026-11-30T15:00:00"}, "alert.settled: Input should have timezone info"),
        ({"heard": [{"subscription": 1, "state": "Texas"}]}, "alert.heard.0.state: String should match"),
    ],
)
def test_what_another_version_wrote_is_not_guessed_at(changed: dict[str, Any], reason: str) -> None:
    """An unknown kind, version or field names itself; nothing is told of it as if it were known."""
    with pytest.raises(UnreadablePayload) as raised:
        payload_of(stored({**kept(PAYLOADS[0]), **changed}))
    assert reason in str(raised.value)
    assert raised.value.delivery == 5


@pytest.mark.parametrize("state", ["Texas", "tx", ""])
def test_nothing_wrong_is_written(state: str) -> None:
    """A state is its USPS abbreviation, or a word for all of them, before it comes into the outbox."""
    with pytest.raises(ValidationError):
        Hearing(subscription=1, state=state)
