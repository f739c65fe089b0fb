"""Where the header of a segmented message stands, told by the separators after its name."""

LINE_ENDS = b"\n\r\x0b\x1c"
"""Also the frame of MLLP around each message: VT before, FS CR after."""
MARKS = frozenset(b"!#$%&*+,-./:;<=>?@\\^_`|~")
"""Bytes that separate."""
_NEEDED = 3


def are_marks(marks: bytes) -> bool:
    """Whether bytes begin with a field, a component and a repetition separator."""
    three = marks[:_NEEDED]
    return len(set(three)) == _NEEDED and set(three) <= MARKS


def next_header(raw: bytes, name: bytes, start: int = 0) -> int:
    """Where a line begins with `name` and separators, at or after `start`; -1 without."""
    at = raw.find(name, start)
    while at >= 0:
        after = at + len(name)
        if (not at or raw[at - 1] in LINE_ENDS) and are_marks(raw[after : after + _NEEDED]):
            return at
        at = raw.find(name, at + 1)
    return -1


def first_header(head: bytes, names: tuple[bytes, ...]) -> int:
    """Where the first line with one of these headers stands in `head`, -1 without."""
    found = [at for name in names if (at := next_header(head, name)) >= 0]
    return min(found, default=-1)
