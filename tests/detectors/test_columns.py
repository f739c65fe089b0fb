"""What columns hold: header or data, votes, noise, placeholders."""

import json
import random
from collections.abc import Iterable

import pytest

from leakscan.demo.nir_numbers import fictitious_nir
from leakscan.model.state import FileState
from leakscan.model.taxonomy import Tier
from leakscan.scoring.persons import count_subjects
from tests.detectors.scanning import counts_of, state_of

ROWS = 40


def nir(n: int) -> str:
    return fictitious_nir(n, female=n % 2 == 0, birth_year=1930 + n % 80, department="35")


def scan(rows: Iterable[str], name: str = "x.csv") -> FileState:
    return state_of("\n".join([*rows, ""]), name)


def counts(state: FileState) -> dict[str, int]:
    return {rule: tally.count for rule, tally in state.tallies.items()}


def people(text: str) -> int | None:
    return count_subjects(state_of(text, "note.txt")).estimate


def person(n: int) -> str:
    return f"TESTEUR{'ABCDEFGH'[n % 8]};Zoé;{n % 28 + 1:02}/03/{1935 + n * 2 % 80};{nir(n)}"


@pytest.mark.parametrize(
    "header",
    [
        "nom;prenom;ddn;nir",
        "NOM;PRENOM;DATE_NAISSANCE;N_SECU",
        "Nom patient;Prénom;Né(e) le;N° Sécurité sociale",
        '"nom";"prenom";"ddn";"nir"',
        "\ufeffnom;prenom;ddn;nir",
    ],
)
def test_a_header_is_no_record(header: str) -> None:
    state = scan([header, *map(person, range(ROWS))])
    assert state.records == ROWS
    assert counts(state) == {"fr.nir": ROWS, "person.name": 2 * ROWS, "person.birth-date": ROWS}
    places = state.tallies["fr.nir"].places
    assert (places[0].record, places[0].line) == (1, 2)


def test_the_first_person_of_a_headerless_file_counts() -> None:
    state = scan(map(person, range(ROWS)))
    assert state.records == ROWS
    assert counts(state)["fr.nir"] == ROWS
    first = state.tallies["fr.nir"].places[0]
    assert (first.record, first.line) == (1, 1)


def test_unknown_titles_over_figures_are_a_header() -> None:
    rows = [f"stylo;{n};{n * 2}" for n in range(ROWS)]
    assert scan(["designation;stock;prix", *rows]).records == ROWS


def test_words_over_words_are_data() -> None:
    rows = ["pomme;rouge;sucre", *(["poire;verte;acide", "cerise;noire;douce"] * 20)]
    assert scan(rows).records == 41


@pytest.mark.parametrize(
    ("cells", "rule"),
    [
        ([nir(n) for n in range(ROWS)], "fr.nir"),
        ([f"06 39 98 {n:02} {n:02}" for n in range(ROWS)], "fr.phone"),
        ([f"06399812{n:02}" for n in range(ROWS)], "fr.phone"),
        ([f"p{n}@example.org" for n in range(ROWS)], "email"),
        (["A+", "B-", "AB POS", "O NEG", "A RH+"] * (ROWS // 5), "health.blood-group"),
    ],
)
def test_values_vote_where_no_header_tells(cells: list[str], rule: str) -> None:
    rows = [f"dossier {n};{cell};abc" for n, cell in enumerate(cells)]
    tally = scan(["rang;colonne;autre", *rows]).tallies[rule]
    assert tally.count == ROWS
    assert tally.tier >= Tier.STRUCTURAL
    assert tally.fields == {"col#2": ROWS}


BIRTHS = [f"{n % 28 + 1:02}/04/{1930 + n * 2}" for n in range(40)]
FIRST_NAMES = ["Marie", "Paul", "Léa", "ÉRIC", "Jean-Marc", "NADIA", "Yves", "Chloé"] * 5
SURNAMES = ["MARTIN", "LE GOFF", "Petit", "Durand", "N'DIAYE", "ROUX", "Garcia", "DIALLO"] * 5


def test_people_without_a_header_are_told_by_lexicons_and_shapes() -> None:
    towns = [("35000", "RENNES"), ("97400", "SAINT-DENIS"), ("01000", "BOURG"), ("20200", "BASTIA")]
    rows = [
        f"{n};{SURNAMES[n]};{FIRST_NAMES[n]};{'MF'[n % 2]};{BIRTHS[n]};{';'.join(towns[n % 4])}"
        for n in range(40)
    ]
    fields = {rule: set(tally.fields) for rule, tally in scan(rows).tallies.items()}
    assert fields == {
        "person.name": {"col#2", "col#3"},
        "person.sex": {"col#4"},
        "person.birth-date": {"col#5"},
        "fr.postcode": {"col#6"},
    }


def test_dates_codes_and_letters_are_nothing_where_nobody_is_named() -> None:
    rows = [f"{n};{BIRTHS[n]};{'MF'[n % 2]};35000;robe" for n in range(40)]
    assert counts(scan(rows)) == {}


def test_what_a_set_of_rules_lacks_names_nobody() -> None:
    content = "\n".join(f"{'FM'[n % 2]};{n}" for n in range(12)) + "\n"
    assert not state_of(content, "x.csv", only=("person.sex",)).tallies


def test_a_word_for_the_subject_is_a_name_over_words() -> None:
    names = [f"{n % 3};{SURNAMES[n]} {FIRST_NAMES[n]};2" for n in range(8)]
    assert counts(scan(["nb;patient;prix", *names])) == {"person.name": 8}
    numbers = [f"{n % 3};{80000 + n};2" for n in range(8)]
    assert counts(scan(["nb;patient;prix", *numbers])) == {"fr.ipp": 8}


def test_bar_codes_are_products() -> None:
    rows = [f"stylo;{code};2" for code in ["2000000000008", "2000000000015", "4006381333931"] * 3]
    assert counts(scan(["produit;code barre;prix", *rows])) == {}


def test_thirteen_digits_are_nirs_when_births_agree() -> None:
    rows = [f"{n:03};1{30 + n * 2 % 70:02}5099123{n + 1:03};{BIRTHS[n]}" for n in range(30)]
    assert scan(rows).tallies["fr.nir.keyless"].count == 30
    others = [f"{n:03};1{99 - n:02}5099123{n + 1:03};{BIRTHS[n]}" for n in range(30)]
    assert "fr.nir.keyless" not in counts(scan(others))


def test_digits_under_a_header_for_products_are_no_telephones() -> None:
    rows = [f"stylo;0639981{n:03};2" for n in range(20)]
    assert counts(scan(["produit;référence;prix", *rows])) == {}


def test_visits_are_no_births() -> None:
    rows = [f"{n:03};{n % 28 + 1:02}/04/20{10 + n % 12};abc" for n in range(ROWS)]
    assert counts(scan(rows)) == {}


def test_bare_abo_letters_do_not_vote() -> None:
    rows = [f"{n:03};{'ABO'[n % 3]};abc" for n in range(ROWS)]
    assert counts(scan(rows)) == {}


def test_random_fifteen_digits_are_noise() -> None:
    source = random.Random(3)
    rows = [f"stylo;{source.choice('12')}{source.randrange(10**14):014};3" for _ in range(4000)]
    assert counts(scan(["designation;reference;prix", *rows])) == {}
    # The same digits under a NIR header are what the header says, with a wrong key.
    assert "fr.nir.keyless" not in counts(scan(["designation;reference;prix", *rows]))


def test_a_real_column_beside_a_noisy_one_is_found() -> None:
    source = random.Random(4)
    rows = [f"{nir(n)};{source.choice('12')}{source.randrange(10**14):014}" for n in range(2000)]
    found = counts(scan(["numero;reference", *rows]))
    assert found == {"fr.nir": 2000}


def test_ten_digits_that_are_mostly_no_phone_are_none() -> None:
    source = random.Random(5)
    rows = [f"stylo;{source.randrange(10**10):010};3" for _ in range(2000)]
    assert counts(scan(["designation;reference;prix", *rows])) == {}


def test_ten_digits_in_another_role_are_no_phone() -> None:
    rows = [f"TESTEUR;06399812{n:02};{n}" for n in range(ROWS)]
    found = counts(scan(["nom;num_dossier;age", *rows]))
    assert "fr.phone" not in found
    assert found["fr.ipp"] == ROWS


def test_a_doctors_phone_is_not_the_patients() -> None:
    rows = [f"06 39 98 12 {n:02};01 99 00 12 {n:02}" for n in range(ROWS)]
    state = scan(["tel_portable;tel_medecin", *rows])
    assert state.tallies["fr.phone"].count == 2 * ROWS
    assert state.subjects["fr.phone"].estimate() == (ROWS, True)


PLACEHOLDERS = (
    "|NULL|null|None|N/A|n/a|nc|NC|inconnu|Inconnue|neant|aucun|sans|-|--|---|.|?|x|xxx|XX|0"
    "|00|000|\\N|(null)|NON RENSEIGNE|  | - "
)


@pytest.mark.parametrize("cell", PLACEHOLDERS.split("|"))
def test_a_placeholder_is_not_a_value(cell: str) -> None:
    rows = [f"TESTEUR;Zoé;{cell};{n}" for n in range(ROWS)]
    assert counts(scan(["nom;prenom;mot_de_passe;age", *rows])) == {"person.name": 2 * ROWS}


@pytest.mark.parametrize("cell", ["néant", "NÉANT", "non renseigné", "Non précisé"])
def test_an_accented_placeholder_is_not_a_value(cell: str) -> None:
    rows = [f"TESTEUR;Zoé;{cell};{n}" for n in range(ROWS)]
    assert counts(scan(["nom;prenom;mot_de_passe;age", *rows])) == {"person.name": 2 * ROWS}


def test_a_first_row_with_a_number_is_data() -> None:
    rows = [f"{n:03};{('A+', 'B-', 'AB+', 'O-')[n % 4]};abc" for n in range(ROWS)]
    assert scan(rows).records == ROWS


@pytest.mark.parametrize("cell", ["Azerty12", "1", "null1", "xyz", "sansfil", "nonne"])
def test_a_short_value_is_no_placeholder(cell: str) -> None:
    rows = [f"TESTEUR;Zoé;{cell};{n}" for n in range(ROWS)]
    assert counts(scan(["nom;prenom;mot_de_passe;age", *rows]))["credential.password"] == ROWS


@pytest.mark.parametrize("zeros", ["0000000000", "0600000000", "0102030405", "06 00 00 00 00"])
def test_a_placeholder_number_is_no_phone(zeros: str) -> None:
    rows = [f"TESTEUR;{zeros}" for _ in range(ROWS)]
    assert "fr.phone" not in counts(scan(["nom;tel", *rows]))


def test_spreadsheet_notation_loses_the_nir() -> None:
    rows = [f"TESTEUR;2,7950{n:02}E+14" for n in range(ROWS)]
    assert "fr.nir" not in counts(scan(["nom;nir", *rows]))


def test_thirteen_digits_under_a_nir_header_are_structural() -> None:
    rows = [f"TESTEUR;{nir(n)[:13]}" for n in range(ROWS)]
    tally = scan(["nom;nir", *rows]).tallies["fr.nir.keyless"]
    assert (tally.count, tally.tier) == (ROWS, Tier.STRUCTURAL)


@pytest.mark.parametrize("name", ["nir;cle", "nir;cle_nir", "num_secu;cle"])
def test_a_key_in_its_own_column_proves_the_nir(name: str) -> None:
    rows = [f"TESTEUR;{nir(n)[:13]};{nir(n)[13:]}" for n in range(ROWS)]
    tally = scan([f"nom;{name}", *rows]).tallies["fr.nir"]
    assert (tally.count, tally.tier) == (ROWS, Tier.VALIDATED)


def test_ragged_rows_keep_their_columns() -> None:
    rows = [f"TESTEUR;{nir(n)}" + ";surplus" * (n % 4) for n in range(ROWS)]
    state = scan(["nom;nir", *rows])
    assert state.tallies["fr.nir"].fields == {"nir": ROWS}


def test_json_keys_are_columns() -> None:
    objects = [f'{{"patient": {{"nom": "TESTEUR", "nir": "{nir(n)}"}}}}' for n in range(ROWS)]
    state = scan(objects, "x.ndjson")
    assert counts(state) == {"fr.nir": ROWS, "person.name": ROWS}
    assert state.records == ROWS


def test_no_name_of_a_column_is_the_files() -> None:
    rows = [f"{nir(n)};abc" for n in range(ROWS)]
    state = scan(["canary_zorglub;autre", *rows])
    assert state.tallies["fr.nir"].fields == {"col#1": ROWS}
    assert "zorglub" not in repr(state)


def test_a_lone_result_column_is_no_laboratory_s() -> None:
    sports = "nom;prenom;resultat\n" + "TESTEUR;Zoé;12\nFICTIF;Ali;15\n" * 10
    assert "health.result" not in state_of(sports.encode(), "x.csv").tallies
    tested = "nom;prenom;date_prelevement;resultat\n" + "TESTEUR;Zoé;01/02/2020;positif\n" * 10
    assert state_of(tested.encode(), "x.csv").tallies["health.result"].count == 10


def test_an_analysis_and_its_value_are_one_result() -> None:
    rows = "TESTEUR;Zoé;Glycémie;1,43\nFICTIF;Ali;Ferritine;296\n" * 10
    for header in ("analyse;resultat", "Libellé examen;Valeur résultat", "CODE_ANALYSE;RES_VAL"):
        tallies = state_of(f"nom;prenom;{header}\n{rows}".encode(), "x.csv").tallies
        assert tallies["health.result"].count == 20
    named = f"nom;nir;analyse\nTESTEUR;{nir(1)};Glycémie\n" + f"FICTIF;{nir(2)};TSH\n" * 9
    assert state_of(named.encode(), "x.csv").tallies["health.result"].count == 10


def test_numbers_of_lines_are_no_sexes() -> None:
    header = "nom;prenom;sexe;col\n"
    rows = "TESTEUR;Zoé;F;1\nFICTIF;Ali;M;2\n" * 10
    tallies = state_of((header + rows).encode(), "x.csv").tallies
    assert tallies["person.sex"].fields == {"sexe": 20}


def test_what_stands_in_no_cell_is_searched_too() -> None:
    people = {
        "144509912300979": {"nom": "TESTEUR", "prenom": "Zoé", "date_naissance": "01/02/1980"},
        "279509921518930": {"nom": "FICTIF", "prenom": "Léa", "date_naissance": "02/03/1981"},
    }
    state = state_of(json.dumps(people).encode(), "x.json")
    assert state.tallies["fr.nir"].count == 2
    assert state.tallies["person.name"].count == 4


def test_a_header_below_titles_is_found() -> None:
    titles = ["Liste des patients;;", "Édité le 12/03/2021;;", ";;"]
    rows = [f"{SURNAMES[n]};{FIRST_NAMES[n]};{BIRTHS[n]}" for n in range(ROWS // 2)]
    state = scan([*titles, "Nom;Prénom;Né(e) le", *rows])
    assert state.records == len(rows)
    assert {rule: tally.count for rule, tally in state.tallies.items()} == {
        "person.name": 2 * len(rows),
        "person.birth-date": len(rows),
    }


def test_a_shifted_header_hides_nothing() -> None:
    rows = [f"{nir(n)};{SURNAMES[n]};{FIRST_NAMES[n]}" for n in range(ROWS // 2)]
    assert counts(scan(["nom;prenom;code_postal", *rows]))["fr.nir"] == len(rows)


def test_what_stands_beside_a_name_in_its_cell_is_found() -> None:
    rows = [f"{SURNAMES[n]};{FIRST_NAMES[n]};Rennes" for n in range(30)]
    rows[7] = f"MARTIN sécu {nir(7)};Paul;Rennes"
    rows[9] = "DURAND 06 39 98 12 34;Léa;Rennes"
    rows[11] = "PETIT a.petit@example.org;Léa;Rennes"
    found = counts(scan(["nom;prenom;ville", *rows]))
    assert (found["fr.nir"], found["fr.phone"], found["email"]) == (1, 1, 1)


def test_a_patient_mailbox_is_a_nir_also_in_a_column_of_mailboxes() -> None:
    boxes = [f"{nir(n)}@patient.mssante.fr" for n in range(4)] + ["zoe@example.org"] * 4
    found = counts(scan(["nom;email", *(f"{SURNAMES[n]};{box}" for n, box in enumerate(boxes))]))
    assert (found["fr.mssante.patient"], found["email"]) == (4, 8)


CORSICAN = "285502A12345624"


@pytest.mark.parametrize("number", [nir(3), CORSICAN, CORSICAN.lower()])
def test_a_patient_mailbox_and_its_nir_are_one_person(number: str) -> None:
    box = f"{number}@patient.mssante.fr"
    assert people(f"Adresse : {box}\n") == 1
    assert people(f"NIR : {number}, adresse : {box}\n") == 1
    assert people(f"Adresses : {box}, {nir(5)}@patient.mssante.fr\n") == 2


def test_rows_that_end_before_the_columns_do() -> None:
    whole = [
        f"MARTIN;LEA;12/03/19{n % 80 + 10};06399812{n % 100:02};A+;DR VALMORIN\n"
        for n in range(9000)
    ]
    short = [f"DURAND;PAUL;12/03/19{n % 80 + 10}\n" for n in range(9000)]
    table = "nom;prenom;date de naissance;telephone;groupe sanguin;medecin\n" + "".join(
        [*whole, *short]
    )
    state = state_of(table, "liste.csv", chunk_bytes=64 * 1024)
    counts = {rule: tally.count for rule, tally in state.tallies.items()}
    assert counts["fr.phone"] == counts["health.blood-group"] == 9000
    assert counts["person.doctor"] == 9000
    assert counts["person.birth-date"] == 18000


@pytest.mark.parametrize(
    ("place", "cell"), [(place, cell) for place in range(1, 5) for cell in range(3)]
)
def test_cells_of_shifted_rows_are_searched(place: int, cell: int) -> None:
    """Columns of dates, sexes, postcodes and blood groups are passed over, but not such cells."""
    stray, rule = [
        ("185557511600183", "fr.nir"), ("06 39 98 12 34", "fr.phone"), ("a@example.org", "email")
    ][cell]  # fmt: skip
    row = ["TESTEUR", "12/03/1950", "F", "35000", "A+"]
    shifted = [*row[:place], stray, *row[place + 1 :]]
    rows = ["nom;ddn;sexe;cp;groupe sanguin", *[";".join(row)] * 9, ";".join(shifted)]
    assert counts(scan(rows))[rule] == 1
    ragged = [*rows, "TESTEUR;12/03/1950"]
    assert counts(scan(ragged))[rule] == 1


@pytest.mark.parametrize("sign", list(";,|\t~#^"))
def test_what_parts_cells_binds_no_telephone(sign: str) -> None:
    """``~`` and ``^`` before digits make part of a name of them: elsewhere, not between cells."""
    rows = [["code", "libelle", "ville"], *[["a", "b", "Rennes"]] * 9]
    rows += [["a", "06 39 98 12 34", "b"], ["a", "06 39 98 12 35 le soir", "b"]]
    assert counts(scan([sign.join(row) for row in rows]))["fr.phone"] == 2
    assert counts(state_of("lib~06 39 98 12 34", "x.txt")) == {}


def test_ratings_of_things_are_no_blood_groups() -> None:
    marks = ["A+", "B-", "A-", "A+", "B+", "A+", "B-", "A-"]
    things = "\n".join(["produit;classe", *(f"vis {n};{mark}" for n, mark in enumerate(marks)), ""])
    assert "health.blood-group" not in state_of(things, "x.csv").tallies
    rows = (f"TESTEUR{n};Zoé;{mark}" for n, mark in enumerate(marks))
    people = "\n".join(["nom;prenom;xyz", *rows, ""])
    assert state_of(people, "x.csv").tallies["health.blood-group"].count == len(marks)


@pytest.mark.parametrize(
    "header", ["hotel;note", "film;avis", "fournisseur;commentaire", "machine;remarque"]
)
@pytest.mark.parametrize("reason", ["", " accueil chaleureux"])
def test_remarks_that_are_ratings_are_no_blood_groups(header: str, reason: str) -> None:
    marks = [
        "A+",
        "B-",
        "A-",
        "très bien",
        "B+",
        "A+",
        "C+",
        "RAS",
        "A-",
        "B+",
        "A+",
        "A-",
        "B-",
    ] * 2
    things = (f"Le Port {n};{mark}{reason}" for n, mark in enumerate(marks))
    assert "health.blood-group" not in state_of("\n".join([header, *things, ""]), "x.csv").tallies
    pupils = (f"TESTEUR{n};Zoé;{mark}" for n, mark in enumerate(marks))
    school = "\n".join(["nom;prenom;appreciation", *pupils, ""])
    assert "health.blood-group" not in state_of(school, "x.csv").tallies


def test_a_few_words_are_no_streets() -> None:
    ways = ["VB", "Forceps", "Césarienne"] * 8
    births = "\n".join(
        ["nom;naissance;voie", *(f"TESTEUR{n};01/02/1979;{w}" for n, w in enumerate(ways))]
    )
    assert "fr.address" not in state_of(births, "x.csv").tallies
    streets = ["RUE DES LILAS", "AV FOCH", "BD CARNOT"] * 8
    homes = "\n".join(
        ["nom;naissance;voie", *(f"TESTEUR{n};01/02/1979;{w}" for n, w in enumerate(streets))]
    )
    assert state_of(homes, "x.csv").tallies["fr.address"].count == len(streets)


def test_telephones_behind_a_country_elect_their_column() -> None:
    rows = [f"{n};336399800{n:02};rappel" for n in range(10, 30)]
    assert (
        state_of("\n".join(["id;destinataire;texte", *rows]), "x.csv").tallies["fr.phone"].count
        == 20
    )
    others = [f"{n};{42639980000 + 7919 * n};rappel" for n in range(10, 30)]
    assert not state_of("\n".join(["id;destinataire;texte", *others]), "x.csv").tallies


def test_accounts_of_a_ledger_are_no_bank_accounts() -> None:
    ledger = "\n".join(
        ["JournalCode|CompteNum|Debit", *(f"AC|{606100 + n}|12,50" for n in range(20))]
    )
    assert "fr.iban" not in state_of(ledger, "x.txt").tallies
    bank = "\n".join(["nom|num compte", *(f"TESTEUR{n}|000123456{n:02}" for n in range(10, 30))])
    assert state_of(bank, "x.txt").tallies["fr.iban"].count == 20


def test_people_in_sentences_of_a_table_are_named_beside_their_numbers() -> None:
    texts = [
        "Le client Ousmane VIDAL (NIR 1 45 05 16 943 014 32) attend",
        "Rappeler Anne MARTIN au 06 39 98 12 34 ce soir",
        "Jean MOULIN est une rue de notre ville, comme ailleurs",
        "Lycée à ouvrir : Marie CURIE ou une autre, selon le vote",
        "Le colis Paul DURAND attend depuis lundi dans la cour",
        "Rien à signaler pour la salle Louise MICHEL ce soir",
    ]
    table = "\n".join(
        ["cle;etat;description", *(f"S{n};ouvert;{t}" for n, t in enumerate(texts * 3))]
    )
    assert state_of(table, "x.csv").tallies["person.name"].count == 6


def test_remarks_about_people_hold_blood_groups() -> None:
    groups = ["A+", "O-", "enceinte", "B+", "O+", "A-"] * 3
    rows = (f"TESTEUR{n};Zoé;{group}" for n, group in enumerate(groups))
    people = "\n".join(["nom;prenom;remarque", *rows, ""])
    assert state_of(people, "x.csv").tallies["health.blood-group"].count == 15


def test_births_stand_below_a_header_nobody_knows() -> None:
    rows = [person(n).rsplit(";", 1)[0] for n in range(ROWS)]
    found = counts(scan(["nom;prenom;nele", *rows]))
    assert found == {"person.name": 2 * ROWS, "person.birth-date": ROWS}
    assert "person.birth-date" not in counts(scan(["nom;prenom;date_permis", *rows]))
    hired = [f"TESTEUR;Zoé;{n % 28 + 1:02}/03/{1990 + n % 30}" for n in range(ROWS)]
    assert "person.birth-date" not in counts(scan(["nom;prenom;contrat", *hired]))


def test_operators_of_machines_are_no_doctors() -> None:
    rows = [f"Réseau {n % 9};contact{n}@example.org;FRB{n:06};Borne {n}" for n in range(ROWS)]
    found = counts(scan(["nom_operateur;contact_operateur;id_station;nom_station", *rows]))
    assert "person.doctor" not in found
    surgeons = [f"Dr {name};10{n}" for n, name in enumerate(["Lucas", "Simon", "Petit"] * 4)]
    assert counts(scan(["operateur;salle", *surgeons]))["person.doctor"] == 12


def luhn(digits: str) -> str:
    doubled = [int(d) * (2 - n % 2) for n, d in enumerate(reversed(digits))]
    return digits + str(-sum(d - 9 * (d > 9) for d in doubled) % 10)


def test_switchboards_of_a_register_are_nobodys() -> None:
    def row(n: int, number: str) -> str:
        return f"{number};CSAPA DU PORT;{n} RUE DU PORT;01990012{n:02};structure"

    register = [row(n, luhn(f"6200{n * 37:04}")) for n in range(ROWS)]
    assert not scan(register).subjects
    assert scan([row(n, f"6200{n * 37:04}5") for n in range(ROWS)]).signatures
    assert scan([row(n, luhn("62001234")) for n in range(ROWS)]).subjects


def test_a_column_of_a_few_words_holds_no_numbers() -> None:
    rows = [f"TESTEUR;Zoé;{['AAH', 'PCH', 'RQTH'][n % 3]}" for n in range(ROWS)]
    assert "fr.ipp" not in counts(scan(["nom;prenom;demande", *rows]))
    numbered = [f"TESTEUR;Zoé;D{n}" for n in range(ROWS)]
    assert counts(scan(["nom;prenom;demande", *numbered]))["fr.ipp"] == ROWS


def test_the_number_of_a_row_of_a_file_is_nobodys() -> None:
    rows = [f"{n + 1};{person(n)}" for n in range(ROWS)]
    assert "fr.ipp" not in counts(scan(["id;nom;prenom;ddn;nir", *rows]))


def test_towns_are_no_surnames_beside_whole_names() -> None:
    towns = ["GRENOBLE", "MARSEILLE", "SAINT-DENIS", "TOULOUSE", "BORDEAUX", "LA ROCHELLE"]
    rows = [f"{person(n)};{towns[n % 6]}" for n in range(ROWS)]
    found = counts(scan(["nom;prenom;ddn;nir;bureau", *rows]))
    assert found["person.name"] == 2 * ROWS


def test_surnames_stand_below_a_header_nobody_knows() -> None:
    names = "MARTIN PETIT DURAND LEROY MOREAU SIMON LAURENT GARCIA ROUX BLANC".split()
    rows = [f"{names[n % 10]};{names[-n % 10]};Zoé;{nir(n)}" for n in range(ROWS)]
    assert counts(scan(["nomu;nomn;pren;insee", *rows]))["person.name"] == 3 * ROWS


def test_the_telephone_of_who_helps_at_home() -> None:
    rows = [f"TESTEUR;Zoé;6399812{n:02}" for n in range(ROWS)]
    assert counts(scan(["nom;prenom;portable aidant", *rows]))["fr.phone"] == ROWS


@pytest.mark.parametrize("width", [4, 30, 200])
def test_cells_filled_up_with_blanks_hold_what_they_would_without(width: int) -> None:
    """CHAR columns: a group in thirty blanks is one, and thirty blanks are no password."""
    full = [("O+", "F", "35000", "NEG", "zebulon7"), ("", "", "", "", "")]
    cells = [[cell.ljust(width) for cell in full[n % 2]] for n in range(ROWS)]
    rows = [f"{person(n)};{';'.join(cells[n])}" for n in range(ROWS)]
    found = counts(scan(["nom;prenom;ddn;nir;groupe_sanguin;sexe;cp;vih;mdp", *rows]))
    for rule in (
        "health.blood-group",
        "person.sex",
        "fr.postcode",
        "health.hiv",
        "credential.password",
    ):
        assert found[rule] == ROWS / 2, rule


@pytest.mark.parametrize(
    ("cell", "rule"),
    [
        ("01/02/1979 {nir}", "fr.nir"),
        ("1979-02-01   {nir}", "fr.nir"),
        ("01/02/1979 06 39 98 12 34", "fr.phone"),
        ("01/02/1979 zoe@example.org", "email"),
    ],
)
def test_what_stands_behind_a_date_is_searched(cell: str, rule: str) -> None:
    rows = [f"TESTEUR;Zoé;{cell.format(nir=nir(n))}" for n in range(ROWS)]
    found = counts(scan(["nom;prenom;ddn", *rows]))
    assert (found["person.birth-date"], found[rule]) == (ROWS, ROWS)


def test_who_made_a_film_or_a_book_is_no_patient() -> None:
    told = "Marie apprend qu'elle est enceinte", "Paul est séropositif", "un cancer du sein"
    rows = [
        f"Film {n};{FIRST_NAMES[n % 8]} {SURNAMES[n % 8]};19{n + 50};{told[n % 3]}"
        for n in range(24)
    ]
    assert "person.name" not in counts(scan(["titre;realisateur;annee;synopsis", *rows]))
    assert counts(scan(["titre;patient;annee;remarque", *rows]))["person.name"] == 24


def test_words_of_programs_are_no_first_names() -> None:
    words = "is_a l_ia je_an pa_ul zo_e le_a al_i lu_c an_ne he_lene".split()
    rows = [f"{n};{n * 7 % 60};{word};{n}" for n, word in enumerate(words * 3)]
    assert "person.name" not in counts(scan(["id;source;relation;cible", *rows]))
    called = [row.replace("_", "") for row in rows]
    assert counts(scan(["id;source;relation;cible", *called])).get("person.name") == 30


def test_who_is_named_in_a_remark_is_not_known_by_its_column() -> None:
    text = "La tuberculose régresse. M. Fictif est nommé. 12 rue de la Paix, 75002 Paris."
    tallies = state_of(json.dumps([{"num": 1, "commentaire": text}]), "x.json").tallies
    assert tallies["health.condition"].tier == Tier.STRUCTURAL
    assert tallies["person.name"].tier == tallies["fr.address"].tier == Tier.CONTEXTUAL


def test_authors_are_no_subjects() -> None:
    titles = "VIH et grossesse", "Le cancer du sein", "La schizophrénie"
    names = [f"{SURNAMES[n % 8]} {FIRST_NAMES[n % 8]}" for n in range(24)]
    rows = [f"{n};{name};{titles[n % 3]};{name}" for n, name in enumerate(names)]
    assert "person.name" not in counts(scan(["numero;auteur;titre;directeur", *rows]))
    assert "person.name" not in counts(scan(["numero;président;objet;gérant", *rows]))
    assert counts(scan(["numero;adhérent;objet;parrain", *rows]))["person.name"] == 48
    beside = [f"{row};TESTEUR{'ABCDEFGH'[n % 8]};Zoé" for n, row in enumerate(rows)]
    found = counts(scan(["numero;auteur;compte_rendu;signataire;nom;prenom", *beside]))
    assert found["person.doctor"] >= 24
    assert found["person.name"] >= 48


def test_animals_are_nobody_and_their_owners_are() -> None:
    rows = [f"Rex;chien;labrador;M;0{n % 9 + 1}/03/2019;oui;TESTEUR;06399812{n}" for n in range(24)]
    header = "nom;espece;race;sexe;naissance;grossesse;proprietaire;telephone"
    found = counts(scan([header, *rows]))
    assert not {"person.sex", "person.birth-date", "health.pregnancy"} & found.keys()
    people = counts(scan([header.replace("espece;race", "ville;rue"), *rows]))
    assert people["health.pregnancy"] == people["person.birth-date"] == 24


def test_texts_without_people_hold_words_and_no_remarks() -> None:
    news = [{"titre": f"n° {n}", "texte": "Le cancer du sein y sera dépisté."} for n in range(9)]
    tallies = state_of(json.dumps(news), "x.json").tallies
    assert "health.comment" not in tallies
    assert tallies["health.cancer"].tier < Tier.STRUCTURAL
    notes = [{"nom": "TESTEUR", "prenom": "Zoé", **each} for each in news]
    assert state_of(json.dumps(notes), "x.json").tallies["health.comment"].count == 9


def test_what_stands_far_apart_in_an_object_tells_nothing_of_each_other() -> None:
    law = "La salariée enceinte est protégée. " + "Le présent article est étendu. " * 400
    union = "Fédération des services, 12 rue de la Paix, 75002 Paris. "
    book = {"num": 1, "contenu": [law, law, "Écrire à zoe.testeur@example.org. " + union]}
    tallies = state_of(json.dumps([book] * 3), "x.json").tallies
    assert tallies["health.pregnancy"].tier == Tier.LEXICAL
    assert tallies["fr.address"].tier == Tier.LEXICAL


def test_towns_and_their_town_halls_are_nobody() -> None:
    towns = [
        "Abergement",
        "Bruys",
        "Genac",
        "Simard",
        "Coulaures",
        "Ambléon",
        "Yzosse",
        "Zutkerque",
    ]
    rows = [f"{town};{n};0199004{n:03};{town.lower()}@exemple.fr" for n, town in enumerate(towns)]
    header = "nom;population;mairie_telephone;mairie_courriel"
    state = state_of("\n".join([header, *rows * 3]), "x.csv")
    assert "person.name" not in state.tallies
    assert not state.signatures[Tier.STRUCTURAL]
    people = [f"{SURNAMES[n % 8]};{n};0199004{n:03};x{n}@exemple.fr" for n in range(24)]
    patients = counts(scan([header.replace("population;mairie_", "rang;"), *people]))
    assert patients["person.name"] == patients["fr.phone"] == 24
    clients = counts(scan([header.replace("population;mairie_", "article;"), *people]))
    assert clients["person.name"] == 24


def test_names_of_data_sets_are_nobodys() -> None:
    people = [{"nom": f"{name} Zoé", "prenom": "Ali"} for name in SURNAMES * 2]
    sets = [{"nom": f"{name}_ZOE", "prenom": "Ali"} for name in SURNAMES * 2]
    found = [state_of(json.dumps(each), "x.json").tallies["person.name"] for each in (people, sets)]
    assert [each.count for each in found] == [2 * len(people), len(sets)]


@pytest.mark.parametrize(
    ("words", "are_names"),
    [(("rim", "workflow", "v2"), False), (("zoe", "ali", "lea"), True)],
)
def test_few_words_in_lower_case_are_names_where_they_are_known(
    words: tuple[str, ...],
    are_names: bool,  # noqa: FBT001
) -> None:
    rows = [f"{n};{words[n % 3]};bien" for n in range(24)]
    found = counts(scan(["numero;prenom;avis", *rows]))
    assert ("person.name" in found) is are_names


def test_the_alias_of_a_concept_is_nobodys_pseudonym() -> None:
    rows = [f"{n};TESTEUR{'ABCDEFGH'[n % 8]};{n} rue des Lilas" for n in range(24)]
    said = [f"{row};the other {row[2:9]}" for row in rows]
    hidden = [f"{row};PSEUDO{n}" for n, row in enumerate(rows)]
    header = "numero;nom;adresse;alias"
    phrases = [f"{row.rpartition(';')[0]};autre mot pour tout" for row in said]
    assert counts(scan([header, *hidden])).get("fr.ipp") == 24
    assert "fr.ipp" not in counts(scan([header, *phrases]))


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("1{}/03/2024 14:30 06 39 98 12 34", 9),
        ("1{}/03/2024 4:30 06.39.98.12.34", 9),
        ("2024-03-1{} 08:30:15 06 39 98 12 34", 9),
        ("2024-03-1{} 08:30:15.063998 +0100", 0),
        ("2024-03-1{} 08:30:15", 0),
    ],
)
def test_telephones_behind_a_date_and_a_time_are_looked_for(cell: str, found: int) -> None:
    rows = [f"TESTEUR;Zoé;{cell.format(n)}" for n in range(9)]
    tallies = counts(scan(["nom;prenom;date_prelevement", *rows]))
    assert tallies["date.sample"] == 9
    assert tallies.get("fr.phone", 0) == found


def test_masked_names_do_not_hide_those_that_were_left() -> None:
    masked = "".join(
        f"{n};{letter}*****;{letter}***;0{n}/02/1986\n" for n, letter in enumerate("CGPDKRR")
    )
    text = (
        f"id;nom;prenom;date_naissance\n{masked}8;FICTIF;Zoé;06/10/1927\n9;DURAND;Ali;07/05/1927\n"
    )
    assert counts_of(text, "e.csv")["person.name"] == 4


def test_a_few_who_write_to_each_other_are_no_subjects() -> None:
    few = [f"{FIRST_NAMES[n % 8]} {SURNAMES[n % 8]}" for n in range(40)]
    many = [f"{FIRST_NAMES[n % 8]} {SURNAMES[n // 8]}" for n in range(40)]
    for header, names, found in (
        ("from", few, 0),
        ("expéditeur", few, 0),
        ("from", many, 40),
        ("demandeur", few, 40),
    ):
        rows = [f"{n};{name};Bonjour, rappeler 06 39 98 12 {n:02}" for n, name in enumerate(names)]
        assert counts(scan([f"id;{header};text", *rows])).get("person.name", 0) == found


def test_a_column_of_remarks_with_telephones_is_none_of_telephones() -> None:
    """Else what stands in its other cells was not searched."""
    told = [f"Tél 06 39 98 12 {n:02}, rappeler pour les résultats" for n in range(10, 30)]
    rows = [*told, *(f"né(e) 0{n}/03/1950" for n in range(1, 9))]
    found = counts(scan(["id;description", *(f"{at};{row}" for at, row in enumerate(rows))]))
    assert (found["person.birth-date"], found["fr.phone"]) == (8, 20)


@pytest.mark.parametrize("first", ["@timestamp", "@message", '"@timestamp"'])
def test_names_of_columns_may_begin_with_a_sign(first: str) -> None:
    header = f"{first};patient.nom;patient.prenom;patient.naissance;patient.ins"
    state = scan([header, *(f"Sep {n % 28 + 1}, 2024;{person(n)}" for n in range(ROWS))])
    assert state.records == ROWS
    assert counts(state) == {"fr.nir": ROWS, "person.name": 2 * ROWS, "person.birth-date": ROWS}


def test_an_address_of_mail_is_no_name_of_a_column() -> None:
    state = scan(f"zoe.{'abcdefgh'[n % 8]}@example.org;{person(n)}" for n in range(ROWS))
    assert state.records == ROWS


@pytest.mark.parametrize("title", ["Liste des adhérents au 01/07/2024;;;;;", ""])
@pytest.mark.parametrize(
    "header",
    [
        ["N°;Identité;;Naissance;N° S.S.;Contact", ";Nom;Prénom;;;Téléphone"],
        ["N°;Identité;;Date de naissance;NIR;Contact", ";Nom;Prénom;;;Tél."],
        ["Rang;Assuré;;Né(e) le;NIR;Coordonnées;", ";Nom;Prénom;;;Portable;Mail"],
    ],
)
def test_groups_of_columns_leave_the_names_of_others_beside_them(
    title: str, header: list[str]
) -> None:
    rows = [f"{n};{person(n)};06 39 98 {n:02} 34" for n in range(10, ROWS)]
    state = scan([*filter(None, [title]), *header, *rows])
    found = counts(state)
    assert found["person.name"] == 2 * len(rows)
    assert found["person.birth-date"] == found["fr.nir"] == found["fr.phone"] == len(rows)
    assert state.records == len(rows)


def test_a_row_of_people_below_a_header_is_none_of_it() -> None:
    state = scan(
        ["Nom;Prénom;Naissance", "MARTIN;;", *(f"TESTEUR;Zoé;0{n}/03/1950" for n in range(1, 9))]
    )
    assert state.records == 9
