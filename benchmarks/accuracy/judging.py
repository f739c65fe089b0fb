"""Scans samples and compares what was found with what they are labelled with."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO

from benchmarks.accuracy.sample import Mark, Sample
from leakscan.detectors.engine import Detection, Detector
from leakscan.detectors.rules import load_rules
from leakscan.model.taxonomy import Assertion
from leakscan.raw.chunk import UNKNOWN_OFFSET, Chunk
from leakscan.readers.opening import ReadOptions, open_member

_ELEMENT_BYTES = 512


@dataclass(frozen=True, slots=True)
class Found:
    """A hit: its rule, its bytes in the file, its assertion status."""

    rule: str
    start: int
    end: int
    assertion: str


@dataclass(slots=True)
class Figures:
    """Counts for one rule: right, missed and false findings, and assertion status."""

    right: int = 0
    missed: int = 0
    false: int = 0
    stated: int = 0
    stated_right: int = 0

    def add(self, other: "Figures") -> None:
        """Add another's counts to these."""
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    @property
    def recall(self) -> float:
        """Share of what is there that is found."""
        there = self.right + self.missed
        return self.right / there if there else 1.0

    @property
    def precision(self) -> float:
        """Share of what is found that is there."""
        found = self.right + self.false
        return self.right / found if found else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of recall and precision."""
        both = self.recall + self.precision
        return 2 * self.recall * self.precision / both if both else 0.0

    @property
    def assertion_accuracy(self) -> float:
        """Share of the found statements whose status is right."""
        return self.stated_right / self.stated if self.stated else 1.0


@dataclass(slots=True)
class Verdict:
    """What is wrong in one sample, for whoever looks into it."""

    sample: Sample
    figures: dict[str, Figures] = field(default_factory=lambda: defaultdict(Figures))
    missed: list[Mark] = field(default_factory=list)
    misstated: list[tuple[Mark, str]] = field(default_factory=list)
    false: list[Found] = field(default_factory=list)


@cache
def detector(engine: str = "portable") -> Detector:
    """The detector with the built-in rules."""
    return Detector(load_rules(), engine)


def found_in(sample: Sample, engine: str = "portable") -> list[Found]:
    """All hits in a sample, at their bytes in the file."""
    scanner = detector(engine)
    ids = [rule.info.id for rule in scanner.rules.rules]
    reading = open_member(BytesIO(sample.data), sample.name, ReadOptions())
    member = scanner.member()
    found: list[Found] = []
    for chunk in reading.chunks():
        if isinstance(chunk, Chunk):
            for piece, detection in member.detections(chunk):
                found += _found_in_chunk(piece, detection, ids)
    return found


def _found_in_chunk(chunk: Chunk, detection: Detection, ids: list[str]) -> Iterator[Found]:
    hits = detection.hits
    if hits is not None:
        rows = zip(
            hits.rule.tolist(),
            hits.start.tolist(),
            hits.end.tolist(),
            hits.assertion.tolist(),
            strict=True,
        )
        for rule, start, end, assertion in rows:
            yield Found(ids[rule], *_original(chunk, start, end), _status(assertion))
    for column in detection.cells:
        negated = [False] * column.start.size if column.negated is None else column.negated
        rows = zip(column.start.tolist(), column.end.tolist(), negated, strict=True)
        for start, end, denied in rows:
            status = Assertion.NEGATED if denied else Assertion.AFFIRMED
            yield Found(ids[column.rule], *_original(chunk, start, end), _status(status))


def _original(chunk: Chunk, start: int, end: int) -> tuple[int, int]:
    first, last = chunk.original(start), chunk.original(end)
    if first == UNKNOWN_OFFSET:
        return first, first
    # A reader that takes text out of markup tells where the element starts, not the word.
    return first, last if last > first else first + _ELEMENT_BYTES


def _status(assertion: int) -> str:
    return Assertion(assertion).name.lower()


def judge(sample: Sample, engine: str = "portable") -> Verdict:
    """Compare what leakscan finds in a sample with its marks."""
    return compare(sample, found_in(sample, engine))


def compare(sample: Sample, found: Iterable[Found]) -> Verdict:
    """Compare what anybody found in a sample with its marks."""
    verdict = Verdict(sample)
    by_rule: dict[str, list[Found]] = defaultdict(list)
    for hit in found:
        by_rule[hit.rule].append(hit)
    marks_of: dict[str, list[Mark]] = defaultdict(list)
    for mark in sample.marks:
        marks_of[mark.rule].append(mark)
    for rule in by_rule.keys() | marks_of.keys():
        if sample.judged is None or rule in sample.judged:
            _judge_rule(verdict, rule, marks_of[rule], by_rule[rule])
    return verdict


def _judge_rule(verdict: Verdict, rule: str, marks: list[Mark], hits: list[Found]) -> None:
    figures = verdict.figures[rule]
    if hits and all(hit.start == UNKNOWN_OFFSET for hit in hits):
        _judge_counts(verdict, figures, marks, hits)
        return
    explained: set[int] = set()
    hits.sort(key=lambda hit: hit.start)
    first = 0
    for mark in sorted(marks, key=lambda mark: mark.start):
        while first < len(hits) and hits[first].end <= mark.start - 512:
            first += 1
        touching = []
        for number in range(first, len(hits)):
            if hits[number].start >= mark.end:
                break
            if hits[number].end > mark.start:
                touching.append(number)
        explained.update(touching)
        _count_mark(verdict, figures, mark, [hits[number] for number in touching])
    for number, hit in enumerate(hits):
        if number not in explained:
            figures.false += 1
            verdict.false.append(hit)


def _judge_counts(verdict: Verdict, figures: Figures, marks: list[Mark], hits: list[Found]) -> None:
    """Of text that has no place in its file, how many there are must do."""
    required = [mark for mark in marks if mark.required]
    figures.right += min(len(required), len(hits))
    verdict.missed += required[len(hits) :]
    figures.missed += len(required[len(hits) :])
    verdict.false += hits[len(marks) :]
    figures.false += len(hits[len(marks) :])


def _count_mark(verdict: Verdict, figures: Figures, mark: Mark, touching: list[Found]) -> None:
    if not mark.required:
        return
    if not touching:
        figures.missed += 1
        verdict.missed.append(mark)
        return
    figures.right += 1
    if mark.assertion is not None:
        figures.stated += 1
        if any(hit.assertion == mark.assertion for hit in touching):
            figures.stated_right += 1
        else:
            verdict.misstated.append((mark, touching[0].assertion))


def measure(
    samples: Iterable[Sample], engine: str = "portable"
) -> tuple[dict[tuple[str, str], Figures], list[Verdict]]:
    """Figures by (kind, rule) over samples, and the verdicts in which something is wrong."""
    total: dict[tuple[str, str], Figures] = defaultdict(Figures)
    wrong: list[Verdict] = []
    for sample in samples:
        verdict = judge(sample, engine)
        for rule, figures in verdict.figures.items():
            total[sample.kind, rule].add(figures)
        if verdict.missed or verdict.false or verdict.misstated:
            wrong.append(verdict)
    return total, wrong
