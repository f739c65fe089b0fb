"""Maps and arrays that tell how many values follow; what MessagePack and CBOR have in common."""

from collections.abc import Callable
from io import BytesIO

from leakscan.model.coverage import GapReason
from leakscan.model.errors import ReadError
from leakscan.readers.feed import ByteFeed
from leakscan.readers.json_writing import CUT, JsonText, PackedBytes

OPEN_ENDED = -1
"""Values of what says itself where it ends."""
_MIN_NAMES, _MIN_TEXTS = 3, 12
"""Rows without names hold texts alone."""
_MAX_NAME = 256

Next = Callable[[PackedBytes, "Nested", JsonText], None]


class Nested:
    """What is open while values are written, and how much of each is missing.

    Attributes:
        names: Names of values that can be read, so far.
        texts: Texts among the values that can.
        loose: Whether a value stood in nothing.
        others: Names that are no text, and texts that cannot be read.
    """

    __slots__ = ("_is_map", "_left", "_next", "_odd", "loose", "names", "others", "texts")

    def __init__(self, next_value: Next) -> None:
        self._next = next_value
        self._left: list[int] = []
        self._is_map: list[bool] = []
        self._odd: list[bool] = []
        self.names = 0
        self.texts = 0
        self.others = 0
        self.loose = False

    def write(self, data: PackedBytes, text: JsonText) -> None:
        """The next value and the end of all that it is the last of."""
        self._next(data, self, text)
        while self._left and not self._left[-1]:
            self.end(text)

    @property
    def _awaits_name(self) -> bool:
        return bool(self._is_map) and self._is_map[-1] and not self._odd[-1]

    def give(self, text: JsonText, value: object) -> None:
        """A scalar: a value, or the name of one."""
        if self._awaits_name:
            readable = isinstance(value, str) and _is_name(value)
            self.names += readable
            self.others += not readable
            text.key(value if isinstance(value, str) else str(value)[:_MAX_NAME])
            self._odd[-1] = True
        else:
            self.loose |= not self._left
            text.value(value)
            if isinstance(value, str):
                self.texts += _is_name(value)
                self.others += not _is_text(value)
            self._count()

    def begin(self, text: JsonText, size: int, *, is_map: bool) -> None:
        """Open an array or a map of `size` values."""
        if self._awaits_name:
            # No JSON has such names; it is told where it stands.
            self.others += 1
            text.key("")
            self._odd[-1] = True
        text.begin("{}" if is_map else "[]")
        self._left.append(size)
        self._is_map.append(is_map)
        self._odd.append(False)

    def end(self, text: JsonText) -> None:
        """Close what was opened last."""
        if self._odd.pop():
            text.value(None)
        self._left.pop()
        self._is_map.pop()
        text.end()
        self._count()

    def _count(self) -> None:
        """One value more of what is open."""
        if self._left:
            self._odd[-1] = False
            if self._left[-1] > 0:
                self._left[-1] -= 1

    @property
    def is_open_ended(self) -> bool:
        """Whether what is open ends where it says."""
        return bool(self._left) and self._left[-1] == OPEN_ENDED


def holds_maps(head: bytes, next_value: Next) -> bool:
    """Whether bytes are read as maps with names, or rows of texts, to where they end."""
    feed = ByteFeed(BytesIO(head).read, [])
    data, text, nested = PackedBytes(feed), JsonText(), Nested(next_value)
    try:
        while not data.ended:
            nested.write(data, text)
            # Text is values of CBOR, too, but they stand in none.
            told = nested.names + nested.texts
            if nested.others > told or (not text.depth and (nested.loose or not told)):
                return False
            text.taken()
    except ReadError as error:
        # The head may end inside a value; it may be deep, but not wrong.
        if error.reason is GapReason.CORRUPT and error.detail != CUT:
            return False
    return nested.names >= _MIN_NAMES or (nested.texts >= _MIN_TEXTS and not nested.others)


def _is_text(value: str) -> bool:
    return "\ufffd" not in value and value.replace("\n", "").replace("\t", "").isprintable()


def _is_name(value: str) -> bool:
    return value.isprintable() and "\ufffd" not in value and 0 < len(value) <= _MAX_NAME


__all__ = ["OPEN_ENDED", "Nested", "Next", "holds_maps"]
