"""Both builds of the kernels, for any processor and for newer ones, see the same in a text."""

from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest

from leakscan.native import arrays, library, literals

BUILDS = library.builds(Path(library.__file__).parent)
ALPHABETS = (
    b"0123456789 .-",
    b"abAB2 \n",
    b"Ab\xc3\xa9 \r\n-\xc2\xad",
    bytes(range(256)),
    b"aB3/" * 12 + b" -\xe9",
)
LITERALS = [b"abab", b"a b", b"2a", b"bb ab"]
IN_WORDS = np.zeros(256, np.uint8)
IN_WORDS[list(b"aB3/")], IN_WORDS[ord("-")] = 2, 1

pytestmark = pytest.mark.skipif(
    len(BUILDS) < 2, reason="one build only: no compiler, or a processor without AVX2"
)


def _texts() -> list[bytes]:
    """Texts of all lengths around those that are looked at together, and some long ones."""
    random = Random(7)
    sizes = [*range(140), 1_000, 32_768 + 63, 70_001]
    return [bytes(random.choices(signs, k=size)) for size in sizes for signs in ALPHABETS]


def _seen(data: np.ndarray[Any, np.dtype[np.uint8]], table: literals.LiteralTable) -> list[Any]:
    literal, end = table.find(data)
    every = np.ones(256, np.bool_)
    ranges = (np.zeros(1, np.int64), np.array([data.size]))
    return [
        *(each.tolist() for each in arrays.digit_candidates(data, lost_zeros=True)),
        *(each.tolist() for each in arrays.digit_runs(data)),
        *(each.tolist() for each in arrays.capitalised_words(data, ranges, ~every, every)),
        sorted(zip(end.tolist(), literal.tolist(), strict=True)),
        arrays.count_of(data, ord("\n")),
        arrays.missing_of_utf8(data, final=False),
        arrays.last_blank_line(data),
        arrays.is_parted(data, 0, data.size),
        *(each.tolist() for each in arrays.long_words(data, IN_WORDS > 0, 40, 70)),
        arrays.last_long_word(data, IN_WORDS, 40),
    ]


def test_they_see_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    for build in BUILDS:
        library.typed(build)
        for module in (arrays, literals):
            monkeypatch.setattr(module, "KERNELS", build)
        table = literals.LiteralTable(
            literals.lay_out(LITERALS, np.array([True, False, True, False]))
        )
        seen.append([_seen(np.frombuffer(text, np.uint8), table) for text in _texts()])
    assert seen[0] == seen[1]
    assert any(any(each) for each in seen[0])


def test_the_faster_one_is_used() -> None:
    assert library.KERNELS is not None
    assert library.KERNELS._name == BUILDS[-1]._name
