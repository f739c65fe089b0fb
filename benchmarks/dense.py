"""Dense input: a laboratory's CSV in which every row is about a person.

cp1252, 16 columns, about 160 bytes a row: every row holds a NIR, a telephone number and a
doctor, many a blood group and a comment. One block of rows is written with care; the
following blocks are that block with the numbers of other persons, written into it as arrays,
so that gigabytes come at the speed of the disk and 49 million rows are distinct persons.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from random import Random

import numpy as np
import numpy.typing as npt

from leakscan.demo import names
from leakscan.demo.comments import CLINICAL, INSTRUCTIONS, filled
from leakscan.demo.draws import chance, pick
from leakscan.demo.nir_numbers import birth_entry, nir_key
from leakscan.demo.people import FICTION_LANDLINES, FICTION_MOBILES, Person, fictitious_people
from leakscan.demo.professionals import doctors

HEADER = (
    b"dossier;date_prel;civilite;nom;prenom;date_naissance;nir;telephone;adresse;code_postal;"
    b"ville;medecin;labo;groupe_sanguin;commentaire;statut\n"
)

_BLOCK_ROWS = 32_768
_BLOOD_GROUPS = ("O+", "A+", "O-", "A-", "B+", "AB+", "")
_PHONES = (FICTION_MOBILES, *FICTION_LANDLINES)
_COMMENTS = tuple(comment for comment in (*CLINICAL, *INSTRUCTIONS) if "\n" not in comment.text)

Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """One rendered row and what of its NIR stays the same in every block."""

    head: bytes
    nir: bytes
    phone: bytes
    tail: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class _Template:
    """A block of rows as bytes, and where its numbers stand.

    Attributes:
        data: The bytes.
        starts: Offset of each row; the request number is its first 8 bytes.
        nir_at, phone_at: Offset of each NIR (15 bytes) and telephone number (10 bytes).
        nir_base: The NIR's 13 digits with month, commune and order zero, Corsica replaced.
    """

    data: npt.NDArray[np.uint8]
    starts: Numbers
    nir_at: Numbers
    phone_at: Numbers
    nir_base: Numbers


def dense_blocks(seed: int) -> Iterator[bytes]:
    """Endless blocks of whole rows, some 5 MB each, without the header."""
    template = _template(seed)
    serials = np.arange(_BLOCK_ROWS)
    while True:
        yield _renumbered(template, serials).tobytes()
        serials = serials + _BLOCK_ROWS


def _template(seed: int) -> _Template:
    rows = list(_rows(seed))
    sizes = [len(row.head) + 15 + len(row.phone) + 1 + len(row.tail) for row in rows]
    starts = np.array([0, *accumulate(sizes)][:-1], np.int64)
    nir_at = starts + np.array([len(row.head) for row in rows], np.int64)
    lines = (row.head + row.nir + b";" + row.phone + row.tail for row in rows)
    return _Template(
        data=np.frombuffer(b"".join(lines), np.uint8),
        starts=starts,
        nir_at=nir_at,
        phone_at=nir_at + 16,
        nir_base=np.array([_nir_base(row.nir) for row in rows], np.int64),
    )


def _nir_base(nir: bytes) -> int:
    digits = nir.replace(b"2A", b"19").replace(b"2B", b"18")
    return int(digits[:3] + b"00" + digits[5:7] + b"000000")


def _renumbered(template: _Template, serials: Numbers) -> npt.NDArray[np.uint8]:
    """A copy of the block about the persons `serials`."""
    data = template.data.copy()
    month, commune, order = birth_entry(serials)
    key = nir_key(template.nir_base + month * 10**8 + commune * 1000 + order)
    _write(data, template.starts, serials, 8)
    _write(data, template.nir_at + 3, month, 2)
    _write(data, template.nir_at + 7, (commune * 1000 + order) * 100 + key, 8)
    _write(data, template.phone_at + 6, serials * 7919 % 10_000, 4)
    return data


def _write(data: npt.NDArray[np.uint8], at: Numbers, numbers: Numbers, width: int) -> None:
    """Write each number at its place with `width` decimal digits."""
    rest = numbers
    for place in range(width - 1, -1, -1):
        rest, digit = np.divmod(rest, 10)
        data[at + place] = digit + ord("0")


def _rows(seed: int) -> Iterator[_Row]:
    rng = Random(f"dense:{seed}")
    staff = [doctor.name for doctor in doctors(seed=seed)]
    for person in fictitious_people(_BLOCK_ROWS, seed=seed):
        yield _row(person, pick(tuple(staff), rng), rng)


def _row(person: Person, doctor: str, rng: Random) -> _Row:
    comment = filled(pick(_COMMENTS, rng), rng)[0] if chance(0.4, rng) else ""
    if ";" in comment or '"' in comment:
        comment = '"' + comment.replace('"', '""') + '"'
    lab = pick(names.LABORATORIES, rng)[0]
    head = (
        f"{0:08};{person.born:%d/%m}/2019;{person.civility};{person.surname};"
        f"{person.first_name};{person.born:%d/%m/%Y};"
    )
    tail = (
        f";{person.street};{person.postcode};{person.town};{doctor};{lab};"
        f"{pick(_BLOOD_GROUPS, rng)};{comment};V\n"
    )
    return _Row(
        head=head.encode("cp1252"),
        nir=person.nir.encode("ascii"),
        phone=f"{pick(_PHONES, rng)}0000".encode("ascii"),
        tail=tail.encode("cp1252"),
    )
