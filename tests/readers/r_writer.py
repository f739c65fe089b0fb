"""Objects of R, written as "R Internals" has it: enough for data frames of every kind."""

import struct
from collections.abc import Sequence

_TEXT, _INTEGER, _REAL, _LIST = 16, 13, 14, 19
_HAS_ATTRIBUTES, _UTF_8 = 0x200, 8 << 12
_MISSING = -(1 << 31)


def characters(text: str | None) -> bytes:
    """One text."""
    if text is None:
        return struct.pack(">2i", 9, -1)
    data = text.encode()
    return struct.pack(">2i", 9 | _UTF_8, len(data)) + data


def vector(values: Sequence[object], **attributes: bytes) -> bytes:
    """Text, whole numbers, or others, None where they are missing; with attributes."""
    flags = _HAS_ATTRIBUTES if attributes else 0
    known = [each for each in values if each is not None]
    size = struct.pack(">i", len(values))
    if any(isinstance(each, str) for each in known) or not known:
        data = b"".join(characters(None if v is None else str(v)) for v in values)
        kind = _TEXT
    elif all(isinstance(each, int) for each in known):
        data = b"".join(struct.pack(">i", _MISSING if v is None else v) for v in values)
        kind = _INTEGER
    else:
        data = b"".join(struct.pack(">d", float("nan") if v is None else v) for v in values)
        kind = _REAL
    return struct.pack(">i", kind | flags) + size + data + _pairs(**attributes)


def listed(objects: Sequence[bytes], **attributes: bytes) -> bytes:
    """A list of objects."""
    head = struct.pack(">2i", _LIST | (_HAS_ATTRIBUTES if attributes else 0), len(objects))
    return head + b"".join(objects) + _pairs(**attributes)


def frame(**columns: bytes) -> bytes:
    """A data frame."""
    return listed(
        [*columns.values()],
        names=vector([*columns]),
        **{"class": vector(["data.frame"]), "row.names": vector([None, -3])},
    )


def sequence(first: int, count: int) -> bytes:
    """Whole numbers in a row, stored by their ends."""
    about = _chain([("", _symbol("compact_intseq")), ("", _symbol("base")), ("", vector([13]))])
    state = vector([float(count), float(first), 1.0])
    return struct.pack(">i", 238) + about + state + struct.pack(">i", 254)


def saved(content: bytes, *, version: int = 3, names: Sequence[str] = ()) -> bytes:
    """A file of one object, or of those with names, which `content` holds one after the other."""
    head = b"X\n" + struct.pack(">3i", version, 0x040300, 0x020300)
    if version > 2:
        head += struct.pack(">i", 5) + b"UTF-8"
    if not names:
        return head + content
    return b"RDX%d\n" % version + head + _chain([(name, content) for name in names])


def _pairs(**attributes: bytes) -> bytes:
    return _chain([*attributes.items()]) if attributes else b""


def _chain(pairs: Sequence[tuple[str, bytes]]) -> bytes:
    data = b""
    for name, value in pairs:
        data += struct.pack(">i", 2 | (0x400 if name else 0))
        data += (_symbol(name) if name else b"") + value
    return data + struct.pack(">i", 254)


def _symbol(name: str) -> bytes:
    return struct.pack(">i", 1) + characters(name)


def people() -> bytes:
    """Three fictitious people: a factor, days, numbers, and labels as haven keeps them."""
    days = [-7275.0, None, 3346.0]
    return frame(
        id=sequence(1, 3),
        nom=vector(["DURAND", "L'HÉNORET", "BÉBÉ"]),
        v1=vector([144509912300979.0, None, 144509912300979.0], label=vector(["NIR du patient"])),
        ddn=vector(days, **{"class": vector(["Date"])}),
        sexe=vector([2, 1, None], levels=vector(["M", "F"]), **{"class": vector(["factor"])}),
        vih=vector([1.0, 0.0, 9.0], labels=vector([0.0, 1.0], names=vector(["non", "oui"]))),
        rques=vector([None, "enceinte de 22 SA", ""]),
    )
