"""XML whose elements are named in an attribute: a name is a column, anything else a value."""

import pytest

from tests.detectors.scanning import counts_of, state_of
from tests.readers.reading import read

NIR = "144509912300979"


def test_elements_are_called_what_their_attribute_says() -> None:
    row = '<row><field name="nom">DURAND</field><field name="num_secu">%s</field></row>'
    state = state_of(f"<?xml version='1.0'?><t>{row % NIR * 3}</t>", "x.xml")
    assert state.tallies["person.name"].count == state.tallies["fr.nir"].count == 3
    assert state.records == 3


@pytest.mark.parametrize(
    ("element", "rule"),
    [
        (f'<item id="{NIR}">a</item>', "fr.nir"),
        (f'<item id="{NIR}"/>', "fr.nir"),
        (f'<entry key="{NIR}" value="1"/>', "fr.nir"),
        ('<entry key="zoe@example.org">1</entry>', "email"),
        ('<field name="06 39 98 12 34">x</field>', "fr.phone"),
    ],
)
def test_what_identifies_is_no_name_of_a_column(element: str, rule: str) -> None:
    assert counts_of(f"<?xml version='1.0'?><r>{element}{element}</r>", "x.xml") == {rule: 2}


def test_comments_are_read() -> None:
    document = f"<?xml version='1.0'?><r><!-- essai: {NIR} --><a>1</a><!----></r>"
    assert counts_of(document, "x.xml") == {"fr.nir": 1}


@pytest.mark.parametrize(
    "entry",
    [
        "<key>{}</key><string>{}</string>",
        "<entry><key>{}</key><value>{}</value></entry>",
        "<member><name>{}</name><value><string>{}</string></value></member>",
        "<c:property><c:libelle>{}</c:libelle><c:valeur>{}</c:valeur></c:property>",
    ],
)
def test_values_are_called_what_stands_before_them(entry: str) -> None:
    people = [("DURAND", "Zoé", "1979-02-01", "zebulon"), ("ROUX", "Ali", "1944-04-03", "fictif")]
    names = ("nom", "prenom", "dateNaissance", "password")
    records = [
        "".join(entry.format(name, value) for name, value in zip(names, person, strict=True))
        for person in people
    ]
    rows = "".join(f"<dict>{record}</dict>" for record in records)
    document = f"<?xml version='1.0'?><t xmlns:c='x'>{rows}</t>"
    assert counts_of(document, "x.xml") == {
        "person.name": 4,
        "person.birth-date": 2,
        "credential.password": 2,
    }


def test_a_person_s_name_names_no_value() -> None:
    row = "<p><nom>DURAND</nom><date>1979-02-01</date><prenom>Zoé</prenom><valeur>1</valeur></p>"
    found = counts_of(f"<?xml version='1.0'?><t>{row * 3}</t>", "x.xml")
    assert found["person.name"] == 6


def test_a_name_is_of_no_value_in_another_record() -> None:
    rest, secret = "<ddn>1979-02-01</ddn><sexe>F</sexe>", "<string>zebulon</string>"
    for row, found in (
        (f"<p>{secret}{rest}<key>password</key></p>", 0),
        (f"<p>{rest}<key>password</key>{secret}</p>", 3),
    ):
        counts = counts_of(f"<?xml version='1.0'?><t>{row * 3}</t>", "x.xml")
        assert counts.get("credential.password", 0) == found


@pytest.mark.parametrize(
    ("around", "columns"),
    [("patient", {"nom", "valeur"}), ("analyse", {"nom", "TESTEUR", "FICTIF"})],
)
def test_somebodys_name_names_no_column(around: str, columns: set[str]) -> None:
    row = f"<{around}><nom>{{}}</nom><valeur>12</valeur><ville>Lyon</ville></{around}>"
    text = "<r>" + "".join(map(row.format, ["TESTEUR", "FICTIF"])) + "</r>"
    found = {column for column, _, _ in read(text.encode(), "x.xml").fields}
    assert {column.rpartition(".")[2] for column in found} - {"ville"} == columns
