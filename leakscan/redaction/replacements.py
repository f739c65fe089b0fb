"""What stands in the copy instead of a value: a mask, or a pseudonym.

All replacements are ASCII, without a quote, a delimiter or a line end, so that they fit any
format and any encoding.
"""

import re
from collections.abc import Sequence
from typing import Protocol

import numpy as np

from leakscan.evidence.keyed import Fingerprinter
from leakscan.redaction import fictions
from leakscan.redaction.spans import Spans

MASK = b"XXX"
"""One of the placeholders that scans pass over; shorter values get as many letters as they had."""
_REMEMBERED = 50_000
"""Values of a category whose pseudonyms are remembered."""
_NUMBER = re.compile(rb"-?\d[\d.eE+-]*")


class Replacer(Protocol):
    """Says what stands instead of each span, in ASCII."""

    def replace(self, data: bytes, spans: Spans) -> list[bytes]:
        """The replacement of each span of a text."""
        ...


class Masker:
    """The same token instead of every value.

    Args:
        null: The word for nothing in the format's language; stands for what was no number.
    """

    def __init__(self, null: str) -> None:
        self._null = null.encode("ascii")

    def replace(self, data: bytes, spans: Spans) -> list[bytes]:
        """The replacement of each span of a text."""
        texts = [MASK] * len(spans)
        sizes = spans.end - spans.start
        for at in np.flatnonzero(sizes < len(MASK)).tolist():
            texts[at] = MASK[: sizes[at]]
        for at in np.flatnonzero(spans.literal).tolist():
            value = data[spans.start[at] : spans.end[at]]
            texts[at] = b"0" if _NUMBER.fullmatch(value) else self._null
        return texts


class Pseudonymiser:
    """A fictitious value of the same kind instead of each identifier, the same for the same.

    What is no identifier (results, diagnoses, passwords) is masked.

    Args:
        categories: Of each rule, by index.
        fingerprinter: Under the key that makes pseudonyms the same across files.
        masker: For everything else.
    """

    def __init__(
        self, categories: Sequence[str], fingerprinter: Fingerprinter, masker: Masker
    ) -> None:
        self._categories = categories
        self._fingerprinter = fingerprinter
        self._masker = masker
        self._known: dict[str, dict[bytes, bytes | None]] = {}

    def __repr__(self) -> str:
        return "Pseudonymiser()"

    def replace(self, data: bytes, spans: Spans) -> list[bytes]:
        """The replacement of each span of a text."""
        texts = self._masker.replace(data, spans)
        starts, ends = spans.start.tolist(), spans.end.tolist()
        for rule in np.unique(spans.rule).tolist():
            category = self._categories[rule]
            if category not in fictions.BY_CATEGORY:
                continue
            rows = np.flatnonzero(spans.rule == rule).tolist()
            values = [data[starts[at] : ends[at]] for at in rows]
            invented = self._invented(category, values)
            for at, value in zip(rows, values, strict=True):
                text = invented[value]
                if text is not None:
                    texts[at] = text
        return texts

    def _invented(self, category: str, values: list[bytes]) -> dict[bytes, bytes | None]:
        """The pseudonym of each value; those of a chunk are found again in the next ones."""
        known = self._known.setdefault(category, {})
        if len(known) > _REMEMBERED:
            known.clear()
        fiction = fictions.BY_CATEGORY[category]
        fresh = [value for value in set(values) if value not in known]
        numbers = self._numbers(category, [fiction.canonical(value) for value in fresh])
        for value, number in zip(fresh, numbers, strict=True):
            text = fiction.invent(value.decode(errors="replace"), number)
            known[value] = None if text is None else text.encode("ascii", "replace")
        return known

    def _numbers(self, category: str, values: list[bytes]) -> list[int]:
        """A secret number for each value; spellings of the same value have the same."""
        sizes = np.array([len(value) for value in values], np.int64)
        ends = np.cumsum(sizes)
        data = np.frombuffer(b"".join(values) + bytes(1), np.uint8)
        texts = self._fingerprinter.texts(data, ends - sizes, ends)
        return self._fingerprinter.numbers(f"pseudonym:{category}", texts).tolist()
