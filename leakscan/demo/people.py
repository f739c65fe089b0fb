"""Fictitious persons, each distinct, with the fill rates of the leak of 2021.

Rates after domain notes on that leak: a landline for 55 % of the patients, a mobile for
32 %, an e-mail for 11 %, a password for 3 %; Mme, M., Enfant, Bébé, Sœur for 56, 41, 2.8,
0.09 and 0.06 %.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from leakscan.demo import names, places
from leakscan.demo.draws import below, chance, pick
from leakscan.demo.nir_numbers import fictitious_nir
from leakscan.frozen import frozen

NEWEST_RECORD = date(2020, 10, 30)
"""No fictitious patient is born after this, and no sample is taken after it."""

FICTION_LANDLINES = ("026191", "026191", "019900", "035301", "046571", "053649")
FICTION_MOBILES = "063998"
"""First six digits of the numbers ARCEP keeps for fiction (decision 2018-0881)."""

_GOLDEN = 0.618_033_988_749_894_9
_MAIL_DOMAINS = ("example.org", "example.com", "example.net", "courriel.example", "poste.example")
_PASSWORD_WORDS = ("azerty", "soleil", "loulou", "bretagne", "doudou", "chocolat", "Tournesol")
# Civility with its share, ages and sex; the last one takes what is left.
_CIVILITIES = (
    ("Mme", 0.5602, 18, 98, True),
    ("M.", 0.4100, 18, 96, False),
    ("Enfant", 0.0280, 1, 16, None),
    ("Bébé", 0.0009, 0, 1, None),
    ("Sœur", 0.0006, 40, 98, True),
    ("Mlle", 1.0, 16, 30, True),
)


@frozen
class Person:
    """One invented patient; empty strings for what is not known."""

    serial: int
    civility: str
    surname: str
    birth_surname: str
    first_name: str
    female: bool
    born: date
    nir: str
    street: str
    postcode: str
    town: str
    landline: str
    mobile: str
    email: str
    password: str


def fictitious_people(count: int, *, seed: int, first_serial: int = 0) -> Iterator[Person]:
    """`count` distinct persons; the same ones for the same seed and first serial."""
    rng = Random(f"people:{seed}:{first_serial}")
    shift = rng.random()
    for serial in range(first_serial, first_serial + count):
        # A golden-ratio sequence keeps the rare civilities at their share in small files too.
        yield _person(serial, (serial * _GOLDEN + shift) % 1.0, rng)


def phone_number(prefix: str, rng: Random) -> str:
    """A number in a fiction range, mostly compact, sometimes with spaces or dots."""
    digits = f"{prefix}{below(10_000, rng):04}"
    if chance(0.7, rng):
        return digits
    separator = pick((" ", " ", "."), rng)
    return separator.join((digits[:2], digits[2:4], digits[4:6], digits[6:8], digits[8:]))


def folded(text: str) -> str:
    """Lower-case ASCII letters of a name, as mailboxes and logins spell it."""
    return text.translate(_FOLD).lower()


_FOLD = str.maketrans(
    "ÀÂÄÉÈÊËÍÎÏÓÔÖÙÛÜÇ", "AAAEEEEIIIOOOUUUC", " -’'."
) | {ord("Œ"): "OE", ord("Ÿ"): "Y"}  # fmt: skip


def _person(serial: int, rank: float, rng: Random) -> Person:
    civility, youngest, oldest, female = _civility(rank)
    if female is None:
        female = chance(0.5, rng)
    surname = pick(names.SURNAMES, rng)
    first_name = pick(names.FEMALE if female else names.MALE, rng)
    born = _birth_date(youngest, oldest, rng)
    postcode, town = pick(places.TOWNS, rng)
    wed = civility == "Mme" and chance(0.6, rng)
    return Person(
        serial=serial,
        civility=civility,
        surname=surname,
        birth_surname=pick(names.SURNAMES, rng) if wed else surname,
        first_name=first_name,
        female=female,
        born=born,
        nir=fictitious_nir(
            serial,
            female=female,
            birth_year=born.year,
            department=pick(places.BIRTH_DEPARTMENTS, rng),
        ),
        street=f"{1 + below(140, rng)} {pick(places.STREETS, rng)}",
        postcode=postcode,
        town=town,
        landline=phone_number(pick(FICTION_LANDLINES, rng), rng) if chance(0.55, rng) else "",
        mobile=phone_number(FICTION_MOBILES, rng) if chance(0.32, rng) else "",
        email=_mailbox(first_name, surname, serial, rng) if chance(0.11, rng) else "",
        password=_password(surname, born, rng) if chance(0.03, rng) else "",
    )


def _civility(rank: float) -> tuple[str, int, int, bool | None]:
    for civility, share, youngest, oldest, female in _CIVILITIES:
        if rank < share:
            return civility, youngest, oldest, female
        rank -= share
    raise AssertionError


def _birth_date(youngest: int, oldest: int, rng: Random) -> date:
    # The mean of two draws: laboratories see the middle-aged and the old more than the young.
    age_days = (youngest + (oldest - youngest) * (rng.random() + rng.random()) / 2) * 365.25
    return NEWEST_RECORD - timedelta(days=int(age_days) + 1)


def _mailbox(first_name: str, surname: str, serial: int, rng: Random) -> str:
    return f"{folded(first_name)}.{folded(surname)}{serial}@{pick(_MAIL_DOMAINS, rng)}"


def _password(surname: str, born: date, rng: Random) -> str:
    """Like those that leaked: many are a word and digits, some the name or the birth date."""
    if chance(0.2, rng):
        return surname.capitalize()
    if chance(0.2, rng):
        return f"{born:%d%m%Y}"
    return f"{pick(_PASSWORD_WORDS, rng)}{below(10_000, rng)}"
