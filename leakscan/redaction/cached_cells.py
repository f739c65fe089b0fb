"""Values of cells that other parts repeat: charts, pivot tables, links to other workbooks.

They stand there without their table, so nothing tells what they are: what no cell shows any more
is masked. ECMA-376 part 1, 18.10 (pivot tables), 18.14 (external links), 21.2 (charts).
"""

import re
from collections.abc import Iterator
from html import unescape
from itertools import count

import numpy as np
import numpy.typing as npt

from leakscan.model.coverage import GapReason
from leakscan.model.errors import ReadError
from leakscan.raw.embedded import ByteStream
from leakscan.readers.shared_strings import SharedStrings

_BLOCK = 256 * 1024
_MAX_TAG = 4 * 1024 * 1024
_TEXT = re.compile(rb"(<(?:\w+:)?v(?:\s[^>]*)?>)([^<]*)(?=</(?:\w+:)?v\s*>)")
_ITEM = re.compile(rb"""(<(?:\w+:)?([snd])\s(?:[^>]*?\s)?v\s*=\s*)(?:"([^"]*)"|'([^']*)')""")
_EXTREME = re.compile(rb"""(\s(?:min|max)(Date|Value)\s*=\s*)(?:"([^"]*)"|'([^']*)')""")
_FOLDERS = ("xl/charts/", "xl/pivotCache/", "xl/externalLinks/")
_IDENTIFYING = 10_000_000
"""Numbers from here on may tell who somebody is (a telephone without its zero has nine digits)."""
_NO_DAY = b"1900-01-01T00:00:00"


def repeats_cells(part: str) -> bool:
    """Whether a part holds values of cells."""
    return part.startswith(_FOLDERS) and part.endswith(".xml")


class CachedCells:
    """Masks what no cell shows any more.

    Args:
        strings: The shared ones.
        kept: Which of them some cell still shows.
    """

    def __init__(self, strings: SharedStrings, kept: npt.NDArray[np.bool_]) -> None:
        # Hashes under the key of this process, which never leave it.
        shown = (hash(strings[at]) for at in np.flatnonzero(kept[: len(strings)]).tolist())
        self._shown = np.sort(np.fromiter(shown, np.int64))
        self._number = count(1)

    def copied(self, stream: ByteStream) -> Iterator[bytes]:
        """The copy of a part, piece by piece.

        Raises:
            ReadError: A tag of it is larger than any honest one.
        """
        held = b""
        while block := stream.read(_BLOCK):
            held += block
            # Up to the last element that begins: a text stays between its tags.
            end = held.rfind(b"<")
            while end > 0 and held[end + 1 : end + 2] in {b"/", b""}:
                end = held.rfind(b"<", 0, end)
            if end > 0:
                yield self._masked(held[:end])
                held = held[end:]
            if len(held) > _MAX_TAG:
                raise ReadError(GapReason.TOO_LARGE, "a tag of a cache that is too long")
        yield self._masked(held)

    def _masked(self, data: bytes) -> bytes:
        data = _TEXT.sub(self._text, data)
        return _EXTREME.sub(self._extreme, _ITEM.sub(self._item, data))

    def _text(self, found: re.Match[bytes]) -> bytes:
        return found[1] + self._instead(found[2])

    def _item(self, found: re.Match[bytes]) -> bytes:
        value = found[3] if found[3] is not None else found[4]
        new = _NO_DAY if found[2] == b"d" else self._instead(value, numbered=True)
        return b'%b"%b"' % (found[1], new)

    def _extreme(self, found: re.Match[bytes]) -> bytes:
        value = found[3] if found[3] is not None else found[4]
        return b'%b"%b"' % (found[1], _NO_DAY if found[2] == b"Date" else self._instead(value))

    def _instead(self, value: bytes, *, numbered: bool = False) -> bytes:
        """What stands for a value; items of a list differ, as they must."""
        if _is_number(value):
            if abs(float(value)) < _IDENTIFYING:
                return value
            return b"0"
        text = hash(unescape(value.decode("utf-8", "replace")))
        at = int(np.searchsorted(self._shown, text))
        if not value or (at < self._shown.size and self._shown[at] == text):
            return value
        return b"XXX%d" % next(self._number) if numbered else b"XXX"


def _is_number(value: bytes) -> bool:
    try:
        float(value)
    except ValueError:
        return False
    return True
