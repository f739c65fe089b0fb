"""Copies one member: reads it as a scan does, and writes it with other bytes for what is found.

One pass, in the memory of a scan: what was read stays on a tape until its chunk is examined.
"""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

import numpy as np

from leakscan.detectors.engine import Detection, Detector
from leakscan.detectors.rules import RuleSet
from leakscan.detectors.votes import NO_RULE
from leakscan.evidence.keyed import Fingerprinter
from leakscan.model.coverage import Gap, GapReason
from leakscan.model.errors import ReadError
from leakscan.raw.chunk import Chunk, Offsets
from leakscan.raw.places import all_of
from leakscan.readers.budget import Budget
from leakscan.readers.expansion import BoundedExpansion
from leakscan.readers.feed import ByteFeed
from leakscan.readers.opening import ByteStream, Reading, ReadOptions, bare_name, open_member
from leakscan.readers.plain_formats import compression_of
from leakscan.redaction.columns import dropped_spans
from leakscan.redaction.replacements import Masker, Pseudonymiser, Replacer
from leakscan.redaction.spans import Spans, find_spans
from leakscan.redaction.tape import Tape

FORMATS = {"text": "", "delimited": "", "sql": "NULL", "json": "null"}
"""Formats that can be copied, with their word for nothing."""
_INEXACT = ("not valid in", "do not look like")
"""Said in a gap when bytes were replaced while decoding: places are no longer certain."""


class Mode(StrEnum):
    """What stands instead of a value."""

    MASK = "mask"
    PSEUDONYM = "pseudonym"
    DROP_COLUMN = "drop-column"


class Sink(Protocol):
    """Where the copy goes."""

    def write(self, data: bytes, /) -> object:
        """Write all of it."""
        ...


@dataclass(slots=True, kw_only=True)
class Redaction:
    """What was done.

    Attributes:
        formats: Of the input, outermost first.
        encoding: Of its text.
        replaced: Spans replaced, by rule index.
        dropped: Names of the columns that were dropped, as reports call them.
        gaps: What was not examined, so not redacted either.
        members: Parts that stand encoded in the text (base64…) and were copied as they are.
        bytes: Of the copy.
    """

    formats: list[str] = field(default_factory=list)
    encoding: str | None = None
    replaced: Counter[int] = field(default_factory=Counter)
    dropped: list[str] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    members: int = 0
    bytes: int = 0


class Redactor:
    """Copies members in one mode.

    Args:
        rules: What is looked for.
        options: Limits and overrides of the readers.
        mode: What stands instead of a value.
        key: Makes pseudonyms the same as in other runs; None for a key that dies.
        engine: ``hyperscan`` or ``portable``.
    """

    def __init__(
        self, rules: RuleSet, options: ReadOptions, mode: Mode, key: bytes | None, *, engine: str
    ) -> None:
        self._detector = Detector(rules, engine)
        self._options = options
        self._mode = mode
        self._fingerprinter = Fingerprinter(key)

    def copy(self, stream: ByteStream, name: str, sink: Sink) -> Redaction:
        """Write a redacted copy of a member.

        Args:
            stream: Its bytes; compression around them is undone.
            name: A hint of what it is.
            sink: Takes the copy.

        Raises:
            ReadError: Its format cannot be copied, or it cannot be read to its end: what the
                sink has by then is no copy.
        """
        done = Redaction()
        feed, layers = self._unwrapped(stream, done)
        tape = Tape(feed.read)
        reading = open_member(tape, bare_name(name), self._options)
        done.formats = [*layers, *reading.formats]
        kind = reading.formats[-1]
        if kind != "empty":
            if kind not in FORMATS or len(reading.formats) > 1:
                raise ReadError(
                    GapReason.UNSUPPORTED, f"{kind} cannot be redacted, only {', '.join(FORMATS)}"
                )
            copy = _Copy(self._detector, reading, tape, sink, done)
            copy.run(self._replacer(kind), drop=self._mode is Mode.DROP_COLUMN)
        done.encoding = reading.encoding
        done.gaps += reading.gaps
        return done

    def _replacer(self, kind: str) -> Replacer:
        masker = Masker(FORMATS[kind] or "")
        if self._mode is not Mode.PSEUDONYM:
            return masker
        categories = [rule.info.category for rule in self._detector.rules.rules]
        return Pseudonymiser(categories, self._fingerprinter, masker)

    def _unwrapped(self, stream: ByteStream, done: Redaction) -> tuple[ByteFeed, list[str]]:
        """The content without the compression around it, and what that is."""
        budget = Budget(self._options)
        feed = ByteFeed(stream.read, done.gaps, budget=budget, count=budget.add_stored)
        layers: list[str] = []
        while len(layers) < self._options.max_depth:
            found = compression_of(feed.peek(512))
            if found is None:
                break
            layers.append(found.info.name)
            inner = BoundedExpansion(found.open(feed), self._options.max_ratio)
            feed = ByteFeed(inner.read, done.gaps, budget=budget, count=budget.add_made)
        return feed, layers


class _Copy:
    """One copy being written."""

    def __init__(
        self,
        detector: Detector,
        reading: Reading,
        tape: Tape,
        sink: Sink,
        done: Redaction,
    ) -> None:
        self._member = detector.member()
        self._reading, self._tape, self._sink, self._done = reading, tape, sink, done
        self._kind = reading.formats[-1]

    def run(self, replacer: Replacer, *, drop: bool) -> None:
        """Write the copy; `drop` columns where rows are lines of fields."""
        drop = drop and self._kind == "delimited"
        for chunk in self._reading.items():
            if not isinstance(chunk, Chunk):
                self._done.members += 1
                continue
            for piece, detection in self._member.detections(chunk):
                self._write(piece, detection, replacer, drop=drop)
            self._check()
        self._check()
        self._put(self._tape.rest())

    def _write(self, chunk: Chunk, detection: Detection, replacer: Replacer, *, drop: bool) -> None:
        spans = find_spans(chunk, detection, literals=bool(FORMATS[self._kind]))
        self._done.replaced.update(Counter(spans.rule.tolist()))
        texts = self._encoded(replacer.replace(chunk.data, spans))
        start, end = spans.start, spans.end
        if drop and detection.profile is not None and chunk.fields is not None:
            start, end, texts = self._dropped(chunk, detection, spans, texts)
        # The last offset is where the chunk ends: everything before it can be written.
        edges = all_of(chunk.original, np.concatenate([start, [chunk.end]]))
        ends = all_of(chunk.original, end)
        if edges.min(initial=0) < 0:
            raise ReadError(GapReason.UNSUPPORTED, "its text does not stand in it byte for byte")
        if texts:
            self._put(b"".join(self._pieces(edges[:-1], ends, texts)))
        self._put(self._tape.take(int(edges[-1])))

    def _pieces(self, starts: Offsets, ends: Offsets, texts: list[bytes]) -> list[bytes]:
        """What was read up to the last span, with `texts` in place of the spans."""
        first = self._tape.position
        held = self._tape.take(int(ends.max()))
        # What a chunk before already replaced up to is not written again.
        ends = np.maximum.accumulate(np.maximum(ends - first, 0))
        starts = np.maximum(starts - first, np.concatenate([[0], ends[:-1]]))
        pieces = [b""] * (2 * len(texts))
        kept = zip([0, *ends[:-1].tolist()], starts.tolist(), strict=True)
        pieces[::2] = [held[low:high] for low, high in kept]
        pieces[1::2] = texts
        return pieces

    def _dropped(
        self, chunk: Chunk, detection: Detection, spans: Spans, texts: list[bytes]
    ) -> tuple[Offsets, Offsets, list[bytes]]:
        """The spans with those of dropped columns, which take all they hold with them."""
        profile = detection.profile
        assert profile is not None
        gone = profile.rule != NO_RULE
        if gone.any() and not self._done.dropped:
            self._done.dropped = [
                name for name, is_gone in zip(profile.names, gone.tolist(), strict=False) if is_gone
            ]
        low, high = dropped_spans(chunk, gone)
        inside = np.zeros(len(spans), np.bool_)
        if low.size:
            at = np.searchsorted(low, spans.start, side="right") - 1
            inside = (at >= 0) & (spans.start < high[np.maximum(at, 0)])
        kept = np.flatnonzero(~inside)
        start = np.concatenate([low, spans.start[kept]])
        end = np.concatenate([high, spans.end[kept]])
        replaced = [b""] * low.size + [texts[number] for number in kept.tolist()]
        order = np.argsort(start, kind="stable")
        return start[order], end[order], [replaced[number] for number in order.tolist()]

    def _encoded(self, texts: list[bytes]) -> list[bytes]:
        """ASCII texts in the encoding of the member."""
        encoding = self._reading.encoding or "ascii"
        codec = _MARKLESS.get(encoding, encoding)
        try:
            if "0aZ".encode(codec) == b"0aZ":
                return texts
        except LookupError:
            # A name of ours for a mixture, all of it alike in ASCII.
            return texts
        return [text.decode("ascii").encode(codec) for text in texts]

    def _put(self, data: bytes) -> None:
        self._sink.write(data)
        self._done.bytes += len(data)

    def _check(self) -> None:
        """Stop where decoding replaced bytes: what follows would be cut at the wrong places."""
        for gap in self._reading.gaps:
            if any(words in gap.where for words in _INEXACT):
                raise ReadError(gap.reason, f"{gap.where}: give the right --encoding")


_MARKLESS = {"utf-8-sig": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}
"""Codecs that would write a mark at the beginning of every replacement."""
