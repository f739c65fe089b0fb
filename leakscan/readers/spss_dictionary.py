"""The dictionary of an SPSS system file: the variables, and what stands where in a case.

Specification: "System File Format" in the PSPP Developers Guide (GNU), in words of this project.
"""

import struct
from collections.abc import Callable

from leakscan.frozen import frozen, slotted
from leakscan.model.coverage import GapReason
from leakscan.model.errors import ReadError
from leakscan.readers.feed import ByteFeed
from leakscan.readers.variables import MOST_VARIABLES, Calendar, Variable, decoder_of

MAGICS = (b"$FL2", b"$FL3")
HEADER_BYTES = 176
ELEMENT = 8
"""Bytes of a number, and what everything in a case is a multiple of."""
_SEGMENT = 255
"""Bytes of a part of a very long text."""
_MAX_FIELD = 16 * 1024 * 1024
_MAX_LABELS = 4_000_000
_CALENDAR = Calendar(epoch="1582-10-14", milliseconds=1000)
_DATES = frozenset([20, 22, 23, 24, 28, 38, 39, 41])
"""Formats of dates; those of times alone, of weekdays and months are left as numbers."""
_LEADING_ZEROS = 16
_CODE_PAGES = {850: "cp850", 10000: "mac_roman", 28591: "latin-1", 28605: "iso8859-15"} | {
    65001: "utf-8",
    **{page: f"cp{page}" for page in range(1250, 1259)},
}


@frozen
class Place:
    """Where the values of a variable stand in a case.

    Attributes:
        variable: The variable.
        width: Bytes of text; 0 for a number.
        parts: Start and length of what its text is put together from.
    """

    variable: Variable
    width: int
    parts: tuple[tuple[int, int], ...]


@frozen
class Dictionary:
    """All but the cases.

    Attributes:
        order: Of bytes, as `struct` has it.
        compression: 0 for none, 1 of bytes, 2 of blocks.
        bias: What is added to numbers of one byte.
        cases: How many there are; -1 when it does not say.
        case_bytes: Of one.
        codec: Encoding of text; empty when it does not say.
        places: The variables.
    """

    order: str
    compression: int
    bias: float
    cases: int
    case_bytes: int
    codec: str
    places: tuple[Place, ...]


@slotted
class _Raw:
    """A variable as it is recorded.

    Attributes:
        name: Of eight bytes.
        width: Bytes of text; 0 for a number.
        label: What it is.
        shown: Its format.
        start: Its first byte in a case.
    """

    name: bytes
    width: int
    label: bytes
    shown: int
    start: int


class _Fields:
    """Fields of the dictionary in order."""

    def __init__(self, feed: ByteFeed, order: str) -> None:
        self._feed = feed
        self.order = order

    def exactly(self, size: int) -> bytes:
        """So many bytes.

        Raises:
            ValueError: There are not so many, or nobody would write so many.
        """
        if not 0 <= size <= _MAX_FIELD:
            raise ValueError
        data = self._feed.read(size)
        if len(data) < size:
            raise ValueError
        return data

    def number(self) -> int:
        """A whole number of four bytes."""
        return int.from_bytes(
            self.exactly(4), "little" if self.order == "<" else "big", signed=True
        )


Meanings = dict[bytes, bytes]
"""What values mean, by their eight bytes or by text."""


@slotted
class _Known:
    """What was read of a dictionary.

    Attributes:
        variables: In order.
        at: Where in a case the next one stands.
        by_place: Number of a variable by that of its first element, from 1.
        meanings: Value labels, by number of the variable.
        extensions: Contents of extension records, by subtype.
    """

    variables: list[_Raw]
    at: int
    by_place: dict[int, int]
    meanings: dict[int, Meanings]
    extensions: dict[int, bytes]


def order_of(head: bytes) -> str:
    """The order of bytes of a system file; empty when it is none."""
    if len(head) < HEADER_BYTES or not head.startswith(MAGICS):
        return ""
    return next(
        (order for order in "<>" if struct.unpack_from(f"{order}i", head, 64)[0] in {2, 3}), ""
    )


def read_dictionary(feed: ByteFeed) -> Dictionary:
    """The dictionary; the feed stands at the first case then.

    Raises:
        ReadError: It is cut or damaged; nothing is known without it.
    """
    try:
        head = feed.read(HEADER_BYTES)
        order = order_of(head)
        known = _Known([], 0, {}, {}, {})
        _read_records(_Fields(feed, order), known)
        return _dictionary(head, order, known)
    except (ArithmeticError, LookupError, ValueError, struct.error):
        raise ReadError(GapReason.CORRUPT, "spss dictionary") from None


def _read_records(fields: _Fields, known: _Known) -> None:
    while (kind := fields.number()) != 999:
        if kind == 2:
            _read_variable(fields, known)
        elif kind == 3:
            _read_meanings(fields, known)
        elif kind == 6:
            fields.exactly(80 * fields.number())
        elif kind == 7:
            subtype, size, count = fields.number(), fields.number(), fields.number()
            known.extensions[subtype] = fields.exactly(size * count)
        else:
            raise ValueError
    fields.number()


def _read_variable(fields: _Fields, known: _Known) -> None:
    width, labelled, missing, shown = (fields.number() for _ in range(4))
    fields.number()
    name = fields.exactly(8)
    label = b""
    if labelled:
        size = fields.number()
        label = fields.exactly(-(-size // 4) * 4)[:size]
    fields.exactly(8 * abs(missing))
    if len(known.variables) > MOST_VARIABLES or width > _SEGMENT:
        raise ValueError
    if width >= 0:
        known.by_place[known.at // ELEMENT + 1] = len(known.variables)
        known.variables.append(
            _Raw(name=name.rstrip(), width=width, label=label, shown=shown, start=known.at)
        )
    known.at += ELEMENT


def _read_meanings(fields: _Fields, known: _Known) -> None:
    """What values of some variables mean; the record after it says of which."""
    count = fields.number()
    if not 0 <= count <= _MAX_LABELS:
        raise ValueError
    meanings: Meanings = {}
    for _ in range(count):
        value = fields.exactly(ELEMENT)
        (size,) = fields.exactly(1)
        meanings[value] = fields.exactly(size + (-size - 1) % 8)[:size]
    if fields.number() != 4:
        raise ValueError
    for _ in range(fields.number()):
        number = known.by_place.get(fields.number())
        if number is not None:
            known.meanings[number] = meanings


def _dictionary(head: bytes, order: str, known: _Known) -> Dictionary:
    compression, _, cases = struct.unpack_from(f"{order}3i", head, 72)
    (bias,) = struct.unpack_from(f"{order}d", head, 84)
    codec = _codec(known.extensions, order)
    return Dictionary(
        order=order,
        compression=compression,
        bias=bias,
        cases=cases,
        case_bytes=known.at,
        codec=codec,
        places=tuple(_places(known, order, decoder_of(codec))),
    )


def _codec(extensions: dict[int, bytes], order: str) -> str:
    """The encoding that is declared, by name or by number; empty without."""
    if name := extensions.get(20, b"").decode("latin-1").strip(" \0"):
        return name
    info = extensions.get(3, b"")
    return (
        _CODE_PAGES.get(struct.unpack_from(f"{order}i", info, 28)[0], "") if len(info) > 31 else ""
    )


def _places(known: _Known, order: str, decode: Callable[[bytes], str]) -> list[Place]:
    long_names = _pairs(known.extensions.get(13, b""))
    very_long = {name: _size(size) for name, size in _pairs(known.extensions.get(14, b"")).items()}
    long_meanings = _long_meanings(known.extensions.get(21, b""), order)
    places: list[Place] = []
    number = 0
    while number < len(known.variables):
        raw = known.variables[number]
        width = very_long.get(raw.name.upper(), raw.width) if raw.width else 0
        count = -(-width // 252) if width > _SEGMENT else 1
        segments = known.variables[number : number + count]
        name = long_names.get(raw.name.upper(), raw.name)
        meanings = (
            long_meanings.get(name) or long_meanings.get(raw.name) or known.meanings.get(number, {})
        )
        places.append(
            Place(
                variable=Variable(
                    name=decode(name),
                    label=decode(raw.label),
                    calendar=None if width else _calendar(raw.shown),
                    digits=0 if width else _digits(raw.shown),
                    meanings=_by_value(meanings, order, decode, is_text=width > 0),
                ),
                width=width,
                parts=tuple((each.start, max(each.width, 0)) for each in segments),
            )
        )
        number += count
    return places


def _pairs(data: bytes) -> dict[bytes, bytes]:
    """``KEY=value`` parted by tabs, and in one record by a zero too."""
    pairs = (each.strip(b"\0").partition(b"=") for each in data.split(b"\t"))
    return {key.strip().upper(): value for key, _, value in pairs if key}


def _size(digits: bytes) -> int:
    """The width of a very long text.

    Raises:
        ValueError: It is no number.
    """
    size = int(digits.rstrip(b"\0"))
    if not 0 < size <= 32_767:
        raise ValueError
    return size


def _by_value(
    meanings: Meanings, order: str, decode: Callable[[bytes], str], *, is_text: bool
) -> dict[float | str, str]:
    if is_text:
        return {decode(value).rstrip(): decode(label) for value, label in meanings.items()}
    return {
        struct.unpack(f"{order}d", value)[0]: decode(label)
        for value, label in meanings.items()
        if len(value) == ELEMENT
    }


def _long_meanings(data: bytes, order: str) -> dict[bytes, Meanings]:
    """What values of long texts mean, by the name of the variable."""
    found: dict[bytes, Meanings] = {}
    at = 0

    def taken() -> bytes:
        nonlocal at
        (size,) = struct.unpack_from(f"{order}i", data, at)
        if not 0 <= size <= len(data) - at - 4:
            raise ValueError
        at += 4 + size
        return data[at - size : at]

    while at < len(data):
        name = taken()
        _, count = struct.unpack_from(f"{order}2i", data, at)
        at += 8
        found[name] = {taken(): taken() for _ in range(min(count, _MAX_LABELS))}
    return found


def _calendar(shown: int) -> Calendar | None:
    return _CALENDAR if shown >> 16 & 0xFF in _DATES else None


def _digits(shown: int) -> int:
    return shown >> 8 & 0xFF if shown >> 16 & 0xFF == _LEADING_ZEROS else 0


__all__ = ["ELEMENT", "HEADER_BYTES", "Dictionary", "Place", "order_of", "read_dictionary"]
