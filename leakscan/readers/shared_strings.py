"""The shared strings of a workbook: written once, referred to by their number.

They are kept as one block of UTF-8 with offsets, a fraction of what Python strings take. What
does not fit is read as loose text, so that nothing goes unseen, and told as a gap.
"""

from array import array

MAX_BYTES = 96 * 1024 * 1024
MAX_STRINGS = 8_000_000


class SharedStrings:
    """Strings by number.

    Attributes:
        full: No more strings are taken.
    """

    __slots__ = ("_data", "_ends", "full")

    def __init__(self) -> None:
        self._data = bytearray()
        self._ends = array("I")
        self.full = False

    def __len__(self) -> int:
        return len(self._ends)

    def add(self, text: str) -> bool:
        """Keep the next string; False when there is no room left."""
        if not self.full:
            data = text.encode(errors="replace")
            self.full = len(self._data) + len(data) > MAX_BYTES or len(self._ends) >= MAX_STRINGS
            if not self.full:
                self._data += data
                self._ends.append(len(self._data))
        return not self.full

    def __getitem__(self, number: int) -> str:
        """The string of this number, empty when there is none."""
        if not 0 <= number < len(self._ends):
            return ""
        start = self._ends[number - 1] if number else 0
        return self._data[start : self._ends[number]].decode()

    def text_of(self, number: str) -> str:
        """The string of a number as written in a cell."""
        try:
            return self[int(number)]
        except ValueError:
            return ""
