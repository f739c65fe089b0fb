"""Who, since when and from where, counted through the whole raw side from tables and letters."""

from io import BytesIO
from zipfile import ZipFile

import numpy as np
import pytest

from leakscan.detectors.organisations import organisation_columns
from leakscan.evidence.given_names import family_columns, given_columns
from leakscan.evidence.places import birthplaces, residences
from leakscan.model.departments import CODES, NUMBER_OF
from leakscan.model.profiles import BIRTH, BORN_IN, LIVES_IN, SEX
from leakscan.model.state import FileState
from leakscan.raw.chunk import NO_COLUMN
from tests.detectors.scanning import state_of
from tests.synth.nirs import keyed


def table(header: str, *rows: str) -> FileState:
    return state_of("\n".join([header, *rows, ""]).encode(), "table.csv")


def known(state: FileState, basis: str = "fr.nir") -> list[list[int]]:
    return sorted(state.aggregates.persons[basis].kept()[1].tolist())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("35000", "35"),
        ("1000", "01"),
        ("01000", "01"),
        ("20000", "2A"),
        ("20167", "2A"),
        ("20200", "2B"),
        ("97400", "974"),
        ("98800", "988"),
        ("00000", ""),
        ("99999", ""),
        ("2A004", ""),
        ("351", ""),
    ],
)
@pytest.mark.parametrize("after", ["", ";x", " RENNES"])
def test_residence_by_postcode(text: str, code: str, after: str) -> None:
    data = np.frombuffer((text + after).encode(), np.uint8)
    assert CODES[int(residences(data, np.zeros(1, np.int64))[0])] == code


@pytest.mark.parametrize(
    ("printed", "year", "code"),
    [
        ("2 85 50 35 238 001", 1985, "35"),
        ("285502A238001", 1985, "2A"),
        ("2 85 50 2B 238 001", 1985, "2B"),
        ("2855019238001", 1985, "19"),
        ("2855018238001", 1985, "18"),
        ("2855097423801", 1985, "974"),
        ("2855099238001", 1985, "99"),
        ("2555092238001", 1955, "99"),
        ("2855092238001", 1985, "92"),
        ("2855096238001", 1985, "99"),
        ("2855020238001", 1985, ""),
    ],
)
def test_birthplace_by_nir(printed: str, year: int, code: str) -> None:
    compact = printed.replace(" ", "").replace("2A", "19").replace("2B", "18")
    data = np.frombuffer((printed + " 12 ab").encode(), np.uint8)
    places = birthplaces(
        np.array([int(compact)], np.uint64), np.array([year]), data, np.zeros(1, np.int64)
    )
    assert CODES[int(places[0])] == code


def test_a_row_says_who_a_person_is() -> None:
    row = f"TESTEUR;Zoé;{keyed('2855035238001')};1985-07-14;56100"
    state = table("nom;prenom;nir;date_naissance;code_postal", row, row, row)
    (only,) = known(state)
    assert only[BIRTH] == 1985 * 12 + 7
    assert only[SEX] == 2
    assert CODES[only[BORN_IN]] == "35"
    assert CODES[only[LIVES_IN]] == "56"


def test_without_a_nir_columns_say_it() -> None:
    rows = [
        f"TESTEUR;{name};{sex};1990-01-0{n};75012"
        for n, (name, sex) in enumerate([("Zoé", "F"), ("Ali", "M"), ("Léo", "Enfant")], 1)
    ]
    state = table("nom;prenom;sexe;date_naissance;cp", *rows)
    assert sorted(person[SEX] for person in known(state, "person.name")) == [0, 1, 2]
    assert {person[LIVES_IN] for person in known(state, "person.name")} == {NUMBER_OF["75"]}


def test_dates_of_care_count_once_a_record() -> None:
    rows = [f"TESTEUR{n};2020-0{n}-15;2020-12-31;1985-07-14" for n in range(1, 4)]
    state = table("nom;date_prelevement;date_resultat;date_naissance", *rows, rows[0])
    assert state.aggregates.months == {202001: 2, 202002: 1, 202003: 1}
    assert (state.aggregates.first_day, state.aggregates.last_day) == (20200115, 20200315)


def test_establishments_and_insurers_are_told_apart_not_named() -> None:
    rows = [
        f"TESTEUR{n};Laboratoire de l'Étang {'AB'[n % 2]};{('560000017', '350000022')[n % 2]};"
        f"MUTUELLE {n % 3}"
        for n in range(12)
    ]
    aggregates = table("nom;laboratoire;finess;mutuelle", *rows).aggregates
    assert aggregates.establishments.distinct() == (2, True)
    _, records, labels = aggregates.establishments.kept()
    assert records.tolist() == [6, 6]
    assert {CODES[label] for label in labels} == {"56", "35"}
    assert aggregates.insurers.distinct() == (3, True)


def test_a_header_names_no_establishment_and_dashes_none() -> None:
    rows = [f"TESTEUR{n};{lab}" for n, lab in enumerate(["Labo A", "-", "labo  a", ""])]
    counted = table("nom;laboratoire", *rows).aggregates.establishments
    assert counted.kept()[1].tolist() == [2]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("nom;CODE_LABO;Mutuelle", (1, 2)),
        ("Laboratoire;labo", (0, NO_COLUMN)),
        ("nom_labo;nom mutuelle", (0, 1)),
        ("sending_facility;payeur", (0, 1)),
        ("laborantin;numero adherent", (NO_COLUMN, NO_COLUMN)),
        ("nom;prenom", (NO_COLUMN, NO_COLUMN)),
        ("REF_LABO;NUM_LABO;N° laboratoire;numéro hôpital", (NO_COLUMN, NO_COLUMN)),
        ("REF_LABO;ID_LABO;num_mutuelle", (1, 2)),
        ("Numéro FINESS;nom", (0, NO_COLUMN)),
    ],
)
def test_organisations_are_told_by_header(header: str, expected: tuple[int, int]) -> None:
    assert organisation_columns(header.split(";")) == expected


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ("nom;nom usage;prenom", (0, 1)),
        ("nom naissance;nom usage;prenom", (1, 0)),
        ("nee;nom;prenom", (1, 0)),
        ("last name;maiden name;first name", (0, 1)),
        ("nom;prenom;nom medecin;nom prenom", (0,)),
    ],
)
def test_family_names_are_told_by_our_dictionary(names: str, expected: tuple[int, ...]) -> None:
    assert family_columns(names.split(";")) == expected


def test_given_names_are_told_by_our_dictionary() -> None:
    names = ["nom", "prenom", "nom et prenom", "first name", "nomprenom", "full name", "prenoms"]
    assert given_columns(names) == {1, 3, 6}


def test_layouts_are_counted_by_table_and_software_by_mark() -> None:
    dump = (
        "-- MySQL dump 10.13\nCREATE TABLE `a` (`x` text, `y` text, `z` text);\n"
        "INSERT INTO `a` VALUES ('1','2','3');\n"
        "CREATE TABLE `b` (`x` text, `y` text, `z` text);\nINSERT INTO `b` VALUES ('1','2','3');\n"
    )
    aggregates = state_of(dump.encode(), "dump.sql").aggregates
    assert aggregates.software == {"mysqldump": 1}
    assert sorted(aggregates.layouts.values()) == [2]
    assert [columns for _, columns in aggregates.layouts] == [3]


MARRIED = [
    ("nom;prenom;date_naissance", "DURAND;Zoé;1985-07-14"),
    ("nom_usage;prenom;date_naissance", "MARTIN;Zoe;14/07/1985"),
    ("nom_naissance;nom_marital;prenom;date_naissance", "DURAND;MARTIN;ZOÉ;1985-07-14"),
]


def test_a_record_with_both_names_makes_two_persons_one() -> None:
    states = [table(header, row) for header, row in MARRIED]
    apart, joined = FileState(), FileState()
    for state in states[:2]:
        apart.merge(state)
    for state in states:
        joined.merge(state)
    assert apart.names.estimate() == (2, True)
    assert joined.names.estimate() == (1, True)


def test_one_nir_and_birth_date_make_two_spellings_one() -> None:
    number = keyed("2855035238001")
    state = table("nom;prenom;date_naissance;nir", f"DURAND;Zoé;1985-07-14;{number}")
    other = table("nom;prenom;date_naissance;nir", f"MARTIN;Zoé Léa;1985-07-14;{number}")
    state.merge(other)
    assert state.names.estimate() == (1, True)


def test_a_child_with_its_parents_nir_stays_a_person() -> None:
    number = keyed("2855035238001")
    rows = [f"DURAND;Zoé;1985-07-14;{number}", f"DURAND;Léo;2015-03-02;{number}"]
    assert table("nom;prenom;date_naissance;nir", *rows).names.estimate() == (2, True)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Microsoft Excel", "excel"),
        ("LibreOffice/7.4.7.2$Linux_X86_64 LibreOffice_project/40$Build-2", "libreoffice"),
        ("Microsoft Office Word", "word"),
        ("TESTEUR Zoé", ""),
    ],
)
def test_a_document_tells_its_program_by_a_name_of_ours(said: str, name: str) -> None:
    properties = f"<Properties><Application>{said}</Application></Properties>"
    package = BytesIO()
    with ZipFile(package, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<document><p><t>Bonjour</t></p></document>")
        archive.writestr("docProps/app.xml", properties)
    software = state_of(package.getvalue(), "a.docx").aggregates.software
    assert software == ({name: 1} if name else {})
