"""Marks of rows and events, columns of editions; publishers' errata and scouts' leads."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    """Apply; editions and rows from before have no marks."""
    op.add_column("edition", sa.Column("columns", JSON, nullable=False, server_default="[]"))
    op.add_column("edition", sa.Column("fills", JSON, nullable=False, server_default="{}"))
    op.add_column("edition", sa.Column("capture", AutoString(), nullable=False, server_default=""))
    op.add_column("source", sa.Column("announced", JSON, nullable=False, server_default="[]"))
    op.add_column("source", sa.Column("said", JSON, nullable=False, server_default="[]"))
    op.add_column("listing", sa.Column("scope", AutoString(), nullable=False, server_default=""))
    op.create_index("ix_listing_resolver", "listing", ["resolver"], unique=False)
    op.add_column("listing", sa.Column("check_first", AutoString(), nullable=False, server_default=""))
    op.add_column("change", sa.Column("late", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "erratum",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", AutoString(), nullable=False),
        sa.Column("source", AutoString(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=True),
        sa.Column("address", AutoString(), nullable=False),
        sa.Column("observed", UTCDateTime(), nullable=False),
        sa.Column("period_first", sa.Date(), nullable=True),
        sa.Column("period_last", sa.Date(), nullable=True),
        sa.Column("name", AutoString(), nullable=False),
        sa.Column("state", AutoString(), nullable=False),
        sa.Column("geoid", AutoString(), nullable=True),
        sa.Column("sentence", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(["edition"], ["edition.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key"),
    )
    op.create_index("ix_erratum_source", "erratum", ["source"], unique=False)
    op.create_index("ix_erratum_geoid", "erratum", ["geoid"], unique=False)
    op.create_table(
        "lead",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scout", AutoString(), nullable=False),
        sa.Column("address", AutoString(), nullable=False),
        sa.Column("title", AutoString(), nullable=False),
        sa.Column("published", UTCDateTime(), nullable=True),
        sa.Column("observed", UTCDateTime(), nullable=False),
        sa.Column("words", JSON, nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("address"),
    )
    op.create_index("ix_lead_scout", "lead", ["scout"], unique=False)


def downgrade() -> None:
    """Undo."""
    op.drop_table("lead")
    op.drop_table("erratum")
    op.drop_column("change", "late")
    op.drop_column("listing", "check_first")
    op.drop_index("ix_listing_resolver", "listing")
    op.drop_column("listing", "scope")
    op.drop_column("source", "said")
    op.drop_column("source", "announced")
    op.drop_column("edition", "capture")
    op.drop_column("edition", "fills")
    op.drop_column("edition", "columns")
