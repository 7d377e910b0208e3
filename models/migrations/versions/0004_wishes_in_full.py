"""Subscriptions with places, terms and digests; who did what, who was told what, what people say."""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    """Apply; what channels heard of, they hear of as before."""
    _extend_subscriptions()
    _add_people()
    _add_ledgers()


def _extend_subscriptions() -> None:
    with _table_made_anew(), op.batch_alter_table("subscription", naming_convention=_NAMED) as table:
        table.add_column(sa.Column("place", AutoString(), nullable=False, server_default=""))
        table.add_column(sa.Column("terms", JSON, nullable=False, server_default="{}"))
        table.add_column(sa.Column("muted_until", UTCDateTime(), nullable=True))
        table.add_column(sa.Column("digest_due", UTCDateTime(), nullable=True))
        table.add_column(sa.Column("digested", UTCDateTime(), nullable=True))
        table.drop_constraint(_ONE_STATE, type_="unique")
        table.create_unique_constraint("subscription_of_channel", ["team", "channel", "state", "place"])
        table.create_index("ix_subscription_digest_due", ["digest_due"])


@contextmanager
def _table_made_anew() -> Iterator[None]:
    """Let go of what refers to subscriptions: SQLite changes a constraint by copying the table."""
    op.execute("CREATE TEMPORARY TABLE owed AS SELECT id, subscription FROM delivery WHERE subscription > 0")
    op.execute("UPDATE delivery SET subscription = NULL")
    yield
    owed = "SELECT owed.subscription FROM owed WHERE owed.id = delivery.id"
    op.execute(f"UPDATE delivery SET subscription = ({owed})")  # noqa: S608 - made of constants
    op.execute("DROP TABLE owed")


_ONE_STATE = "subscription_team_channel_state_key"
"""As PostgreSQL names it; SQLite gives it no name, so the convention does."""
_NAMED = {"uq": "%(table_name)s_%(column_0_N_name)s_key"}


def _add_people() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), primary_key=True),
        *_said("team", "channel", "state", "place", "what", "by", "detail"),
        sa.Column("at", UTCDateTime(), nullable=False),
    )
    op.create_index("ix_audit_channel", "audit", ["team", "channel", "id"], unique=False)
    op.create_table(
        "remark",
        sa.Column("id", sa.Integer(), primary_key=True),
        *_said("team", "channel", "person", "about", "shown", "words"),
        sa.Column("at", UTCDateTime(), nullable=False),
    )
    op.create_table(
        "public_note",
        sa.Column("id", sa.Integer(), primary_key=True),
        *_said("source", "text", "citation", "by"),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("geoid", AutoString(), nullable=True),
        sa.Column("at", UTCDateTime(), nullable=False),
    )
    op.create_index("ix_public_note_key", "public_note", ["key"], unique=False)
    op.create_index("ix_public_note_geoid", "public_note", ["geoid"], unique=False)


def _add_ledgers() -> None:
    op.create_table(
        "telling",
        sa.Column("delivery", sa.Integer(), sa.ForeignKey("delivery.id"), primary_key=True),
        sa.Column("change", sa.Integer(), sa.ForeignKey("change.id"), primary_key=True),
    )
    op.create_index("ix_telling_change", "telling", ["change"], unique=False)
    op.add_column("delivery", sa.Column("thread", AutoString(), nullable=False, server_default=""))
    for side in ("before", "after"):
        op.create_index(f"ix_change_{side}", "change", [side], unique=False)
    op.create_table(
        "check_hour",
        sa.Column("source", AutoString(), primary_key=True),
        sa.Column("hour", UTCDateTime(), primary_key=True),
        sa.Column("checks", sa.Integer(), nullable=False),
        sa.Column("successes", sa.Integer(), nullable=False),
    )


def _said(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, AutoString(), nullable=False) for name in names]


def downgrade() -> None:
    """Undo; subscriptions to single places end."""
    for side in ("before", "after"):
        op.drop_index(f"ix_change_{side}", "change")
    for name in ("check_hour", "telling", "public_note", "remark", "audit"):
        op.drop_table(name)
    op.drop_column("delivery", "thread")
    op.execute(
        "UPDATE delivery SET subscription = NULL WHERE subscription IN "
        "(SELECT id FROM subscription WHERE place <> '')"
    )
    op.execute("DELETE FROM subscription WHERE place <> ''")
    with _table_made_anew(), op.batch_alter_table("subscription") as table:
        table.drop_index("ix_subscription_digest_due")
        table.drop_constraint("subscription_of_channel", type_="unique")
        table.create_unique_constraint(_ONE_STATE, ["team", "channel", "state"])
        for name in ("digested", "digest_due", "muted_until", "terms", "place"):
            table.drop_column(name)
