"""Documents broken on purpose, from the examples of every source, by seeded mutation."""
