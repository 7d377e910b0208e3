"""What a database holds outlives a migration, and its undoing."""

from alembic import command
from sqlalchemy import text

from models.schema import alembic_config
from models.store import open_engine

_WISH = text(
    "INSERT INTO subscription (id, team, channel, state, created, created_by, paused) "
    "VALUES (1, 'T1', 'C1', 'MA', '2026-11-02 15:00:00', 'U1', '')"
)
_OWED = text(
    "INSERT INTO delivery (id, key, team, channel, what, part, subscription, payload, status, attempts, "
    "repeat, created, not_before, ts, error) VALUES (1, 'k', 'T1', 'C1', 'notice', 'message', 1, '{}', "
    "'pending', 0, false, '2026-11-02 15:00:00', '2026-11-02 15:00:00', '', '')"
)


def test_wishes_and_what_they_are_owed_outlive_their_new_columns(empty_database: str) -> None:
    """A channel that heard of a state before hears of it after, and what waits for it still waits."""
    engine = open_engine(empty_database, threads=2)
    with engine.execution_options(write=True).begin() as connection:
        config = alembic_config(connection)
        command.upgrade(config, "0003")
        connection.execute(_WISH)
        connection.execute(_OWED)
    for version in ("0004", "0003", "0004"):
        with engine.execution_options(write=True).begin() as connection:
            config = alembic_config(connection)
            (command.upgrade if version == "0004" else command.downgrade)(config, version)
            joined = text(
                "SELECT subscription.state FROM delivery JOIN subscription ON subscription.id = "
                "delivery.subscription"
            )
            assert connection.execute(joined).scalars().all() == ["MA"]
    engine.dispose()
