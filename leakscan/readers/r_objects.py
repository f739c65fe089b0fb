"""Objects of R as `saveRDS` and `save` write them: vectors, lists and their attributes.

Specification: "R Internals", 1.8 "Serialization Formats" (versions 2 and 3, binary XDR). Functions,
environments and byte code end the reading: what stands before them was read.
"""

import struct
from collections.abc import Callable, Sequence
from dataclasses import field

import numpy as np
import numpy.typing as npt

from leakscan.frozen import slotted
from leakscan.readers.charset_text import text_of

_MAX_DEPTH = 64
_SYMBOL, _PAIRS, _CALL, _CHARACTERS = 1, 2, 6, 9
_LOGICAL, _INTEGER, _REAL, _COMPLEX, _TEXT, _LIST, _EXPRESSION, _RAW, _S4 = (
    10, 13, 14, 15, 16, 19, 20, 24, 25,
)  # fmt: skip
_NAMESPACE, _ALTERNATIVE, _CALL_WITH, _PAIRS_WITH, _REFERENCE = 249, 238, 240, 239, 255
_CONSTANTS = frozenset([241, 242, 250, 251, 252, 253, 254])
_CHAINS = frozenset([_PAIRS, _CALL, _PAIRS_WITH, _CALL_WITH])
_NAMING = _CONSTANTS | {_SYMBOL, _CHARACTERS, _NAMESPACE, _REFERENCE}
_LATIN_1, _UTF_8 = 1 << 2, 1 << 3
_ENDS = 3
"""What a sequence is stored by: how many, the first, and the step."""
_LONGEST_SEQUENCE = (1 << 31) - 1
_NUMBERS = {_LOGICAL: ">i4", _INTEGER: ">i4", _REAL: ">f8", _COMPLEX: ">c16", _RAW: "u1"}

Values = npt.NDArray[np.generic] | Sequence["str | int | Value | None"]


@slotted
class Value:
    """An object.

    Attributes:
        values: Numbers as an array or a range, text (None where missing), or other objects;
            empty for anything else.
        attributes: By name.
        pairs: Names of the objects of a list of pairs.
    """

    values: Values = field(default_factory=list)
    attributes: dict[str, "Value"] = field(default_factory=dict)
    pairs: list[str] = field(default_factory=list)

    def texts(self, name: str = "") -> list[str]:
        """The text that it is, or that an attribute of it is."""
        told = self.attributes.get(name, Value()) if name else self
        values = told.values if isinstance(told.values, list) else ()
        return [each if isinstance(each, str) else "" for each in values]

    def objects(self) -> list["Value"]:
        """The objects among its values; a sequence, which may go on for millions, has none."""
        values = self.values if isinstance(self.values, list) else ()
        return [each for each in values if isinstance(each, Value)]


class Objects:
    """Objects in bytes, one after the other.

    Attributes:
        tables: What was read of the objects that may be tables, the inner first.
    """

    def __init__(self, data: bytes, at: int, charset: str) -> None:
        self._data, self._at, self._charset = data, at, charset
        self._known: list[str] = []

    def read(self, found: Callable[[Value], None], depth: int = 0) -> Value:
        """The next object.

        Args:
            found: Is told of every list, the inner ones first.
            depth: Of objects around it.

        Raises:
            ValueError: It is damaged, or nothing that holds data.
        """
        if depth > _MAX_DEPTH:
            raise ValueError
        flags = self._number()
        kind = flags & 0xFF
        if kind in _CHAINS:
            return self._pairs(flags, found, depth)
        if kind == _ALTERNATIVE:
            return self._alternative(found, depth)
        if kind in _NAMING:
            return Value([self._name(flags, found, depth)])
        value = Value(self._values(kind, found, depth))
        if flags & 0x200:
            value.attributes = self._attributes(found, depth)
        if kind == _LIST:
            found(value)
        return value

    def _name(self, flags: int, found: Callable[[Value], None], depth: int) -> str:
        """A symbol, or what is called by number or has only a name; empty for all others."""
        kind, name = flags & 0xFF, ""
        if kind == _REFERENCE:
            return self._known[(flags >> 8 or self._number()) - 1]
        if kind == _CHARACTERS:
            return self._characters(flags >> 12) or ""
        if kind == _SYMBOL:
            name = self.read(found, depth + 1).texts()[0]
        elif kind == _NAMESPACE:
            self._number()
            for _ in range(self._length()):
                self.read(found, depth + 1)
        if kind not in _CONSTANTS:
            self._known.append(name)
        return name

    def _values(self, kind: int, found: Callable[[Value], None], depth: int) -> Values:
        if kind == _S4:
            return []
        if kind in _NUMBERS:
            form = np.dtype(_NUMBERS[kind])
            data = self._taken(self._length() * form.itemsize)
            return np.frombuffer(data, form)
        if kind == _TEXT:
            return [self._text() for _ in range(self._length())]
        if kind in {_LIST, _EXPRESSION}:
            return [self.read(found, depth + 1) for _ in range(self._length())]
        raise ValueError

    def _pairs(self, flags: int, found: Callable[[Value], None], depth: int) -> Value:
        """A chain of objects with names, up to what ends it."""
        value, values = Value(), list[Value]()
        while flags & 0xFF in _CHAINS:
            if flags & 0x200 or flags & 0xFF in {_PAIRS_WITH, _CALL_WITH}:
                self.read(found, depth + 1)
            name = self.read(found, depth + 1).texts() if flags & 0x400 else []
            value.pairs.append(name[0] if name else "")
            values.append(self.read(found, depth + 1))
            flags = self._number()
        if flags & 0xFF not in _CONSTANTS:
            raise ValueError
        value.values = values
        return value

    def _attributes(self, found: Callable[[Value], None], depth: int) -> dict[str, Value]:
        pairs = self.read(found, depth + 1)
        return dict(zip(pairs.pairs, pairs.objects(), strict=False))

    def _alternative(self, found: Callable[[Value], None], depth: int) -> Value:
        """A vector that is stored in short: a sequence by its ends, or what stands for another."""
        about, state = self.read(found, depth + 1), self.read(found, depth + 1)
        attributes = self._attributes(found, depth)
        [kind, *_] = [each.texts() for each in about.objects()]
        values = state.values
        if kind[:1] in (["compact_intseq"], ["compact_realseq"]):
            if len(values) != _ENDS:
                raise ValueError
            count, first, step = (int(each) for each in np.asarray(values, np.float64).tolist())
            if not 0 <= count <= _LONGEST_SEQUENCE:
                raise ValueError
            return Value(range(first, first + step * count, step), attributes)
        inner = values[0] if len(values) and isinstance(values[0], Value) else state
        return Value(inner.values, {**inner.attributes, **attributes})

    def _text(self) -> str | None:
        flags = self._number()
        if flags & 0xFF != _CHARACTERS:
            raise ValueError
        return self._characters(flags >> 12)

    def _characters(self, encoding: int) -> str | None:
        size = self._number()
        if size < 0:
            return None
        data = self._taken(size)
        charset = (
            "cp1252" if encoding & _LATIN_1 else "utf-8" if encoding & _UTF_8 else self._charset
        )
        return text_of(data, charset)

    def _length(self) -> int:
        size = self._number()
        if size == -1:
            size = (self._number() << 32) + self._number()
        if not 0 <= size <= len(self._data):
            raise ValueError
        return size

    def _number(self) -> int:
        (value,) = struct.unpack(">i", self._taken(4))
        return int(value)

    def _taken(self, size: int) -> bytes:
        data = self._data[self._at : self._at + size]
        if len(data) < size:
            raise ValueError
        self._at += size
        return data
