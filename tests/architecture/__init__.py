"""The house rules that a program can check, and the table of figures that may not get worse."""
