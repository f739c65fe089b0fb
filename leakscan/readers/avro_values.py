"""Values of Avro's binary encoding, read as a schema says.

Specification: Apache Avro 1.11, "Binary Encoding" and "Logical Types". A schema is compiled into
functions once; records become dictionaries, everything else plain values.
"""

import struct
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

_NAMED = frozenset({"record", "error", "enum", "fixed"})
MAX_ITEMS = 1_000_000
"""Of one array or map: items may take no bytes at all."""
_EPOCH = date(1970, 1, 1)
_MIDNIGHT = datetime(1970, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_MICROSECONDS = {"millis": 1000, "micros": 1, "nanos": 0}


class Cursor:
    """A place in the bytes of a block."""

    __slots__ = ("at", "data")

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def take(self, size: int) -> bytes:
        """The next bytes.

        Raises:
            ValueError: There are not so many.
        """
        block = self.data[self.at : self.at + size]
        if size < 0 or len(block) < size:
            raise ValueError
        self.at += size
        return block

    def long(self) -> int:
        """A variable-length number in zigzag order."""
        shift, value = 0, 0
        while True:
            byte = self.data[self.at]
            self.at += 1
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                return value >> 1 ^ -(value & 1)
            shift += 7
            if shift > 63:
                raise ValueError


Read = Callable[[Cursor], Any]


class Schemas:
    """Compiles schemas; named types may refer to themselves."""

    __slots__ = ("_named",)

    def __init__(self) -> None:
        self._named: dict[str, Read] = {}

    def compile(self, schema: Any) -> Read:  # noqa: ANN401 - JSON
        """A function that reads one value.

        Raises:
            ValueError, KeyError, TypeError: It is no schema.
        """
        if isinstance(schema, list):
            return _union([self.compile(part) for part in schema])
        if isinstance(schema, str):
            return _PRIMITIVES.get(schema) or self._reference(schema)
        kind = schema["type"]
        if isinstance(kind, str) and kind in _NAMED:
            return self._defined(schema, str(kind))
        if kind == "array":
            return _array(self.compile(schema["items"]))
        if kind == "map":
            return _map(self.compile(schema["values"]))
        return _logical(schema, self.compile(kind))

    def _defined(self, schema: dict[str, Any], kind: str) -> Read:
        """A named type."""
        if kind == "enum":
            return self._name(schema, _enum(list(map(str, schema["symbols"]))))
        if kind == "fixed":
            size = int(schema["size"])
            return self._name(schema, _logical(schema, lambda cursor: cursor.take(size)))
        return self._record(schema)

    def _reference(self, name: str) -> Read:
        """What reads a named type, which may still be in the making."""
        short = name.rpartition(".")[2]

        def read(cursor: Cursor) -> Any:  # noqa: ANN401 - any value
            return self._named[short](cursor)

        return read

    def _name(self, schema: dict[str, Any], read: Read) -> Read:
        self._named[str(schema["name"]).rpartition(".")[2]] = read
        return read

    def _record(self, schema: dict[str, Any]) -> Read:
        fields: list[tuple[str, Read]] = []

        def read(cursor: Cursor) -> dict[str, Any]:
            return {name: each(cursor) for name, each in fields}

        self._name(schema, read)
        fields += [(str(field["name"]), self.compile(field["type"])) for field in schema["fields"]]
        return read


def _text(cursor: Cursor) -> str:
    return cursor.take(cursor.long()).decode(errors="replace")


def _number(form: str) -> Read:
    size = struct.calcsize(form)
    return lambda cursor: struct.unpack(form, cursor.take(size))[0]


_PRIMITIVES: dict[str, Read] = {
    "null": lambda _: None,
    "boolean": lambda cursor: cursor.take(1) != b"\0",
    "int": Cursor.long,
    "long": Cursor.long,
    "float": _number("<f"),
    "double": _number("<d"),
    "bytes": lambda cursor: cursor.take(cursor.long()),
    "string": _text,
}


def _union(reads: list[Read]) -> Read:
    def read(cursor: Cursor) -> Any:  # noqa: ANN401 - any value
        number = cursor.long()
        if number < 0:
            raise ValueError
        return reads[number](cursor)

    return read


def _enum(symbols: list[str]) -> Read:
    def read(cursor: Cursor) -> str:
        number = cursor.long()
        if number < 0:
            raise ValueError
        return symbols[number]

    return read


def _items(cursor: Cursor, each: Read) -> list[Any]:
    found: list[Any] = []
    while count := cursor.long():
        if count < 0:
            count = -count
            cursor.long()
        if len(found) + count > MAX_ITEMS:
            raise ValueError
        found += [each(cursor) for _ in range(count)]
    return found


def _array(each: Read) -> Read:
    return lambda cursor: _items(cursor, each)


def _map(each: Read) -> Read:
    return lambda cursor: dict(_items(cursor, lambda inner: (_text(inner), each(inner))))


def _logical(schema: dict[str, Any], read: Read) -> Read:
    """`read` with its value as the logical type says, where that is known."""
    kind = str(schema.get("logicalType", ""))
    if kind == "date":
        return lambda cursor: _EPOCH + timedelta(days=read(cursor))
    if "timestamp" in kind:
        unit = _MICROSECONDS.get(kind.rpartition("-")[2], 1000)
        return lambda cursor: _moment(read(cursor), unit)
    if kind == "decimal":
        scale = int(schema.get("scale", 0))
        return lambda cursor: _decimal(read(cursor), scale)
    return read


def _moment(value: int, unit: int) -> datetime:
    return _MIDNIGHT + timedelta(microseconds=value * unit if unit else value // 1000)


def _decimal(value: bytes, scale: int) -> str:
    number = int.from_bytes(value, "big", signed=True)
    digits = str(abs(number)).rjust(scale + 1, "0")
    whole, part = (digits[:-scale], f".{digits[-scale:]}") if 0 < scale < 100 else (digits, "")
    return f"{'-' if number < 0 else ''}{whole}{part}"
