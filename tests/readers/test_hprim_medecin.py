"""HPRIM Médecin: lines by their place, results by their bars."""

import random

import pytest

from tests.readers import health_inputs
from tests.readers.reading import read

WANTED = {
    ("ipp", "P00042"),
    ("nom", "DURAND"),
    ("prenom", "ZOÉ"),
    ("adresse", "12 RUE DES LILAS"),
    ("code_postal", "75001"),
    ("date_naissance", "12/05/1950"),
    ("nir", "1445099123009 79"),
    ("numero_dossier", "230101-0042"),
    ("date_examen", "01/01/2023"),
    ("medecin", "MARTIN PAUL"),
    ("laboratoire", "LABORATOIRE DES LILAS"),
    ("analyse", "GLYCEMIE"),
    ("resultat", "1.30"),
    ("analyse", "SÉROLOGIE VIH"),
    ("resultat", "Positif"),
    ("commentaire", "A contrôler"),
}


def fields(data: bytes) -> set[tuple[str, str]]:
    """Named fields, with their values."""
    return {(name, value.decode()) for name, _, value in read(data, "x.hpr").fields if name}


@pytest.mark.parametrize("line_end", ["\r", "\n", "\r\n"])
@pytest.mark.parametrize("count", [1, 3, 400])
def test_patients(line_end: str, count: int) -> None:
    data = health_inputs.hprim_medecin(count, line_end)
    found = read(data, "x.hpr")
    assert found.formats == ["hprim-medecin"]
    assert len(found.records) == count
    named = {(name, value.decode()) for name, _, value in found.fields}
    assert named >= WANTED
    [text] = {value for name, value in named if name == "compte_rendu"}
    assert text.startswith("HÉMATOLOGIE")
    assert text.endswith("Patiente enceinte de 22 SA")


def test_header_without_the_first_line() -> None:
    data = health_inputs.hprim_medecin()
    assert fields(data[data.index(b"DURAND") :]) >= WANTED - {("ipp", "P00042")}


def test_same_for_every_chunk_size() -> None:
    data = health_inputs.hprim_medecin(60)
    whole = read(data, "x.hpr")
    for chunk_bytes in (1024, 1 << 16):
        assert read(data, "x.hpr", chunk_bytes=chunk_bytes) == whole
    assert read(data, "x.hpr", dribble=99) == whole


def test_damage_anywhere() -> None:
    data = health_inputs.hprim_medecin(2)
    for size in range(len(data)):
        read(data[:size], "x.hpr")
    dice = random.Random(1)
    for _ in range(200):
        broken = bytearray(data)
        for _ in range(4):
            broken[dice.randrange(len(broken))] = dice.randrange(256)
        read(bytes(broken), "x.hpr")


def test_patient_without_an_end() -> None:
    data = health_inputs.hprim_medecin().replace(b"****FIN****", b"") * 4000
    found = read(data, "x.hpr")
    assert len(found.text) >= len(data)
    assert found.records


@pytest.mark.parametrize("mark_each", [False, True])
def test_results_behind_the_end_of_the_text_stay_with_their_patient(mark_each: bool) -> None:  # noqa: FBT001
    text = health_inputs.hprim_medecin(1, "\n").decode("cp1252")
    head, _, rest = text.partition("****LAB****\n")
    results, _, _ = rest.partition("****FIN****")
    if mark_each:
        results = "".join(f"****LAB****|{line}\n" for line in results.splitlines())
    else:
        results = f"****LAB****\n{results}"
    letter = f"{head}****FIN****\n{results}****FINFICHIER****\n"
    found = read((letter * 30).encode("cp1252"), "x.hpm")
    assert len(found.records) == 30
    named = [(name, value.decode()) for name, _, value in found.fields if name]
    assert set(named) >= WANTED
    assert named.count(("nom", "DURAND")) == named.count(("resultat", "1.30")) == 30
