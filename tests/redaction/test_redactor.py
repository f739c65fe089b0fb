"""Copies have the same shape, hold nothing that is found, and are otherwise the same bytes."""

import gzip
import json
import re
import sqlite3
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakscan.model.errors import ReadError
from leakscan.redaction.redactor import Mode
from tests.redaction.copying import redact, severity
from tests.synth.nirs import keyed

HEADER = "id;nom;prenom;date_naissance;nir;telephone;email;commentaire;prix"
FICTION = re.compile(rb"06399[8]\d{4}|019900\d{4}|026191\d{4}|035301\d{4}|046571\d{4}|053649\d{4}")
ENCODINGS = ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-be"]


def nir_of(number: int) -> str:
    return keyed(f"{2_61_51_22_998_000 + number}")


def row(number: int) -> str:
    return (
        f"{number};TESTEUR{number % 7};Zoé;12/03/19{number % 60 + 40};{nir_of(number)};"
        f"06 39 98 {number % 100:02} {number // 100 % 100:02};z{number}@example.org;"
        f"séropositive VIH, née à Évreux;{number * 3 % 97},5"
    )


def table(rows: int) -> str:
    return "\n".join([HEADER, *(row(number) for number in range(rows))]) + "\n"


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_table_keeps_everything_else_in_its_encoding(encoding: str) -> None:
    text = table(300)
    copied, done = redact(text.encode(encoding))
    cells = [line.split(";") for line in copied.decode(encoding).split("\n")]
    before = [line.split(";") for line in text.split("\n")]
    assert len(cells) == len(before)
    assert cells[0] == before[0]
    for ours, theirs in zip(cells[1:-1], before[1:-1], strict=True):
        assert [ours[0], ours[8]] == [theirs[0], theirs[8]]
        assert ours[1:8] == ["XXX"] * 7
    assert copied.startswith(HEADER.encode(encoding))
    assert severity(copied) == 0
    assert done.replaced.total() == 300 * 7


def test_mixed_encodings_and_line_ends() -> None:
    lines = [HEADER.encode(), row(1).encode("cp1252"), row(2).encode(), row(3).encode("cp1252")]
    copied, _ = redact(b"\r\n".join(lines) + b"\r\n")
    assert copied.split(b"\r\n")[1:] == [b"1;" + b"XXX;" * 7 + b"3,5",
                                         b"2;" + b"XXX;" * 7 + b"6,5",
                                         b"3;" + b"XXX;" * 7 + b"9,5", b""]  # fmt: skip


def test_quoted_cells_stay_quoted() -> None:
    text = f'a,nom,nir,ville\n1,"TESTEUR, Zoé","{nir_of(1)}","Le ""Phare"""\n2,"","",x\n' * 1
    copied, _ = redact(text.encode())
    assert copied.decode().splitlines()[1:] == ['1,"XXX","XXX","Le ""Phare"""', '2,"","",x']


def test_a_malformed_number_in_its_column_goes_as_well() -> None:
    text = table(20).replace(nir_of(3), "26151229980")
    copied, _ = redact(text.encode())
    assert b"26151229980" not in copied


def test_sql_still_loads_and_other_columns_are_the_same() -> None:
    values = ",\n".join(
        f"({n}, 'TESTEUR', 'Zo\\'e', '1961-03-12', '{nir_of(n)}', {639980000 + n}, "
        f"NULL, 'séropositive VIH', {n}.5)"
        for n in range(50)
    )
    columns = "id, nom, prenom, date_naissance, nir, telephone, email, commentaire, prix"
    text = f"-- dump\nINSERT INTO patients ({columns}) VALUES\n{values};\n"
    copied, done = redact(text.replace("\\'", "''").encode(), "dump.sql")
    assert done.formats == ["sql"]
    base = sqlite3.connect(":memory:")
    base.execute(f"CREATE TABLE patients ({columns})")
    base.executescript(copied.decode())
    rows = base.execute("SELECT * FROM patients").fetchall()
    assert [(found[0], found[8]) for found in rows] == [(n, n + 0.5) for n in range(50)]
    assert {found[1:8] for found in rows} == {("XXX",) * 4 + (0, None, "XXX")}
    assert severity(copied, "dump.sql") == 0


def test_a_copy_block_of_postgresql() -> None:
    text = (
        "COPY patients (id, nom, nir, telephone) FROM stdin;\n"
        f"1\tTESTEUR\t{nir_of(1)}\t0639980001\n2\tFICTIF\t{nir_of(2)}\t\\N\n\\.\n"
    )
    copied, _ = redact(text.encode(), "dump.sql")
    assert copied.decode().splitlines()[1:] == ["1\tXXX\tXXX\tXXX", "2\tXXX\tXXX\t\\N", "\\."]


@pytest.mark.parametrize("lines", [False, True])
def test_json_keeps_its_shape(lines: bool) -> None:  # noqa: FBT001
    people = [
        {"id": n, "nom": "TESTEUR", "nir": int(nir_of(n)), "vih": True, "e": 'caf\u00e9 "x"',
         "contact": {"telephone": "0639980001", "ville": None}}
        for n in range(40)
    ]  # fmt: skip
    text = "\n".join(map(json.dumps, people)) if lines else json.dumps(people, indent=1)
    copied, _ = redact(text.encode(), "a.json")
    found = [json.loads(line) for line in copied.splitlines()] if lines else json.loads(copied)
    for ours, theirs in zip(found, people, strict=True):
        assert ours.keys() == theirs.keys()
        assert (ours["id"], ours["e"]) == (theirs["id"], theirs["e"])
        assert (ours["nom"], ours["nir"]) == ("XXX", 0)
        assert ours["contact"] == {"telephone": "XXX", "ville": None}
    assert severity(copied, "a.json") == 0


def test_a_letter_keeps_its_other_words() -> None:
    text = (
        "Madame,\r\n\r\nVous trouverez ci-joint l'examen de Mme TESTEUR Zoé, née le 12/03/1961, "
        f"NIR {nir_of(7)}, tél. 06 39 98 00 07.\r\nElle est séropositive pour le VIH.\r\n"
    )
    copied, _ = redact(text.encode("cp1252"), "lettre.txt")
    assert copied.startswith(b"Madame,\r\n\r\nVous trouverez ci-joint l'examen de ")
    assert copied.endswith(b".\r\n")
    assert nir_of(7).encode() not in copied
    assert severity(copied, "lettre.txt") == 0


def test_compression_is_undone() -> None:
    copied, done = redact(gzip.compress(table(5).encode()), "a.csv.gz")
    assert done.formats == ["gzip", "delimited"]
    assert copied.count(b"\n") == 6


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"%PDF-1.7\n" + bytes(range(256)) * 9, "a.pdf"),
        (b"PK\3\4" + bytes(99), "a.zip"),
        (b"data a; input nom $ prenom $ tel; cards;\n" + b"DURAND ZOE 0639981234\n" * 9, "a.sas"),
        (b"^XA^FO1,1^FDDURAND ZOE^FS^FO9,9^FD0639981234^FS^XZ\n" * 9, "a.prn"),
    ],
)
def test_what_cannot_be_copied_is_refused(content: bytes, name: str) -> None:
    with pytest.raises(ReadError):
        redact(content, name)


def test_a_wrong_encoding_is_refused() -> None:
    with pytest.raises(ReadError, match="encoding"):
        redact(table(5).encode("cp1252"), encoding="utf-8")


def test_pseudonyms_are_consistent_valid_and_fictitious() -> None:
    first, _ = redact(table(200).encode(), mode=Mode.PSEUDONYM)
    rows = [line.split(b";") for line in first.splitlines()[1:]]
    for cells in rows:
        number = cells[4].decode()
        assert 97 - int(number[:13]) % 97 == int(number[13:])
        assert int(number[3:5]) >= 50
        assert FICTION.fullmatch(cells[5].replace(b" ", b""))
        assert cells[5].count(b" ") == 4
        assert cells[6].endswith(b"@example.org")
        assert cells[1].startswith(b"FICTIF")
        assert cells[3].split(b"/")[2].startswith(b"190")
        assert cells[7] == b"XXX"
    assert len({cells[4] for cells in rows}) == 200
    again, _ = redact(table(200).encode("utf-16"), mode=Mode.PSEUDONYM)
    assert again.decode("utf-16").encode() == first
    other, _ = redact(table(200).encode(), mode=Mode.PSEUDONYM, key=b"x" * 32)
    assert {line.split(b";")[4] for line in other.splitlines()} & {r[4] for r in rows} == set()


def test_pseudonyms_join_files_of_different_formats() -> None:
    spaced = f"{nir_of(9)[0]} {nir_of(9)[1:3]} {nir_of(9)[3:5]} {nir_of(9)[5:7]} {nir_of(9)[7:10]} "
    spaced += f"{nir_of(9)[10:13]} {nir_of(9)[13:]}"
    one, _ = redact(table(12).encode(), mode=Mode.PSEUDONYM)
    two, _ = redact(f"Mme TESTEUR2, NIR {spaced}\n".encode(), "a.txt", mode=Mode.PSEUDONYM)
    number = one.splitlines()[10].split(b";")[4]
    assert number in two.replace(b" ", b"")
    assert spaced.encode() not in two


def test_columns_are_dropped_with_their_header() -> None:
    copied, done = redact(table(30).encode(), mode=Mode.DROP_COLUMN)
    expected = [";".join((line.split(";")[0], line.split(";")[8])) for line in
                table(30).splitlines()]  # fmt: skip
    assert copied.decode().splitlines() == expected
    assert len(done.dropped) == 7


def test_dropped_columns_at_both_ends() -> None:
    text = f'nir,"nom",x,"prenom"\n{nir_of(1)},"TESTEUR",1,"Zoé"\n,"A, B",2,\n'
    copied, _ = redact(text.encode(), mode=Mode.DROP_COLUMN)
    assert copied == b"x\n1\n2\n"


@dataclass(frozen=True)
class Random:
    text: str
    delimiter: str
    kept: list[int]


@st.composite
def tables(draw: st.DrawFn) -> Random:
    """A table with some identifying columns among columns of plain words and small numbers."""
    delimiter = draw(st.sampled_from([";", ",", "\t", "|"]))
    plain = st.text("abcdefgéàù '-", max_size=8) | st.integers(0, 999).map(str)
    kinds = draw(
        st.lists(st.sampled_from(["nir", "telephone", "email", "nom", None]), min_size=2,
                 max_size=7).filter(lambda found: None in found and len(set(found)) > 1)
    )  # fmt: skip
    values = {
        "nir": st.integers(0, 900).map(nir_of),
        "telephone": st.integers(0, 9999).map(lambda n: f"063998{n:04}"),
        "email": st.integers(0, 99).map(lambda n: f"fictif{n}@example.org"),
        "nom": st.sampled_from(["TESTEUR", "FICTIF", "L'INVENTÉ", "DE LA TESTE"]),
    }
    header = [kind or f"zone{number}" for number, kind in enumerate(kinds)]
    rows = [header]
    for _ in range(draw(st.integers(3, 30))):
        cells = [draw(values[kind] if kind else plain) for kind in kinds]
        rows.append([f'"{cell}"' if draw(st.booleans()) else cell for cell in cells])
    end = draw(st.sampled_from(["\n", "\r\n"]))
    text = end.join(delimiter.join(cells) for cells in rows) + end
    return Random(text, delimiter, [n for n, kind in enumerate(kinds) if kind is None])


@given(tables(), st.sampled_from(ENCODINGS), st.sampled_from([1024, 1 << 20]))
def test_random_tables(random: Random, encoding: str, chunk_bytes: int) -> None:
    content = random.text.encode(encoding)
    copied, done = redact(content, "a.csv", chunk_bytes=chunk_bytes)
    ours = copied.decode(encoding)
    if done.formats != ["delimited"]:
        return
    before, after = random.text.splitlines(), ours.splitlines()
    assert len(before) == len(after)
    assert before[0] == after[0]
    for old, new in zip(before[1:], after[1:], strict=True):
        old_cells, new_cells = old.split(random.delimiter), new.split(random.delimiter)
        assert len(old_cells) == len(new_cells)
        for number, (was, now) in enumerate(zip(old_cells, new_cells, strict=True)):
            if number in random.kept:
                assert was == now
            else:
                assert now.strip('"') == "XXX"
    assert severity(copied) == 0


PEOPLE = [("DURAND Zoé", nir_of(1), "BREST"), ("MARTIN Léo", nir_of(2), "VANNES")]


def attributes(key: int) -> str:
    """A row for each field of a person, who is told apart by one of these."""
    lines = ["patient;champ;valeur"]
    for person in PEOPLE:
        fields = {"nom": person[0], "nir": person[1], "commentaire": "VIH+, enceinte"}
        lines += [f"{person[key]};{label};{value}" for label, value in fields.items()]
    return "\n".join([*lines, ""])


@pytest.mark.parametrize("key", [0, 1])
@pytest.mark.parametrize("mode", Mode)
def test_who_it_is_goes_from_every_row_of_a_table_of_attributes(key: int, mode: Mode) -> None:
    text = attributes(key)
    copied, _ = redact(text.encode(), mode=mode)
    ours = [line.split(";") for line in copied.decode().split("\n")]
    theirs = [line.split(";") for line in text.split("\n")]
    assert [line[1:2] for line in ours] == [line[1:2] for line in theirs]
    for person in PEOPLE:
        assert person[0] not in copied.decode()
        assert person[1] not in copied.decode()
    if mode is Mode.PSEUDONYM:
        assert [line[0] for line in ours[1:-1]] == [ours[1][0]] * 3 + [ours[4][0]] * 3
        assert ours[1][0] != ours[4][0]


def test_cards_are_copied_line_by_line() -> None:
    card = "Nom ....: {}\nNIR ....: {}\nTéléphone : 06 39 98 12 34\nVille ..: {}\n\n"
    text = "".join(card.format(*person) for person in PEOPLE)
    copied, done = redact(text.encode(), "fiches.txt")
    assert done.formats == ["labelled"]
    assert copied.decode() == "".join(
        card.format("XXX", "XXX", place).replace("06 39 98 12 34", "XXX") for *_, place in PEOPLE
    )


@pytest.mark.parametrize("mode", list(Mode))
def test_words_without_quotes_stay_words_of_the_format(mode: Mode) -> None:
    people = [{"nom": "DURAND", "prenom": True, "tel": 639981234 + n} for n in range(8)]
    copy, _ = redact(json.dumps(people).encode(), "a.json", mode=mode)
    assert [each["prenom"] for each in json.loads(copy)] == [None] * 8
    rows = ",".join(f"('DURAND',TRUE,06399812{n:02})" for n in range(8))
    copy, _ = redact(
        f"INSERT INTO p (nom, prenom, tel) VALUES {rows};".encode(), "a.sql", mode=mode
    )
    assert copy.count(b",NULL,") == 8
    assert b"DURAND" not in copy
