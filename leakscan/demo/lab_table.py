"""The wide table of a laboratory: one patient per row, 60 columns, as an export would hold it.

Neither the separator nor the headers of the leak of 2021 are public: these are invented, and
only the kinds of columns and their fill rates follow what was published. As a laboratory of
that leak stated of its own, no test result is in it.
"""

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from random import Random
from typing import TextIO

from leakscan.demo import names, places
from leakscan.demo.comments import CLINICAL, INSTRUCTIONS, NOTHING, Statement, filled, fitting
from leakscan.demo.draws import below, chance, pick
from leakscan.demo.people import NEWEST_RECORD, Person, fictitious_people, folded
from leakscan.demo.professionals import Doctor, doctors
from leakscan.frozen import frozen

COLUMNS = (
    "NUM_DOSSIER", "DATE_DEMANDE", "DATE_PREL", "HEURE_PREL", "CODE_LABO", "LABORATOIRE",
    "SITE_PREL", "PRELEVEUR", "CIVILITE", "NOM", "NOM_NAISSANCE", "PRENOM", "SEXE",
    "DATE_NAISSANCE", "RANG_NAISS", "NIR", "QUALITE", "REGIME", "CAISSE", "CENTRE", "MUTUELLE",
    "NUM_AMC", "NUM_ADHERENT", "ALD", "ADRESSE1", "ADRESSE2", "CODE_POSTAL", "VILLE", "TEL_FIXE",
    "TEL_PORTABLE", "EMAIL", "MEDECIN_TRAITANT", "PRESCRIPTEUR", "RPPS_PRESCRIPTEUR",
    "ADRESSE_PRESCRIPTEUR", "VILLE_PRESCRIPTEUR", "EMAIL_PRESCRIPTEUR", "GROUPE_SANGUIN",
    "PHENOTYPE", "RAI", "COMMENTAIRE", "CONSIGNE", "URGENT", "A_JEUN", "DERNIERE_VISITE",
    "DATE_CREATION", "DATE_MODIF", "LOGIN", "MOT_DE_PASSE", "ENVOI_RESULTAT", "STATUT",
    "TIERS_PAYANT", "EXONERATION", "MONTANT", "COTATION", "CODE_TUBE", "SERVICE",
    "FINESS_SITE", "OPERATEUR", "ARCHIVE",
)  # fmt: skip
"""The 60 headers, in order."""

_BLOOD_GROUPS = ("O+",) * 36 + ("A+",) * 37 + ("B+",) * 9 + ("AB+",) * 3 + (
    "O-", "O-", "O-", "O-", "O-", "O-", "A-", "A-", "A-", "A-", "A-", "A-", "A-", "B-", "AB-",
)  # fmt: skip
_PHENOTYPES = ("D+C-E-c+e+K-", "D+C+E-c+e+K-", "D-C-E-c+e+K-", "D+C+E-c-e+K-", "D+C-E+c+e+K-")
_OF_AGE, _LAST_PREGNANCY = 18, 50
_GROUPS = ((True, True), (False, True), (False, False))
_CLINICAL = {(w, a): fitting(CLINICAL, woman=w, adult=a) for w, a in _GROUPS}
_INSTRUCTIONS = {(w, a): fitting(INSTRUCTIONS, woman=w, adult=a) for w, a in _GROUPS}
_FUNDS = (("01", "351"), ("01", "561"), ("01", "221"), ("01", "271"), ("02", "354"), ("91", "422"))


@frozen(kw_only=False)
class LabRow:
    """A row of the table.

    Attributes:
        person: Whom it is about.
        cells: 60 texts in the order of `COLUMNS`, empty where nothing is known.
        statements: What its comments say about health.
        comment_phones: Telephone numbers inside its comments.
    """

    person: Person
    cells: list[str]
    statements: tuple[Statement, ...]
    comment_phones: int


def lab_rows(count: int, *, seed: int) -> Iterator[LabRow]:
    """`count` rows about distinct persons; the same ones for the same seed."""
    rng = Random(f"lab:{seed}")
    staff = doctors(seed=seed)
    for person in fictitious_people(count, seed=seed):
        yield _row(person, staff, rng)


def write_csv(stream: TextIO, rows: Iterator[LabRow]) -> None:
    """Write the header and the rows, `;` and CRLF, quoted only where needed."""
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(row.cells for row in rows)


def _row(person: Person, staff: tuple[Doctor, ...], rng: Random) -> LabRow:
    said, statements, phones = _comments(person, rng)
    sampled = _sample_day(person.born, rng)
    cells = [
        *_request(person, sampled, rng),
        *_identity(person, rng),
        *_insurance(person, rng),
        person.street,
        "APPT 3" if chance(0.07, rng) else "",
        person.postcode,
        person.town,
        person.landline,
        person.mobile,
        person.email,
        *_prescriber(staff, rng),
        *_blood(rng),
        *said,
        *_administration(person, sampled, rng),
    ]
    return LabRow(person, cells, statements, phones)


def _request(person: Person, sampled: date, rng: Random) -> tuple[str, ...]:
    lab_code, laboratory = pick(names.LABORATORIES, rng)
    day = _french(sampled)
    hour = f"{7 + below(5, rng):02}:{below(60, rng):02}"
    nurse = pick(names.NURSES, rng)
    number = f"{sampled.year % 100}{lab_code}{person.serial:06}"
    return number, day, day, hour, lab_code, laboratory, pick(places.TOWNS, rng)[1], nurse


def _identity(person: Person, rng: Random) -> tuple[str, ...]:
    return (
        person.civility,
        person.surname,
        person.birth_surname,
        person.first_name,
        "F" if person.female else "M",
        _french(person.born),
        "1",
        person.nir if chance(0.996, rng) else "",
    )


def _insurance(person: Person, rng: Random) -> tuple[str, ...]:
    minor = person.civility in {"Enfant", "Bébé"}
    regime, fund = pick(_FUNDS, rng)
    centre = f"{below(9000, rng) + 1000}"
    long_term = "O" if chance(0.15, rng) else "N"
    quality = "AYANT DROIT" if minor else "ASSURE"
    if chance(0.12, rng):
        return quality, regime, fund, centre, "", "", "", long_term
    amc, insurer = pick(names.INSURERS, rng)
    member = f"{below(9_000_000, rng) + 1_000_000}"
    return quality, regime, fund, centre, insurer, amc, member, long_term


def _prescriber(staff: tuple[Doctor, ...], rng: Random) -> tuple[str, ...]:
    prescriber = pick(staff, rng)
    usual = prescriber if chance(0.7, rng) else pick(staff, rng)
    return (
        usual.name if chance(0.97, rng) else "",
        prescriber.name if chance(0.998, rng) else "",
        prescriber.rpps,
        prescriber.street,
        prescriber.town,
        prescriber.email if chance(0.04, rng) else "",
    )


def _blood(rng: Random) -> tuple[str, str, str]:
    if not chance(0.22, rng):
        return "", "", ""
    phenotype = pick(_PHENOTYPES, rng) if chance(0.2, rng) else ""
    return pick(_BLOOD_GROUPS, rng), phenotype, "Négative" if chance(0.3, rng) else ""


def _comments(person: Person, rng: Random) -> tuple[tuple[str, str], tuple[Statement, ...], int]:
    if not chance(0.085, rng):
        return ("", ""), (), 0
    age = NEWEST_RECORD.year - person.born.year
    group = (person.female and _OF_AGE < age <= _LAST_PREGNANCY, age > _OF_AGE)
    commented = chance(0.65, rng)
    instructed = not commented or chance(0.08, rng)
    comment = pick(_CLINICAL[group], rng) if commented else NOTHING
    instruction = pick(_INSTRUCTIONS[group], rng) if instructed else NOTHING
    said, phones = filled(comment, rng)
    told, more_phones = filled(instruction, rng)
    return (said, told), comment.statements + instruction.statements, phones + more_phones


def _administration(person: Person, visit: date, rng: Random) -> tuple[str, ...]:
    amount = below(9000, rng) + 540
    login = f"{folded(person.first_name)[:1]}{folded(person.surname)}" if person.password else ""
    tube = f"{visit:%y%m%d}{below(1_000_000, rng):06}"
    return (
        "O" if chance(0.04, rng) else "N",
        "O" if chance(0.6, rng) else "N",
        _french(visit),
        _french(visit),
        f"{visit.isoformat()} 1{below(10, rng)}:{below(60, rng):02}:17",
        login,
        person.password,
        "INTERNET" if person.password else "COURRIER",
        "SOLDE",
        "O",
        "",
        f"{amount // 100},{amount % 100:02}",
        f"B {below(200, rng) + 10}",
        tube,
        "",
        "560999997",
        f"OP{below(40, rng):02}",
        "N",
    )


def _sample_day(born: date, rng: Random) -> date:
    """A day of 2015 to October 2020, mostly of the last two years, not before the birth."""
    back = int(rng.random() * rng.random() * 2120)
    return max(NEWEST_RECORD - timedelta(days=back), born)


@lru_cache(maxsize=65_536)
def _french(day: date) -> str:
    return f"{day.day:02}/{day.month:02}/{day.year}"
