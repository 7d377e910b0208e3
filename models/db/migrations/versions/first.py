"""The one schema until the first tag: just the tables of `fact_tables.py` and `newsroom_tables.py`.

It is edited in place, there, and its revision is the digest of what it makes. At the first tag it is
frozen: its statements are written out here, below a fixed revision, and what is altered later is a revision
of its own.
"""

from alembic import op

from models.db.schema import TABLES, schema_digest

revision = schema_digest()
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    TABLES.create_all(op.get_bind(), checkfirst=False)


def downgrade() -> None:
    """Undo."""
    TABLES.drop_all(op.get_bind())
