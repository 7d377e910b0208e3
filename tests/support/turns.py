"""How often the tests of faults are drawn: once, or as often as `make faults` asks for."""

import os

TURNS = int(os.environ.get("DESK_TEST_FAULTS", "1"))
