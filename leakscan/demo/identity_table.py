"""A narrow table of insured persons: who they are, where to reach them, nothing about health."""

import csv
from collections.abc import Iterable
from typing import TextIO

from leakscan.demo.nir_numbers import printed_nir
from leakscan.demo.people import Person

COLUMNS = (
    "nom", "nom_usage", "prenom", "date_naissance", "sexe", "numero_securite_sociale",
    "telephone", "email", "adresse", "code_postal", "commune",
)  # fmt: skip


def write_csv(stream: TextIO, people: Iterable[Person]) -> None:
    """Write the header and one row for each person, `,` and LF, the NIR with its parts apart."""
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(_cells(person) for person in people)


def _cells(person: Person) -> tuple[str, ...]:
    return (
        person.birth_surname,
        person.surname if person.surname != person.birth_surname else "",
        person.first_name.title(),
        person.born.isoformat(),
        "2" if person.female else "1",
        printed_nir(person.nir),
        person.mobile or person.landline,
        person.email,
        person.street.title(),
        person.postcode,
        person.town,
    )
