"""What is found in short texts that have nothing to do with each other, text by text."""

from collections.abc import Iterator, Sequence

from leakscan.detectors.engine import Detection, MemberDetector
from leakscan.model.coverage import GapReason
from leakscan.model.errors import ReadError
from leakscan.raw.chunk import MAX_PROSE_RECORD_BYTES, Chunk
from leakscan.readers.texts import canonical, prose_of
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

    Raises:
        ReadError: TOO_LARGE, a text is longer: records would no longer be texts.
    """
    # A text that `prose_of` makes no record of must not be counted as one here.
    kept = [(number, text) for number, text in enumerate(texts) if canonical(text).strip()]
    if any(len(canonical(text)) >= MAX_PROSE_RECORD_BYTES for _, text in kept):
        raise ReadError(GapReason.TOO_LARGE, "a text beyond 64 KiB")
    numbers = [number for number, _ in kept]
    first = 0
    for chunk in prose_of((text for _, text in kept), chunk_bytes=_CHUNK_BYTES):
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
