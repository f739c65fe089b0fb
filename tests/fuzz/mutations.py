"""Ways in which a file goes wrong: cut, bent, with lengths that lie, under another name.

A mutation is drawn by a number alone, so that whatever a campaign finds can be made again.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

ENDINGS = (".txt", ".csv", ".zip", ".pdf", ".xlsx", ".doc", ".gz", ".json", ".eml", ".sqlite", "")
_EXTREMES = (0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF,
             0x7FFFFFFFFFFFFFFF, 0xFFFFFFFFFFFFFFFF)  # fmt: skip
_DIGITS = re.compile(rb"\d{2,12}")


@dataclass(frozen=True, slots=True)
class Case:
    """What is given to the scanner, and how it was made."""

    data: bytes
    name: str
    made: str


def cut(data: bytes, draw: Random) -> bytes:
    return data[: draw.randrange(len(data))]


def beheaded(data: bytes, draw: Random) -> bytes:
    return data[draw.randrange(1, max(2, len(data) // 2)) :]


def bent(data: bytes, draw: Random) -> bytes:
    """Bits flipped: one, a few, or many; anywhere or among the first bytes."""
    changed = bytearray(data)
    reach = len(data) if draw.random() < 0.7 else min(len(data), 512)
    for _ in range(draw.choice((1, 1, 2, 5, 20))):
        changed[draw.randrange(reach)] ^= 1 << draw.randrange(8)
    return bytes(changed)


def lying(data: bytes, draw: Random) -> bytes:
    """A binary number replaced by an extreme one, or one near it."""
    size = draw.choice((1, 2, 4, 8))
    at = draw.randrange(max(1, len(data) - size))
    order = draw.choice(("little", "big"))
    value = int.from_bytes(data[at : at + size], order)
    wanted = draw.choice((*_EXTREMES, value + 1, value - 1, value * 2, len(data), len(data) - at))
    number = (wanted & (1 << 8 * size) - 1).to_bytes(size, order)
    return data[:at] + number + data[at + size :]


def lying_text(data: bytes, draw: Random) -> bytes:
    """A number in digits replaced by another: lengths of tar, PDF, mail and messages."""
    found = [match.span() for match in _DIGITS.finditer(data[:65536])]
    if not found:
        return lying(data, draw)
    begin, end = draw.choice(found)
    width = end - begin
    value = draw.choice((b"0" * width, b"9" * width, b"7" * width, b"-1".rjust(width), b"1" * 40))
    return data[:begin] + value + data[end:]


def shifted(data: bytes, draw: Random) -> bytes:
    """Bytes lost, or some that do not belong there."""
    at, size = draw.randrange(len(data)), draw.choice((1, 2, 16, 512))
    if draw.random() < 0.5:
        return data[:at] + data[at + size :]
    return data[:at] + draw.choice((bytes(size), b"\xff" * size, draw.randbytes(size))) + data[at:]


def overwritten(data: bytes, draw: Random) -> bytes:
    """A bad sector."""
    at, size = draw.randrange(len(data)), draw.choice((8, 64, 512, 4096))
    size = min(size, len(data) - at)
    patch = draw.choice((bytes(size), b"\xff" * size, draw.randbytes(size)))
    return data[:at] + patch + data[at + size :]


def repeated(data: bytes, draw: Random) -> bytes:
    """A stretch once more, elsewhere."""
    begin = draw.randrange(len(data))
    stretch = data[begin : begin + draw.choice((4, 30, 300, 3000))]
    at = draw.randrange(len(data))
    return data[:at] + stretch * draw.choice((1, 2, 50)) + data[at:]


MUTATIONS: tuple[Callable[[bytes, Random], bytes], ...] = (
    cut, beheaded, bent, bent, lying, lying, lying_text, shifted, overwritten, repeated,
)  # fmt: skip


def mutated(samples: list[tuple[str, str, bytes]], number: int, seed: int) -> Case:
    """The case of a number: one sample, one to three mutations, sometimes under another name.

    Args:
        samples: Label, file name and content.
        number: From 0; samples take turns.
        seed: Of the campaign.
    """
    draw = Random(f"{seed}/{number}")
    label, name, data = samples[number % len(samples)]
    steps: list[str] = []
    for _ in range(draw.choice((1, 1, 1, 2, 3))):
        change = draw.choice(MUTATIONS)
        data = change(data, draw) or b"\0"
        steps.append(change.__name__)
    if draw.random() < 0.1:
        # The head of one file and the rest of another.
        _, _, other = draw.choice(samples)
        data = data[: draw.randrange(1, 600)] + other[draw.randrange(len(other)) :]
        steps.append("spliced")
    if draw.random() < 0.3:
        name = "x" + draw.choice(ENDINGS)
        steps.append(f"as {name}")
    return Case(data, name, f"{label}: {', '.join(steps)}")
