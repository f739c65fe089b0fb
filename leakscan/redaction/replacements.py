"""What stands in the copy instead of a value: a mask, or a pseudonym.

All replacements are ASCII, without a quote, a delimiter or a line end, so that they fit any
format and any encoding.
"""

import re
from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from leakscan.evidence.keyed import Fingerprinter
from leakscan.raw.chunk import Offsets
from leakscan.redaction import batches, fictions
from leakscan.redaction.batches import Bytes, Numbers
from leakscan.redaction.spans import Spans

Texts = npt.NDArray[np.object_]
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
        masked = self._masker.replace(data, spans)
        # Objects: whole columns of texts are put into an array at once.
        texts = np.array([*masked, None], np.object_)[:-1]
        signs = np.frombuffer(data, np.uint8)
        for rule in np.unique(spans.rule).tolist():
            category = self._categories[rule]
            if category not in fictions.BY_CATEGORY:
                continue
            rows = np.flatnonzero(spans.rule == rule)
            left = self._by_form(category, signs, spans, rows, texts)
            self._one_by_one(category, data, spans, left, texts)
        replaced: list[bytes] = texts.tolist()
        for at in np.flatnonzero(spans.literal).tolist():
            # A word without quotes would be none of the format's: ``"nom": true``.
            if not _NUMBER.fullmatch(replaced[at]):
                replaced[at] = masked[at]
        return replaced

    def _by_form(
        self, category: str, data: Bytes, spans: Spans, rows: Offsets, texts: Texts
    ) -> Offsets:
        """Put pseudonyms into `texts` for the values of frequent forms; what rows are left."""
        fiction = batches.BY_CATEGORY.get(category)
        if fiction is None:
            return rows
        left = np.ones(rows.size, np.bool_)
        starts, ends = spans.start[rows], spans.end[rows]
        for group in batches.groups_of(data, starts, ends, fiction.signs):
            canonical = fiction.canonical(group)
            if canonical is None:
                continue
            left[group.rows] = False
            width = canonical.shape[1]
            begins = np.arange(len(canonical)) * width
            padded = np.append(canonical.ravel(), np.uint8(0))
            invented, known = fiction.invent(
                group, self._numbers(category, padded, begins, begins + width)
            )
            chosen = slice(None) if known is None else known
            written = np.ascontiguousarray(invented[chosen])
            # No pseudonym ends with a zero byte, which such an array would drop.
            texts[rows[group.rows][chosen]] = written.view(f"S{written.shape[1]}")[:, 0]
        return rows[left]

    def _one_by_one(
        self, category: str, data: bytes, spans: Spans, rows: Offsets, texts: Texts
    ) -> None:
        starts, ends = spans.start[rows].tolist(), spans.end[rows].tolist()
        values = [data[start:end] for start, end in zip(starts, ends, strict=True)]
        invented = self._invented(category, values)
        found = np.array([*map(invented.__getitem__, values), None], np.object_)[:-1]
        known = found != None  # noqa: E711 -- compared element by element
        texts[rows[known]] = found[known]

    def _invented(self, category: str, values: list[bytes]) -> dict[bytes, bytes | None]:
        """The pseudonym of each value; those of a chunk are found again in the next ones."""
        known = self._known.setdefault(category, {})
        if len(known) > _REMEMBERED:
            known.clear()
        fiction = fictions.BY_CATEGORY[category]
        fresh = [value for value in set(values) if value not in known]
        canonical = [fiction.canonical(value) for value in fresh]
        sizes = np.array([len(value) for value in canonical], np.int64)
        ends = np.cumsum(sizes)
        joined = np.frombuffer(b"".join(canonical) + bytes(1), np.uint8)
        numbers = self._numbers(category, joined, ends - sizes, ends).tolist()
        for value, number in zip(fresh, numbers, strict=True):
            text = fiction.invent(value.decode(errors="replace"), number)
            known[value] = None if text is None else text.encode("ascii", "replace")
        return known

    def _numbers(self, category: str, data: Bytes, starts: Offsets, ends: Offsets) -> Numbers:
        """A secret number for each value; spellings of the same value have the same."""
        texts = self._fingerprinter.texts(data, starts, ends)
        return self._fingerprinter.numbers(f"pseudonym:{category}", texts)
