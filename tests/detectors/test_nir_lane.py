"""Every printed form of a NIR is found where it stands; what only looks like one is not."""

import random
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakscan.detectors.digit_runs import find_runs
from leakscan.detectors.nir_lane import NirCandidates, find_nirs
from leakscan.identifiers import nir
from tests.detectors.scanning import counts_of, state_of

Parts = tuple[str, str, str, str, str, str]

PLACES: dict[str, Parts] = {
    "mainland": ("2", "79", "50", "35", "215", "189"),
    "abroad": ("2", "50", "60", "99", "109", "045"),
    "overseas": ("2", "84", "50", "97", "411", "123"),
    "overseas-974": ("2", "84", "50", "974", "11", "123"),
    "corsica": ("2", "53", "50", "2B", "073", "004"),
    "corsica-lower": ("1", "53", "50", "2a", "004", "007"),
    "provisional": ("7", "61", "50", "99", "123", "456"),
}
SEPARATORS = {
    "none": "",
    "space": " ",
    "dot": ".",
    "hyphen": "-",
    "underscore": "_",
    "slash": "/",
    "tab": "\t",
    "nbsp": "\u00a0",
    "narrow": "\u202f",
    "thin": "\u2009",
    "dash": "\u2011",
}
KEY_SEPARATORS = ["", " ", "/", "-", " / ", " clé ", " clé : ", ";", '","', " (", "\t", "\u00a0"]


def key_of(parts: Parts) -> str:
    return f"{nir.key(nir.number_of(''.join(parts))):02}"


def find(text: str) -> NirCandidates:
    return find_nirs(find_runs(np.frombuffer(text.encode(), np.uint8)))


def spans(text: str) -> list[tuple[str, bool]]:
    """What was found, as written, and whether its key is right."""
    found, raw = find(text), text.encode()
    places = zip(found.start.tolist(), found.end.tolist(), found.valid.tolist(), strict=True)
    return [(raw[start:end].decode(), valid) for start, end, valid in places]


@pytest.mark.parametrize("separator", SEPARATORS.values(), ids=SEPARATORS)
@pytest.mark.parametrize("place", PLACES)
def test_printed_forms(place: str, separator: str) -> None:
    parts = PLACES[place]
    printed = separator.join((*parts, key_of(parts)))
    assert spans(f"n° {printed} à jeun") == [(printed, True)]
    assert spans(printed) == [(printed, True)]
    assert spans(f'{{"n":"{printed}"}}') == [(printed, True)]
    assert find(printed).number.tolist() == [nir.number_of("".join(parts))]


@pytest.mark.parametrize("separator", KEY_SEPARATORS)
@pytest.mark.parametrize("inside", ["", " "])
@pytest.mark.parametrize("place", [name for name in PLACES if name != "provisional"])
def test_a_key_apart_is_still_the_key(place: str, inside: str, separator: str) -> None:
    parts = PLACES[place]
    body = inside.join(parts)
    [(span, valid)] = spans(f"n° {body}{separator}{key_of(parts)} fin")
    assert span.startswith(body)
    assert valid


@pytest.mark.parametrize("gap", ["&nbsp;", "&cle=", "&#160;"])
def test_a_key_behind_a_sign_of_markup(gap: str) -> None:
    body = "".join(PLACES["mainland"])
    expected = gap != "&#160;"
    assert bool(find(f"n° {body}{gap}{key_of(PLACES['mainland'])}").valid.any()) is expected


@pytest.mark.parametrize("name", ["ddn", "age", "mois"])
def test_another_parameter_is_no_key(name: str) -> None:
    """Else a log of queries without keys looked like random digits, whose keys are chance."""
    body = "".join(PLACES["mainland"])
    found = find(f"nir={body}&{name}=21%2F07%2F2013")
    assert not found.keyed.any()
    assert found.start.size == 1


@pytest.mark.parametrize("gap", ["&'", " -", " c-", "!2!", "}{", "?@", "$`", "},{"])
def test_no_key_behind_signs_of_code(gap: str) -> None:
    body = "".join(PLACES["mainland"])
    assert not find(f"#{body}{gap}{key_of(PLACES['mainland'])}'&&").valid.any()


@pytest.mark.parametrize(
    "printed",
    [
        # The rows of the tested patterns, with months that make them nobody's.
        "2 79 50 35 215 189 {}",
        "2.79.50.35.215.189.{}",
        "2-79-50-35-215-189 {}",
        "279 50 35 215 189 {}",
        "279 50 35 215 189{}",
        "2 7950 35215 189 {}",
        "2 79 50 35215189 {}",
        "2 79 50 35 215 189/{}",
        "2795035215189 {}",
        "2795035215189{}.0",
    ],
)
def test_groups_that_printers_make(printed: str) -> None:
    parts = PLACES["mainland"]
    text = printed.format(key_of(parts))
    found = find(text)
    assert found.number.tolist() == [nir.number_of("".join(parts))]
    assert found.valid.tolist() == [True]


@pytest.mark.parametrize(
    "numbers",
    [
        "1 2.7950 35.215 189 {}",
        "279.50 35.215 189.{}",
        "f 88/104 279/50 35/215 189/{}",
        "2 7950/352 15/189 {}",
        "2/79 50/35 215/189 {}/81",
        "279-50 35-215 189 {}",
        "279-50 352-15 189-{}",
        "87 -25 122 23 220 34 279 50 352 15 189 {} 136 -100",
        "279 50 352 15189 {}",
        "c-63 -113 279 50 35 215 189 {}",
        "c63 -279 50 35 215 189 {}",
        "l20 104 279 50 35 215 189 {} 249 -100",
        "2 79 50 352 15 189 {}",
        "c4 0 2 79-50 35-215 189 {}",
    ],
)
def test_pairs_of_numbers_are_not_one(numbers: str) -> None:
    assert not find(numbers.format(key_of(PLACES["mainland"]))).start.size


@pytest.mark.parametrize(
    "path", ["253.502b.073.004-{}", "253-50 2b073-004 {}", "2-53 50-2b 073 004 {}"]
)
def test_arcs_of_a_drawing_are_no_corsicans(path: str) -> None:
    assert not find(path.format(key_of(PLACES["corsica"]))).start.size


@pytest.mark.parametrize(
    ("place", "printed"),
    [
        ("overseas", "2 84 50 974 11 123 {}"),
        ("overseas", "284 50 974 11 123 {}"),
        ("mainland", "n°279 50 35 215 189 {}, vu"),
        ("mainland", "12 2 79 50 35 215 189 {} 06"),
        ("mainland", "2 79 50 35 215 189-{}"),
        ("mainland", "2 79 50 - 35 215 189 - {}"),
        ("mainland", "2-79-50-35-215-189 / {}"),
        ("mainland", "2 - 79 - 50 - 35 - 215 - 189 - {}"),
        ("corsica", "2.53.50.2B.073.004/{}"),
        ("corsica", "2-53-50-2B-073-004 {}"),
        ("corsica", "2 - 53 - 50 - 2B - 073 - 004 - {}"),
        ("corsica", "2 53 50 2B-073 004 {}"),
    ],
)
def test_dashes_that_people_write(place: str, printed: str) -> None:
    assert find(printed.format(key_of(PLACES[place]))).valid.tolist() == [True]


@pytest.mark.parametrize("place", PLACES)
def test_without_key_it_is_found_but_proves_nothing(place: str) -> None:
    body = " ".join(PLACES[place])
    assert spans(f"n° {body}, vu") == [(body, False)]


def test_a_wrong_key_proves_nothing() -> None:
    parts = PLACES["mainland"]
    wrong = f"{(int(key_of(parts)) + 1) % 100:02}"
    assert spans("".join((*parts, wrong))) == [("".join((*parts, wrong)), False)]


def test_several_in_a_row_are_all_found() -> None:
    chosen = [PLACES[name] for name in ("mainland", "abroad", "overseas", "corsica")]
    for between in ("\n", ", ", ";", " et ", "|", "\r\n", '","'):
        text = between.join("".join((*parts, key_of(parts))) for parts in chosen)
        assert find(text).number.tolist() == [nir.number_of("".join(parts)) for parts in chosen]
        assert find(text).valid.all()


def test_two_spaced_ones_on_a_line_are_two() -> None:
    lines = [" ".join((*PLACES[name], key_of(PLACES[name]))) for name in ("mainland", "abroad")]
    assert spans(" ".join(lines)) == [(line, True) for line in lines]
    assert spans("\t".join(lines)) == [(line, True) for line in lines]


@pytest.mark.parametrize("glued", ["x{}", "{}x", "3.{}", "{}.25", "0.{}", "1{}", "{}1", "{}12"])
def test_part_of_something_longer_is_not_one(glued: str) -> None:
    parts = PLACES["mainland"]
    text = "".join((*parts, key_of(parts)))
    assert not find(glued.format(text)).valid.any()


@given(st.text(alphabet="0123456789 .-/_2ABab\t\n;,\u00a0\u202f\u2009x", max_size=120))
def test_junk_gives_candidates_in_order_inside_the_text(text: str) -> None:
    found = find(text)
    raw = text.encode()
    assert (found.start < found.end).all()
    assert (found.start[1:] >= found.end[:-1]).all()
    assert (found.end <= len(raw)).all()
    for start, end, number in zip(found.start, found.end, found.number, strict=True):
        compact = "".join(s for s in raw[start:end].decode() if s.isdigit() or s in "ABab")
        assert nir.number_of(compact[: nir.DIGITS]) == number
    assert not (found.valid & ~found.keyed).any()


Maker = Callable[[random.Random], str]


def _digits(random_: random.Random, count: int) -> str:
    return f"{random_.randrange(10**count):0{count}}"


def _spaced(random_: random.Random, *sizes: int) -> str:
    return " ".join(_digits(random_, size) for size in sizes)


def _stamp(random_: random.Random) -> str:
    day = f"20{random_.randrange(10, 26)}{random_.randrange(1, 13):02}{random_.randrange(1, 29):02}"
    clock = f"{random_.randrange(24):02}{random_.randrange(60):02}{random_.randrange(60):02}"
    return f"{day}{clock}{random_.randrange(10)}"


def _epoch(random_: random.Random) -> str:
    return str(random_.randrange(1_420_070_400_000, 1_798_761_600_000))


def _log_line(random_: random.Random) -> str:
    clock = f"{random_.randrange(24):02}:{random_.randrange(60):02}:{random_.randrange(60):02}"
    day = f"2021-{random_.randrange(1, 13):02}-{random_.randrange(1, 29):02}"
    return f"{day} {clock}.{_digits(random_, 3)} INFO {_digits(random_, 6)} 127.0.0.1"


def _base64(random_: random.Random) -> str:
    signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    return "".join(random_.choices(signs, k=60))


DECOYS: dict[str, Maker] = {
    "decimals": lambda r: f"{r.random() * 5:.15f}",
    "french decimals": lambda r: f"0,{_digits(r, 15)}",
    "coordinates": lambda r: f"{41 + r.random() * 9:.13f} {r.random() * 8:.14f}",
    "epoch milliseconds": _epoch,
    "epoch milliseconds in a log": lambda r: f"{_epoch(r)} {_digits(r, 2)} GET /",
    "epoch microseconds": lambda r: _epoch(r) + _digits(r, 3),
    "timestamps": _stamp,
    "log lines": _log_line,
    "EAN": lambda r: "3" + _digits(r, 12),
    "CIP13": lambda r: "34009" + _digits(r, 8),
    "IMEI": lambda r: "35" + _digits(r, 13),
    "SIRET": lambda r: _digits(r, 14),
    "spaced SIRET": lambda r: _spaced(r, 3, 3, 3, 5),
    "IBAN": lambda r: "FR76 " + _spaced(r, 4, 4, 4, 4, 4, 3),
    "IBAN in one": lambda r: "FR76" + _digits(r, 23),
    "credit cards": lambda r: _spaced(r, 4, 4, 4, 4),
    "random fifteen": lambda r: r.choice("12") + _digits(r, 14),
    "hexadecimal": lambda r: f"{r.getrandbits(160):040x}",
    "UUID": lambda r: f"{r.getrandbits(32):08x}-{r.getrandbits(16):04x}-{r.getrandbits(48):012x}",
    "base64": _base64,
    "spreadsheet notation": lambda r: f"2,{_digits(r, 5)}E+14",
    "rows of numbers": lambda r: _spaced(r, *[2] * 20),
    "rows of thousands": lambda r: _spaced(r, *[3] * 12),
}


@pytest.mark.parametrize("decoy", DECOYS)
@pytest.mark.parametrize("form", ["log", "csv", "json"])
def test_decoys_are_not_found(decoy: str, form: str) -> None:
    source = random.Random(5)
    values = [DECOYS[decoy](source) for _ in range(1500)]
    if form == "log":
        content = "\n".join(["Journal du jour", *values])
    elif form == "csv":
        content = "\n".join(["produit;valeur;prix", *(f"stylo;{value};3" for value in values)])
    else:
        content = "\n".join(f'{{"produit":"stylo","valeur":"{value}"}}' for value in values)
    counts = counts_of(content, f"sample.{form}")
    assert {rule: n for rule, n in counts.items() if rule.startswith("fr.nir")} == {}


@pytest.mark.parametrize("veto", ["IMEI", "EAN", "GTIN", "ISBN", "code-barres"])
def test_a_veto_word_tells_a_lookalike(veto: str) -> None:
    assert counts_of(f"{veto} : 279503521518983") == {}


@pytest.mark.parametrize(
    "label",
    [
        "NIR",
        "N° SS",
        "n° sécu",
        "Numéro de sécurité sociale",
        "INS",
        "Immatriculation",
        "Matricule",
    ],
)
@pytest.mark.parametrize("value", ["2795035215189", "2 79 50 35 215 189", "279503521518999"])
def test_a_label_carries_what_no_key_proves(label: str, value: str) -> None:
    assert counts_of(f"Dossier. {label} : {value}") == {"fr.nir.keyless": 1}


def test_specimens_are_told_from_persons() -> None:
    state = state_of("NIR 279035121518989")
    assert state.hints["synthetic"] == 1
    assert state_of("NIR 144509912300979").hints["synthetic"] == 0
