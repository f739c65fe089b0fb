"""Copies a member that is text, byte for byte but for what is found in it.

One pass, in the memory of a scan: what was read stays on a tape until its chunk is examined.
"""

import numpy as np

from leakscan.detectors.engine import Detection, Detector
from leakscan.detectors.rule import NO_RULE
from leakscan.model.coverage import GapReason
from leakscan.model.errors import ReadError
from leakscan.raw.chunk import Chunk, Offsets
from leakscan.raw.places import all_of
from leakscan.readers.opening import Reading
from leakscan.redaction.columns import dropped_spans
from leakscan.redaction.outcome import Redaction
from leakscan.redaction.replacements import Replacer
from leakscan.redaction.sink import Sink
from leakscan.redaction.spans import Spans, find_spans
from leakscan.redaction.tape import Tape

FORMATS = dict.fromkeys(
    ("text", "labelled", "paired", "icalendar", "delimited", "aligned", "markdown"), ""
)
FORMATS |= {"sql": "NULL", "json": "null"}
"""Formats whose text can be copied, with their word for nothing."""
_INEXACT = ("not valid in", "do not look like")
"""Said in a gap when bytes were replaced while decoding: places are no longer certain."""


class TextCopy:
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
        self._done.replaced.update(spans.by_rule())
        texts = self._encoded(replacer.replace(chunk.data, spans))
        start, end = spans.start, spans.end
        table = chunk.table
        if drop and detection.profile is not None and table is not None and not table.turned:
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
