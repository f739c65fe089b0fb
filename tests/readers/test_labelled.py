"""Cards: a label and its value on each line; nothing else is taken for them."""

from collections.abc import Callable
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakscan.readers.labels import find_labels
from leakscan.readers.person_words import count_speaking, is_login, is_secret, speaks_of_people
from leakscan.scanner import scan_bytes
from tests.detectors.scanning import counts_of
from tests.readers.reading import read

PEOPLE = [
    ("DURAND", "Zoé", "01/02/1979", "06 39 98 12 34"),
    ("L'HÉNORET", "Anaïs", "3 avril 1944", "02 61 91 00 11"),
    ("DE LA FICTION", "Ali", "05/06/2015", "01 99 00 12 34"),
]
LABELS = ("nom", "prenom", "date_naissance", "telephone")


def cards(line: str, title: str = "", above: str = "") -> str:
    blocks = []
    for number, person in enumerate(PEOPLE, 1):
        lines = [line.format(label, value) for label, value in zip(LABELS, person, strict=True)]
        blocks.append("\n".join([*([title.format(number)] if title else []), *lines]))
    return above + "\n".join(blocks) + "\n"


SHAPES = {
    "ini": cards("{}={}", "[patient{}]"),
    "properties": cards("{} = {}"),
    "yaml": cards("    {}: '{}'", "  - id: {}", "patients:\n"),
    "toml": cards('{} = "{}"', "[[patients]]"),
    "psql": cards("{:<15}| {}", "-[ RECORD {} ]-+-----"),
    "mysql": cards("{:>20}: {}", "**************** {}. row ****************"),
    "dotted": cards("{:.<20}: {}", "=" * 40),
    "form": cards("{};{}", ";"),
    "code": cards("    '{}' => '{}',", "  ), array("),
}


@pytest.mark.parametrize("text", SHAPES.values(), ids=SHAPES)
def test_each_card_is_a_record(text: str) -> None:
    found = read(text.encode(), "x.txt")
    assert found.formats == ["labelled"]
    assert len(found.records) == len(PEOPLE)
    names = [value.decode() for column, _, value in found.fields if column.strip(".") == "nom"]
    assert names == [person[0] for person in PEOPLE]


@pytest.mark.parametrize("text", SHAPES.values(), ids=SHAPES)
def test_what_is_found_in_them(text: str) -> None:
    tallies = scan_bytes(text.encode(), "x.txt").state.tallies
    counts = {rule: tally.count for rule, tally in tallies.items()}
    assert counts == {"person.name": 6, "person.birth-date": 3, "fr.phone": 3}


def test_records_do_not_depend_on_how_text_is_cut() -> None:
    text = SHAPES["yaml"] + SHAPES["yaml"].removeprefix("patients:\n") * 200
    whole, cut = (read(text.encode(), "x", chunk_bytes=size) for size in (1 << 20, 2048))
    assert [text for _, text in whole.records] == [text for _, text in cut.records]


@pytest.mark.parametrize(
    "text",
    [
        "nom: varchar(80)\nprenom: varchar(80)\ndate_naissance: date\ntelephone: char(10)\n" * 2,
        "Package: zlib\nVersion: 1.2.13\nMaintainer: Somebody\nDescription: library\n\n" * 3,
        "name: Build\non: push\njobs:\n  test:\n    runs-on: linux\n    steps: []\n",
        "Bonjour : voici les résultats que vous demandez : tout va bien.\n" * 4,
        "BEGIN:VCARD\nN:DURAND;Zoé\nTEL:0639981234\nEMAIL:z@example.org\nEND:VCARD\n" * 3,
    ],
)
def test_other_texts_are_no_cards(text: str) -> None:
    assert find_labels(text.encode()) is None


def test_what_stands_before_a_colon_in_a_sentence_is_read() -> None:
    letter = (
        "Nom : DURAND\nPrénom : Zoé\nDate de naissance : 01/02/1979\nTéléphone : 06 39 98 12 34\n"
        "Elle est enceinte : 12 SA\n"
    )
    other = letter.replace("Zoé", "Anaïs").replace("Elle est enceinte : 12 SA", "Motif : toux")
    found = read((letter + other).encode(), "x.txt")
    assert found.formats == ["labelled"]
    assert [value.decode() for column, _, value in found.fields if not column.strip(".")] == [
        "Elle est enceinte : 12 SA",
        "Motif : toux",
    ]
    assert "health.pregnancy" in scan_bytes((letter + other).encode(), "x.txt").state.tallies


def test_arrays_that_php_prints_are_cards() -> None:
    lines = ["Voici le retour du service :", "", "Array", "("]
    for number in range(6):
        lines += [f"    [{number}] => Array", "        (", f"            [nom] => DURAND{number}"]
        lines += [
            "            [prenom] => ZOE",
            f"            [date_naissance] => 195{number}-03-12",
        ]
        lines += [f"            [telephone] => 063998121{number}", "        )", ""]
    found = counts_of("\n".join([*lines, ")"]))
    assert (found["person.name"], found["person.birth-date"], found["fr.phone"]) == (12, 6, 6)


@pytest.mark.parametrize(
    "labels",
    [
        ("URL", "USER", "PASS"),
        ("Host", "Login", "Password"),
        ("Site", "Identifiant", "Mot de passe"),
        ("url", "Username", "pwd"),
        ("url", "nom_utilisateur", "mot_de_passe"),
        ("url", "userName", "motDePasse"),
    ],
)
def test_accounts_with_their_passwords_are_cards(labels: tuple[str, str, str]) -> None:
    accounts = [("zoe@labo.example", "azerty"), ("afictif", "Zebulon79"), ("lea@a.example", "x y")]
    lines = ["*** journal ***", ""]
    for number, account in enumerate([*accounts, ("luc@labo.example", "k3rmesse!")]):
        values = (f"https://site{number}.example/", *account)
        lines += [f"{label}: {value}" for label, value in zip(labels, values, strict=True)]
        lines += ["==========", ""]
    found = read("\n".join(lines).encode(), "x.txt")
    assert found.formats == ["labelled"]
    tallies = counts_of("\n".join(lines))
    assert (tallies["credential.password"], tallies["email"]) == (4, 3)


@pytest.mark.parametrize(
    "text",
    [
        "login: Identifiant\npassword: Mot de passe\nforgotten: Mot de passe perdu\n" * 4,
        "db:\n  user: app\n  password: ${DB}\nftp:\n  user: f\n  password: ${FTP}\n" * 3,
        "  username: {type: string}\n  password: {type: string}\n" * 4,
        "smtp.user=app\nsmtp.password=zebulon79\nsmtp.host=a\nsmtp.port=25\n",
    ],
)
def test_settings_and_forms_are_no_accounts(text: str) -> None:
    assert find_labels(text.encode()) is None


@given(st.lists(st.text("nomNOMtélprénaiss e_-'", max_size=12), max_size=8))
def test_names_of_fields_are_told_together_as_one_by_one(names: list[str]) -> None:
    labels = [name.encode() for name in names]
    assert count_speaking(labels) == sum(map(speaks_of_people, labels))


@pytest.mark.parametrize(
    ("ask", "names"),
    [
        (is_login, ["login", "motif", "nom_utilisateur", "e-mail", "blog", "log"]),
        (is_secret, ["mdp", "password", "userPassword", "mot de passe", "passage", "mot"]),
    ],
)
def test_one_of_several_names_is_found_among_them(
    ask: Callable[[bytes], bool], names: list[str]
) -> None:
    found = [ask(name.encode()) for name in names]
    assert True in found
    assert False in found
    for one, other in product(names, repeat=2):
        pair = ask(one.encode()), ask(other.encode())
        assert ask(f"{one}\n{other}".encode()) == any(pair)
