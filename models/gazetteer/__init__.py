"""Places of the United States by GEOID: the data, and the scripts that made it (see README.md)."""
