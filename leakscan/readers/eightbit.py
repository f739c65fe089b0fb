"""Text in an ASCII-compatible encoding nobody declared: ASCII, UTF-8, cp1252 or cp850.

A file whose head is ASCII may hold its first accent a gigabyte later, and dumps get
concatenated: each block decides for itself, and in a mixed block each line does.

Source: https://encoding.spec.whatwg.org/#windows-1252 (undefined bytes read as Latin-1).
"""

import codecs

import numpy as np
import numpy.typing as npt

from leakscan.readers.origin import Piece, Shifted, Transcoded

_C1_REPLACEMENTS = {
    byte: bytes([byte]).decode("cp1252").encode()
    for byte in range(0x80, 0xA0)
    if byte not in {0x81, 0x8D, 0x8F, 0x90, 0x9D}
}
_FIRST_C1, _FIRST_NON_C1 = -128, -96
"""0x80 and 0xA0 as signed bytes."""
_CP850_LETTERS = np.isin(np.arange(256), list("éèêëàâäçîïôöûùü".encode("cp850")))
_CP1252_LETTERS = np.isin(np.arange(256), list("éèêëàâäçîïôöûùüÉÈÀÇœ".encode("cp1252")))
_ASCII_LETTERS = np.isin(np.arange(256) | 0x20, range(ord("a"), ord("z") + 1))
_ASCII_LETTERS[0x80:] = False
_ENOUGH_EVIDENCE = 3
_CLEARLY = 4


class EightBitDecoder:
    """Decodes blocks of undeclared text, strictest reading first.

    Attributes:
        name: Encoding met, "ascii" until a byte beyond ASCII came.
    """

    __slots__ = ("_carry", "_cp850", "_offset", "_settled", "name")

    def __init__(self, name: str = "ascii", *, offset: int = 0) -> None:
        self.name = name
        self._offset = offset
        self._carry = b""
        self._cp850 = False
        self._settled = False

    def decode(self, block: bytes, *, final: bool) -> list[Piece]:
        """Canonical pieces of the next block, in order; may keep up to 3 bytes back."""
        if self._carry:
            block, self._carry = self._carry + block, b""
        start = self._offset
        if not block.isascii():
            try:
                used = codecs.utf_8_decode(block, "strict", final)[1]
            except UnicodeDecodeError:
                used = len(block) if final else len(block) - _incomplete_tail(block)
                self._advance(block, used)
                return self._mixed(block[:used], start)
            self._met("utf-8")
            self._advance(block, used)
            block = block[:used] if used < len(block) else block
        else:
            self._offset += len(block)
        return [Piece(block, Shifted(start))] if block else []

    def _advance(self, block: bytes, used: int) -> None:
        self._offset += used
        self._carry = block[used:]

    def _met(self, name: str) -> None:
        if self.name == "ascii":
            self.name = name

    def _mixed(self, block: bytes, start: int) -> list[Piece]:
        pieces, done = [], 0
        for begin, end in _utf8_lines(block):
            if begin > done:
                pieces.append(self._single(block[done:begin], start + done))
            pieces.append(Piece(block[begin:end], Shifted(start + begin)))
            done = end
        if done < len(block):
            pieces.append(self._single(block[done:], start + done))
        if len(pieces) > 1:
            self._met("utf-8")
        return pieces

    def _single(self, block: bytes, start: int) -> Piece:
        if block.isascii():
            return Piece(block, Shifted(start))
        if not self._settled:
            self._settle(block)
        self._met("cp850" if self._cp850 else "cp1252")
        data = block.decode("cp850").encode() if self._cp850 else transcode_cp1252(block)
        return Piece(data, Transcoded(start, data, "latin-1"))

    def _settle(self, block: bytes) -> None:
        """Tell cp850 from cp1252 by French letters that stand between ASCII letters."""
        array = np.frombuffer(block, np.uint8)
        letter = _ASCII_LETTERS[array]
        inner = array[1:-1][letter[:-2] & letter[2:]]
        old = int(np.count_nonzero(_CP850_LETTERS[inner]))
        new = int(np.count_nonzero(_CP1252_LETTERS[inner]))
        self._cp850 = old >= _ENOUGH_EVIDENCE and old > _CLEARLY * new
        self._settled = old + new >= _ENOUGH_EVIDENCE


def transcode_cp1252(block: bytes) -> bytes:
    """UTF-8 of cp1252 text; bytes cp1252 leaves undefined are read as Latin-1.

    Latin-1 to UTF-8 is native and fast; the codec for cp1252 is four times slower, so the few
    0x80-0x9F bytes that occur are replaced afterwards.
    """
    text = block.decode("latin-1").encode()
    signed = np.frombuffer(block, np.int8)
    c1 = signed < _FIRST_NON_C1
    if c1.any():
        for byte in np.unique(signed[c1].view(np.uint8)).tolist():
            if byte in _C1_REPLACEMENTS:
                text = text.replace(bytes([0xC2, byte]), _C1_REPLACEMENTS[byte])
    return text


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


def _utf8_lines(block: bytes) -> list[tuple[int, int]]:
    """Spans of lines that are valid UTF-8 beyond ASCII, adjacent ones joined."""
    array = np.frombuffer(block, np.uint8)
    lead: npt.NDArray[np.bool_] = array >= 0xC2
    follows = array.view(np.int8) < -64
    pairs = lead[:-1] & follows[1:]
    if not pairs.any():
        return []
    breaks = np.flatnonzero(array == 0x0A)
    lines = np.unique(np.searchsorted(breaks, np.flatnonzero(pairs)))
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
