"""What is found in short texts that have nothing to do with each other, text by text."""

from collections.abc import Iterator, Sequence

from leakscan.detectors.engine import Detection, MemberDetector
from leakscan.raw.chunk import MAX_PROSE_RECORD_BYTES, Chunk
from leakscan.readers.texts import prose_of
from leakscan.redaction.replacements import Replacer
from leakscan.redaction.spans import find_spans

_CHUNK_BYTES = 512 * 1024

Found = tuple[int, int, int, bytes]
"""A span in a text's UTF-8 with the rule that found it and what is to stand there instead."""


def found_in(
    texts: Sequence[str], detector: MemberDetector, replacer: Replacer
) -> Iterator[tuple[int, list[Found]]]:
    """The texts in which something is found, by number, ascending, with the spans.

    Args:
        texts: Each below 64 KiB of UTF-8; each is a record.
        detector: Of the member they stand in.
        replacer: Says what stands instead.
    """
    numbers = [number for number, text in enumerate(texts) if text.strip()]
    assert all(len(texts[at]) < MAX_PROSE_RECORD_BYTES for at in numbers)
    first = 0
    for chunk in prose_of((texts[at] for at in numbers), chunk_bytes=_CHUNK_BYTES):
        for piece, detection in detector.detections(chunk):
            for at, found in _by_record(piece, detection, replacer).items():
                yield numbers[first + at], found
            first += piece.record_starts.size


def _by_record(chunk: Chunk, detection: Detection, replacer: Replacer) -> dict[int, list[Found]]:
    spans = find_spans(chunk, detection, literals=False)
    record = chunk.record_of(spans.start)
    begins = chunk.record_starts[record]
    rows = zip(
        record.tolist(),
        (spans.start - begins).tolist(),
        (spans.end - begins).tolist(),
        spans.rule.tolist(),
        replacer.replace(chunk.data, spans),
        strict=True,
    )
    found: dict[int, list[Found]] = {}
    for at, *span in rows:
        found.setdefault(at, []).append(tuple(span))
    return found
