"""Invented doctors: their RPPS pass the Luhn check but lie in a block that is not allotted."""

from random import Random

from leakscan.demo import names, places
from leakscan.demo.draws import below, chance, pick
from leakscan.demo.people import folded
from leakscan.frozen import frozen

_RPPS_BLOCK = "1099999"


@frozen
class Doctor:
    """A prescriber who does not exist."""

    name: str
    rpps: str
    street: str
    town: str
    email: str


def doctors(count: int = 340, *, seed: int) -> tuple[Doctor, ...]:
    """`count` doctors with distinct RPPS; the same ones for the same seed; at most 1000."""
    rng = Random(f"doctors:{seed}")
    return tuple(_doctor(serial, rng) for serial in range(count))


def rpps(serial: int) -> str:
    """An 11-digit RPPS with its Luhn key; `serial` from 0 to 999."""
    body = f"{_RPPS_BLOCK}{serial:03}"
    return f"{body}{luhn_key(body)}"


def luhn_key(body: str) -> int:
    """The digit that makes `body` followed by it pass the Luhn check."""
    total = 0
    for position, digit in enumerate(reversed(body)):
        # Doubled digits count by the sum of their own digits.
        total += sum(divmod(int(digit) * (2 - position % 2), 10))
    return -total % 10


def _doctor(serial: int, rng: Random) -> Doctor:
    surname = pick(names.DOCTOR_SURNAMES, rng)
    first_name = pick(names.FEMALE if chance(0.5, rng) else names.MALE, rng)
    postcode, town = pick(places.TOWNS, rng)
    return Doctor(
        name=f"DR {surname} {first_name}",
        rpps=rpps(serial),
        street=f"{1 + below(90, rng)} {pick(places.STREETS, rng)}",
        town=f"{postcode} {town}",
        email=f"dr.{folded(surname)}{serial}@cabinet.example",
    )
