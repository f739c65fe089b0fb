"""XML whose cells have no names of their own: those told before name them, in their order."""

import pytest

from tests.readers.reading import read
from tests.readers.rewritten_inputs import filemaker

NAMES = ["NOM", "PRENOM", "NE_LE"]
ROWS = [["DURAND", "Zoé", "09/05/1944"], ["", "Léo", "10/05/1944"], ["BÉBÉ", "", "11/05/1944"]]


def _rows(row: str, cell: str, rows: list[list[str]] = ROWS) -> str:
    lines = ("".join(f"<{cell}>{value}</{cell}>" for value in values) for values in rows)
    return "".join(f"<{row}>{line}</{row}>" for line in lines)


def _told(written: str, around: str) -> str:
    names = "".join(written.format(name) for name in NAMES)
    return f"<{around}>{names}</{around}>"


WRITTEN = {
    "items": _told('<item name="{}" type="string"/>', "metadata") + _rows("row", "value"),
    "fields": _told('<FIELD name="{}"/>', "TABLE") + _rows("TR", "TD"),
    "labels": _told('<column label="{}"></column>', "columns") + _rows("row", "c"),
    "header": _told("<col>{}</col>", "header") + _rows("row", "col"),
    "first-row": _rows("row", "cell", [NAMES, *ROWS]),
}


@pytest.mark.parametrize("case", WRITTEN)
def test_cells_have_the_names_that_were_told(case: str) -> None:
    text = f"<d>{WRITTEN[case]}</d>"
    fields = [(name, value.decode()) for name, _, value in read(text.encode(), "x.xml").fields]
    wanted = [pair for row in ROWS for pair in zip(NAMES, row, strict=True) if pair[1]]
    assert [pair for pair in fields if pair[0] in NAMES] == wanted


def test_rows_of_filemaker() -> None:
    fields = [(name, value.decode()) for name, _, value in read(filemaker(3).encode(), "x").fields]
    assert ("NOM", "TESTEURC") in fields
    assert [value for name, value in fields if name == "GROUPE"] == ["A+"] * 3


@pytest.mark.parametrize(
    "text",
    [
        (
            '<d><r><field name="nom">A</field><v>x</v></r>'
            '<r><field name="nom">B</field><v>y</v></r></d>'
        ),
        "<d><row><c>Zoé</c><c>Léo</c></row><row><c>Ali</c><c>Eva</c></row></d>",
        (
            '<d><property name="nom" value="x"/>'
            "<row><c>1</c><c>2</c></row><row><c>3</c><c>4</c></row></d>"
        ),
    ],
)
def test_other_cells_have_no_names(text: str) -> None:
    fields = [(name, value.decode()) for name, _, value in read(text.encode(), "x.xml").fields]
    assert all(value in "AB" for name, value in fields if name == "nom")
    assert {name for name, _ in fields} <= {
        "nom",
        "v",
        "c",
        "r.v",
        "row.c",
        "field.v",
        "r.nom",
        "row",
    }


def test_bindings_of_sparql_have_names() -> None:
    results = "".join(
        "<result>"
        + "".join(
            f'<binding name="{name}"><literal>{value}</literal></binding>'
            for name, value in zip(NAMES, row, strict=True)
            if value
        )
        + "</result>"
        for row in ROWS
    )
    found = read(f"<sparql><results>{results}</results></sparql>".encode(), "x.xml")
    assert {name.rpartition(".")[2] for name, _, _ in found.fields} == set(NAMES)


def test_attributes_of_dicom_are_called_by_their_keywords() -> None:
    models = "".join(
        '<NativeDicomModel><DicomAttribute keyword="PatientBirthDate" tag="00100030" vr="DA">'
        f'<Value number="1">194405{day}</Value></DicomAttribute>'
        '<DicomAttribute keyword="PatientID" tag="00100020" vr="LO">'
        f'<Value number="1">P{day}</Value></DicomAttribute></NativeDicomModel>'
        for day in (11, 12, 13)
    )
    fields = read(f"<Models>{models}</Models>".encode(), "x.xml").fields
    told = [value for name, _, value in fields if name == "PatientBirthDate"]
    assert told == [b"19440511", b"19440512", b"19440513"]
