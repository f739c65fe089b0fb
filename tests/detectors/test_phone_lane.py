"""Phone numbers as people write them, and what is none."""

import random
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakscan.detectors.digit_runs import find_runs
from leakscan.detectors.phone_lane import find_phones, lost_zeros
from leakscan.identifiers import phone
from tests.detectors.scanning import counts_of, state_of


def spans(text: str) -> list[tuple[str, int]]:
    found, raw = find_phones(find_runs(np.frombuffer(text.encode(), np.uint8))), text.encode()
    places = zip(found.start.tolist(), found.end.tolist(), found.number.tolist(), strict=True)
    return [(raw[start:end].decode(), number) for start, end, number in places]


WRITTEN = [
    ("06 39 98 12 34", 639981234),
    ("+33 (0)6 39 98 12 34", 639981234),
    ("+33(0)639981234", 639981234),
    ("+33 6 39 98 12 34", 639981234),
    ("+33639981234", 639981234),
    ("+33-6-39-98-12-34", 639981234),
    ("+33.6.39.98.12.34", 639981234),
    ("+33\u00a06\u00a039\u00a098\u00a012\u00a034", 639981234),
    ("0033639981234", 639981234),
    ("0033 6 39 98 12 34", 639981234),
    ("00 33 6 39 98 12 34", 639981234),
    ("+262 639 98 12 34", 639981234),
    ("06.39.98.12.34", 639981234),
    ("06-39-98-12-34", 639981234),
    ("06/39/98/12/34", 639981234),
    ("06_39_98_12_34", 639981234),
    ("06\u00a039\u00a098\u00a012\u00a034", 639981234),
    ("06\u202f39\u202f98\u202f12\u202f34", 639981234),
    ("0639981234", 639981234),
    ("0639 98 12 34", 639981234),
    ("06 39 981 234", 639981234),
    ("0639 981 234", 639981234),
    ("02-61-91-00-00", 261910000),
    ("01.99.00.12.34", 199001234),
    ("03 53 01 12 34", 353011234),
    ("04 65 71 12 34", 465711234),
    ("05 36 49 12 34", 536491234),
]


@pytest.mark.parametrize(("written", "number"), WRITTEN)
@pytest.mark.parametrize(
    "around", ["{}", "Tél. {}, le soir", "({})", '"{}"', "tel:{};", "<b>{}</b>", "a\n{}\nb"]
)
def test_written_forms(written: str, number: int, around: str) -> None:
    assert spans(around.format(written)) == [(written, number)]
    assert phone.national(written.replace("_", " ")) == number


@pytest.mark.parametrize("between", [" / ", " ", ", ", ";", " ou ", "\n", " - ", "-", "/"])
def test_two_in_one_cell(between: str) -> None:
    text = between.join(["02 61 91 00 01", "06 39 98 00 01"])
    assert [number for _, number in spans(text)] == [261910001, 639980001]


def test_after_a_timestamp() -> None:
    assert [n for _, n in spans("2021-02-23 10:11:12 0199001234")] == [199001234]


@pytest.mark.parametrize(
    "text",
    [
        "12.0639981234",
        "12.06399812345",
        "3,06399812341",
        "x0639981234",
        "0639981234x",
        "06399812345",
        "106 39 98 12 34",
        "0639981234.5",
        "08 36 65 65 65",
        "0000000000",
        "01 02 03 04 05",
        "0606060606060606",
        "06 39 98 12",
        "639981234",
        "+34 639981234",
        "FR76 3000 6000 0112 3456 7890 189",
        "732 829 320 00074",
        "2021-02-23 10:11:12",
        "0639981234abcdef",
        "01 02 03 04 05 06 07 08",
        "1 06 39 98 12 34 5",
        "4.56-.03.49.78.97.78 1.75",
        "c.43-.03.75.16.75.65 0 .54",
        "01000276 04 n 01 collimation",
        "0639981 234",
        "1.34 0 .03.49.78.97.78",
        "-.02.256-.03.384.02.059-.003",
    ],
)
def test_not_a_phone(text: str) -> None:
    assert spans(text) == []


def test_a_nir_holds_no_phone() -> None:
    # 05 97 411 123 reads like one: the NIR explains it.
    counts = counts_of("NIR 1 85 50 97 411 123 56 / 2 84 50 06 12 34 123")
    assert "fr.phone" not in counts


@pytest.mark.parametrize(
    ("text", "number"),
    [("639981234", 639981234), ("33639981234", 639981234), ("639981234.0", 639981234)],
)
def test_lost_zeros(text: str, number: int) -> None:
    found = lost_zeros(find_runs(np.frombuffer(text.encode(), np.uint8)))
    assert found.number.tolist() == [number]
    assert spans(text) == []


@pytest.mark.parametrize("text", ["1748350.637135223", "0.33639981234", "639981234.9451"])
def test_decimals_have_lost_no_zeros(text: str) -> None:
    assert not lost_zeros(find_runs(np.frombuffer(text.encode(), np.uint8))).start.size


def test_lost_zeros_count_in_their_column_only() -> None:
    rows = "".join(f"A;63998{n:04};73282{n:04}\n" for n in range(20))
    state = state_of("nom;portable;siren\n" + rows, "x.csv")
    assert state.tallies["fr.phone"].count == 20
    assert state.tallies["fr.phone"].fields == {"portable": 20}


Maker = Callable[[random.Random], str]
DECOYS: dict[str, Maker] = {
    "date and time": lambda r: (
        f"{r.randrange(1, 29):02}/{r.randrange(1, 13):02}/20{r.randrange(22):02}"
        f" {r.randrange(24):02}:{r.randrange(60):02}:{r.randrange(60):02}"
    ),
    "ISO date and time": lambda r: (
        f"20{r.randrange(22):02}-{r.randrange(1, 13):02}-{r.randrange(1, 29):02}"
        f" {r.randrange(24):02}:{r.randrange(60):02}:{r.randrange(60):02}"
    ),
    "date, time in points": lambda r: (
        f"{r.randrange(1, 29):02}.{r.randrange(1, 13):02}.20{r.randrange(22):02}"
        f" {r.randrange(24):02}.{r.randrange(60):02}"
    ),
    "decimals": lambda r: f"{r.randrange(100)}.{r.randrange(10**10):010}",
    "IBAN": lambda r: "FR76 " + " ".join(f"{r.randrange(10**4):04}" for _ in range(5)) + " 012",
    "SIRET": lambda r: f"{r.randrange(10**14):014}",
    "hexadecimal": lambda r: f"{r.getrandbits(160):040x}",
    "versions": lambda r: ".".join(str(r.randrange(20)) for _ in range(4)),
    "addresses": lambda r: ".".join(str(r.randrange(256)) for _ in range(4)),
}


@pytest.mark.parametrize("decoy", DECOYS)
@pytest.mark.parametrize("form", ["log", "csv"])
def test_decoys_are_not_found(decoy: str, form: str) -> None:
    source = random.Random(6)
    values = [DECOYS[decoy](source) for _ in range(500)]
    if form == "log":
        content = "\n".join(["Journal du jour", *values])
    else:
        content = "\n".join(["produit;valeur;prix", *(f"stylo;{value};3" for value in values)])
    assert "fr.phone" not in counts_of(content, f"sample.{form}")


@given(st.text(alphabet="0123456789 .-/+()\u00a0\u202f\n;x", max_size=80))
def test_junk_gives_personal_numbers_in_order_inside_the_text(text: str) -> None:
    found = find_phones(find_runs(np.frombuffer(text.encode(), np.uint8)))
    assert (found.start < found.end).all()
    assert (found.start[1:] >= found.end[:-1]).all()
    assert (found.end <= len(text.encode())).all()
    assert phone.are_personal(found.number).all()
    raw = text.encode()
    for start, end, number in zip(found.start, found.end, found.number, strict=True):
        digits = "".join(sign for sign in raw[start:end].decode() if sign.isdigit())
        assert digits.endswith(f"{number:09}")


@pytest.mark.parametrize("text", ["at 12:00 7a", "00 5, 00 b", "x 00 3", "00 1\u00e9", "00 0"])
def test_digits_after_a_double_zero_need_not_be_a_country(text: str) -> None:
    assert not find_phones(find_runs(np.frombuffer(text.encode(), np.uint8))).start.size


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("01.02.02.01.01 - Lait de vache", 0),
        ("01.02.12.01.03 Lapins", 0),
        ("Tél. 01.02.12.01.03 le soir", 1),
        ("01.99.00.12.34 - Cabinet", 1),
        ("01 02 12 01 03 le soir", 1),
    ],
)
def test_classes_of_products_are_no_telephones(text: str, found: int) -> None:
    assert counts_of(text).get("fr.phone", 0) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("if (x < .04045) y = x * .0639983808 + .0521327014;", 0),
        ("vScreenSize=.0639980075,vScreenCenter=.0199000087", 0),
        ("matrix(-.01551 -.00286 -.00327 -.0639 980 307)", 0),
        ("Tél .0639983808", 1),
        ("à rappeler le soir au\u00a0.06 39 98 38 08", 1),
        ("https://doi.example/10.1785/0639980415", 0),
        ("0261910001/0639980415", 2),
        ("chambre 1785/0639980415", 1),
        ("h63*0h6*05363663*02663*0639986363*0j663*046", 0),
        ("Zoé *0639986363* merci", 1),
        ("**0639986363**", 1),
        ("@strand = 01 01 02 01 01 01 02 01 01 01\n@map = 2500 3500", 0),
        ("tél. 01 01 02 01 01 01 02 01 01 01", 2),
        ("02 61 91 00 01 01 02 03 01 02", 2),
        ('"Asia/Bandung|LMT PLMT +07 +08 +09|-76.u -70 -80|0123423232|-2yC76.u bK00"', 0),
        ("Zoé|0639986363|Brest", 1),
    ],
)
def test_decimals_dois_and_indices_are_no_telephones(text: str, found: int) -> None:
    assert counts_of(text).get("fr.phone", 0) == found


def test_codes_of_places_are_no_telephones() -> None:
    places = [
        f"04{region:02}10{place:02}{1 + place % 2}1" for region in range(6) for place in (1, 2, 3)
    ]
    codes = "".join(f"{place}:\nCommune du lac\n" for place in places)
    assert "fr.phone" not in counts_of(codes, "lieux.pbf")
    people = "".join(f"063998{7919 * n % 10_000:04}:\nCommune du lac\n" for n in range(18))
    assert counts_of(people, "lieux.pbf")["fr.phone"] == 18
