"""Text in an ASCII-compatible encoding nobody declared: ASCII, UTF-8, cp1252, cp850 or Mac Roman.

A file whose head is ASCII may hold its first accent a gigabyte later, and dumps get
concatenated: each block decides for itself, and in a mixed block each line does.

Source: https://encoding.spec.whatwg.org/#windows-1252 (undefined bytes read as Latin-1).
"""

import codecs
from functools import cache

import numpy as np

from leakscan.native import arrays
from leakscan.native.library import KERNELS
from leakscan.raw.chunk import Offsets
from leakscan.readers.escapes import Bytes
from leakscan.readers.origin import Piece, Shifted, Transcoded
from leakscan.readers.singlebyte import SingleByteTable, has_pairs, high_positions

_CP1252, _CP850, _MAC = "cp1252", "cp850", "mac-roman"
_LETTERS = {
    _CP1252: np.isin(np.arange(256), list("éèêëàâäçîïôöûùüÉÈÀÇœ".encode("cp1252"))),
    _CP850: np.isin(np.arange(256), list("éèêëàâäçîïôöûùü".encode("cp850"))),
    _MAC: np.isin(np.arange(256), list("éèêëàâäçîïôöûùü".encode("mac-roman"))),
}
"""By encoding, which bytes are letters that French is written with."""
_DRAWN = (b"\xc4" * 6, b"\xcd" * 6)
"""Single and double lines of CP437 and CP850; in cp1252 Ä and Í."""
_ASCII_LETTERS = np.isin(np.arange(256) | 0x20, range(ord("a"), ord("z") + 1))
_ASCII_LETTERS[0x80:] = False
_FIRST_LEAD, _END_CONTINUATION = 0xC2, 0xC0
_ENOUGH_EVIDENCE = 3
_CLEARLY = 4


class EightBitDecoder:
    """Decodes blocks of undeclared text, strictest reading first.

    Attributes:
        name: Encoding met, "ascii" until a byte beyond ASCII came.
    """

    __slots__ = ("_carry", "_codec", "_offset", "_settled", "name")

    def __init__(self, name: str = "ascii", *, offset: int = 0) -> None:
        self.name = name
        self._offset = offset
        self._carry = b""
        self._codec = _CP1252
        self._settled = False

    def decode(self, block: bytes, *, final: bool) -> list[Piece]:
        """Canonical pieces of the next block, in order; may keep up to 3 bytes back."""
        if self._carry:
            block, self._carry = self._carry + block, b""
        start = self._offset
        if block.isascii():
            self._offset += len(block)
            return [Piece(block, Shifted(start))] if block else []
        missing = _missing(block, final=final)
        valid = missing >= 0
        if not valid:
            missing = 0 if final else _incomplete_tail(block)
        used = len(block) - missing
        self._offset += used
        if missing:
            self._carry, block = block[used:], block[:used]
        if not valid:
            return self._mixed(block, start)
        if not missing or not block.isascii():
            self._met("utf-8")
        return [Piece(block, Shifted(start))] if block else []

    def _met(self, name: str) -> None:
        if self.name == "ascii":
            self.name = name

    def _mixed(self, block: bytes, start: int) -> list[Piece]:
        data = np.frombuffer(block, np.uint8)
        if not has_pairs(data):
            return [self._single(block, start)]
        pieces, done = [], 0
        for begin, end in _utf8_lines(block, high_positions(data)):
            if begin > done:
                pieces.append(self._single(block[done:begin], start + done))
            pieces.append(Piece(block[begin:end], Shifted(start + begin)))
            done = end
        if not done:
            return [self._single(block, start)]
        if done < len(block):
            pieces.append(self._single(block[done:], start + done))
        self._met("utf-8")
        return pieces

    def _single(self, block: bytes, start: int) -> Piece:
        """Text in which no line is UTF-8."""
        if block.isascii():
            return Piece(block, Shifted(start))
        data = np.frombuffer(block, np.uint8)
        if not self._settled:
            self._settle(data)
        self._met(self._codec)
        text = _table(self._codec).transcode(data)
        return Piece(text, Transcoded(start, text, "latin-1"))

    def _settle(self, array: Bytes) -> None:
        """Tell older encodings from cp1252 by French letters that stand between ASCII letters.

        And by lines that are drawn, which nobody would write as letters.
        """
        raw = array.tobytes()
        if any(line in raw for line in _DRAWN):
            self._codec, self._settled = _CP850, True
            return
        letter = _ASCII_LETTERS[array]
        inner = array[1:-1][letter[:-2] & letter[2:]]
        counts = {
            codec: int(np.count_nonzero(letters[inner])) for codec, letters in _LETTERS.items()
        }
        new = counts.pop(_CP1252)
        codec = max(counts, key=lambda codec: counts[codec])
        old = counts[codec]
        older = old >= _ENOUGH_EVIDENCE and old > _CLEARLY * new
        self._codec = codec if older else _CP1252
        self._settled = old + new >= _ENOUGH_EVIDENCE


@cache
def _table(codec: str) -> SingleByteTable:
    return SingleByteTable(codec)


def encoding_of(sample: bytes) -> str:
    """The encoding that a piece of text is in: ascii, utf-8, cp1252, cp850 or mac-roman."""
    decoder = EightBitDecoder()
    decoder.decode(sample, final=True)
    return decoder.name


def _missing(block: bytes, *, final: bool) -> int:
    """Bytes at the end that begin a UTF-8 sequence; -1 when the block is not UTF-8."""
    if KERNELS is not None:
        return arrays.missing_of_utf8(np.frombuffer(block, np.uint8), final=final)
    try:
        return len(block) - codecs.utf_8_decode(block, "strict", final)[1]
    except UnicodeDecodeError:
        return -1


def _incomplete_tail(block: bytes) -> int:
    """Bytes at the end, 0 to 3, that may be the beginning of a UTF-8 sequence."""
    for back in range(1, min(3, len(block)) + 1):
        byte = block[-back]
        if byte >= 0xC0:
            length = 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4
            return back if back < length else 0
        if byte < 0x80:
            return 0
    return 0


def _utf8_lines(block: bytes, high: Offsets) -> list[tuple[int, int]]:
    """Spans of lines that are valid UTF-8 beyond ASCII, adjacent ones joined."""
    array = np.frombuffer(block, np.uint8)
    codes = array[high]
    pairs = (codes[:-1] >= _FIRST_LEAD) & (codes[1:] < _END_CONTINUATION)
    pairs &= high[1:] == high[:-1] + 1
    breaks = np.flatnonzero(array == 0x0A)
    lines = np.searchsorted(breaks, high[:-1][pairs])
    lines = lines[np.diff(lines, prepend=-1) > 0]
    begins = np.concatenate(([0], breaks + 1))[lines].tolist()
    ends = np.concatenate((breaks + 1, [len(block)]))[lines].tolist()
    spans: list[tuple[int, int]] = []
    for begin, end in zip(begins, ends, strict=True):
        if not _is_utf8(block[begin:end]):
            continue
        if spans and spans[-1][1] == begin:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((begin, end))
    return spans


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True
