"""Vectorised validators equal scalar ones, on millions of inputs.

The scalar side is either the product's own reference or, where the product has only a kernel, a
reading of the specification in plain Python, here.
"""

import re
from itertools import product

import numpy as np
import numpy.typing as npt
from hypothesis import given
from hypothesis import strategies as st

from leakscan.detectors.digit_runs import find_runs
from leakscan.detectors.nir_lane import find_nirs
from leakscan.identifiers import date, nir, phone

Numbers = npt.NDArray[np.uint64]

DATE_LAYOUTS = (
    r"(?P<d>\d\d)[/. -](?P<m>\d\d)[/. -](?P<y>\d{4})",
    r"(?P<y>\d{4})[/. -](?P<m>\d\d)[/. -](?P<d>\d\d)",
    r"(?P<d>\d\d)[/. -](?P<m>\d\d)[/. -](?P<y>\d\d)",
    r"(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)",
    r"(?P<d>\d\d)(?P<m>\d\d)(?P<y>\d{4})",
)
DATE_PATTERNS = [re.compile(rf"(?:{layout})(?!\d)", re.ASCII) for layout in DATE_LAYOUTS]


def bodies(count: int, seed: int) -> Numbers:
    """13-digit numbers, half of them near to NIRs so that both answers are common."""
    random = np.random.default_rng(seed)
    anything = random.integers(0, 10**13, count // 2)
    size = count - anything.size
    parts = (
        (random.choice([1, 2, 3, 4, 5, 7, 8], size), 10**12),
        (random.integers(0, 100, size), 10**10),
        (random.integers(0, 100, size), 10**8),
        (random.choice([*range(100), *[97, 98, 99] * 20], size), 10**6),
        (random.choice([*range(1000), *[0, 100, 800] * 20], size), 10**3),
        (random.choice([*range(1000), *[0] * 50], size), 1),
    )
    near = sum(part.astype(np.int64) * weight for part, weight in parts)
    return np.concatenate([anything, near]).astype(np.uint64)


def test_structure_on_a_million_numbers() -> None:
    numbers = bodies(1_000_000, seed=2)
    scalar = np.fromiter(map(nir.is_structured, numbers.tolist()), np.bool_, numbers.size)
    vectorised = nir.are_structured(numbers)
    assert 100_000 < np.count_nonzero(scalar) < 900_000
    assert numbers[scalar != vectorised].tolist() == []


def test_structure_of_every_place_and_commune() -> None:
    numbers = np.array(
        [
            1445000000009 + place * 10**6 + commune * 1000
            for place in range(100)
            for commune in range(1000)
        ],
        np.uint64,
    )
    scalar = np.fromiter(map(nir.is_structured, numbers.tolist()), np.bool_, numbers.size)
    assert numbers[scalar != nir.are_structured(numbers)].tolist() == []


def test_structure_of_every_sex_and_month() -> None:
    pairs = product(range(10), range(100))
    numbers = np.array(
        [445099123009 % 10**8 + (sex * 10**4 + month) * 10**8 for sex, month in pairs]
    )
    legal = [nir.is_structured(number) for number in numbers.tolist()]
    assert nir.are_structured(numbers.astype(np.uint64)).tolist() == legal
    assert sum(legal) == 6 * (12 + 1 + 13 + 50)


def test_more_than_thirteen_digits_is_no_nir() -> None:
    numbers = bodies(10_000, seed=3) + np.uint64(10**13)
    assert not nir.are_structured(numbers).any()


def test_keys_on_a_million_numbers() -> None:
    numbers = bodies(1_000_000, seed=4)
    scalar = np.fromiter(map(nir.key, numbers.tolist()), np.int64, numbers.size)
    assert (nir.keys(numbers) == scalar).all()
    assert set(scalar.tolist()) == set(range(1, 98))


def test_found_and_valid_are_the_valid_ones() -> None:
    numbers = bodies(60_000, seed=5)
    keys = nir.keys(numbers)
    keys[::3] = np.random.default_rng(6).integers(0, 100, keys[::3].size)
    lines = [
        f"{body:013}{key:02}" for body, key in zip(numbers.tolist(), keys.tolist(), strict=True)
    ]
    found = find_nirs(find_runs(np.frombuffer("\n".join(lines).encode(), np.uint8)))
    expected = [number for number, line in enumerate(lines) if nir.is_valid(line)]
    assert (found.start[found.valid] // 16).tolist() == expected
    assert 10_000 < len(expected) < 40_000


def personal(number: int) -> bool:
    """A person's national number, by ARCEP's plan."""
    text = f"{number:09}"
    assigned = re.fullmatch(r"(?:[1-69]\d|7[3-9])\d{7}", text) is not None
    return assigned and number not in phone.PLACEHOLDERS


def test_phones_on_a_million_numbers() -> None:
    random = np.random.default_rng(7)
    numbers = np.concatenate(
        [
            random.integers(0, 10**9, 900_000),
            random.integers(690_000_000, 750_000_000, 100_000),
            np.array(sorted(phone.PLACEHOLDERS)),
        ]
    )
    scalar = np.fromiter(map(personal, numbers.tolist()), np.bool_, numbers.size)
    assert numbers[scalar != phone.are_personal(numbers.astype(np.uint64))].tolist() == []


def fictional(number: int) -> bool:
    prefixes = ("19900", "26191", "35301", "46571", "53649", "63998")
    return f"{number:09}".startswith(prefixes)


def test_fiction_on_many_numbers() -> None:
    random = np.random.default_rng(8)
    anything = random.integers(0, 10**9, 100_000)
    edges = [
        low + step for low, high in phone.FICTION_RANGES for step in range(-50, high - low + 50, 7)
    ]
    numbers = np.concatenate([anything, np.array(edges)])
    scalar = np.fromiter(map(fictional, numbers.tolist()), np.bool_, numbers.size)
    assert (scalar == phone.are_fiction(numbers.astype(np.uint64))).all()


def dated(text: str) -> int:
    """The date at the start of a text as yyyymmdd, 0 for none: first layout that fits."""
    for pattern in DATE_PATTERNS:
        match = pattern.match(text)
        if not match:
            continue
        day, month, year = int(match["d"]), int(match["m"]), int(match["y"])
        if len(match["y"]) == 2:
            year += 1900 if year > date.PIVOT_YEAR else 2000
        if 1 <= day <= 31 and 1 <= month <= 12 and date.MIN_YEAR <= year <= date.MAX_YEAR:
            return year * 10_000 + month * 100 + day
    return 0


def date_cells(count: int) -> list[str]:
    random = np.random.default_rng(9)
    shapes: tuple[str, ...] = (
        "{d:02}{s}{m:02}{s}{y}",
        "{y}{s}{m:02}{s}{d:02}",
        "{d:02}{s}{m:02}{s}{z:02}",
    )
    shapes += ("{y}{m:02}{d:02}", "{d:02}{m:02}{y}", "{d}{s}{m}{s}{y}", "{y}{m:02}{d:02}{d}")
    columns = {
        "shape": random.integers(0, len(shapes), count).tolist(),
        "separator": random.integers(0, 6, count).tolist(),
        "d": random.integers(0, 34, count).tolist(),
        "m": random.integers(0, 15, count).tolist(),
        "y": random.integers(1800, 2150, count).tolist(),
        "tail": random.integers(0, 8, count).tolist(),
    }
    tails = ("", "", "", " 08:30", "T08:30:00", "1", "x", ".")
    rows = zip(*columns.values(), strict=True)
    return [
        shapes[shape].format(s="/-. x|"[separator], d=d, m=m, y=y, z=y % 100) + tails[tail]
        for shape, separator, d, m, y, tail in rows
    ]


def test_dates_on_many_cells() -> None:
    cells = date_cells(150_000)
    expected = np.fromiter(map(dated, cells), np.uint64, len(cells))
    sizes = np.fromiter(map(len, cells), np.int64, len(cells))
    ends = np.cumsum(sizes)
    # Cells stand side by side without a separator: only the spans keep them apart.
    data = np.frombuffer("".join(cells).encode(), np.uint8)
    found = date.numbers_of(data, ends - sizes, ends)
    wrong = np.flatnonzero(found != expected)
    assert [(cells[row], int(found[row])) for row in wrong[:5].tolist()] == []
    assert 25_000 < np.count_nonzero(expected) < 125_000


@given(st.text(alphabet="0123456789/-. T:xé", max_size=14))
def test_dates_on_junk(text: str) -> None:
    assert date.number_of(text.encode()) == dated(text)


@given(
    st.sampled_from("123478"),
    st.integers(0, 99),
    st.sampled_from([*range(1, 13), 20, *range(30, 43), *range(50, 100)]),
    st.sampled_from([*(f"{n:02}" for n in range(1, 97)), "2A", "2B", "2a", "2b"]),
    st.integers(1, 999),
    st.integers(1, 999),
)
def test_legal_parts_and_their_key_are_a_nir(
    sex: str, year: int, month: int, place: str, commune: int, order: int
) -> None:
    body = f"{sex}{year:02}{month:02}{place}{commune:03}{order:03}"
    number = nir.number_of(body)
    assert nir.is_valid(f"{body}{nir.key(number):02}")
    assert not nir.is_valid(f"{body}{(nir.key(number) + 1) % 100:02}")
