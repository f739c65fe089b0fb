"""Harmless neighbours: files that look like a leak to a careless scanner and are none.

A price list of medicines (its 13-digit codes read like numbers of persons, its names like
treatments) and the log of a server (13-digit times, identifiers, addresses of RFC 5737).
"""

import csv
from collections.abc import Iterator
from random import Random
from typing import TextIO
from uuid import UUID

from leakscan.demo.draws import below, chance, pick

PRICE_COLUMNS = (
    "CODE_CIP13", "CODE_CIP7", "DENOMINATION", "FORME", "PRESENTATION", "TITULAIRE", "PRIX_FAB_HT",
    "PRIX_PUBLIC_TTC", "TAUX_REMBOURSEMENT", "DATE_EFFET",
)  # fmt: skip

_NAMES = (
    "ABILIFY AMLODIPINE AMOXICILLINE ATORVASTATINE AUGMENTIN BIKTARVY BISOPROLOL CLOPIDOGREL "
    "COVERSYL CRESTOR DAFALGAN DEPAKINE DOLIPRANE ELIQUIS EPIVIR FUROSEMIDE GARDENAL HALDOL "
    "IBUPROFENE INEXIUM JANUVIA KARDEGIC KEPPRA KESTIN LAMICTAL LANTUS LASILIX LEVOTHYROX "
    "LOVENOX LYRICA METFORMINE METHOTREXATE MOPRAL NEBIVOLOL NORVIR OMEPRAZOLE PARACETAMOL "
    "PAROXETINE PLAVIX PRAVASTATINE PREDNISOLONE PREVISCAN RAMIPRIL RISPERDAL SERESTA SEROPLEX "
    "SIMVASTATINE SPASFON SUBUTEX TAHOR TAMOXIFENE TERALITHE TRAMADOL TRUVADA VALSARTAN VENTOLINE "
    "VIREAD XARELTO XYZALL ZOLPIDEM ZYPREXA ZYRTEC"
)
_MEDICINES = tuple(_NAMES.split())
_STRENGTHS = ("2,5 mg", "5 mg", "10 mg", "20 mg", "75 mg", "100 mg", "500 mg", "1 g")
_FORMS = (
    ("comprimé pelliculé", "boîte de 30"), ("gélule", "boîte de 28"), ("comprimé", "boîte de 90"),
    ("solution buvable", "flacon de 150 mL"), ("solution injectable", "boîte de 6 seringues"),
)  # fmt: skip
_COMPANIES = ("ARMORIX", "PHARMALANDE", "BOCAGE SANTÉ", "LABORATOIRES DU CORMORAN", "GÉNÉRICÉO")
_PATHS = ("/api/v1/orders", "/api/v1/tubes", "/login", "/health", "/static/app.js", "/api/v1/rates")


def write_price_list(stream: TextIO, *, rows: int = 420, seed: int) -> None:
    """Write a price list of medicines, `;` and CRLF, with valid CIP13 codes."""
    rng = Random(f"prices:{seed}")
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow(PRICE_COLUMNS)
    writer.writerows(_price(number, rng) for number in range(rows))


def log_lines(count: int, *, seed: int) -> Iterator[str]:
    """Lines of a web server's log: epoch milliseconds, request id, address, path, duration."""
    rng = Random(f"log:{seed}")
    moment = 1_604_102_400_000
    for _ in range(count):
        moment += below(4000, rng)
        status = 200 if chance(0.97, rng) else 404
        yield (
            f"{moment} INFO  [worker-{below(8, rng)}] "
            f"req={UUID(int=rng.getrandbits(128), version=4)} "
            f"ip=203.0.113.{below(256, rng)} GET {pick(_PATHS, rng)} {status} "
            f"{below(900, rng)}ms\n"
        )


def cip13(cip7: int) -> str:
    """The 13-digit code of a presentation: 34009, the 7 digits, the EAN-13 key."""
    body = f"34009{cip7:07}"
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(body))
    return f"{body}{-total % 10}"


def _price(number: int, rng: Random) -> tuple[str, ...]:
    cip7 = 3_900_000 + number * 137
    cents = 120 + int(rng.random() ** 3 * 60_000)
    form, presentation = pick(_FORMS, rng)
    name = f"{_MEDICINES[number % len(_MEDICINES)]} {pick(_STRENGTHS, rng)}"
    public = cents * 131 // 100
    return (
        cip13(cip7), str(cip7), name, form, presentation, pick(_COMPANIES, rng),
        f"{cents // 100},{cents % 100:02}", f"{public // 100},{public % 100:02}",
        pick(("65 %", "30 %", "15 %", "100 %"), rng), f"01/{1 + below(12, rng):02}/2020",
    )  # fmt: skip
