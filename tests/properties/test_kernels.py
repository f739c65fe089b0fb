"""The compiled kernels give the arrays that their NumPy twins give, whatever the bytes."""

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from types import ModuleType

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leakscan.detectors import (
    cell_hits,
    cells,
    digit_runs,
    hyphenated,
    iban_lane,
    keyword_hits,
    lexical,
    name_lexicon,
    name_pairs,
    nir_lane,
    number_columns,
    passages,
    searched,
    tokens,
    unknown_words,
)
from leakscan.detectors import layout as layout_module
from leakscan.detectors import spans as spans_module
from leakscan.detectors.cells import Cells, words_of
from leakscan.detectors.characters import IS_ALNUM
from leakscan.detectors.columns import TableProfile
from leakscan.detectors.iban_lane import find_ibans
from leakscan.detectors.layout import Layout
from leakscan.detectors.nir_lane import find_nirs
from leakscan.detectors.phone_lane import find_phones, lost_zeros
from leakscan.detectors.rule import NO_RULE
from leakscan.detectors.searched import SearchedText
from leakscan.evidence import aggregation, contents, keyed, places
from leakscan.evidence import records as evidence
from leakscan.evidence.keyed import Fingerprinter
from leakscan.model import links, profiles, sketch
from leakscan.model.taxonomy import HEALTH_SHIFT, MAX_SUPPORTS, SUPPORT_SHIFT
from leakscan.native import arrays, records, sketches
from leakscan.native.library import KERNELS
from leakscan.raw import hits as raw_hits
from leakscan.raw import lines
from leakscan.raw.chunk import Chunk, Fields, Offsets, Table
from leakscan.readers import (
    eightbit,
    islands,
    joined_lines,
    payloads,
    prose,
    quoting,
    rows,
    singlebyte,
    url_words,
)
from leakscan.readers.singlebyte import SingleByteTable

pytestmark = pytest.mark.skipif(KERNELS is None, reason="built without a C compiler")

ROOT = Path(__file__).parents[2]
NUMBERS = st.integers(0, 2**64 - 1)
DIGITISH = st.text(alphabet="0123456789", min_size=1, max_size=16)
GLUE = st.sampled_from(
    [
        *" .-/_\t+\n;,:aAbB2x0é\u20ac\u00a0\u202f\u2009\u2011",
        *["", " 0", "+33 ", "0033", "00 33", "2A", "2b", "  ", " / "],
        *["06 39 98 12 34", "06  39  98  12  34", "2 79 50 97 411 001 23", "(06)", "(0)", " : "],
        *["MT84MALT011000012345MTLCAST001S", "GB29 NWBK 6016 1331 9268 19", "FR7", "x" * 50],
    ]
)
DIGIT_TEXTS = st.lists(st.one_of(DIGITISH, GLUE), max_size=40).map(
    lambda parts: "".join(parts).encode()
)
_NIR_PARTS = st.sampled_from([(1, 2, 2, 2, 3, 3), (1, 2, 2, 5, 3), (7, 6), (7, 3, 3), (13,)])


@st.composite
def parted_nirs(draw: st.DrawFn) -> str:
    """Thirteen digits of a month that no person has, parted as printers do, and perhaps a key."""
    digits = draw(st.sampled_from(["2795097411001", "1855099117003", "8015063113045"]))
    key = draw(st.sampled_from(["", f"{97 - int(digits) % 97:02}", "00"]))
    sign = draw(st.sampled_from([" ", ".", "-", "  ", "\u00a0"]))
    sizes = draw(_NIR_PARTS)
    ends = np.cumsum(sizes).tolist()
    parts = [digits[end - size : end] for end, size in zip(ends, sizes, strict=True)]
    return sign.join(parts) + draw(st.sampled_from([sign, "", " / ", " "])) + key


PARTED_NIRS = parted_nirs()
# The kernel goes by blocks of 64 bytes: those without quotes, and those within some.
BLOCKS = ["x" * 70, "a;b,c|d\te\n" * 7, ";" * 300]
TABLES = st.lists(
    st.sampled_from([*';,|\t"\r\n', "\r\n", '""', '"a;b"', "12", "é", " ", *BLOCKS]), max_size=60
).map(lambda parts: "".join(parts).encode())
CELL = st.one_of(
    st.sampled_from(
        [
            *["", "NULL", " n/a ", "-", "non renseigné", "DUPONT", "1", "'x'", '"Néant"', "É."],
            *["12/03/1950", "1950-03-12 08:00", "12.03.50", "19500312", "31121999"],
            *["31/02/2001", "00/00/0000", "279509741100123", "0639981234"],
            *["  279509741100123 ", "12345678901234567", "35000", "1000", "F", "madame", "A+"],
            *["O rhésus négatif", "non", "99000"],
        ]
    ),
    st.text(max_size=20),
    DIGITISH,
)


@contextmanager
def twins(*modules: ModuleType) -> Iterator[None]:
    """NumPy does the work of these modules' kernels."""
    with pytest.MonkeyPatch.context() as patch:
        for module in modules:
            patch.setattr(module, "KERNELS", None)
        yield


def same(found: Iterable[object], expected: Iterable[object]) -> None:
    for one, other in zip(found, expected, strict=True):
        if isinstance(other, np.ndarray):
            assert np.array_equal(one, other)
        else:
            assert one == other


def slots(value: object) -> list[object]:
    return [getattr(value, name) for name in type(value).__slots__]


@given(st.lists(NUMBERS, max_size=50), st.binary(min_size=32, max_size=32))
def test_fingerprints(values: list[int], key: bytes) -> None:
    printer, numbers = Fingerprinter(key), np.array(values, np.uint64)
    found = printer.numbers("nir", numbers)
    with twins(keyed):
        same([found], [printer.numbers("nir", numbers)])


@given(st.lists(st.integers(0, 20), max_size=20), st.lists(st.integers(-1, 22), max_size=30))
def test_last_before(starts: list[int], asked: list[int]) -> None:
    ascending, wanted = np.array(sorted(starts), np.int64), np.array(asked, np.int64)
    expected = np.searchsorted(ascending, wanted, side="right") - 1
    assert records.last_before(ascending, wanted).tolist() == expected.tolist()


SMALL = st.integers(0, 4)


@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 5), SMALL), min_size=1, max_size=30),
    st.lists(st.tuples(st.integers(0, 200), st.integers(0, 6)), max_size=40),
)
def test_fields_and_their_roles(
    fields: list[tuple[int, int, int]], spans: list[tuple[int, int]]
) -> None:
    gaps, sizes, column = np.array(fields, np.int64).T
    ends = np.cumsum(gaps + sizes)
    low, sizes_asked = np.array(spans, np.int64).reshape(-1, 2).T
    chunk = Chunk(
        bytes(int(ends[-1])), 0, int(ends[-1]), 1, 0, np.zeros(1, np.int64),
        Table(), Fields(ends - sizes, ends, column.astype(np.int32)),
    )  # fmt: skip
    profile = TableProfile()
    profile.rule = np.array([4, NO_RULE, 7, 1, 0], np.int16)[: int(column.max()) + 1]
    where = Layout(chunk, np.frombuffer(chunk.data, np.uint8), profile, 0)
    asked = np.array(low), low + sizes_asked
    inside = where.fields_of(*asked)
    role = where.role_of(inside)
    bounds = where.bounds_of(inside)
    with twins(layout_module):
        same([inside, role], [where.fields_of(*asked), where.role_of(inside)])
        same(list(bounds), list(where.bounds_of(inside)))


@given(
    st.lists(st.tuples(SMALL, SMALL, SMALL, SMALL, SMALL, st.integers(-1, 6)), max_size=40),
    st.lists(st.tuples(SMALL, SMALL, st.booleans()), max_size=20, unique_by=lambda cell: cell[0]),
)
def test_signatures(
    hits: list[tuple[int, int, int, int, int, int]], cells: list[tuple[int, int, bool]]
) -> None:
    columns = np.array(sorted(hits), np.int64).reshape(-1, 6).T
    kinds = (np.int64, np.int8, np.int64, np.int8, np.int8, np.int32)
    said = records.Statements(
        *(column.astype(kind) for column, kind in zip(columns, kinds, strict=True))
    )
    record, level, negated = np.array(cells, np.int64).reshape(-1, 3).T
    ours, twin = (
        records.Evidence(np.zeros(5, np.int64), np.zeros(5, np.int64), np.zeros(5, np.bool_))
        for _ in range(2)
    )
    for kept, mark in ((ours, records.mark), (twin, evidence._mark)):
        mark(kept, record, 5, 3, negated=negated.astype(np.bool_), validated=False)
        mark(kept, record[::-1], 8, int(level.max(initial=0)), negated=None, validated=True)
        for first, facets in enumerate((16, 32, 64)):
            rows, validated = np.arange(first, 5 - first % 2), bool(level.sum() % 2)
            mark(kept, rows, facets, first * 2, negated=None, validated=validated)
    same(list(ours), list(twin))
    for least in range(4):
        found = records.signatures(
            said,
            ours,
            least,
            supports=MAX_SUPPORTS,
            level_shift=HEALTH_SHIFT,
            support_shift=SUPPORT_SHIFT,
        )
        assert found.tolist() == evidence._signatures(said, twin, least).tolist()


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 6), SMALL), min_size=1))
def test_outermost_hits(hits: list[tuple[int, int, int]]) -> None:
    start, size, rule = np.array(hits, np.int64).T
    found = [
        raw_hits.Hits.of(number, start[rule == number], (start + size)[rule == number], tier=1)
        for number in range(5)
    ]
    outermost = raw_hits.Hits.outermost(found)
    with twins(raw_hits):
        same(slots(outermost), slots(raw_hits.Hits.outermost(found)))


@given(st.lists(st.integers(0, 1500), max_size=1200))
def test_grouped(numbers: list[int]) -> None:
    values = np.array(numbers, np.uint64)
    found, tallied = records.grouped(values), records.tallied(values)
    if found is None or tallied is None:
        assert found is tallied
        assert len(set(numbers)) > records.MOST_GROUPS
    else:
        assert dict(zip(*(each.tolist() for each in tallied), strict=True)) == Counter(numbers)
        once, group = found
        assert once.tolist() == list(dict.fromkeys(numbers))
        assert once[group].tolist() == numbers


def test_more_values_than_groups() -> None:
    assert records.grouped(np.arange(513, dtype=np.uint64)) is None
    assert records.grouped(np.arange(512, dtype=np.uint64)) is not None
    assert records.tallied(np.arange(513, dtype=np.uint64)) is None
    assert records.tallied(np.arange(512, dtype=np.uint64)) is not None


@given(st.text(alphabet="0123456789AB é", max_size=30))
def test_residences(text: str) -> None:
    data = np.frombuffer(text.encode(), np.uint8)
    starts = np.arange(data.size)
    with twins(places):
        expected = places.residences(data, starts)
    same([places.residences(data, starts)], [expected])


@given(st.lists(st.sampled_from(["M", "Mme", "MLLE", "madame", "F", "h", "1", "2", "x", "é"])))
def test_sexes(cells: list[str]) -> None:
    data = np.frombuffer("".join(cells).encode(), np.uint8)
    starts = np.arange(data.size)
    ours, twin = np.zeros((2, data.size), np.uint16)
    records.tell_sexes(data, starts, starts // 2, ours)
    aggregation._tell_sexes(data, starts, starts // 2, twin)
    assert ours.tolist() == twin.tolist()


HASHES = st.lists(st.sampled_from([0, 1, 2, 2**24, 2**24 + 1, 2**63, 2**64 - 1]), max_size=12)


@given(st.lists(st.one_of(st.sampled_from([0, 1, 2**64 - 1]), NUMBERS), max_size=60), st.booleans())
def test_order_of_hashes(hashes: list[int], alike: bool) -> None:  # noqa: FBT001
    # Hashes that are alike in their first bits are sorted in another way.
    shift = 30 if alike else 0
    values = (np.array(hashes, np.uint64) >> np.uint64(shift)) | np.uint64(alike << 63)
    assert values[sketches.in_order(values)].tolist() == sorted(values.tolist())
    assert sorted(sketches.in_order(values).tolist()) == list(range(values.size))
    assert sketches.ascending(values).tolist() == sorted(values.tolist())


@given(HASHES, HASHES, st.integers(1, 12))
def test_merged_hashes(kept: list[int], added: list[int], room: int) -> None:
    before = np.unique(np.array(kept, np.uint64))[:room]
    new = np.array(added, np.uint64)
    expected = np.array(sorted({*before.tolist(), *added})[:room], np.uint64)
    assert sketches.merged(before, new, room).tolist() == expected.tolist()
    assert sketch._merged(before, new, room).tolist() == expected.tolist()


@given(HASHES, HASHES, st.integers(1, 12), st.randoms(use_true_random=False))
def test_merged_attributes(kept: list[int], added: list[int], room: int, random: Random) -> None:
    def told(keys: Iterable[int]) -> tuple[sketch.Hashes, profiles.Attributes]:
        hashes = np.array(list(keys), np.uint64)
        values = [[random.randrange(1 << 16) for _ in range(4)] for _ in hashes]
        return hashes, np.array(values, np.uint16).reshape(-1, 4)

    before, new = told(sorted(set(kept))), told(added)
    ours, twin = (merge(before, new, room) for merge in (sketches.merged_known, profiles._merged))
    assert ours[0].tolist() == twin[0].tolist() == sorted({*kept, *added})[:room]
    assert ours[1].tolist() == twin[1].tolist()


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=30), st.integers(0, 60))
def test_components(rows: list[tuple[int, int]], shift: int) -> None:
    ones, others = np.array(rows, np.uint64).reshape(-1, 2).T << np.uint64(shift)
    groups: list[set[int]] = []
    for pair in zip(ones.tolist(), others.tolist(), strict=True):
        met = [group for group in groups if group & set(pair)]
        groups = [group for group in groups if group not in met] + [set(pair).union(*met)]
    assert sketches.components(ones, others) == links._components(ones, others) == len(groups)


@given(HASHES, st.lists(st.tuples(HASHES.map(len), HASHES.map(len), HASHES.map(len)), max_size=20))
def test_merged_links(limits: list[int], rows: list[tuple[int, int, int]]) -> None:
    groups, ones, others = np.array(rows, np.uint64).reshape(-1, 3).T << np.uint64(23)
    for limit in [*limits, 2**64 - 1]:
        found = sketches.links(groups, ones, others, limit)
        assert found.tolist() == links._links(groups, ones, others, limit).tolist()
        half = found.shape[1] // 2
        kept = links._merged(np.empty((3, 0), np.uint64), [found[:, :half]], 9)
        for room in (1, 3, 40):
            ours = sketches.merged_links(kept, [found[:, half:]], room)
            assert ours.tolist() == links._merged(kept, [found[:, half:]], room).tolist()
            triples = {
                *zip(*kept.tolist(), strict=True),
                *zip(*found[:, half:].tolist(), strict=True),
            }
            assert list(zip(*ours.tolist(), strict=True)) == sorted(triples)[:room]


@given(st.lists(st.one_of(st.text(max_size=120), st.text("aZ09é -", max_size=40)), max_size=30))
def test_text_numbers(texts: list[str]) -> None:
    pieces = [text.encode("utf-8", "replace") for text in texts]
    ends = np.cumsum([len(piece) for piece in pieces], dtype=np.int64)
    starts = ends - np.array([len(piece) for piece in pieces], np.int64)
    data = np.frombuffer(b"".join(pieces), np.uint8)
    printer = Fingerprinter(b"k" * 32)
    found = printer.texts(data, starts, ends)
    with twins(keyed):
        same([found], [printer.texts(data, starts, ends)])


@settings(max_examples=400)
@given(DIGIT_TEXTS)
def test_digit_runs_and_what_is_found_in_them(text: bytes) -> None:
    data = np.frombuffer(text, np.uint8)
    few = digit_runs.find_candidates(data, lost_zeros=True)
    every = digit_runs.find_runs(data)
    with twins(digit_runs, nir_lane):
        twin = digit_runs.find_runs(data)
        same(slots(find_nirs(few)), slots(find_nirs(twin)))
        same(slots(find_phones(few)), slots(find_phones(twin)))
        expected = [*slots(find_nirs(twin)), *slots(find_phones(twin))]
    same([*slots(find_nirs(every)), *slots(find_phones(every))], expected)
    same(slots(every), slots(twin))
    same(slots(find_nirs(few)), slots(find_nirs(twin)))
    same(slots(find_phones(few)), slots(find_phones(twin)))
    same(slots(lost_zeros(few)), slots(lost_zeros(twin)))
    same(slots(find_ibans(few)), slots(find_ibans(twin)))
    same([iban_lane._openings(few)], [iban_lane._openings_of(few)])
    for digits in (10, 13, 15):
        alike = [runs.starts[runs.lengths == digits] for runs in (few, twin)]
        same(alike[:1], alike[1:])


@settings(max_examples=300)
@given(st.lists(st.one_of(PARTED_NIRS, GLUE), max_size=8).map("".join))
def test_nirs_in_parts(text: str) -> None:
    runs = digit_runs.find_runs(np.frombuffer(text.encode(), np.uint8))
    found = find_nirs(runs)
    with twins(digit_runs, nir_lane):
        same(slots(found), slots(find_nirs(runs)))


@settings(max_examples=300)
@given(TABLES, st.sampled_from(b";,\t|"), st.booleans(), st.booleans())
def test_rows(text: bytes, delimiter: int, final: bool, quoted: bool) -> None:  # noqa: FBT001
    data = np.frombuffer(text, np.uint8)
    found = rows.index_rows(data, delimiter, final=final, quoted=quoted)
    with twins(rows):
        same(slots(found), slots(rows.index_rows(data, delimiter, final=final, quoted=quoted)))


@settings(max_examples=300)
@given(TABLES, st.booleans(), st.integers(1, 20))
def test_rows_with_quotes_that_close_too_late(text: bytes, final: bool, most: int) -> None:  # noqa: FBT001
    data = np.frombuffer(text, np.uint8)
    with pytest.MonkeyPatch.context() as patch:
        for module in (rows, quoting):
            patch.setattr(module, "MAX_QUOTED_BYTES", most)
        found = rows.index_rows(data, ord(";"), final=final)
        with twins(rows):
            same(slots(found), slots(rows.index_rows(data, ord(";"), final=final)))


@given(st.lists(CELL, min_size=1, max_size=20))
def test_cells(texts: list[str]) -> None:
    pieces = [text.encode("utf-8", "replace") for text in texts]
    ends = np.cumsum([len(piece) + 1 for piece in pieces]) - 1
    starts = ends - np.array([len(piece) for piece in pieces])
    text = b";".join(pieces) + b";"
    data = np.frombuffer(text, np.uint8)
    found = Cells.of(data, starts, ends, words_of(b""))
    looks = [Cells.filled, Cells.have_letters, Cells.are_codes, Cells.dates, Cells.are_postcodes]
    looks += [Cells.are_sexes, Cells.are_blood_groups, Cells.are_no]
    seen = [look(found) for look in looks]
    digits = [number_columns.number_cells(found, count) for count in (10, 15)]
    with twins(cells, number_columns):
        twin = Cells.of(data, starts, ends, words_of(text))
        same([found.starts, found.ends, found.head], [twin.starts, twin.ends, twin.head])
        same(seen, [look(twin) for look in looks])
        for one, count in zip(digits, (10, 15), strict=True):
            same(one, number_columns.number_cells(twin, count))


def _nir_cell(number: int, place: str, *, right: bool) -> str:
    text = f"2{number % 100:02}50{place}{number // 100 % 1000:03}{number % 999 + 1:03}"
    digits = int(text.replace("2A", "19").replace("2b", "18").replace("2B", "18").replace("A", "0"))
    return f"{text}{(97 - digits % 97) if right else number % 100:02}"


NIR_CELLS = st.builds(
    _nir_cell,
    st.integers(0, 10**6),
    st.sampled_from(["2A", "2B", "2b", "97", "75", "00", "3A"]),
    right=st.booleans(),
)


@given(
    st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=9),
    st.integers(0, 2),
    st.sampled_from([1, 12]),
)
def test_columns_of_whole_rows(rows: list[tuple[str, str, str]], first: int, times: int) -> None:
    # The kernel takes 32 rows at a time.
    pieces = [text.encode("utf-8", "replace") for row in rows * times for text in row]
    ends = np.cumsum([len(piece) + 1 for piece in pieces]) - 1
    starts = ends - np.array([len(piece) for piece in pieces])
    data = np.frombuffer(b";".join(pieces) + b";", np.uint8)
    asked = [
        arrays.Asked((first + kind) % 3, kind, 12 * (kind == arrays.LETTERS_KIND))
        for kind in range(4)
    ]
    seen = list(cells.cells_of_columns(data, (starts, ends), 3, asked, 64))
    for (column, kind, least), (found, more) in zip(asked, seen, strict=True):
        own = starts[column::3], ends[column::3]
        one = cells.accepted(kind, data, *own)
        same(found[:3], one[:3])
        if kind == arrays.DATE_KIND:
            same([found.values], [one.values])
        besides = cell_hits._with_more(data, *own) if least else np.empty(0, np.int64)
        same([more], [besides])
    columns = [2, first]
    looked = Cells.of_columns(data, (starts, ends), 3, columns, words_of(b""))
    for column, ours in zip(columns, looked, strict=True):
        twin = Cells._of(data, starts[column::3], ends[column::3], words_of(data.tobytes()))
        same((ours.starts, ours.ends, ours.head), (twin.starts, twin.ends, twin.head))
        same((ours.filled(), ours.have_letters()), (twin.filled(), twin.have_letters()))


@given(
    st.text("abcdefg019 é-", max_size=120),
    st.lists(st.tuples(st.integers(0, 130), st.integers(0, 130)), max_size=9),
)
def test_spans_of_words(text: str, spans: list[tuple[int, int]]) -> None:
    data = np.frombuffer((text + " ").encode(), np.uint8)
    low, high = (np.minimum(edge, data.size) for edge in np.array(spans, np.int64).reshape(-1, 2).T)
    low, high = np.minimum(low, high), np.maximum(low, high)
    held = spans_module.hold(data, low, high, IS_ALNUM)
    with twins(spans_module):
        same([held], [spans_module.hold(data, low, high, IS_ALNUM)])
    group = np.arange(low.size, dtype=np.int32) % 4 - 1
    reach = np.array([[0, 3, 0], [0, 0, 40]])
    bounds = (np.maximum(low - 2, 0), np.full(low.size, data.size))
    given = (data, (low, high), bounds, group, reach)
    near = keyword_hits._near_digits(*given)
    with twins(keyword_hits, spans_module):
        same([near], [keyword_hits._near_digits(*given)])
    spellings = np.frombuffer(b"ab\0c\0\0\xc3\xa9a", np.uint8).reshape(3, 3)
    written = (data, low[low < data.size], group[low < data.size], spellings)
    same([arrays.spelled(*written)], [lexical._spelled(*written)])
    if low.size:
        text, begins = passages.joined(data, low, high)
        same([text], [passages._joined(data, low, high)])
        pieces = [data[first:last].tobytes() for first, last in zip(low, high, strict=True)]
        ends = begins + high - low
        assert [text.tobytes()[at:end] for at, end in zip(begins, ends, strict=True)] == pieces


@given(st.text(max_size=80), st.lists(st.integers(0, 400), max_size=9))
def test_characters_before(text: str, places: list[int]) -> None:
    data = np.frombuffer((text * 60).encode("utf-8", "replace"), np.uint8)
    asked = np.array(sorted(min(place * 50, data.size) for place in places), np.int64)
    found = lines.characters_before(data, asked)
    with twins(lines):
        same([found], [lines.characters_before(data, asked)])


@given(
    st.text(st.sampled_from("ab\n\ré€"), max_size=400),
    st.lists(st.tuples(st.integers(0, 999), st.integers(0, 30)), max_size=12),
    st.integers(0, 20),
)
def test_positions_of(text: str, places: list[tuple[int, int]], begin: int) -> None:
    data = np.frombuffer(text.encode() + b"x" * 20, np.uint8)
    asked = np.array(sorted(min(place, data.size) for place, _ in places), np.int64)
    lows = np.maximum(asked - np.array([back for _, back in places], np.int64), 0)
    found = lines.positions_of(data, begin, asked, lows)
    with twins(lines):
        same(list(found), list(lines.positions_of(data, begin, asked, lows)))
    raw = data.tobytes()
    for place, low, column in zip(asked.tolist(), lows.tolist(), found[1].tolist(), strict=True):
        start = max(raw.rfind(b"\n", 0, place) + 1, low)
        known = not start or raw[start - 1] == ord("\n")
        characters = sum(byte & 0xC0 != 0x80 for byte in raw[start:place])
        assert column == (characters + 1 if known else 0)


@pytest.mark.parametrize("low", [0, 9, 10, 11, 12, 40])
@pytest.mark.parametrize("begin", [0, 9, 30, 140])
def test_positions_of_many_places_in_one_line(low: int, begin: int) -> None:
    data = np.frombuffer(("123456789\n" + "aé€" * 20 + "\n" + "bé" * 9).encode(), np.uint8)
    places = np.arange(10, data.size, 5, dtype=np.int64)
    lows = np.full(places.size, low, np.int64)
    found = lines.positions_of(data, begin, places, lows)
    each = [
        lines.positions_of(data, begin, places[n : n + 1], lows[n : n + 1])
        for n in range(places.size)
    ]
    same(list(found), [np.concatenate(parts) for parts in zip(*each, strict=True)])
    with twins(lines):
        same(list(found), list(lines.positions_of(data, begin, places, lows)))


def same_of_cells(find: Callable[[Cells], object], texts: list[str]) -> None:
    """Kernel and twin find the same in cells with these texts."""
    pieces = [text.encode("utf-8", "replace") for text in texts]
    ends = np.cumsum([len(piece) + 1 for piece in pieces]) - 1
    starts = ends - np.array([len(piece) for piece in pieces], np.int64)
    text = b";".join(pieces) + b";"
    data = np.frombuffer(text, np.uint8)
    found = find(Cells.of(data, starts, ends, words_of(b"")))
    with twins(cells, number_columns):
        twin = find(Cells.of(data, starts, ends, words_of(text)))
    same(slots(found), slots(twin))


@given(st.lists(st.one_of(NIR_CELLS, CELL), min_size=1, max_size=12))
def test_nir_cells(texts: list[str]) -> None:
    same_of_cells(number_columns.nir_cells, texts)


PHONE_CELLS = st.one_of(
    st.from_regex(r"[ ]?0[0-9]{9}", fullmatch=True),
    st.sampled_from(
        [
            *["0639980000", "0639989999", "0639990000", "0600000000", "0712345678", "0730000001"],
            *["0812345678", "0012345678", "06399800O0", "639980001", "1639980001", "06399800010"],
        ]
    ),
)


@given(st.lists(st.one_of(PHONE_CELLS, CELL), min_size=1, max_size=12))
def test_phone_cells(texts: list[str]) -> None:
    same_of_cells(number_columns.phone_cells, texts)


SEPARATED = st.tuples(CELL, st.integers(0, 2), st.booleans(), st.sampled_from([";", "\n", '";"']))


@given(st.lists(SEPARATED, min_size=1, max_size=20))
def test_searched_text(fields: list[tuple[str, int, bool, str]]) -> None:
    column = np.array([number for _, number, _, _ in fields], np.int32)
    same_search(fields, column, 1, 3)


@given(st.lists(SEPARATED, min_size=1, max_size=70), st.integers(1, 66), st.integers(0, 150))
def test_searched_text_of_whole_rows(
    fields: list[tuple[str, int, bool, str]], width: int, more: int
) -> None:
    rows = (len(fields) + more) // width + 1
    repeated = (fields * (rows * width // len(fields) + 1))[: rows * width]
    same_search(repeated, np.tile(np.arange(width, dtype=np.int32), rows), rows, width)


def same_search(
    fields: list[tuple[str, int, bool, str]],
    column: npt.NDArray[np.int32],
    records: int,
    columns: int,
) -> None:
    """Two of three columns are hidden; some of their cells are exposed, and some of any handled."""
    pieces = [text.encode("utf-8", "replace") for text, _, _, _ in fields]
    behind = [sign.encode() for _, _, _, sign in fields]
    sizes = np.array([len(piece) for piece in pieces])
    gaps = np.array([len(signs) for signs in behind])
    ends = np.cumsum(sizes + gaps) - gaps
    starts = ends - sizes
    handled = np.array([done for _, _, done, _ in fields], np.bool_)
    text = b"".join(part for both in zip(pieces, behind, strict=True) for part in both)
    chunk = Chunk(
        text, 0, len(text), 1, 0, starts[:: len(fields) // records],
        Table(columns=["a"] * columns), Fields(starts, ends, column),
    )  # fmt: skip
    profile = TableProfile()
    profile.rule = np.resize(np.array([0, NO_RULE, 1], np.int16), columns)
    hidden = np.array([True, True, False])
    for done, exposed in ((handled, None), (None, None), (None, handled), (~handled, handled)):
        layout = Layout(chunk, np.frombuffer(chunk.data, np.uint8), profile, 0)
        if exposed is not None:
            layout.expose(0, np.flatnonzero(exposed & (profile.rule[column] == 0)))
        found = SearchedText.of(layout, hidden, done)
        with twins(searched):
            twin = SearchedText.of(layout, hidden, done)
        same([found.data], [twin.data])
        spots = np.arange(found.data.size)
        places = [_Spans(spots.copy(), spots + 1) for _ in range(2)]
        found.translate(places[0])
        twin.translate(places[1])
        same([places[0].start], [places[1].start])


class _Spans:
    def __init__(self, start: Offsets, end: Offsets) -> None:
        self.start, self.end = start, end


@given(st.binary(max_size=200), st.sampled_from(["cp1252", "cp850"]))
def test_single_bytes(text: bytes, codec: str) -> None:
    data, table = np.frombuffer(text, np.uint8), SingleByteTable(codec)
    high = singlebyte.high_positions(data)
    found, paired = table.transcode(data), singlebyte.has_pairs(data)
    with twins(singlebyte):
        same([high], [singlebyte.high_positions(data)])
        assert found == table.transcode(data)
        assert paired == singlebyte.has_pairs(data)


WORDS = st.lists(
    st.one_of(
        st.sampled_from([*"ÉéÔ- \n'", "Anne", "MARTIN", "d'", "de ", "x1", "@A"]),
        st.text(max_size=6),
        st.integers(50, 270).map(lambda size: "aB3/" * (size // 4)),
    ),
    max_size=30,
).map(lambda parts: "".join(parts).encode("utf-8", "replace"))


PASSAGES = st.lists(
    st.one_of(
        st.sampled_from(
            [*".,-:;!?()\n\x1e 'œÆ°µ…’–≤€☐☑✓[]", "3,5", "VIH", "pas", "né", "T.A.", "12.03"]
        ),
        st.sampled_from(["absence", "n'est", "immunodéficience", "sérologie", "e\u0301", "\u200b"]),
        st.text(max_size=4),
    ),
    max_size=40,
).map(lambda parts: "".join(parts).encode("utf-8", "replace"))


@settings(max_examples=300)
@given(
    st.one_of(st.binary(max_size=24), st.text(max_size=40).map(str.encode)),
    st.integers(0, 4),
    st.booleans(),
)
def test_missing_bytes_of_characters(text: bytes, cut: int, final: bool) -> None:  # noqa: FBT001
    block = b"plain ASCII, longer than a vector: " + text[: len(text) - cut]
    found = eightbit._missing(block, final=final)
    with twins(eightbit):
        assert found == eightbit._missing(block, final=final)


@settings(max_examples=300)
@given(PASSAGES)
def test_words_of_passages(text: bytes) -> None:
    listed = tokens.WordList(
        ["absence", "pas de", "né", "immunodéficience", "t.a.", "n'est pas", "œ"]
    )
    data = np.frombuffer(text, np.uint8)
    found = listed.tokens(data)
    with twins(tokens):
        same(slots(found), slots(listed.tokens(data)))


@given(WORDS, st.lists(st.integers(0, 200), min_size=1, max_size=4))
def test_capitalised_words(text: bytes, hits: list[int]) -> None:
    cuts = sorted({len(text) * part // 3 for part in range(3)})
    records = np.array(cuts, np.int64)
    chunk = Chunk(text, 0, len(text), 1, 0, records)
    layout = Layout(chunk, np.frombuffer(text, np.uint8), None, 0)
    starts = np.minimum(np.array(hits, np.int64), max(len(text) - 1, 0))
    if not text:
        return
    found = name_pairs._capitalised(layout, starts)
    with twins(name_pairs):
        same(slots(found), slots(name_pairs._capitalised(layout, starts)))


@given(WORDS, st.integers(0, 70), st.integers(0, 70), st.integers(0, 3))
def test_unknown_words(text: bytes, low: int, size: int, met: int) -> None:
    data = np.frombuffer((text * 3) or b" ", np.uint8)
    low = min(low, data.size)
    lows = np.array([0, low], np.int64)
    highs = np.array([low, min(low + size, data.size)], np.int64)
    words = unknown_words.UnknownWords()
    words.learn(words.find(data, lows, highs)[2][:met])
    found = words.find(data, lows, highs)
    with twins(unknown_words):
        for one, other in zip(found, words.find(data, lows, highs), strict=True):
            assert one.tolist() == other.tolist()


@given(WORDS)
def test_long_words(text: bytes) -> None:
    data = np.frombuffer(text, np.uint8)
    found = islands._long_words(data)
    with twins(islands):
        assert found == islands._long_words(data)


@given(WORDS.map(lambda text: text * 5), st.booleans())
def test_payload_words(text: bytes, continued: bool) -> None:  # noqa: FBT001
    data = np.frombuffer(text or b" ", np.uint8)
    found = payloads._words(data, continued=continued)
    with twins(payloads):
        assert found == payloads._words(data, continued=continued)


@given(st.lists(st.text("aé1@. -", max_size=30), min_size=1, max_size=12), st.integers(1, 3))
def test_names_with_more(texts: list[str], step: int) -> None:
    raw = [text.encode() for text in texts]
    data = np.frombuffer(b"".join(raw) + b";", np.uint8)
    ends = np.cumsum([len(text) for text in raw])
    starts = ends - np.array([len(text) for text in raw])
    spans = starts[::step], ends[::step]
    found = arrays.cells_with_more(data, *spans, cell_hits._MIN_MORE, cell_hits._MAX_NAME)
    same([found], [cell_hits._with_more(data, *spans)])


@given(WORDS)
def test_places_of_a_sign(text: bytes) -> None:
    data = np.frombuffer(text, np.uint8)
    found = lines.places_of(data, 0x40)
    with twins(lines):
        same([found], [lines.places_of(data, 0x40)])


@given(WORDS)
def test_hyphens(text: bytes) -> None:
    data = np.frombuffer(text, np.uint8)
    edges = np.array(sorted({0, len(text), *range(0, len(text), 7)}), np.int64)
    found = name_pairs._hyphens(data, edges[:-1], edges[1:])
    with twins(name_pairs):
        same([found], [name_pairs._hyphens(data, edges[:-1], edges[1:])])


@given(WORDS)
def test_name_keys(text: bytes) -> None:
    data = np.frombuffer(text, np.uint8)
    edges = np.array(sorted({0, len(text), *range(0, len(text), 7)}), np.int64)
    found = name_lexicon.keys_of(data, edges[:-1], edges[1:])
    with twins(name_lexicon):
        same([found], [name_lexicon.keys_of(data, edges[:-1], edges[1:])])


ENCODED = st.lists(
    st.sampled_from(
        ["%C3%A9", "%20", "%", "%%4", "%g0", "a", " ", "x" * 9, '"', "%40", "%2F", "%2f", "1"]
    ),
    max_size=40,
)


@given(ENCODED.map(lambda parts: "".join(parts).encode()))
def test_encoded_words(text: bytes) -> None:
    data = np.frombuffer(text, np.uint8)
    found = url_words._encoded(data)
    with twins(url_words):
        same([found], [url_words._encoded(data)])


@given(st.lists(st.sampled_from(["\n", "\r", "\r\n\r\n", "\n\n", "a", "x" * 15]), max_size=30))
def test_last_blank_line(parts: list[str]) -> None:
    text = "".join(parts).encode()
    found = prose._last_blank_line(np.frombuffer(text, np.uint8))
    with twins(prose):
        assert found == prose._last_blank_line(np.frombuffer(text, np.uint8))
    ends = (end for end in range(len(text) + 1) if text[:end].endswith((b"\n\n", b"\n\r\n")))
    assert found == max(ends, default=0)


@given(st.binary(max_size=200), st.integers(1, 300))
def test_line_ends(text: bytes, times: int) -> None:
    data = np.frombuffer(text * times + b"\n", np.uint8)
    found = lines.line_ends(data)
    with twins(lines):
        assert found == lines.line_ends(data)


LINES = st.lists(
    st.tuples(st.sampled_from(["A", "b/", "é", "z"]), st.sampled_from([59, 60, 64, 76, 77, 80])),
    max_size=12,
).flatmap(
    lambda kinds: st.tuples(
        st.just(kinds), st.lists(st.integers(1, 6), min_size=len(kinds), max_size=len(kinds))
    )
)


@given(LINES, st.sampled_from(["\n", "\r\n"]), st.integers(0, 3))
def test_blocks_of_lines(
    lines: tuple[list[tuple[str, int]], list[int]], ending: str, at: int
) -> None:
    text = "".join(
        ((sign * width)[:width] + ending) * times
        for (sign, width), times in zip(*lines, strict=True)
    ).encode()
    data = np.frombuffer(text, np.uint8)
    if at <= data.size:
        found = joined_lines._next_run(data, at)
        with twins(joined_lines):
            assert found == joined_lines._next_run(data, at)


def test_a_scan_without_kernels_gives_the_same_report(tmp_path: Path) -> None:
    def leakscan(*arguments: str, native: str) -> str:
        environment = {**os.environ, "LEAKSCAN_NATIVE": native}
        command = [sys.executable, "-m", "leakscan", *arguments]
        return subprocess.run(
            command, cwd=tmp_path, env=environment, check=True, capture_output=True, text=True
        ).stdout

    leakscan("demo", "--rows", "400", "leak", native="1")
    reports = []
    (tmp_path / "key").write_bytes(b"k" * 64)
    for native in ("1", "0"):
        report = json.loads(
            leakscan("scan", "leak", "-f", "json", "--key-file", "key", native=native)
        )
        for varying in ("started", "seconds"):
            del report["scan"][varying]
        reports.append(report)
    assert reports[0] == reports[1]
    assert reports[0]["total"]["findings"]


@settings(max_examples=30)
@given(st.integers(0, 40), st.integers(0, 2**32))
def test_content_sums(blocks: int, seed: int) -> None:
    drawn = np.random.default_rng(seed)
    data = drawn.integers(0, 256, blocks * contents.BLOCK_BYTES, np.uint8)
    words = drawn.integers(0, 2**32, contents.BLOCK_BYTES // 4 + 4, np.uint32)
    compiled = contents.block_sums(data, words)
    with twins(contents):
        assert np.array_equal(contents.block_sums(data, words), compiled)


PARTED = st.lists(
    st.sampled_from(["a", "é", "-", "\n", "\r\n", "\u00ad", "1", " ", "ab" * 9]), max_size=30
).map(lambda parts: "".join(parts).encode())


@given(PARTED, st.integers(0, 40), st.integers(0, 200))
def test_parted_words(text: bytes, low: int, size: int) -> None:
    low = min(low, len(text))
    high = min(low + size, len(text))
    found = hyphenated._has_partings(text, low, high)
    assert found or hyphenated._PARTING.search(text, low, high) is None
    assert hyphenated._may_have_partings(text, low, high) or not found


@given(st.text('s:;"a', max_size=40), st.text('s:;"a', min_size=1, max_size=4))
def test_contained_bytes(text: str, sought: str) -> None:
    data, part = (np.frombuffer(each.encode() or b"\0", np.uint8) for each in (text, sought))
    assert arrays.contains(data, part) == (sought in text)
