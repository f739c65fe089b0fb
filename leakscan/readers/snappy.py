"""Raw Snappy blocks, as Avro files hold them.

Specification: "Snappy compressed format description" of google/snappy.
"""

_COPY_1, _COPY_2 = 1, 2


def unsnappy(data: bytes, max_bytes: int) -> bytes:
    """What a block was made of.

    Args:
        data: The block.
        max_bytes: Most bytes that may come out.

    Raises:
        ValueError, IndexError: It is damaged, or too large.
    """
    wanted, at = _length(data)
    if wanted > max_bytes:
        raise ValueError
    out = bytearray()
    while at < len(data):
        tag = data[at]
        kind, at = tag & 3, at + 1
        if not kind:
            size = (tag >> 2) + 1
            if size > 60:
                extra = size - 60
                size = int.from_bytes(data[at : at + extra], "little") + 1
                at += extra
            out += data[at : at + size]
            at += size
        else:
            at = _copy(out, data, tag, at)
        if len(out) > wanted:
            raise ValueError
    if len(out) != wanted:
        raise ValueError
    return bytes(out)


def _copy(out: bytearray, data: bytes, tag: int, at: int) -> int:
    """Repeat what came out before; where the next element begins."""
    if tag & 3 == _COPY_1:
        size, back = (tag >> 2 & 7) + 4, (tag >> 5) << 8 | data[at]
        at += 1
    else:
        extra = 2 if tag & 3 == _COPY_2 else 4
        size, back = (tag >> 2) + 1, int.from_bytes(data[at : at + extra], "little")
        at += extra
    start = len(out) - back
    if start < 0 or not back:
        raise ValueError
    if back >= size:
        out += out[start : start + size]
    else:
        out += (out[start:] * (size // back + 1))[:size]
    return at


def _length(data: bytes) -> tuple[int, int]:
    value = 0
    for at in range(5):
        value |= (data[at] & 0x7F) << 7 * at
        if data[at] < 0x80:
            return value, at + 1
    raise ValueError
