"""Seeded draws; only `random()` is used, whose stream is the same in every Python version."""

from random import Random
from typing import TypeVar

T = TypeVar("T")


def pick(options: tuple[T, ...], rng: Random) -> T:
    """One of the options."""
    return options[int(rng.random() * len(options))]


def chance(share: float, rng: Random) -> bool:
    """True in `share` (0 to 1) of the draws."""
    return rng.random() < share


def below(bound: int, rng: Random) -> int:
    """An integer from 0 to `bound` - 1."""
    return int(rng.random() * bound)
