"""`python -m tests.architecture`: prints the table of figures; exits 1 when one is worse than its limit."""

import sys

if __name__ == "__main__":
    # The child that reads documents imports this module first.
    from tests.architecture.figures import main

    sys.exit(main())
