r"""HL7 messages in the logs of those who route them, each on lines of its own.

Interfaces log ``LLP frame <VT>MSH|^~\&|…<CR>PID|…<FS><CR>``: a message begins within a line, and
the log writes the end of a segment in one of many ways, or as a line end. Put on lines, they are
what `hl7` reads. Before what the log says between messages stands the header of a batch, at which
a record begins: it is said of none of them.
"""

import re
from collections.abc import Iterable, Iterator
from functools import partial

from leakscan.patterns import deferred
from leakscan.readers.origin import Piece
from leakscan.readers.respelled import Replacement, respelled_lines
from leakscan.readers.rewriting import Rewrite

_WRITTEN_ENDS = (
    rb"[<{\[(](?:0x)?(?:CR|0D)[>}\])](?:[<{\[(](?:0x)?(?:LF|0A)[>}\])])?",
    rb"\^M|\xe2\x90\x8d|\xc2\xb6|\r",
    rb"\\{1,2}r(?:\\{1,2}n)?|\\{1,2}n|\\{1,2}(?:x|u00)0[dD]|\\{1,2}X0[dD]\\{1,2}|\\{1,2}015",
    rb"&#(?:13|x0?[dD]);|%0[dD](?:%0[aA])?",
)
"""Ways to write the end of a segment."""
_NEXT = rb"(?=(?:EVN|PID|PV1|OBR|MSA|ERR|SFT|QRD|QPD|SCH|ORC|NTE|OBX|TXA|MFI|ARV|ZBE|ZFU)[|])"
_NEVER = rb"(?!)"
_HEADER = deferred(rb"MSH[|]\^~\\{1,2}&")
_INLINE = deferred(rb"[^\n\r\x0b\x1c]MSH[|]\^~\\{1,2}&")
_SEGMENT = deferred(rb"[ \t\x0b]*[A-Z][A-Z0-9]{2}[|]")
_MIN_SHARE = 0.3
"""Of a log's bytes that are messages: others only quote some."""
_BATCH = rb"BHS|^~\&" + b"\n"


def find_rewrite(head: bytes) -> Rewrite | None:
    """What puts messages on lines, when a text that begins with `head` logs some."""
    if _INLINE.search(head) is None:
        return None
    ends = [deferred(b"(?:" + written + b")" + _NEXT) for written in _WRITTEN_ENDS]
    counts = [len(pattern.findall(head)) for pattern in ends]
    written = _WRITTEN_ENDS[counts.index(max(counts))] if any(counts) else _NEVER
    log = _Log(written)
    size = 0
    for line in head.split(b"\n"):
        log.changes(line)
        size += len(line) * log.is_open
    return partial(_on_lines, written=written) if size >= _MIN_SHARE * len(head) else None


def _on_lines(pieces: Iterable[Piece], *, written: bytes) -> Iterator[Piece]:
    return respelled_lines(pieces, _Log(written).changes)


class _Log:
    """Lines one by one, and whether the last was one of a message.

    Attributes:
        is_open: It was.
    """

    __slots__ = ("_end", "is_open")

    def __init__(self, written: bytes) -> None:
        self._end = re.compile(rb"(?:" + written + rb")(?=[A-Z][A-Z0-9]{2}[|]|[^|]{0,12}\Z)")
        self.is_open = False

    def changes(self, line: bytes) -> list[Replacement]:
        """What becomes of parts of a line."""
        header = _HEADER.search(line)
        if header is not None:
            self.is_open = True
            ends = self._end.finditer(line, header.end())
            cuts = [(end.start(), end.end(), b"\n") for end in ends]
            return [(header.start(), header.start(), b"\n"), *cuts]
        if self.is_open and not _SEGMENT.match(line):
            self.is_open = False
            return [(0, 0, _BATCH)]
        return []


__all__ = ["find_rewrite"]
