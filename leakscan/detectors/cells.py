"""What the cells of a known column hold, decided on whole columns at a time.

A header says what a column is for; a cell counts when it is not empty, no placeholder, and of
the shape its rule needs (a date, a postcode, a blood group…).
"""

import re
from collections.abc import Iterator, Sequence
from typing import Self

import numpy as np
import numpy.typing as npt

from leakscan.detectors.characters import (
    DIGITS,
    Bytes,
    Mask,
    Offsets,
    byte_class,
    is_blank,
    trim,
)
from leakscan.frozen import slotted
from leakscan.identifiers import date
from leakscan.membership import are_in, distinct
from leakscan.native import arrays
from leakscan.native.library import KERNELS
from leakscan.patterns import deferred
from leakscan.raw.selection import selected

Numbers = npt.NDArray[np.uint64]

_WORD = 8
"""Bytes of a cell that are looked at as one machine word."""
_ACCOUNT = 11
"""Signs of a French bank account's number; those of ledgers have six to ten."""
_PREVIEW = 24
"""Longest cell whose shape is judged by a pattern."""
_FOLD = np.frombuffer(bytes(range(256)).lower().replace(b" ", b"_"), np.uint8)

_PLACEHOLDERS = frozenset(
    b"total totaux sous-total sous_total sous-totaux total_general total_g\xc3\xa9n\xc3\xa9ral "
    b"moyenne mediane somme "
    b"null none nan nil n/a na n.a. nc n.c. nd n.d. nr n.r. so inconnu inconnue neant aucun aucune "
    b"sans vide - -- --- . .. ? ?? ??? x xx xxx 0 00 000 non_renseigne non_communique non_precise "
    b"nonrenseigne \\n (null) #n/a undefined unknown n\xc3\xa9ant non_renseign\xc3\xa9 "
    b"non_communiqu\xc3\xa9 non_pr\xc3\xa9cis\xc3\xa9 n\xc3\x89ant non_renseign\xc3\x89 "
    b"non_communiqu\xc3\x89 {} [] {null} [null]".split()
)
_BLOOD_GROUP = deferred(
    rb"(?:AB|A[12]?B?|B|[O0])[ ,/]*"
    rb"(?:\(?[Rr][Hh](?:[eE]sus|\xc3\xa9sus|ESUS)?[ .:(]*[1D]?\)*[ :.]*)?"
    rb"(?:\+|-|\xe2\x88\x92|\xe2\x80\x93"
    rb"|(?i:pos(?:itif|itive|\.)?|n(?:e|\xc3\xa9|\xc3\x89)g(?:atif|ative|\.)?))"
    rb"|(?i:rh(?:esus|\xc3\xa9sus)?)[ :]*(?:\+|-|(?i:pos\w*|n\S{1,2}g\w*))|(?:AB|A|B|O)"
    rb"|(?:\+|-|(?i:pos(?:itif)?|n(?:e|\xc3\xa9)g(?:atif)?))"
    rb"|(?:D ?[+-] ?)?C ?[+-] ?E ?[+-] ?c ?[+-] ?e ?[+-](?: ?K ?[+-])?"
    rb"|(?:CC|Cc|cc)D?[ .]?(?:EE|Ee|ee)(?: ?K ?[+-])?"
)
_FULL_BLOOD_GROUP = deferred(
    rb"(?:AB|A[12]?B?|B|[O0]) ?(?:[Rr][Hh]\S{0,5} ?)?"
    rb"(?:\+|-|(?i:pos(?:itif)?|n(?:e|\xc3\xa9)g(?:atif)?))"
)
_POSTCODE = deferred(rb"(?:0[1-9]|[1-8][0-9]|9[0-8])[0-9]{3}|[1-9][0-9]{3}")
_SEX = deferred(
    rb"(?i:[mfh12]|mr|mme|mlle|m\.|masc(?:ulin)?|f(?:\xc3\xa9|e)m(?:inin)?|homme|femme|male|female|"
    rb"mme\.|monsieur|madame|mademoiselle|enfant|b(?:\xc3\xa9|e|\xc3\x89)b(?:\xc3\xa9|e|\xc3\x89)|"
    rb"s(?:\xc5\x93|oe)ur|gar(?:\xc3\xa7|c)on|fille)"
)
_ICD10 = deferred(rb"[A-Z][0-9]{2}(?:\.?[0-9]{1,3})?(?:\+[0-9]{1,2})?")
_NEGATIVE = deferred(rb"(?i:n(?:e|\xc3\xa9|\xc3\x89)g(?:atif|ative|\.)?|absente?|absence|non .*)")
_NO = deferred(rb"(?i:n|non|no|0|false|faux)")


def _key(word: Numbers, size: Offsets) -> Numbers:
    """The first eight bytes and the length as one number."""
    return word ^ (size.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15))


def _placeholder_keys() -> Numbers:
    words = [
        np.frombuffer(text[:_WORD].ljust(_WORD, b"\0"), np.uint64)[0] for text in _PLACEHOLDERS
    ]
    sizes = np.array([len(text) for text in _PLACEHOLDERS], np.int64)
    return np.sort(_key(np.array(words, np.uint64), sizes))


def _placeholder_sizes() -> npt.NDArray[np.uint32]:
    sizes = np.zeros(256, np.uint32)
    for text in _PLACEHOLDERS:
        sizes[text[0] == _FOLD] |= np.uint32(1 << len(text))
    return sizes


_KNOWN = arrays.Placeholders(_placeholder_keys(), _placeholder_sizes())
_MAX_PLACEHOLDER = max(map(len, _PLACEHOLDERS))
_BEGINS_PLACEHOLDER = _KNOWN.sizes > 0


_KEPT = np.array([(1 << 8 * size) - 1 for size in range(_WORD + 1)], "<u8")
"""Masks that keep the first 0 to 8 bytes of a little-endian word."""


def words_of(text: bytes) -> Numbers:
    """At each offset of a text, the eight bytes from there as one word, zeros beyond its end."""
    padded = text + bytes(_WORD)
    return np.ndarray((len(text) + 1,), "<u8", buffer=padded, strides=(1,))


_MAX_KNOWN_CELLS = 4096


@slotted
class Cells:
    """Trimmed cells of one chunk, with their first eight bytes at hand.

    Attributes:
        data: The chunk.
        starts, ends: Spans without surrounding blanks and quotes.
        words: See `words_of`.
        head: First eight bytes of each cell, shape (cells, 8), padded with zeros.
        flags: What the kernel saw of each; None without it.
    """

    data: Bytes
    starts: Offsets
    ends: Offsets
    words: Numbers
    head: Bytes
    flags: Bytes | None = None

    @classmethod
    def of(cls, data: Bytes, starts: Offsets, ends: Offsets, words: Numbers) -> Self:
        """Cells from spans as readers give them."""
        if KERNELS is not None:
            look = arrays.look_at_cells(data, starts, ends, _KNOWN)
            return cls._seen(data, look, words)
        return cls._of(data, starts, ends, words)

    @classmethod
    def of_columns(
        cls,
        data: Bytes,
        spans: tuple[Offsets, Offsets],
        width: int,
        columns: Sequence[int],
        words: Numbers,
    ) -> list[Self]:
        """Those of several columns of whole rows, each row read once; only with the kernel."""
        looks = arrays.look_at_columns(data, spans, width, columns, _KNOWN)
        return [cls._seen(data, look, words) for look in looks]

    @classmethod
    def _seen(cls, data: Bytes, look: arrays.Look, words: Numbers) -> Self:
        head = look.head.view(np.uint8).reshape(-1, _WORD)
        return cls(data, look.starts, look.ends, words, head, look.flags)

    @classmethod
    def _of(cls, data: Bytes, starts: Offsets, ends: Offsets, words: Numbers) -> Self:
        """The twin of the kernel."""
        first = words[starts]
        edges = is_blank(first.view(np.uint8)[::_WORD]) | is_blank(data[ends - 1])
        if edges.any():
            starts, ends = trim(data, starts, ends)
            first = words[starts]
        kept = _KEPT[np.minimum(ends - starts, _WORD)]
        head = (first & kept).view(np.uint8).reshape(-1, _WORD)
        return cls(data, starts, ends, words, head)

    def take(self, which: Mask | Offsets) -> Self:
        """The selected cells."""
        rows = selected(which)
        if rows is None:
            return self
        starts, ends, head = (
            self.starts.take(rows),
            self.ends.take(rows),
            self.head.take(rows, axis=0),
        )
        flags = None if self.flags is None else self.flags.take(rows)
        return type(self)(self.data, starts, ends, self.words, head, flags)

    def filled(self) -> Mask:
        """Whether each cell holds something that is no placeholder."""
        if self.flags is not None:
            return (self.flags & arrays.FILLED) != 0
        size = self.ends - self.starts
        result = size > 0
        begins = _BEGINS_PLACEHOLDER[self.head[:, 0]]
        short = np.flatnonzero(result & begins & (size <= _MAX_PLACEHOLDER))
        keys = _key(_FOLD[self.head[short]].view(np.uint64).ravel(), size[short])
        result[short] = ~are_in(keys, _KNOWN.keys)
        return result

    def have_letters(self) -> Mask:
        """Whether each cell begins with at least two letters, or holds nothing but two."""
        if self.flags is not None:
            return (self.flags & arrays.LETTERS) != 0
        return _count(_are_letters(self.head)) > 1

    def have_digits(self) -> Mask:
        """Whether a digit stands among the first eight bytes of each cell."""
        if self.flags is not None:
            return (self.flags & arrays.DIGIT) != 0
        return _count((self.head - np.uint8(48)) < 10) > 0

    def are_codes(self) -> Mask:
        """Whether each cell shows a digit or two letters: an identifier of some kind."""
        if self.flags is not None:
            return (self.flags & (arrays.LETTERS | arrays.DIGIT)) != 0
        return self.have_digits() | self.have_letters()

    def are_accounts(self) -> Mask:
        """Whether each cell is as long as the number of a bank account, eleven signs at least."""
        return self.are_codes() & (self.ends - self.starts >= _ACCOUNT)

    def are_blood_groups(self) -> Mask:
        """Whether each cell is an ABO group, a rhesus, or both."""
        return self._matching(_SHAPES[_BLOOD_GROUP])

    def are_full_blood_groups(self) -> Mask:
        """Whether each cell is an ABO group with its rhesus, as a column without header shows."""
        return self._matching(_SHAPES[_FULL_BLOOD_GROUP])

    def are_signs(self) -> Mask:
        """Whether each cell is a plus or a minus alone."""
        first = self.head[:, 0]
        signs = (first == ord("+")) | (first == ord("-"))
        return np.asarray(signs & (self.ends - self.starts == 1), np.bool_)

    def are_postcodes(self) -> Mask:
        """Whether each cell is a French postcode (its leading zero may be lost)."""
        return self._matching(_SHAPES[_POSTCODE])

    def are_sexes(self) -> Mask:
        """Whether each cell is a sex or a civility."""
        return self._matching(_SHAPES[_SEX])

    def are_icd10(self) -> Mask:
        """Whether each cell has the form of an ICD-10 (CIM-10) code."""
        return self._matching(_SHAPES[_ICD10])

    def are_negative(self) -> Mask:
        """Whether each cell says no: a result column's negative."""
        return self._matching(_SHAPES[_NEGATIVE])

    def are_no(self) -> Mask:
        """Whether each cell is a bare no: the flag of a thing that is not there, not a result."""
        return self._matching(_SHAPES[_NO])

    def dates(self) -> Numbers:
        """The date in each cell as yyyymmdd, 0 for none."""
        if KERNELS is not None:
            found = accepted(arrays.DATE_KIND, self.data, self.starts, self.ends)
            result = np.zeros(self.starts.size, np.uint64)
            result[found.which] = found.values
            return result
        following = np.minimum(self.starts + _WORD, self.words.size - 1)
        kept = _KEPT[np.clip(self.ends - self.starts - _WORD, 0, _WORD)]
        tail = (self.words[following] & kept).view(np.uint8).reshape(-1, _WORD)
        return date.numbers_in(np.concatenate([self.head, tail], axis=1))

    def _matching(self, shape: "_Shape") -> Mask:
        """Whether the shape fits each whole cell."""
        if KERNELS is None:
            return self._matching_without_kernel(shape)
        result, unknown = shape.verdicts(self)
        if unknown:
            words = np.flatnonzero(result == arrays.NO_VERDICT)
            result[words] = shape.fits_words(self.head[words].view(np.uint64).ravel())
            longer = np.flatnonzero(result == arrays.LONGER_CELL)
            preview = _beginning(self.data, self.starts[longer], self.ends[longer], _PREVIEW)
            result[longer] = shape.fits(preview.view(f"S{_PREVIEW}").ravel())
        return result.view(np.bool_)

    def _matching_without_kernel(self, shape: "_Shape") -> Mask:
        """The twin of the kernel."""
        size = self.ends - self.starts
        result = np.zeros(size.size, np.bool_)
        tried = np.flatnonzero((size > 0) & (size <= shape.longest) & shape.begins[self.head[:, 0]])
        word, longer = tried[size[tried] <= _WORD], tried[size[tried] > _WORD]
        if word.size:
            result[word] = shape.fits_words(self.head[word].view(np.uint64).ravel())
        if longer.size:
            result[longer] = shape.fits(texts_of(self, longer, _PREVIEW))
        return result


def accepted(kind: int, data: Bytes, starts: Offsets, ends: Offsets) -> arrays.Accepted:
    """The cells that are filled with what a kind of the kernel's asks for."""
    return arrays.cells_of_kind(kind, data, starts, ends, _KNOWN)


def cells_of_columns(
    data: Bytes,
    spans: tuple[Offsets, Offsets],
    width: int,
    asked: Sequence[arrays.Asked],
    longest: int,
) -> Iterator[tuple[arrays.Accepted, Offsets]]:
    """The same of several columns of whole rows; see there."""
    return arrays.cells_of_columns(data, spans, width, asked, longest, _KNOWN)


def texts_of(cells: Cells, which: Offsets, width: int) -> npt.NDArray[np.bytes_]:
    """The first bytes of some cells, as fixed-width strings."""
    first = _beginning(cells.data, cells.starts[which], cells.ends[which], width)
    return first.view(f"S{width}").ravel()


class _Shape:
    """A pattern for short cells, which remembers what it said of those of up to eight bytes.

    Attributes:
        begins: By byte: whether what it matches may begin so.
        longest: Most bytes that it matches.
    """

    def __init__(self, pattern: re.Pattern[bytes], begins: bytes, longest: int) -> None:
        self.begins = byte_class(begins)
        self.longest = longest
        self._pattern = pattern
        self._known: Numbers = np.zeros(1, np.uint64)
        self._verdicts: Mask = np.zeros(1, np.bool_)

    def verdicts(self, cells: Cells) -> tuple[Bytes, int]:
        """What is known of cells; see `arrays.cell_verdicts`."""
        look = (cells.head.view(np.uint64).ravel(), cells.starts, cells.ends)
        return arrays.cell_verdicts(look, self.longest, self.begins, (self._known, self._verdicts))

    def fits_words(self, words: Numbers) -> Mask:
        """Whether the pattern matches each cell, given as a word padded with zeros."""
        at = np.minimum(np.searchsorted(self._known, words), self._known.size - 1)
        unknown = self._known[at] != words
        if unknown.any():
            if self._known.size > _MAX_KNOWN_CELLS:
                self._known, self._verdicts = self._known[:1], self._verdicts[:1]
                unknown[:] = True
            self._learn(distinct(words[unknown]))
            at = np.searchsorted(self._known, words)
        return self._verdicts[at]

    def fits(self, cells: npt.NDArray[np.bytes_]) -> Mask:
        """Whether the pattern matches each cell; run once per distinct cell."""
        once, inverse = np.unique(cells, return_inverse=True)
        return self._judge(once)[inverse]

    def _judge(self, cells: npt.NDArray[np.bytes_]) -> Mask:
        matches = [self._pattern.fullmatch(cell) is not None for cell in cells.tolist()]
        return np.array(matches, np.bool_)

    def _learn(self, words: Numbers) -> None:
        known = np.concatenate([self._known, words])
        verdicts = np.concatenate([self._verdicts, self._judge(words.view(f"S{_WORD}"))])
        known, first = np.unique(known, return_index=True)
        self._known, self._verdicts = known, verdicts[first]


def _are_letters(signs: Bytes) -> Mask:
    """Letters of ASCII, and first bytes of others; arithmetic is ten times a table's speed."""
    return (((signs | np.uint8(32)) - np.uint8(97)) < 26) | (signs >= 0xC3)


def _count(marks: Mask) -> npt.NDArray[np.uint8]:
    """How many of each row's eight marks are set; a machine word is counted in one step."""
    return np.bitwise_count(marks.view(np.uint64).ravel())


def _beginning(data: Bytes, starts: Offsets, ends: Offsets, width: int) -> Bytes:
    """The first bytes of each span, shape (spans, width), padded with zeros."""
    at = starts[:, None] + np.arange(width)
    return np.where(at < ends[:, None], data[np.minimum(at, max(data.size - 1, 0))], np.uint8(0))


_SHAPES = {
    pattern: _Shape(pattern, begins, longest)
    for pattern, begins, longest in (
        (_BLOOD_GROUP, b"ABO0rRpPnN+-\xe2CDc", _PREVIEW),
        (_FULL_BLOOD_GROUP, b"ABO0", _PREVIEW),
        (_POSTCODE, DIGITS, 5),
        (_SEX, b"mfhebsgMFHEBSG12", 12),
        (_ICD10, bytes(range(ord("A"), ord("Z") + 1)), 10),
        (_NEGATIVE, b"nNaA", _PREVIEW),
        (_NO, b"nN0fF", 5),
    )
}
