"""Makes the font that pictures are set in, and pictures that tests and people look at."""
