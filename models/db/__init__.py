"""The database: engine, tables, schema, leadership."""

from typing import TYPE_CHECKING

from models.lazy_face import lazy_face

# fmt: off
if TYPE_CHECKING:
    from models.db.engine import (
        BATCH, are_free, batches, facts_version, insert_of, lock_outbox, lock_source, new_ids,
        one_at_a_time, open_engine, reading, select_in, writing,
    )
    from models.db.fact_tables import (
        AddressRow, ChangePlaceRow, ChangeRow, ChunkRow, CountRow, DocumentRow, EditionRow, ErratumRow,
        FactsVersionRow, LeadRow, ListingPlaceRow, ListingRow, NewChange, PlaceRow, PrintedChunkRow,
        PrintedListRow, PrintingRow, SourceRow, StoredChange,
    )
    from models.db.inserts import AT_ONCE, Prepared, insert_many, insert_prepared, prepare
    from models.db.leader_lock import Leadership
    from models.db.newsroom_tables import (
        AlternatingRow, AuditRow, CheckMinuteRow, DeliveryRow, PublicNoteRow, RemarkRow, ServingRow,
        SubscriptionRow, TellingRow,
    )
    from models.db.schema import is_damaged, migrate
    from models.db.sqlite_library import has_wal_bug, sqlite

__getattr__ = lazy_face(__name__)
