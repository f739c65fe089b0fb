"""More hard negatives: numbers of other trades, of which chance makes look-alikes."""

from random import Random


def _digits(rng: Random, count: int) -> str:
    return "".join(rng.choice("0123456789") for _ in range(count))


def strokes(rng: Random) -> str:
    """A collation table: characters by their strokes, of five kinds, the simplest first."""
    lines = ["LC_COLLATE", "order_start forward;forward,position"]
    for count in range(1, 24):
        for _ in range(60):
            code = "".join(rng.choice("12345") for _ in range(count))
            lines.append(
                f"<U{rng.getrandbits(16):04X}> <U{rng.getrandbits(16):04X}>;IGNORE # {code}"
            )
    return "\n".join(lines)


def positions(rng: Random) -> str:
    """A receiver's track (NMEA 0183), with satellites in pairs of digits."""
    lines = []
    for second in range(200):
        at = f"{second // 60 + 9:02}{second % 60:02}{rng.randrange(60):02}.00"
        lines.append(
            f"$GPGGA,{at},48{rng.uniform(0, 60):08.5f},N,002{rng.uniform(0, 60):08.5f},E,1,08,0.9,"
            f"{rng.uniform(1, 400):.1f},M,46.9,M,,*{rng.randrange(256):02X}"
        )
        seen = ",".join(f"{rng.randrange(1, 33):02}" for _ in range(rng.randrange(4, 12)))
        lines.append(f"$GPGSA,A,3,{seen},1.{rng.randrange(9)},0.9,1.5*{rng.randrange(256):02X}")
    return "\r\n".join(lines)


def parcels(rng: Random) -> str:
    """Tracking numbers of carriers."""
    lines = ["expedition;transporteur;suivi;poids;cp_destination"]
    for _ in range(150):
        suivi = rng.choice(
            [f"6A{_digits(rng, 11)}", f"RR{_digits(rng, 9)}FR", f"1Z{_digits(rng, 16)}",
             f"0{_digits(rng, 13)}", _digits(rng, 15), f"XY{_digits(rng, 11)}"]
        )  # fmt: skip
        lines.append(
            f"{rng.randrange(1, 29):02}/03/2024;{rng.choice(['Colissimo', 'DPD', 'GLS'])};{suivi};"
            f"{rng.uniform(0.1, 30):.2f};{_digits(rng, 5)}"
        )
    return "\r\n".join(lines)


def grids(rng: Random) -> str:
    """Lottery draws, timetables and counts in pairs of digits."""
    lines = ["tirages"]
    for _ in range(200):
        balls = sorted(rng.sample(range(1, 50), rng.choice([5, 6, 7])))
        lines.append(
            "   ".join([f"{rng.randrange(1, 29):02}/04/2023", " ".join(f"{b:02}" for b in balls)])
        )
    lines += [" ".join(f"{hour:02}" for hour in range(first, first + 12)) for first in range(12)]
    lines += ["    ".join(f"{minute:02}" for minute in range(0, 60, 5))] * 5
    return "\n".join(lines)


def books(rng: Random) -> str:
    """A library's list with its numbers."""
    lines = ["titre;isbn;ean;cote;editeur;annee"]
    for _ in range(120):
        body = "978" + _digits(rng, 9)
        total = sum(int(d) * (3 if place % 2 else 1) for place, d in enumerate(body))
        ean = body + str(-total % 10)
        lines.append(
            f"Histoire de la médecine;{ean[:3]}-{ean[3]}-{ean[4:8]}-{ean[8:12]}-{ean[12]};{ean};"
            f"R{_digits(rng, 6)};Éditions du Lac;{rng.randrange(1950, 2024)}"
        )
    return "\n".join(lines)


def parts(rng: Random) -> str:
    """A manufacturer's parts, with prices printed like telephones."""
    lines = ["PIECE        DESIGNATION            TARIF        CODE DOUANIER   STOCK"]
    for _ in range(150):
        lines.append(
            f"{_digits(rng, 4)}.{_digits(rng, 2)}.{_digits(rng, 2)}  "
            f"{rng.choice(['Joint torique', 'Vis CHC', 'Roulement']):22} {rng.randrange(1, 99):02}."
            f"{_digits(rng, 2)}.{_digits(rng, 2)}     {_digits(rng, 8)}        {rng.randrange(900)}"
        )
    return "\n".join(lines)


def sums(rng: Random) -> str:
    """Doctests of checkers of foreign numbers, ten digits from a zero among them."""
    lines = ['"""Numbers of companies abroad.', ""]
    for _ in range(40):
        number = _digits(rng, rng.choice([9, 10, 11, 12]))
        lines += [
            f">>> validate('{number}')",
            f"'{number}'",
            f">>> compact('{number[:3]} {number[3:]}')",
        ]
    return "\n".join([*lines, '"""'])
