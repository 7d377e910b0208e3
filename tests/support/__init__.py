"""What tests share: a clock, database servers and databases, a browser."""
