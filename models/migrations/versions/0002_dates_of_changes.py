"""The day of an edition's changes, apart from the date that it prints."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply; editions from before are taken at their printed word."""
    op.add_column("edition", sa.Column("dated", sa.Date(), nullable=True))
    op.execute("UPDATE edition SET dated = published")


def downgrade() -> None:
    """Undo."""
    op.drop_column("edition", "dated")
