"""A dump as mysqldump writes it: multi-row INSERT lines, backslash escapes, NULL.

Source: https://dev.mysql.com/doc/refman/8.0/en/string-literals.html (escapes) and
mysqldump's `--extended-insert`, which starts a new line when one is full.
"""

from collections.abc import Iterable, Iterator, Sequence
from random import Random

from leakscan.demo.draws import below, pick
from leakscan.demo.nir_numbers import printed_nir
from leakscan.demo.people import NEWEST_RECORD, Person

PREAMBLE = """\
-- MySQL dump 10.13  Distrib 8.0.21, for Linux (x86_64)
--
-- Host: localhost    Database: labo
-- ------------------------------------------------------
/*!40101 SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT */;
/*!50503 SET NAMES utf8mb4 */;
/*!40014 SET @OLD_FOREIGN_KEY_CHECKS=@@FOREIGN_KEY_CHECKS, FOREIGN_KEY_CHECKS=0 */;

"""
CLOSING = "-- Dump completed on 2020-10-31  4:12:07\n"

_ESCAPES = str.maketrans(
    {"\\": "\\\\", "'": "\\'", '"': '\\"', "\n": "\\n", "\r": "\\r", "\0": "\\0", "\x1a": "\\Z"}
)
_PATIENT = ("ipp", "nom", "prenom", "sexe", "date_naissance", "nir", "telephone", "email")
_RESULT = ("id", "ipp", "date_prelevement", "analyse", "valeur", "unite", "interpretation")
_ANALYSES = (
    ("TSH", "2,31", "mUI/L", "Normal"),
    ("HbA1c", "7,9", "%", "Élevé"),
    ("Glycémie à jeun", "1,26", "g/L", "Élevé"),
    ("Créatinine", "88", "µmol/L", "Normal"),
    ("Sérologie VIH 1/2", "Négatif", "", "VIH négatif"),
    ("Sérologie VIH 1/2", "Positif", "", "Séropositif VIH, à confirmer par western blot"),
    ("bHCG", "4120", "UI/L", "Grossesse évolutive, 5 SA"),
    ("Ag HBs", "Négatif", "", ""),
    ("PSA", "12,4", "ng/mL", "Suspicion de cancer de la prostate"),
    ("INR", "2,6", "", "Patient sous Préviscan"),
    ("Ferritine", "9", "µg/L", "Carence martiale"),
    ("Groupe sanguin", "O+", "", "D+C-E-c+e+K-"),
)


def table_definition(table: str, columns: Sequence[str]) -> str:
    """The DROP and CREATE statements of a table whose columns are all text."""
    fields = ",\n".join(f"  `{column}` varchar(255) DEFAULT NULL" for column in columns)
    return (
        f"DROP TABLE IF EXISTS `{table}`;\n"
        f"CREATE TABLE `{table}` (\n{fields}\n) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;\n\n"
    )


def insert_lines(
    table: str, rows: Iterable[Sequence[str]], *, max_chars: int = 1 << 20
) -> Iterator[str]:
    """INSERT statements of many rows, each on one line of about `max_chars` characters.

    Holds one line at a time. An empty cell becomes NULL.
    """
    head = f"INSERT INTO `{table}` VALUES "  # noqa: S608 - written, never executed
    held: list[str] = []
    size = len(head)
    for row in rows:
        held.append(_tuple(row))
        size += len(held[-1]) + 1
        if size >= max_chars:
            yield f"{head}{','.join(held)};\n"
            held, size = [], len(head)
    if held:
        yield f"{head}{','.join(held)};\n"


def lab_dump(people: Iterable[Person], *, seed: int) -> Iterator[str]:
    """A dump of two tables, patients and their results, joined by the local number (IPP)."""
    patients = list(people)
    yield PREAMBLE
    yield table_definition("patient", _PATIENT)
    yield from insert_lines("patient", (_patient(person) for person in patients))
    yield "\n"
    yield table_definition("resultat", _RESULT)
    yield from insert_lines("resultat", _results(patients, seed))
    yield "\n"
    yield CLOSING


def _tuple(row: Sequence[str]) -> str:
    values = (f"'{cell.translate(_ESCAPES)}'" if cell else "NULL" for cell in row)
    return f"({','.join(values)})"


def _ipp(person: Person) -> str:
    return f"8{person.serial + 20_000_000:09}"


def _patient(person: Person) -> tuple[str, ...]:
    sex = "F" if person.female else "M"
    born = person.born.isoformat()
    phone = person.mobile or person.landline
    nir = printed_nir(person.nir)
    return (
        _ipp(person), person.surname, person.first_name, sex, born, nir, phone, person.email,
    )  # fmt: skip


def _results(patients: Iterable[Person], seed: int) -> Iterator[tuple[str, ...]]:
    rng = Random(f"results:{seed}")
    number = 0
    for person in patients:
        day = f"{NEWEST_RECORD.year}-{1 + below(10, rng):02}-{1 + below(28, rng):02}"
        for _ in range(1 + below(3, rng)):
            number += 1
            yield str(number), _ipp(person), day, *pick(_ANALYSES, rng)
