r"""Records of analysers in the frames in which they are sent, each put on a line of its own.

What listens on the line keeps ``<STX>2P|1|…<CR><ETX>D8<CR><LF>``: a number, a record or a part of
one, and a checksum; a part goes on in the next frame, behind the end of which stands ETB. Logs
write the control signs in many ways, and times before them.

Source: CLSI LIS1-A (ASTM E1381-95), clause 8.
"""

from collections.abc import Iterable, Iterator

from leakscan.patterns import deferred
from leakscan.readers.origin import Piece
from leakscan.readers.respelled import Replacement, respelled_lines
from leakscan.readers.rewriting import Rewrite


def _sign(number: int, name: str) -> bytes:
    """The ways in which a control sign is written."""
    hexadecimal = f"{number:02x}"
    written = (
        f"\\x{hexadecimal}|[<{{\\[(](?i:{name}|0x{hexadecimal}|{hexadecimal})[>}}\\])]"
        f"|{chr(0x2400 + number)}|\\\\x{hexadecimal}|\\\\u00{hexadecimal}|\\^{chr(0x40 + number)}"
    )
    return b"(?:" + written.encode() + b")"


_RETURN, _FEED = _sign(0x0D, "CR"), _sign(0x0A, "LF")
_END = rb"(?:" + _sign(0x03, "ETX") + rb"|" + _sign(0x17, "ETB") + rb")"
_FRAME = deferred(
    rb"^[^\n]{0,120}?" + _sign(0x02, "STX") + rb"[0-7](?=(?P<record>[HPOQRCMSL][^\w\s])?)"
)
_CHECKSUM = deferred(
    rb"(?:"
    + _RETURN
    + rb")?"
    + _END
    + rb"(?:[0-9A-Fa-f]{2})?(?:"
    + _RETURN
    + rb"|"
    + _FEED
    + rb"|\r)*\s*$"
)
_CONTROLS = deferred(
    rb"^[^|\n]{0,120}?(?:" + rb"|".join(
        _sign(number, name)
        for number, name in ((4, "EOT"), (5, "ENQ"), (6, "ACK"), (0x15, "NAK"))
    ) + rb")[^|\n]{0,16}$"
)  # fmt: skip
_PART = deferred(
    _sign(0x17, "ETB") + rb"(?:[0-9A-Fa-f]{2})?(?:" + _RETURN + rb"|" + _FEED + rb"|\r)*\s*$"
)
_MIN_FRAMES = 2


def find_rewrite(head: bytes) -> Rewrite | None:
    """What puts records on lines, when a text that begins with `head` holds frames."""
    frames = [found for line in head.split(b"\n") if (found := _FRAME.match(line)) is not None]
    return (
        _on_lines if sum(found["record"] is not None for found in frames) >= _MIN_FRAMES else None
    )


def _on_lines(pieces: Iterable[Piece]) -> Iterator[Piece]:
    return respelled_lines(pieces, _Frames().changes)


class _Frames:
    """Lines one by one, and whether a record goes on in the next frame."""

    __slots__ = ("_goes_on",)

    def __init__(self) -> None:
        self._goes_on = False

    def changes(self, line: bytes) -> Iterator[Replacement]:
        """What becomes of parts of a line."""
        frame, end = _FRAME.match(line), _CHECKSUM.search(line)
        if frame is not None:
            # Where it goes on, the end of the line before goes, too.
            yield -1 if self._goes_on else 0, frame.end(), b""
            self._goes_on = False
        elif end is None and _CONTROLS.match(line):
            yield 0, len(line), b""
            return
        if end is not None and (frame is None or end.start() >= frame.end()):
            self._goes_on = _PART.search(line) is not None
            # A checksum on a line of its own leaves nothing of it but its end.
            yield end.start(), len(line), b""


__all__ = ["find_rewrite"]
