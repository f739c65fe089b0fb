"""Pages that Tesseract recognised, in a row for each word, as lines of text.

Source: tesseract(1), the configuration ``tsv``.
"""

from collections.abc import Iterable, Iterator

from leakscan.readers.origin import Piece
from leakscan.readers.respelled import Replacement, respelled_lines
from leakscan.readers.rewriting import Rewrite

_HEADER = b"level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\t"
_LINE, _WIDTH = slice(1, 5), 12


def find_rewrite(head: bytes) -> Rewrite | None:
    """What makes lines of words, when a text that begins with `head` holds a row for each."""
    return _as_lines if head.startswith(_HEADER) else None


def _as_lines(pieces: Iterable[Piece]) -> Iterator[Piece]:
    return respelled_lines(pieces, _Rows().changes)


class _Rows:
    """Rows one by one, and which line the last word stood in."""

    __slots__ = ("_line",)

    def __init__(self) -> None:
        self._line: list[bytes] = []

    def changes(self, line: bytes) -> Iterator[Replacement]:
        """What becomes of a row: its word, behind a blank where the line is the same."""
        if line.startswith(_HEADER):
            yield 0, len(line), b""
            return
        cells = line.split(b"\t", _WIDTH - 1)
        if len(cells) < _WIDTH:
            return
        size = len(line) - len(cells[-1])
        same = cells[_LINE] == self._line
        self._line = cells[_LINE]
        yield (-1, size, b" ") if same else (0, size, b"")


__all__ = ["find_rewrite"]
