"""Two writers on one PostgreSQL database, brought to the same point at the same moment."""
