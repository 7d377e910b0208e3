"""`python -m tests.support`: bring what the tests need before the first of them is timed."""

import multiprocessing
import sys

from tests.support.browser import NoChromium, chromium
from tests.support.postgres import NoPostgres, binaries, server_given


def main() -> int:
    """Look for PostgreSQL and Chromium, install what can be; say what is missing and how to cure it."""
    try:
        multiprocessing.Semaphore()
    except OSError as error:
        print(
            f"Processes can't share locks here ({error.strerror}): tests that read documents will fail. "
            "Make /dev/shm writable: mount -t tmpfs -o mode=1777 tmpfs /dev/shm",
            file=sys.stderr,
        )
    try:
        postgres = server_given() or str(binaries())
        browser = chromium()
    except (NoPostgres, NoChromium) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"Testing with PostgreSQL of {postgres} and {browser}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
