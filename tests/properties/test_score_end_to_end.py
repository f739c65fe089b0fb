"""What the score's model promises, from bytes to verdict, for any small table.

Monotone, mask, order, merge, dilution, chunk, format, key and canary: scoring alone is held to
the first ones in `tests/scoring/test_properties.py`, for any evidence; here they hold for what
really stands in files.
"""

import csv
import io
import json
from datetime import UTC, date, datetime
from typing import Any

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from leakscan.demo.nir_numbers import fictitious_nir
from leakscan.model.assessment import Assessment
from leakscan.model.coverage import Coverage
from leakscan.model.result import ScanInfo
from leakscan.model.state import FileState
from leakscan.reports.document import Tool, build_document
from leakscan.reports.registry import OutputFormat, render
from leakscan.scanner import Scanner, ScanOptions
from leakscan.scoring import POLICY_ID, Circumstances, assess
from leakscan.sources import memory_source
from tests.detectors.scanning import KEY, rules, scanner, state_of
from tests.properties.test_chunks_end_to_end import evidence_of
from tests.reports.reading import text_of

AS_OF = date(2026, 6, 1)
COLUMNS = ("nom", "prenom", "date_naissance", "nir", "telephone", "commentaire")
Row = tuple[str, ...]

REMARKS = (
    *("", "à jeun", "séropositif VIH", "VIH négatif", "enceinte de 22 SA", "sous Levothyrox"),
    *("mère séropositive", "rappeler avant midi"),
)


@st.composite
def people(draw: st.DrawFn) -> Row:
    """Somebody fictitious, of whom any part may be missing."""
    serial = draw(st.integers(0, 40))
    female, year = serial % 2 == 0, 1930 + serial % 70
    cells = (
        f"TESTEUR{serial % 11}",
        ("ZOE", "ALI", "LEA")[serial % 3],
        f"{year}-0{1 + serial % 9}-1{serial % 10}",
        fictitious_nir(serial, female=female, birth_year=year, department="35"),
        f"06399812{serial:02}",
    )
    kept = draw(st.integers(1, 31))
    shown = tuple(cell if kept >> n & 1 else "" for n, cell in enumerate(cells))
    return *shown, draw(st.sampled_from(REMARKS))


tables = st.lists(people(), min_size=1, max_size=8)
few = settings(max_examples=15)


def as_csv(rows: list[Row]) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\n").writerows([COLUMNS, *rows])
    return text.getvalue().encode()


def as_json(rows: list[Row]) -> bytes:
    records = [dict(zip(COLUMNS, row, strict=True)) for row in rows]
    return json.dumps(records, ensure_ascii=False).encode()


def as_ndjson(rows: list[Row]) -> bytes:
    lines = (json.dumps(dict(zip(COLUMNS, row, strict=True))) for row in rows)
    return "\n".join([*lines, ""]).encode()


def as_sql(rows: list[Row]) -> bytes:
    values = ",\n".join("('" + "','".join(row) + "')" for row in rows)
    return f"INSERT INTO patients ({', '.join(COLUMNS)}) VALUES\n{values};\n".encode()


def as_xlsx(rows: list[Row]) -> bytes:
    book, stream = openpyxl.Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    for row in (COLUMNS, *rows):
        sheet.append(row)
    book.save(stream)
    return stream.getvalue()


def judge(state: FileState) -> Assessment:
    infos = {rule.info.id: rule.info for rule in rules().rules}
    return assess(state, infos, Coverage(bytes_examined=1), Circumstances(), as_of=AS_OF)


def judged(rows: list[Row]) -> Assessment:
    return judge(state_of(as_csv(rows), "t.csv"))


def severity(found: Assessment) -> tuple[float, float, int]:
    return found.established.se, found.presumed.se, found.subjects.estimate or 0


@few
@given(tables, people())
def test_monotone_a_further_row_never_lowers(rows: list[Row], more: Row) -> None:
    before, after = judged(rows), judged([*rows, more])
    assert before.established.se <= after.established.se
    assert before.presumed.se <= after.presumed.se


@few
@given(tables, st.integers(0, len(COLUMNS) - 1))
def test_mask_an_emptied_column_never_raises(rows: list[Row], column: int) -> None:
    masked = [tuple("" if n == column else cell for n, cell in enumerate(row)) for row in rows]
    assert judged(masked).established.se <= judged(rows).established.se


@few
@given(tables, st.randoms(use_true_random=False))
def test_order_of_rows_does_not_matter(rows: list[Row], rng: Any) -> None:  # noqa: ANN401
    shuffled = list(rows)
    rng.shuffle(shuffled)
    one, other = judged(rows), judged(shuffled)
    assert severity(one) == severity(other)
    assert one.flags == other.flags
    assert one.aggregates == other.aggregates


@few
@given(tables, tables)
def test_merge_is_the_whole(upper: list[Row], lower: list[Row]) -> None:
    parts = [state_of(as_csv(rows), "t.csv") for rows in (upper, lower)]
    merged = FileState()
    for part in parts:
        merged.merge(part)
    whole = judge(merged)
    for part in parts:
        # Of persons there may be fewer: a record of one may show that two of another are one.
        assert judge(part).established.se <= whole.established.se
        assert judge(part).presumed.se <= whole.presumed.se
    assert whole.subjects.estimate == judged([*upper, *lower]).subjects.estimate


def test_two_persons_are_one_where_a_record_says_so() -> None:
    nir = fictitious_nir(0, female=True, birth_year=1930, department="35")
    apart = [("", "ZOE", "1930-01-10", "", "", ""), ("TESTEUR0", "", "1930-01-10", nir, "", "")]
    assert judged(apart).subjects.estimate == 2
    joined = [*apart, ("", "ZOE", "1930-01-10", nir, "", "")]
    assert judged(joined).subjects.estimate == 1


@few
@given(tables, st.integers(1, 300))
def test_dilution_noise_changes_nothing(rows: list[Row], noise: int) -> None:
    empty = ("",) * (len(COLUMNS) - 1)
    padded = [*rows, *[(*empty, "rappeler avant midi")] * noise]
    assert severity(judged(padded)) == severity(judged(rows))


@few
@given(tables, st.sampled_from([64, 300, 1000]))
def test_chunks_change_nothing(rows: list[Row], size: int) -> None:
    cut = state_of(as_csv(rows), "t.csv", chunk_bytes=size)
    assert evidence_of(cut) == evidence_of(state_of(as_csv(rows), "t.csv"))


@few
@given(tables)
def test_formats_give_one_verdict(rows: list[Row]) -> None:
    shapes = {
        "t.json": as_json(rows),
        "t.ndjson": as_ndjson(rows),
        "t.sql": as_sql(rows),
        "t.xlsx": as_xlsx(rows),
    }
    reference = judged(rows)
    for name, content in shapes.items():
        found = judge(state_of(content, name))
        assert severity(found) == severity(reference), name
        assert found.flags == reference.flags, name


@few
@given(tables, st.binary(min_size=32, max_size=64))
def test_key_changes_nothing_while_counts_are_exact(rows: list[Row], key: bytes) -> None:
    options = ScanOptions(key=key, engine="portable", read=scanner().options.read)
    other = Scanner(rules(), options).scan(memory_source(as_csv(rows), "t.csv"), "t.csv")
    one, another = judged(rows), judge(other.state)
    assert key != KEY
    assert severity(one) == severity(another)
    assert [(f.rule.id, f.count, f.distinct) for f in one.findings] == [
        (f.rule.id, f.count, f.distinct) for f in another.findings
    ]


LETTERS = st.text("bcdfghjklmnpqrtvwxz", min_size=9, max_size=14)


@settings(max_examples=6)
@given(LETTERS, LETTERS, st.integers(100, 40_000))
def test_canary_no_six_characters_come_out(surname: str, remark: str, serial: int) -> None:
    nir = fictitious_nir(serial, female=True, birth_year=1961, department="56")
    planted = [surname, remark, nir]
    rows = [(surname.upper(), "ZOE", "1961-02-03", nir, "", f"séropositif VIH, {remark}")] * 3
    result = scanner().scan(memory_source(as_csv(rows), "t.csv"), "t.csv")
    found = judge(result.state)
    info = ScanInfo(
        started=datetime(2026, 6, 1, tzinfo=UTC),
        seconds=1,
        bytes=1,
        files=1,
        complete=True,
        managed_key=True,
        engine="portable",
        jobs=1,
        rules_digest="a" * 64,
    )
    tool = Tool(version="0", policy=POLICY_ID)
    document = build_document(info, [(result, found)], found, tool=tool)
    for output in OutputFormat:
        said = text_of(render(document, output, lang="fr")).lower()
        for value in planted:
            pieces = {value[n : n + 6].lower() for n in range(len(value) - 5)}
            assert not [piece for piece in pieces if piece in said], output
