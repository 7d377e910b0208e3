"""The first schema."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

JSON = sa.JSON().with_variant(JSONB(), "postgresql")

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


TABLES = (
    "address",
    "document",
    "place",
    "place_count",
    "source",
    "subscription",
    "document_chunk",
    "edition",
    "listing",
    "change",
    "listing_place",
    "change_place",
    "delivery",
)


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "address",
        sa.Column("source", AutoString(), nullable=False),
        sa.Column("address", AutoString(), nullable=False),
        sa.Column("etag", AutoString(), nullable=False),
        sa.Column("last_modified", AutoString(), nullable=False),
        sa.Column("fingerprint", AutoString(), nullable=False),
        sa.Column("checked", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("source", "address"),
    )
    op.create_table(
        "document",
        sa.Column("sha256", AutoString(), nullable=False),
        sa.Column("source", AutoString(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("media_type", AutoString(), nullable=False),
        sa.Column("address", AutoString(), nullable=False),
        sa.Column("observed", UTCDateTime(), nullable=False),
        sa.Column("headers", JSON, nullable=False),
        sa.PrimaryKeyConstraint("sha256"),
    )
    op.create_index("ix_document_source", "document", ["source"], unique=False)

    op.create_table(
        "place",
        sa.Column("geoid", AutoString(), nullable=False),
        sa.Column("name", AutoString(), nullable=False),
        sa.Column("state", AutoString(), nullable=False),
        sa.Column("kind", AutoString(), nullable=False),
        sa.PrimaryKeyConstraint("geoid"),
    )
    op.create_index("ix_place_state", "place", ["state"], unique=False)

    op.create_table(
        "place_count",
        sa.Column("area", AutoString(), nullable=False),
        sa.Column("source", AutoString(), nullable=False),
        sa.Column("kind", AutoString(), nullable=False),
        sa.Column("measure", AutoString(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("first", sa.Date(), nullable=True),
        sa.Column("last", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("area", "source", "kind", "measure"),
    )
    op.create_table(
        "source",
        sa.Column("name", AutoString(), nullable=False),
        sa.Column("due", UTCDateTime(), nullable=True),
        sa.Column("checked", UTCDateTime(), nullable=True),
        sa.Column("succeeded", UTCDateTime(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("gone_checks", sa.Integer(), nullable=False),
        sa.Column("gone_since", UTCDateTime(), nullable=True),
        sa.Column("withdrawn", UTCDateTime(), nullable=True),
        sa.Column("sentence", AutoString(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "subscription",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team", AutoString(), nullable=False),
        sa.Column("channel", AutoString(), nullable=False),
        sa.Column("state", AutoString(), nullable=False),
        sa.Column("created", UTCDateTime(), nullable=False),
        sa.Column("created_by", AutoString(), nullable=False),
        sa.Column("paused", AutoString(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("team", "channel", "state"),
    )
    op.create_index("ix_subscription_state", "subscription", ["state"], unique=False)

    op.create_table(
        "document_chunk",
        sa.Column("sha256", AutoString(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["sha256"],
            ["document.sha256"],
        ),
        sa.PrimaryKeyConstraint("sha256", "number"),
    )
    op.create_table(
        "edition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source", AutoString(), nullable=False),
        sa.Column("series", AutoString(), nullable=False),
        sa.Column("status", AutoString(), nullable=False),
        sa.Column("sha256", AutoString(), nullable=False),
        sa.Column("address", AutoString(), nullable=False),
        sa.Column("observed", UTCDateTime(), nullable=False),
        sa.Column("published", sa.Date(), nullable=True),
        sa.Column("period_first", sa.Date(), nullable=True),
        sa.Column("period_last", sa.Date(), nullable=True),
        sa.Column("content", AutoString(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("totals", JSON, nullable=False),
        sa.Column("caveats", JSON, nullable=False),
        sa.Column("questions", JSON, nullable=False),
        sa.Column("reasons", JSON, nullable=False),
        sa.Column("transcription", AutoString(), nullable=False),
        sa.Column("partial", sa.Boolean(), nullable=False),
        sa.Column("decided", UTCDateTime(), nullable=True),
        sa.Column("decided_by", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(
            ["sha256"],
            ["document.sha256"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_edition_source", "edition", ["source"], unique=False)

    op.create_table(
        "listing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source", AutoString(), nullable=False),
        sa.Column("series", AutoString(), nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("first_edition", sa.Integer(), nullable=False),
        sa.Column("until_edition", sa.Integer(), nullable=True),
        sa.Column("since_edition", sa.Integer(), nullable=False),
        sa.Column("kind", AutoString(), nullable=False),
        sa.Column("state", AutoString(), nullable=False),
        sa.Column("section", AutoString(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("position", AutoString(), nullable=False),
        sa.Column("as_read", AutoString(), nullable=False),
        sa.Column("fields", JSON, nullable=False),
        sa.Column("annotations", JSON, nullable=False),
        sa.Column("notes", JSON, nullable=False),
        sa.Column("count", sa.Integer(), nullable=True),
        sa.Column("measure", AutoString(), nullable=False),
        sa.Column("period_first", sa.Date(), nullable=True),
        sa.Column("period_last", sa.Date(), nullable=True),
        sa.Column("outcome", AutoString(), nullable=False),
        sa.Column("reason", AutoString(), nullable=False),
        sa.Column("repaired", AutoString(), nullable=False),
        sa.Column("resolver", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(
            ["first_edition"],
            ["edition.id"],
        ),
        sa.ForeignKeyConstraint(
            ["since_edition"],
            ["edition.id"],
        ),
        sa.ForeignKeyConstraint(
            ["until_edition"],
            ["edition.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_listing_current", "listing", ["source", "series", "until_edition", "key"], unique=False
    )
    op.create_index("ix_listing_first_edition", "listing", ["first_edition"], unique=False)
    op.create_index("ix_listing_state", "listing", ["state", "source", "until_edition"], unique=False)

    op.create_table(
        "change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source", AutoString(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("observed", UTCDateTime(), nullable=False),
        sa.Column("kind", AutoString(), nullable=False),
        sa.Column("before", sa.Integer(), nullable=True),
        sa.Column("after", sa.Integer(), nullable=True),
        sa.Column("differences", JSON, nullable=False),
        sa.Column("states", AutoString(), nullable=False),
        sa.Column("possibly_same", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["after"],
            ["listing.id"],
        ),
        sa.ForeignKeyConstraint(
            ["before"],
            ["listing.id"],
        ),
        sa.ForeignKeyConstraint(
            ["edition"],
            ["edition.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_change_edition", "change", ["edition"], unique=False)
    op.create_index("ix_change_source", "change", ["source"], unique=False)

    op.create_table(
        "listing_place",
        sa.Column("listing", sa.Integer(), nullable=False),
        sa.Column("geoid", AutoString(), nullable=False),
        sa.Column("candidate", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["geoid"],
            ["place.geoid"],
        ),
        sa.ForeignKeyConstraint(
            ["listing"],
            ["listing.id"],
        ),
        sa.PrimaryKeyConstraint("listing", "geoid"),
    )
    op.create_index(
        "ix_listing_place_geoid", "listing_place", ["geoid", "candidate", "listing"], unique=False
    )

    op.create_table(
        "change_place",
        sa.Column("geoid", AutoString(), nullable=False),
        sa.Column("change", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["change"],
            ["change.id"],
        ),
        sa.PrimaryKeyConstraint("geoid", "change"),
    )
    op.create_table(
        "delivery",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", AutoString(), nullable=False),
        sa.Column("team", AutoString(), nullable=False),
        sa.Column("channel", AutoString(), nullable=False),
        sa.Column("what", AutoString(), nullable=False),
        sa.Column("part", AutoString(), nullable=False),
        sa.Column("parent", sa.Integer(), nullable=True),
        sa.Column("subscription", sa.Integer(), nullable=True),
        sa.Column("edition", sa.Integer(), nullable=True),
        sa.Column("change", sa.Integer(), nullable=True),
        sa.Column("payload", JSON, nullable=False),
        sa.Column("status", AutoString(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("repeat", sa.Boolean(), nullable=False),
        sa.Column("created", UTCDateTime(), nullable=False),
        sa.Column("not_before", UTCDateTime(), nullable=False),
        sa.Column("claimed", UTCDateTime(), nullable=True),
        sa.Column("sent", UTCDateTime(), nullable=True),
        sa.Column("ts", AutoString(), nullable=False),
        sa.Column("error", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(
            ["change"],
            ["change.id"],
        ),
        sa.ForeignKeyConstraint(
            ["edition"],
            ["edition.id"],
        ),
        sa.ForeignKeyConstraint(
            ["parent"],
            ["delivery.id"],
        ),
        sa.ForeignKeyConstraint(
            ["subscription"],
            ["subscription.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key"),
    )
    op.create_index("ix_delivery_due", "delivery", ["status", "not_before"], unique=False)
    op.create_index("ix_delivery_channel", "delivery", ["channel", "sent"], unique=False)


def downgrade() -> None:
    """Undo."""
    for table in reversed(TABLES):
        op.drop_table(table)
