"""MessagePack: objects one after the other, or one that is all there is.

Specification: https://github.com/msgpack/msgpack/blob/master/spec.md. There is no mark: a head is
recognised by maps whose names are texts, read as far as it goes.
"""

import struct
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from leakscan.model.coverage import GapReason
from leakscan.model.errors import ReadError
from leakscan.raw.embedded import Item
from leakscan.readers.feed import ByteFeed
from leakscan.readers.format import FormatInfo
from leakscan.readers.json_writing import JsonText, PackedBytes, read_as_json
from leakscan.readers.options import ReadOptions
from leakscan.readers.packed_maps import Nested, holds_maps

INFO = FormatInfo(
    name="messagepack",
    description={"fr": "MessagePack", "en": "MessagePack"},
    limits={},
)
_ARRAYS = {0xDC: 2, 0xDD: 4}
_MAPS = {0xDE: 2, 0xDF: 4}
_TIMESTAMP = 255
_SECONDS_BITS = 34
_FIRST = frozenset((*range(0x81, 0xA0), *range(0xDC, 0xE0)))
"""How an array or a map begins that is not an empty map."""

Scalar = Callable[[PackedBytes], object]


def is_messagepack(head: bytes, name: str) -> bool:
    """Whether bytes begin with a map of named values, or an array of them."""
    del name
    return bool(head) and head[0] in _FIRST and holds_maps(head, _next)


def read_messagepack(feed: ByteFeed, options: ReadOptions) -> Iterator[Item]:
    """Chunks of the maps, and members among their values."""
    nested = Nested(_next)
    return read_as_json(feed, options, nested.write)


def _next(data: PackedBytes, nested: Nested, text: JsonText) -> None:
    """One value, or the beginning of an array or a map."""
    kind = data.take(1)[0]
    if 0x80 <= kind <= 0x9F:
        nested.begin(text, kind & 0xF, is_map=kind < 0x90)
    elif kind in _ARRAYS:
        nested.begin(text, data.number(_ARRAYS[kind]), is_map=False)
    elif kind in _MAPS:
        nested.begin(text, data.number(_MAPS[kind]), is_map=True)
    else:
        nested.give(text, _scalar(data, kind))


def _scalar(data: PackedBytes, kind: int) -> object:
    if kind < 0x80 or kind >= 0xE0:
        return kind if kind < 0x80 else kind - 0x100
    if kind < 0xC0:
        return data.take(kind & 0x1F).decode(errors="replace")
    if kind not in _SCALARS:
        raise ReadError(GapReason.CORRUPT, "messagepack value")
    return _SCALARS[kind](data)


def _number(layout: str) -> Scalar:
    parts = struct.Struct(layout)
    return lambda data: parts.unpack(data.take(parts.size))[0]


def _text(size: int) -> Scalar:
    return lambda data: data.take(data.number(size)).decode(errors="replace")


def _bytes(size: int) -> Scalar:
    return lambda data: data.take(data.number(size))


def _extension(size: int) -> Scalar:
    """A moment, or bytes that mean something to one program only; so many tell how many."""
    return lambda data: _meant(data, data.number(size))


def _fixed_extension(size: int) -> Scalar:
    return lambda data: _meant(data, size)


def _meant(data: PackedBytes, size: int) -> object:
    meaning = data.take(1)[0]
    value = data.take(size)
    return _moment(value) if meaning == _TIMESTAMP else value


def _moment(value: bytes) -> str:
    seconds = int.from_bytes(value[-8:], "big", signed=len(value) > 8)
    if len(value) == 8:
        seconds &= (1 << _SECONDS_BITS) - 1
    try:
        return datetime.fromtimestamp(seconds, UTC).isoformat()
    except (OverflowError, OSError, ValueError):
        return ""


_SCALARS: dict[int, Scalar] = {
    0xC0: lambda _: None,
    0xC2: lambda _: False,
    0xC3: lambda _: True,
    0xCA: _number(">f"),
    0xCB: _number(">d"),
    **{0xC4 + power: _bytes(1 << power) for power in range(3)},
    **{0xC7 + power: _extension(1 << power) for power in range(3)},
    **{0xCC + power: _number(">" + "BHIQ"[power]) for power in range(4)},
    **{0xD0 + power: _number(">" + "bhiq"[power]) for power in range(4)},
    **{0xD4 + power: _fixed_extension(1 << power) for power in range(5)},
    **{0xD9 + power: _text(1 << power) for power in range(3)},
}


__all__ = ["INFO", "is_messagepack", "read_messagepack"]
