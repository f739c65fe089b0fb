"""A fuzz campaign: ``python -m tests.fuzz --samples 20000 --seed 7``.

Prints what must not happen and how to see it again: ``--seed 7 --first N --samples 1``. Exits with
1 when there is anything. ``--cuts`` cuts every small golden file at every byte instead.
"""

import argparse
import sys
import time

from tests.fuzz.campaign import campaign, cuts, drawn


def main() -> None:
    """Run a campaign and say how it went."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--samples", type=int, default=2000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cuts", action="store_true")
    arguments = parser.parse_args()
    if arguments.cuts:
        cases = cuts()
        numbers, case_of = range(len(cases)), cases.__getitem__
    else:
        numbers = range(arguments.first, arguments.first + arguments.samples)
        case_of = drawn(arguments.seed)
    began, troubles = time.monotonic(), 0
    for trouble in campaign(numbers, case_of, tell=_told(len(numbers))):
        troubles += 1
        print(f"{trouble.number}: {trouble.made}: {trouble.what}", flush=True)
    print(f"{len(numbers)} cases, {troubles} troubles, {time.monotonic() - began:.0f} s")
    sys.exit(bool(troubles))


def _told(count: int):  # noqa: ANN202 - a callback
    def tell(number: int) -> None:
        if sys.stderr.isatty() and number % 100 == 0:
            print(f"\r{number} of {count}", end="", file=sys.stderr)

    return tell


if __name__ == "__main__":
    main()
