"""Exports as organisations write them: laboratories, hospitals, pharmacies, insurers, town halls.

Each is imagined after the programs of one trade, with the spellings, the order, the dates and
the damage of its own; none is a variation of `tables.py`. What a perfect scanner finds is
marked by the generator that writes each cell.
"""

from collections.abc import Iterator
from random import Random

from benchmarks.accuracy.exports import (
    abbreviated,
    cards,
    care,
    exchanged,
    layouts,
    offices,
    positional,
    programmed,
    spelled,
    stacked,
    town,
)
from benchmarks.accuracy.exports.export import Export
from benchmarks.accuracy.sample import Sample

EXPORTS: tuple[Export, ...] = (
    *care.EXPORTS,
    *offices.EXPORTS,
    *town.EXPORTS,
    *abbreviated.EXPORTS,
    *spelled.EXPORTS,
    *stacked.EXPORTS,
    *programmed.EXPORTS,
    *exchanged.EXPORTS,
)


def samples(seed: int, scale: float = 1.0) -> Iterator[Sample]:
    """Every export, a few times over with other people in it."""
    rng = Random(f"exports:{seed}")
    for _ in range(round(2 * scale) or 1):
        for export in EXPORTS:
            yield export.sample(rng)
        for layout in (
            *layouts.LAYOUTS,
            *cards.CARDS,
            *stacked.LAYOUTS,
            *positional.LAYOUTS,
            *programmed.LAYOUTS,
            *exchanged.LAYOUTS,
        ):
            yield layout(rng)
