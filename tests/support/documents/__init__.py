"""Documents as publishers put them out, typeset for tests."""
