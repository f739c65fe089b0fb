"""The API as programs use it: typed, streaming, and without a value in anything it gives."""

import io
import pkgutil
import subprocess
import sys
import zipfile
from pathlib import Path

import jsonschema
import pytest

import leakscan
from leakscan.api import LeakscanError, NotExamined, Scanner, SensitiveData
from leakscan.model.errors import UsageError
from leakscan.tables import cell_text, column_names, text_rows
from tests.cli.calling import ROOT

NIR = "261512299812350"
CSV = f"nom;nir;note\nTESTEUR;{NIR};séropositive VIH\n"
COLUMNS = {
    "id": [1, 2, 3],
    "nom": ["TESTEUR", "FICTIF", "INVENTE"],
    "num_secu": ["261512299812350", "158522299845627", None],
    "tel": ["0639980001", "0639980002", "0639980003"],
    "note": ["séropositive VIH", "RAS", "RAS"],
    "prix": [1.5, 2.0, 3.25],
}


@pytest.fixture(scope="module")
def scanner() -> Scanner:
    return Scanner(engine="portable")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    rows = ["nom;nir;note", "TESTEUR;261512299812350;séropositive VIH"]
    (tmp_path / "patients.csv").write_text("\n".join(rows), encoding="utf-8")
    (tmp_path / "lande.txt").write_text("Le phare veille.\n", encoding="utf-8")
    return tmp_path


def test_a_folder(folder: Path) -> None:
    report = leakscan.scan(folder, engine="portable")
    assert (report.band, report.complete) == (4, True)
    assert [(file.path, file.band) for file in report.files] == [
        ("lande.txt", 0),
        ("patients.csv", 4),
    ]
    assert {finding.rule.id for finding in report.findings} >= {"fr.nir", "health.hiv"}
    schema = leakscan.api.Report.__module__
    assert schema == "leakscan.api"
    assert report.document()["schema"] == "leakscan/report/1"
    assert "patients.csv" in str(report.render("markdown", lang="en"))
    assert "patients.csv" not in str(report.render("json", profile="shareable"))


def test_no_module_hides_a_name_of_the_api() -> None:
    modules = {module.name for module in pkgutil.iter_modules(leakscan.__path__)}
    assert not modules & set(leakscan.__all__)


def test_files_are_given_as_they_finish(scanner: Scanner, folder: Path) -> None:
    stream = scanner.files(folder)
    first = next(stream)
    assert first.path == "patients.csv"
    assert [file.path for file in stream] == ["lande.txt"]


def test_a_gate(scanner: Scanner, folder: Path) -> None:
    report = scanner.scan(folder)
    with pytest.raises(SensitiveData, match="band 4") as caught:
        report.check()
    assert caught.value.failures[0].limit == 2
    with pytest.raises(SensitiveData, match=r"people 1 \(limit 0\)"):
        report.check(fail_on=None, max_people=0)
    with pytest.raises(SensitiveData, match=r"fr\.nir 1"):
        report.check(fail_on=None, limits={"fr.nir": 0})
    report.check(fail_on=None, max_people=1, limits={"fr.nir": 1})
    scanner.scan(folder / "lande.txt").check(fail_on=1)


def test_bytes(scanner: Scanner) -> None:
    assert scanner.bytes(b"NIR 2 61 51 22 998 123 50").findings[0].rule.id == "fr.nir"


def test_a_text_is_not_taken_for_bytes(scanner: Scanner) -> None:
    with pytest.raises(UsageError, match="not bytes"):
        scanner.bytes("NIR 2 61 51 22 998 123 50")  # type: ignore[arg-type]


def test_a_mapping_of_columns(scanner: Scanner) -> None:
    found = scanner.table(COLUMNS, name="patients")
    assert (found.path, found.records, found.band) == ("patients", 3, 4)
    assert "fr.nir" in found.columns["num_secu"]
    assert "fr.phone" in found.columns["tel"]
    assert "person.name" in found.columns["nom"]
    assert "health.hiv" in found.columns["note"]
    assert not {"id", "prix"} & found.columns.keys()


def test_a_table_is_as_its_csv_export(scanner: Scanner) -> None:
    rows = [";".join(COLUMNS), *(";".join(row) for row in text_rows(COLUMNS))]
    exported = scanner.bytes("\n".join(rows).encode(), "a.csv")
    table = scanner.table(COLUMNS)
    assert table.severity == exported.severity
    assert [(f.rule.id, f.count) for f in table.findings] == [
        (f.rule.id, f.count) for f in exported.findings
    ]


def test_arrow(scanner: Scanner) -> None:
    arrow = pytest.importorskip("pyarrow")
    found = scanner.table(arrow.table(COLUMNS))
    assert "fr.nir" in found.columns["num_secu"]
    assert found.band == 4


class _Series:
    def __init__(self, values: list[object]) -> None:
        self.values = values

    def tolist(self) -> list[object]:
        return self.values

    to_list = tolist


class _Located:
    def __init__(self, columns: list[list[object]]) -> None:
        self._columns = columns

    def __getitem__(self, key: tuple[slice, int]) -> _Series:
        rows, column = key
        return _Series(self._columns[column][rows])


class PandasLike:
    """As much of a pandas DataFrame as is used."""

    def __init__(self, columns: dict[str, list[object]]) -> None:
        self.columns = list(columns)
        self.iloc = _Located(list(columns.values()))
        self._size = len(next(iter(columns.values())))

    def __len__(self) -> int:
        return self._size


class IndexLike:
    """As much of a pandas MultiIndex as is used."""

    def __init__(self, levels: dict[str | None, list[object]]) -> None:
        self.names = list(levels)
        self._levels = list(levels.values())

    def get_level_values(self, level: int) -> "_Values":
        return _Values(self._levels[level])


class _Values:
    def __init__(self, values: list[object]) -> None:
        self._values = values

    def __getitem__(self, key: slice) -> _Series:
        return _Series(self._values[key])


class PolarsLike:
    """As much of a Polars DataFrame as is used."""

    def __init__(self, columns: dict[str, list[object]]) -> None:
        self.columns = list(columns)
        self._values = columns
        self.height = len(next(iter(columns.values())))

    def slice(self, offset: int, length: int) -> "PolarsLike":
        end = offset + length
        return PolarsLike({name: cells[offset:end] for name, cells in self._values.items()})

    def get_columns(self) -> list[_Series]:
        return [_Series(cells) for cells in self._values.values()]


class _Schema:
    def names(self) -> list[str]:
        return list(COLUMNS)


class LazyLike:
    @property
    def columns(self) -> list[str]:
        raise AssertionError("asked for what is expensive")

    def collect_schema(self) -> _Schema:
        return _Schema()

    def collect(self) -> PolarsLike:
        return PolarsLike(dict(COLUMNS))


@pytest.mark.parametrize("kind", [PandasLike, PolarsLike, lambda _: LazyLike()])
def test_tables_are_known_by_what_they_can_do(kind: type, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leakscan.tables._SLICE", 2)
    table = kind(dict(COLUMNS))
    assert column_names(table) == list(COLUMNS)
    assert list(text_rows(table)) == list(text_rows(COLUMNS))


def test_what_stands_in_an_index_is_read(scanner: Scanner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leakscan.tables._SLICE", 2)
    table = PandasLike({"tel": COLUMNS["tel"]})
    table.index = IndexLike({"num_secu": COLUMNS["num_secu"], None: COLUMNS["id"]})
    assert column_names(table) == ["num_secu", "index", "tel"]
    assert next(text_rows(table)) == ("261512299812350", "1", "0639980001")
    assert scanner.table(table).columns["num_secu"] == ("fr.nir",)


@pytest.mark.parametrize("name", ["pandas", "polars"])
def test_the_libraries_themselves(scanner: Scanner, name: str) -> None:
    frame = pytest.importorskip(name).DataFrame(COLUMNS)
    assert scanner.table(frame).columns["tel"] == ("fr.phone",)
    other = frame.set_index("num_secu") if name == "pandas" else frame.lazy()
    assert scanner.table(other).columns["num_secu"] == ("fr.nir",)


def test_neither_the_name_nor_the_columns_of_a_table_are_told(scanner: Scanner) -> None:
    found = scanner.table({NIR: [NIR, NIR], "tel": ["0639980001", "0639980002"]}, name=f"p {NIR}")
    assert found.columns[NIR]
    assert NIR not in repr(found)
    assert NIR not in found.path


def test_what_is_no_table_is_refused(scanner: Scanner) -> None:
    for thing in (3, "text", [1, 2], {"a": [1], "b": []}):
        with pytest.raises((UsageError, ValueError)):
            scanner.table(thing)


@pytest.mark.parametrize(
    ("cell", "text"),
    [(None, ""), (float("nan"), ""), (261512299812350.0, "261512299812350"), (1.5, "1.5"),
     (True, "True"), (b"caf\xc3\xa9", "café"), ("x", "x"), (7, "7")],
)  # fmt: skip
def test_cells_as_a_csv_export_shows_them(cell: object, text: str) -> None:
    assert cell_text(cell) == text


def test_nothing_that_is_given_out_shows_a_value(scanner: Scanner) -> None:
    found = scanner.table(COLUMNS)
    assert "261512299812350" not in f"{found!r}{found.assessment!r}{scanner!r}"
    assert "TESTEUR" not in f"{found!r}{found.assessment!r}"


def test_the_document_follows_its_schema(folder: Path) -> None:
    import json

    schema = json.loads(
        (ROOT / "leakscan" / "reports" / "report.schema.json").read_text(encoding="utf-8")
    )
    jsonschema.validate(leakscan.scan(folder, engine="portable").document(), schema)


def test_the_api_is_loaded_at_first_need_only() -> None:
    code = "import leakscan, sys; assert 'numpy' not in sys.modules; leakscan.Scanner"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
    with pytest.raises(AttributeError):
        _ = leakscan.nothing  # type: ignore[attr-defined]


def test_a_gate_takes_the_words_of_the_command_line(scanner: Scanner, folder: Path) -> None:
    report = scanner.scan(folder)
    with pytest.raises(SensitiveData):
        report.check(fail_on="limit\u00e9e")
    with pytest.raises(LeakscanError, match="no such band"):
        report.check(fail_on="severe")


def test_a_gate_refuses_what_was_not_read(scanner: Scanner) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.txt", "lande " * 999)
    cut = scanner.bytes(packed.getvalue()[:900], "a.zip")
    with pytest.raises(NotExamined) as caught:
        cut.check(fail_on=None)
    assert caught.value.gaps == cut.unread != ()
    cut.check(fail_on=None, strict=False)


class Upload(io.RawIOBase):
    """Read once, in order, as from a socket."""

    def __init__(self, content: bytes) -> None:
        self._content = io.BytesIO(content)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray, /) -> int:  # type: ignore[override]
        return self._content.readinto(memoryview(buffer)[:7000])


def test_a_stream_is_read_as_a_file_and_left_open(scanner: Scanner) -> None:
    packed = io.BytesIO(b"before")
    packed.seek(6)
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.csv", CSV)
    packed.seek(6)
    expected = scanner.bytes(CSV.encode(), "a.csv").persons
    assert expected
    for stream in (packed, Upload(packed.getvalue()[6:])):
        report = scanner.stream(stream, f"{NIR}.zip")  # type: ignore[arg-type]
        assert report.persons == expected
        assert NIR not in report.path
        assert report.path.endswith(".zip")
        assert not stream.closed


def test_names_can_be_listed_before_they_are_loaded() -> None:
    assert {"scan", "Scanner", "SensitiveData", "NotExamined", "LeakscanError"} <= set(
        dir(leakscan)
    )


def test_what_is_no_path_is_never_repeated() -> None:
    pandas = pytest.importorskip("pandas")
    for data in (CSV, CSV.encode(), COLUMNS, pandas.DataFrame(COLUMNS), 261512299812350):
        with pytest.raises(UsageError) as caught:
            leakscan.scan(data)  # type: ignore[arg-type]
        assert "Scanner()" in str(caught.value)
        assert "2615" not in str(caught.value)
        assert "TESTEUR" not in str(caught.value)
    with pytest.raises(UsageError, match="no such file"):
        leakscan.scan(Path("nothing-there"))


def test_a_path_may_hold_a_line_end_and_a_text_may_not(tmp_path: Path) -> None:
    odd = tmp_path / "two\nlines.txt"
    odd.write_text("rien\n", encoding="utf-8")
    assert leakscan.scan(odd).complete
    with pytest.raises(UsageError, match="no path"):
        leakscan.scan(str(odd))


class _Bytes:
    def __fspath__(self) -> bytes:
        return b"x.csv"


def test_a_path_of_bytes_is_told() -> None:
    with pytest.raises(UsageError, match="_Bytes"):
        leakscan.scan(_Bytes())  # type: ignore[arg-type]
