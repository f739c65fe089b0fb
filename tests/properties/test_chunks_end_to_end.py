"""Any chunk size gives the same evidence, through the whole raw side, in every format.

What identifies a person must be counted exactly once wherever a cut falls: the generated
contents are full of identifiers, and in the long line one stands at every few bytes.
"""

import json
from collections.abc import Callable
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leakscan.demo.lab_table import COLUMNS, lab_rows
from leakscan.demo.nir_numbers import fictitious_nir, printed_nir
from leakscan.demo.sql_dump import insert_lines, table_definition
from leakscan.model.sketch import KeySketch
from leakscan.model.state import FileState
from tests.detectors.scanning import state_of

CHUNK_SIZES = (1024, 1500, 4096, 10_007, 65_536, 262_144, 1 << 20)


def evidence_of(state: FileState) -> dict[str, object]:
    """All of a state, as values that compare."""

    def hashes(sketch: KeySketch | None) -> list[int] | None:
        return None if sketch is None else sketch.hashes().tolist()

    return {
        "records": state.records,
        "tallies": {
            rule: (
                tally.counts.tolist(),
                tally.records,
                hashes(tally.distinct),
                dict(tally.fields),
                tally.places,
            )
            for rule, tally in sorted(state.tallies.items())
        },
        "signatures": [dict(counts) for counts in state.signatures],
        "subjects": {kind: hashes(sketch) for kind, sketch in sorted(state.subjects.items())},
        "birth years": dict(state.birth_years),
        "hints": {hint: count for hint, count in state.hints.items() if count},
        "identity": hashes(state.identity_keys),
        "health": hashes(state.health_keys),
    }


def nir_of(serial: int) -> str:
    department = ("35", "2A", "2B", "99", "75")[serial % 5]
    return fictitious_nir(
        serial, female=serial % 2 == 0, birth_year=1930 + serial % 80, department=department
    )


def letter(serial: int) -> str:
    nir = printed_nir(nir_of(serial)) if serial % 3 else nir_of(serial)
    return (
        f"Madame Zoé TESTEUR{serial % 50}, née le 0{serial % 9 + 1}/12/19{serial % 60 + 30}, "
        f"NIR {nir}, tél. 06 39 98 {serial // 100 % 100:02} {serial % 100:02}, p{serial}@example.org.\n"
        f"Sérologie VIH {'négative' if serial % 2 else 'positive'}. Groupe sanguin : A+. "
        f"Pas de grossesse en cours, traitement par Levothyrox. Père diabétique.\n\n"
    )


@cache
def letters() -> bytes:
    return "".join(map(letter, range(900))).encode()


@cache
def long_line() -> bytes:
    """One line of more than 200 KB, without a line end anywhere."""
    text = " ".join(map(letter, range(1000))).replace("\n", " ")
    assert len(text) > 200_000
    return text.encode()


@cache
def dense_line() -> bytes:
    """Identifiers and words end to end: every cut falls into one."""
    parts = [
        f"{nir_of(n)},06399{n % 90000:05}|{printed_nir(nir_of(n + 9000))};a{n}@example.fr;VIH+"
        for n in range(2600)
    ]
    line = ";".join(parts).encode()
    assert len(line) > 200_000
    return line


@cache
def rows() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(row.cells) for row in lab_rows(500, seed=7))


@cache
def delimited() -> str:
    quoted = (
        ";".join(f'"{cell}"' if set(cell) & set(' ;"\n') else cell for cell in row) for row in rows()
    )
    return ";".join(COLUMNS) + "\r\n" + "\r\n".join(quoted) + "\r\n"


@cache
def headerless() -> bytes:
    lines = (f"{nir_of(n)};TESTEUR;Zoé;0{n % 9 + 1}/11/19{n % 70 + 20};639{980000 + n:06}" for n in range(3000))
    return "\n".join(lines).encode()


@cache
def dump() -> bytes:
    definition = table_definition("patients", COLUMNS)
    return (definition + "".join(insert_lines("patients", rows(), max_chars=60_000))).encode()


@cache
def ndjson() -> bytes:
    objects = (dict(zip(COLUMNS, row, strict=True)) for row in rows())
    return "\n".join(json.dumps(one, ensure_ascii=False) for one in objects).encode()


CONTENTS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "letters": ("letters.txt", letters),
    "letters-cp1252": ("letters.txt", lambda: letters().decode().encode("cp1252")),
    "letters-utf-16": ("letters.txt", lambda: letters().decode().encode("utf-16")),
    "long-line": ("line.txt", long_line),
    "long-line-cp1252": ("line.txt", lambda: long_line().decode().encode("cp1252")),
    "dense-line": ("dense.txt", dense_line),
    "csv-utf-8": ("lab.csv", lambda: delimited().encode()),
    "csv-cp1252": ("lab.csv", lambda: delimited().encode("cp1252")),
    "csv-utf-16": ("lab.csv", lambda: delimited().encode("utf-16")),
    "csv-headerless": ("bare.csv", headerless),
    "sql": ("lab.sql", dump),
    "ndjson": ("lab.ndjson", ndjson),
    "json": ("lab.json", lambda: b"[" + ndjson().replace(b"\n", b",\n") + b"]"),
}


@cache
def whole(content: str) -> dict[str, object]:
    """The evidence when everything fits in one chunk."""
    name, make = CONTENTS[content]
    return evidence_of(state_of(make(), name, chunk_bytes=8 << 20))


def assert_same_evidence(content: str, chunk_bytes: int) -> None:
    name, make = CONTENTS[content]
    found = evidence_of(state_of(make(), name, chunk_bytes=chunk_bytes))
    for part, expected in whole(content).items():
        assert found[part] == expected, part


@pytest.mark.parametrize("chunk_bytes", CHUNK_SIZES)
@pytest.mark.parametrize("content", CONTENTS)
def test_chunk_size_does_not_matter(content: str, chunk_bytes: int) -> None:
    assert_same_evidence(content, chunk_bytes)


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(CONTENTS)), st.integers(1024, 1 << 20))
def test_no_chunk_size_matters(content: str, chunk_bytes: int) -> None:
    assert_same_evidence(content, chunk_bytes)


@pytest.mark.parametrize("content", ["letters", "long-line", "dense-line"])
def test_the_evidence_is_there_to_be_lost(content: str) -> None:
    tallies = whole(content)["tallies"]
    assert isinstance(tallies, dict)
    assert {"fr.nir", "fr.phone", "email", "health.hiv"} <= set(tallies)


def test_every_planted_nir_is_counted_once() -> None:
    for content, count in (("letters", 900), ("long-line", 1000), ("dense-line", 5200)):
        name, make = CONTENTS[content]
        tally = state_of(make(), name, chunk_bytes=1024).tallies["fr.nir"]
        assert tally.count == count
        assert tally.distinct is not None
        assert tally.distinct.estimate() == (count, True)


@settings(max_examples=40)
@given(st.integers(0, 3000), st.sampled_from(["\n", " ", "\n\n", "x; "]))
def test_a_nir_straddling_any_cut_is_found_once(shift: int, filler: str) -> None:
    before = (filler * 3000)[:shift] + " "
    nir = printed_nir(nir_of(1))
    text = f"{before}{nir}, VIH+ {'a ' * 1500}"
    state = state_of(text, chunk_bytes=1024)
    assert state.tallies["fr.nir"].count == 1
    assert state.tallies["fr.nir"].places[0].byte == len(before)
    assert state.tallies["health.hiv"].count == 1
