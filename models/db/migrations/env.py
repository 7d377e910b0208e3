"""Alembic's entry: runs the versions on the connection it is handed."""

from alembic import context

from models.db.schema import TABLES

connection = context.config.attributes.get("connection")
context.configure(connection=connection, target_metadata=TABLES, render_as_batch=True, compare_type=True)
with context.begin_transaction():
    context.run_migrations()
