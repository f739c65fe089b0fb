"""The labelled corpora by name: functions of a seed and a scale that give samples."""

from collections.abc import Callable, Iterator

from benchmarks.accuracy import exports, identifiers, letters, negatives, notes, tables, voices
from benchmarks.accuracy.sample import Sample

CORPORA: dict[str, Callable[[int, float], Iterator[Sample]]] = {
    "exports": exports.samples,
    "identifiers": identifiers.samples,
    "letters": letters.samples,
    "negatives": negatives.samples,
    "notes": notes.samples,
    "tables": tables.samples,
    "voices": voices.samples,
}
