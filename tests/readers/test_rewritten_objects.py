"""Texts that become objects of JSON: trees of families, RDF, DICOM, objects behind words."""

import json

import pytest

from tests.detectors.scanning import counts_of
from tests.readers import rewritten_inputs as inputs
from tests.readers.reading import read

COUNT = 40


def named(data: str, **options: int) -> list[tuple[str, str]]:
    found = read(data.encode(), "x", **options)
    assert found.formats == ["json"]
    return [(name, value.decode()) for name, _, value in found.fields]


@pytest.mark.parametrize(
    "text",
    [
        inputs.tree(COUNT),
        inputs.tree(COUNT).replace("\n", "\r\n"),
        inputs.turtle(COUNT),
        inputs.triples(COUNT),
        inputs.dicom(COUNT),
        inputs.dicom(COUNT, indent=2),
        inputs.forms(COUNT),
        inputs.forms(COUNT, ensure_ascii=False, indent=1),
    ],
    ids=[
        *("tree", "tree-crlf", "turtle", "triples", "dicom", "dicom-indented"),
        *("forms", "forms-indented"),
    ],
)
def test_people_are_records(text: str) -> None:
    found = counts_of(text.encode(), "x")
    for rule in ("fr.nir", "fr.phone", "person.birth-date"):
        assert found[rule] == COUNT, rule
    # Of a family and of a person.
    assert found["person.name"] == 2 * COUNT


@pytest.mark.parametrize(
    "text",
    [inputs.TREE, inputs.TURTLE, inputs.triples(3), inputs.DICOM, inputs.EVENTS, inputs.forms(3)],
    ids=["tree", "turtle", "triples", "dicom", "events", "forms"],
)
def test_whatever_the_chunk_size(text: str) -> None:
    assert named(text, chunk_bytes=1024) == named(text)


def test_what_tags_say() -> None:
    fields = named(inputs.TREE)
    remarks = [" ".join(value.split()) for name, value in fields if name == "commentaire"]
    assert remarks[0] == "enceinte de 22 SA à revoir"
    assert ("date_naissance", "1930-05-01") in fields
    assert [value for name, value in fields if name == "nom"] == [
        "TESTEURA",
        "TESTEURB",
        "TESTEURC",
    ]


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("12 MAR 1950", "1950-03-12"),
        ("1 fév 1950", "1 fév 1950"),
        ("ABT 1950", "ABT 1950"),
        ("@#DGREGORIAN@ 3 DEC 1950", "1950-12-03"),
        ("@#DFRENCH R@ 3 VEND 3", "@#DFRENCH R@ 3 VEND 3"),
    ],
)
def test_dates_of_trees(written: str, wanted: str) -> None:
    text = f"0 HEAD\n1 CHAR UTF-8\n0 @I1@ INDI\n1 NAME A /B/\n1 BIRT\n2 DATE {written}\n0 TRLR\n"
    assert dict(named(text)).get("date_naissance", "") == wanted


@pytest.mark.parametrize(
    ("statement", "wanted"),
    [
        ("p:nom 'DURAND'", ("nom", "DURAND")),
        ('p:nom """DU\n"RAND"""', ("nom", 'DU "RAND')),
        ("p:mot p:DURAND", ("mot", "DURAND")),
        ("p:age 42", ("age", "42")),
        ("p:lit ( 'a' 'b' )", ("lit", "a")),
        ("p:nom 'A', 'DURAND'", ("nom", "DURAND")),
        ("p:nom 'D\\u0055RAND'", ("nom", "DURAND")),
        ("p:chez [ p:ville 'BREST' ; p:code '29200' ]", ("chez.ville", "BREST")),
    ],
)
def test_what_statements_say(statement: str, wanted: tuple[str, str]) -> None:
    text = f"@prefix p: <http://x.example/> .\np:x {statement} ; p:fin 'oui' .\np:y p:fin 'non' .\n"
    fields = named(text)
    assert wanted in [(name, " ".join(value.split())) for name, value in fields]
    assert ("fin", "oui") in fields


@pytest.mark.parametrize(
    "before",
    [
        lambda n: f"Struct{{id={n}}}\t",
        lambda n: f"CreateTime:17194846{n:05}\t",
        lambda n: f"CreateTime:17194846{n:05}\tPartition:0\tOffset:{n}\t",
        lambda n: f"{n}|",
        lambda _: "null\t",
        lambda n: f"app-{n % 2}  | ",
        lambda n: f"2024-06-27T10:12:{n % 60:02}.123Z ",
    ],
)
def test_objects_behind_words_are_records(before: object) -> None:
    assert callable(before)
    text = inputs.events(COUNT, before)
    fields = named(text)
    assert fields.count(("after.nir", inputs.nir(1))) == 1
    assert fields[0] == ("line", " ".join(before(0).split()))
    found = counts_of(text.encode(), "x")
    assert found["fr.nir"] == COUNT + COUNT // 2


@pytest.mark.parametrize(
    "begin",
    [
        "PREFIX p: <http://x.example/>\n",
        "@base <http://x.example/> .\n@prefix p: <ns#> .\n",
        "# essai\nprefix p: <http://x.example/>\nGRAPH p:g {\n",
    ],
)
def test_what_stands_before_statements(begin: str) -> None:
    fields = named(begin + "p:x p:nom 'DURAND' .\np:y p:nom 'BÉBÉ' .\n")
    assert fields == [("id", "x"), ("nom", "DURAND"), ("id", "y"), ("nom", "BÉBÉ")]


def test_values_of_fhir_stand_for_their_nodes() -> None:
    """As R5 has it, where lists hold what comes several times."""
    text = (
        "PREFIX fhir: <http://hl7.org/fhir/>\n"
        "<http://x/1> a fhir:Patient ; fhir:name ( [ fhir:family [ fhir:v 'DURAND' ] ;\n"
        "    fhir:given ( [ fhir:v 'Zoé' ] [ fhir:v 'Léa' ] ) ] ) ;\n"
        "  fhir:birthDate [ fhir:v '1944-05-01'^^xsd:date ] .\n"
    )
    assert named(text)[2:] == [
        ("name.family", "DURAND"),
        ("name.given", "Zoé"),
        ("name.given", "Léa"),
        ("birthDate", "1944-05-01"),
    ]


@pytest.mark.parametrize(
    "write",
    [
        lambda value: value,
        lambda value: {"Name": "Patient", "Type": "String", "Value": value},
    ],
)
def test_elements_as_orthanc_writes_them(write: object) -> None:
    assert callable(write)
    tags = {"0010,0010": "DURAND^Zoé", "0010,0030": "19440501", "0010,0020": inputs.nir(0)}
    text = json.dumps([{tag: write(value) for tag, value in tags.items()}] * 2, indent=1)
    fields = named(text)
    assert fields[:3] == [("nom", "DURAND"), ("prenom", "Zoé"), ("date_naissance", "19440501")]
    assert fields[3] == ("ipp", inputs.nir(0))


def test_elements_of_dicom_have_meanings() -> None:
    fields = named(inputs.DICOM)
    assert ("nom", "TESTEURA") in fields
    assert ("prenom", "Zoé") in fields
    assert ("Value.ipp", inputs.nir(0)) in fields


@pytest.mark.parametrize(
    "text",
    [
        "id\tnom\tdonnees\n" + "".join(f'{n}\tDURAND\t{{"a": "b{n}"}}\n' for n in range(9)),
        "".join(f'Mme DURAND est revenue {n} fois, voir {{"a": 1}}\n' for n in range(9)),
        "".join(f'appel de Zoé "{n}" puis {{"a": {n}, "b": [1, 2]}} rendu\n' for n in range(9)),
        "0 HEADER\n1 NAME A\n",
        "prefix commun des dossiers : 12\nMme DURAND\n",
        "<a> <b>\n",
    ],
)
def test_other_texts_are_left_as_they_are(text: str) -> None:
    assert "json" not in read(text.encode(), "x").formats


def test_sequences_and_names_of_other_data_are_left_as_they_are() -> None:
    other = json.dumps([{"00100010": "abc", "vr": "PN"}, {"00100020": {"vr": 5}}] * 4)
    assert ("00100010", "abc") in named(other)


def test_a_person_of_any_number_of_lines_is_read() -> None:
    begin = "0 HEAD\n1 CHAR UTF-8\n0 @I1@ INDI\n1 NAME Zoé /DURAND/\n"
    fields = named(begin + "1 NOTE séjour de plus\n2 CONT suite\n" * 30_000 + "0 TRLR\n")
    assert sum(name == "commentaire" for name, _ in fields) == 30_000


@pytest.mark.parametrize("name", ["name", "label", "question", "key", "champ"])
@pytest.mark.parametrize("value", ["value", "valeur", "answer"])
@pytest.mark.parametrize("aside", [{}, {"type": "text", "id": 4}])
def test_pairs_are_named_values(name: str, value: str, aside: dict[str, object]) -> None:
    told = {"nom": "DURAND", "nir": inputs.nir(0), "téléphone": "0639981234", "note": None}
    text = json.dumps({"n": 1, "columns": [{**aside, name: k, value: v} for k, v in told.items()]})
    fields = named(text + "\n" + text)
    assert fields.count(("columns.nom", "DURAND")) == 2
    assert fields.count(("columns.téléphone", "0639981234")) == 2


@pytest.mark.parametrize(
    "names",
    [["couleur", "nom", "poids"], ["nom", "prenom"], ["DURAND", "LEROY", "BÉBÉ", "Zoé"]],
)
def test_pairs_that_name_no_people_are_left_as_they_are(names: list[str]) -> None:
    text = json.dumps([{"attributes": [{"name": each, "value": "x"} for each in names]}] * 3)
    assert "attributes.name" in {name for name, _ in named(text)}
