"""`make bench`: one table, each row against a peer in the same run."""

import sys

from tests.benchmarks import diffs
from tests.benchmarks.harness import Contest, measure


def main() -> int:
    """Print the table; return 1 when a promise isn't kept."""
    contests: list[Contest] = [*diffs.contests()]
    broken = 0
    print(f"{'what':54} {'ours':>10} {'peer':>10} {'times':>7} {'MB':>5} {'MB':>5}  promise")
    for contest in contests:
        ours, peer = measure(contest)
        if peer is None:
            print(f"{contest.title:54} {ours.seconds * 1000:8.1f}ms {'':10} {'':7} {ours.megabytes:5.0f}")
            continue
        if contest.same and ours.result != peer.result:
            sys.exit(f"{contest.title}: ours says {ours.result}, {contest.peer_name} {peer.result}")
        times = peer.seconds / ours.seconds
        kept = contest.floor is None or times >= contest.floor
        broken += not kept
        promise = f"{contest.peer_name}: at least {contest.floor}x{'' if kept else ' NOT KEPT'}"
        print(
            f"{contest.title:54} {ours.seconds * 1000:8.1f}ms {peer.seconds * 1000:8.1f}ms"
            f" {times:6.1f}x {ours.megabytes:5.0f} {peer.megabytes:5.0f}  {promise}"
        )
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
