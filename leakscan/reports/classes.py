"""Classes of numbers for the shareable profile: nothing under 11 can be told."""

from bisect import bisect_right

CLASS_FLOORS = (0, 1, 11, 51, 301, 5001, 50_001, 500_001, 5_000_001)
"""CNIL's brackets without the one below 11, continued by powers of ten."""
SMALL_CELL = 11


def class_floor(number: int) -> int:
    """The lower bound of the class that a number falls into."""
    return CLASS_FLOORS[bisect_right(CLASS_FLOORS, max(number, 0)) - 1]


def class_ceiling(floor: int) -> int | None:
    """The highest number of the class with that lower bound, None for the last class."""
    index = bisect_right(CLASS_FLOORS, floor)
    return CLASS_FLOORS[index] - 1 if index < len(CLASS_FLOORS) else None
