"""The generators keep their promises: valid keys, the recipe's rates, a truth that is true."""

import csv
import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from leakscan.demo import write_demo
from leakscan.demo.comments import CLINICAL, INSTRUCTIONS
from leakscan.demo.lab_table import COLUMNS, lab_rows
from leakscan.demo.neighbours import cip13
from leakscan.demo.nir_numbers import birth_entry, fictitious_nir, nir_key
from leakscan.demo.people import fictitious_people
from leakscan.demo.professionals import doctors, luhn_key
from leakscan.model.errors import UsageError
from tests.synth.variants import VARIANTS, Truth, write_variants

ROWS = 12_000
NIR = re.compile(r"[12]\d\d[5-9]\d(\d\d|2[AB])\d{8}")
PREGNANT = re.compile(r"(?<!pas de )(?<!suspicion de )grossesse|enceinte|FIV", re.IGNORECASE)
FICTION_PHONE = re.compile(r"(063998|019900|026191|035301|046571|053649)\d{4}")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Truth]:
    directory = tmp_path_factory.mktemp("variants")
    return directory, write_variants(directory, rows=ROWS)


def test_every_nir_is_nobodys_and_has_its_key() -> None:
    seen = set()
    for person in fictitious_people(3000, seed=1):
        assert NIR.fullmatch(person.nir)
        digits = person.nir.replace("2A", "19").replace("2B", "18")
        assert int(digits[13:]) == nir_key(int(digits[:13]))
        assert person.nir[0] == ("2" if person.female else "1")
        assert int(person.nir[1:3]) == person.born.year % 100
        seen.add(person.nir)
    assert len(seen) == 3000


def test_published_corsican_examples_get_the_published_key() -> None:
    assert nir_key(1_87_06_19_004_012) == 85  # 2A read as 19
    assert nir_key(2_55_03_18_033_021) == 24  # 2B read as 18
    nir = fictitious_nir(0, female=True, birth_year=1950, department="2B")
    assert nir == "250502B00100161"


def test_birth_entries_are_distinct_and_the_same_for_arrays() -> None:
    serials = np.arange(2_100_000)
    month, commune, order = birth_entry(serials)
    assert month.min() == 50
    assert month.max() == 99
    assert np.unique((month * 1000 + commune) * 1000 + order).size == serials.size
    assert birth_entry(1_234_567) == tuple(int(part[1_234_567]) for part in (month, commune, order))


def test_rates_follow_the_recipe(written: tuple[Path, Truth]) -> None:
    _, truth = written
    shares = {
        "NIR": 0.996,
        "TEL_FIXE": 0.55,
        "TEL_PORTABLE": 0.32,
        "EMAIL": 0.11,
        "MOT_DE_PASSE": 0.03,
        "PRESCRIPTEUR": 0.998,
        "GROUPE_SANGUIN": 0.22,
        "COMMENTAIRE": 0.055,
    }
    for column, share in shares.items():
        spread = 4 * (share * (1 - share) / ROWS) ** 0.5
        assert truth.filled[column] / ROWS == pytest.approx(share, abs=spread), column
    civilities = {"Mme": 0.56, "M.": 0.41, "Enfant": 0.028, "Bébé": 0.0009, "Sœur": 0.0006}
    for civility, share in civilities.items():
        assert truth.civilities[civility] / ROWS == pytest.approx(share, abs=0.0005), civility
    assert truth.minors(2020) > 0.02 * ROWS


def test_the_truth_holds_for_the_file_read_again(written: tuple[Path, Truth]) -> None:
    directory, truth = written
    rows = list(_csv_rows(directory / VARIANTS["cp1252"], "cp1252"))
    column = dict(zip(COLUMNS, zip(*rows, strict=True), strict=True))
    assert len(rows) == truth.rows == ROWS
    nirs = [cell for cell in column["NIR"] if cell]
    assert len(nirs) == len(set(nirs)) == truth.nirs
    said = [cell for name in ("COMMENTAIRE", "CONSIGNE") for cell in column[name]]
    phones = [*column["TEL_FIXE"], *column["TEL_PORTABLE"], *said]
    found = [
        hit for cell in phones for hit in FICTION_PHONE.findall(re.sub(r"(?<=\d)[ .]", "", cell))
    ]
    assert len(found) == truth.phones
    assert sum("@" in cell for row in rows for cell in row) == truth.emails
    assert sum(map(bool, column["MOT_DE_PASSE"])) == truth.passwords
    groups = [*column["GROUPE_SANGUIN"], *column["PHENOTYPE"]]
    assert sum(map(bool, groups)) == truth.blood_groups
    assert sum("enceinte de" in cell for cell in said) > 0
    pregnant = sum(bool(PREGNANT.search(cell)) for cell in said)
    assert pregnant == truth.statements["health.pregnancy", "affirmed"]
    assert sum("VIH négatif" in cell for cell in said) == truth.statements["health.hiv", "negated"]


def test_every_variant_holds_the_same_values(written: tuple[Path, Truth]) -> None:
    directory, _ = written
    expected = list(_csv_rows(directory / VARIANTS["utf-8"], "utf-8"))
    assert expected == [row.cells for row in lab_rows(ROWS, seed=2021)]
    assert list(_csv_rows(directory / VARIANTS["cp1252"], "cp1252")) == expected
    assert list(_csv_rows(directory / VARIANTS["utf-16"], "utf-16")) == expected
    with (directory / VARIANTS["ndjson"]).open(encoding="utf-8") as stream:
        for line, cells in zip(stream, expected, strict=True):
            assert json.loads(line) == dict(
                zip(COLUMNS, (cell or None for cell in cells), strict=True)
            )
    packed = gzip.decompress((directory / VARIANTS["gzip"]).read_bytes())
    assert packed == (directory / VARIANTS["cp1252"]).read_bytes()


def test_the_sql_dump_holds_every_row_in_long_lines(written: tuple[Path, Truth]) -> None:
    directory, truth = written
    text = (directory / VARIANTS["sql"]).read_text(encoding="utf-8")
    inserts = [line for line in text.splitlines() if line.startswith("INSERT INTO")]
    assert max(map(len, inserts)) > 2 << 20
    assert (
        sum(len(re.findall(r"'[12]\d\d[5-9]\d(?:\d\d|2[AB])\d{8}'", i)) for i in inserts)
        == truth.nirs
    )


def test_comments_survive_a_separator_a_quote_and_a_line_break() -> None:
    texts = "".join(comment.text for comment in (*CLINICAL, *INSTRUCTIONS))
    assert all(mark in texts for mark in ';"\n')


def test_professional_numbers_have_their_keys() -> None:
    assert luhn_key("1099999900") == 5
    numbers = [doctor.rpps for doctor in doctors(seed=1)]
    assert len(set(numbers)) == len(numbers)
    assert cip13(3_000_001).startswith("340093000001")


def test_the_demo_is_the_same_for_the_same_seed(tmp_path: Path) -> None:
    summary = write_demo(tmp_path / "one", rows=300)
    write_demo(tmp_path / "two", rows=300)
    assert summary.persons == 300 + 75
    for file in summary.files:
        first, second = (tmp_path / name / file.path for name in ("one", "two"))
        assert first.read_bytes() == second.read_bytes()
        assert first.stat().st_size == file.bytes


def test_the_demo_works_for_a_single_row(tmp_path: Path) -> None:
    assert len(write_demo(tmp_path / "demo", rows=1).files) == 14


def test_the_demo_refuses_a_directory_in_use(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(UsageError):
        write_demo(tmp_path)
    with pytest.raises(UsageError):
        write_demo(tmp_path / "mine.txt")
    with pytest.raises(UsageError):
        write_demo(tmp_path / "new", rows=0)


def _csv_rows(path: Path, encoding: str) -> Iterator[list[str]]:
    with path.open(encoding=encoding, newline="") as stream:
        rows = csv.reader(stream, delimiter=";")
        assert tuple(next(rows)) == COLUMNS
        yield from rows
