"""CBOR: objects one after the other, or one that is all there is.

Specification: RFC 8949; the mark that may stand before it is tag 55799 (3.4.6). Without it a head
is recognised as one of MessagePack is, by maps whose names are texts.
"""

import struct
from collections.abc import Iterator

from leakscan.model.coverage import GapReason
from leakscan.model.errors import ReadError
from leakscan.raw.embedded import Item
from leakscan.readers.feed import ByteFeed
from leakscan.readers.format import FormatInfo
from leakscan.readers.json_writing import MAX_TEXT, JsonText, PackedBytes, read_as_json
from leakscan.readers.options import ReadOptions
from leakscan.readers.packed_maps import OPEN_ENDED, Nested, holds_maps

INFO = FormatInfo(
    name="cbor",
    description={"fr": "CBOR (RFC 8949)", "en": "CBOR (RFC 8949)"},
    limits={},
)
_MARK = b"\xd9\xd9\xf7"
_UNSIGNED, _NEGATIVE, _BYTES, _TEXT, _ARRAY, _MAP, _TAG, _SIMPLE = range(8)
_FLOATS = {25: struct.Struct(">e"), 26: struct.Struct(">f"), 27: struct.Struct(">d")}
_CONSTANTS = {20: False, 21: True}
_OPEN = 31
_SIZES = {24: 1, 25: 2, 26: 4, 27: 8}


def is_cbor(head: bytes, name: str) -> bool:
    """Whether bytes begin with a map of named values, or an array of them."""
    del name
    head = head.removeprefix(_MARK)
    return bool(head) and 0x81 <= head[0] <= 0xBF and holds_maps(head, _next)


def read_cbor(feed: ByteFeed, options: ReadOptions) -> Iterator[Item]:
    """Chunks of the maps, and members among their values."""
    nested = Nested(_next)
    return read_as_json(feed, options, nested.write)


def _next(data: PackedBytes, nested: Nested, text: JsonText) -> None:
    """One value, or the beginning or the end of an array or a map."""
    first = data.take(1)[0]
    kind, told = first >> 5, first & 0x1F
    if kind == _SIMPLE:
        _simple(data, told, nested, text)
        return
    size = _size(data, told)
    if kind in {_ARRAY, _MAP}:
        nested.begin(text, size, is_map=kind == _MAP)
    elif kind in {_BYTES, _TEXT}:
        value = _string(data, kind, size)
        nested.give(text, value.decode(errors="replace") if kind == _TEXT else value)
    elif kind != _TAG:
        # A tag says of the value that follows what it means.
        nested.give(text, size if kind == _UNSIGNED else -1 - size)


def _simple(data: PackedBytes, told: int, nested: Nested, text: JsonText) -> None:
    if told == _OPEN:
        if not nested.is_open_ended:
            raise ReadError(GapReason.CORRUPT, "cbor value")
        nested.end(text)
    elif told in _FLOATS:
        nested.give(text, _FLOATS[told].unpack(data.take(_FLOATS[told].size))[0])
    else:
        _size(data, told)
        nested.give(text, _CONSTANTS.get(told))


def _size(data: PackedBytes, told: int) -> int:
    if told < min(_SIZES):
        return told
    if told == _OPEN:
        return OPEN_ENDED
    if told not in _SIZES:
        raise ReadError(GapReason.CORRUPT, "cbor value")
    return data.number(_SIZES[told])


def _string(data: PackedBytes, kind: int, size: int) -> bytes:
    """The bytes of a string, in parts where its length is not told before."""
    if size != OPEN_ENDED:
        return data.take(size)
    parts: list[bytes] = []
    held = 0
    while (first := data.take(1)[0]) != 0xFF:
        if first >> 5 != kind or first & 0x1F == _OPEN or held > MAX_TEXT:
            raise ReadError(GapReason.CORRUPT, "cbor value")
        parts.append(data.take(_size(data, first & 0x1F)))
        held += len(parts[-1]) + 1
    return b"".join(parts)


__all__ = ["INFO", "is_cbor", "read_cbor"]
