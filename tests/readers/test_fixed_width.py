"""Fixed-width lines: the NIR is found by its place, and nothing else is taken for such lines."""

import random

import pytest

from leakscan.demo.nir_numbers import fictitious_nir
from leakscan.model.state import RuleTally
from leakscan.scanner import scan_bytes
from tests.readers import health_inputs
from tests.readers.reading import read


def found_nirs(data: bytes) -> list[str]:
    """What stands in the column of the NIR."""
    return [value.decode() for name, _, value in read(data).fields if name == "nir"]


@pytest.mark.parametrize("count", [1, 2, 60, 4000])
def test_invoices(count: int) -> None:
    data = health_inputs.b2(count)
    found = read(data)
    assert found.formats == ["fixed-width"]
    assert len(found.records) == count + 1
    assert found.text == data
    assert found_nirs(data) == [nir for nir in health_inputs.nirs(count) for _ in range(3)]


def test_findings() -> None:
    tally = scan_bytes(health_inputs.b2(50), "x.b2").state.tallies["fr.nir"]
    assert tally.records == 50


def test_lines_of_one_kind_are_records() -> None:
    lines = [f"{name:30}{nir}PARIS{'':40}\n" for name in ("DURAND", "ROUX") for nir in
             health_inputs.nirs(20)]  # fmt: skip
    found = read("".join(lines).encode())
    assert found.formats == ["fixed-width"]
    assert len(found.records) == 40


@pytest.mark.parametrize(
    "data",
    [
        b"".join(b"%0128d\n" % number for number in range(400)),
        b"".join(random.Random(n).randbytes(48).hex().encode() + b"\n" for n in range(60)),
        b"Une ligne de texte tout a fait ordinaire, qui ne veut rien dire de plus.\n" * 50,
        b"\n" * 500,
        b"x" * 128 + b"\n",
    ],
)
def test_other_lines_are_not_taken_for_it(data: bytes) -> None:
    assert read(data).formats != ["fixed-width"]


def test_same_for_every_chunk_size() -> None:
    data = health_inputs.b2(200, acts=30)
    whole = read(data)
    for chunk_bytes in (1024, 1 << 16):
        assert read(data, chunk_bytes=chunk_bytes) == whole
    assert read(data, dribble=1001) == whole


def test_other_lines_between() -> None:
    data = health_inputs.b2(100)
    lines = data.split(b"\r\n")
    lines[50] = "une ligne accentuée, plus courte".encode()
    lines[60] = b"y" * 3_000_000
    found = read(b"\r\n".join(lines))
    assert found.formats == ["fixed-width"]
    assert sum(name == "nir" for name, _, _ in found.fields) >= 290


def test_damage_anywhere() -> None:
    data = health_inputs.b2(2)
    for size in range(0, len(data), 5):
        read(data[:size])
    dice = random.Random(1)
    for _ in range(100):
        broken = bytearray(data)
        for _ in range(4):
            broken[dice.randrange(len(broken))] = dice.randrange(256)
        read(bytes(broken))


def test_a_table_of_values_of_one_length_is_a_table() -> None:
    lines = [f"{nir};12/03/1961;0639980001;75011;A123;B456;C789;DURAND\n"
             for nir in health_inputs.nirs(30)]  # fmt: skip
    found = read("".join(["nir;naissance;tel;cp;a;b;c;nom\n", *lines]).encode())
    assert len(lines[0]) > 60
    assert found.formats == ["delimited"]
    assert len(found.records) == 31


def test_numbers_without_key_are_told_by_the_birth_date_of_their_line() -> None:
    born = [f"{1 + n % 28:02}{1 + n % 12:02}{1931 + n * 7 % 70}" for n in range(60)]
    nirs = [
        f"{1 + n % 2}{birth[6:]}{50 + n % 12}62{200 + n}{100 + n}" for n, birth in enumerate(born)
    ]
    lines = [f"{nir}01 V142{10**18 + n}{birth}2{'':30}" for n, (nir, birth) in
             enumerate(zip(nirs, born, strict=True))]  # fmt: skip
    data = "\n".join([*lines, ""]).encode()
    assert found_nirs(data) == [f"{nir}01" for nir in nirs]
    tallies = scan_bytes(data, "vidhosp.txt").state.tallies
    assert tallies["fr.nir.keyless"].count >= 55
    assert tallies["person.birth-date"].count == 60
    parted = "\n".join([*(line[:13] + "  " + line[15:] for line in lines), ""]).encode()
    assert found_nirs(parted) == nirs
    others = data.replace(b"\n1", b"\n2").replace(b"\n2", b"\n3")
    assert read(others).formats != ["fixed-width"]


@pytest.mark.parametrize("corsican", [False, True])
@pytest.mark.parametrize("gaps", [(), (13,), (1, 3, 5, 7, 10, 13)])
def test_printed_numbers_are_found_by_their_place(gaps: tuple[int, ...], corsican: bool) -> None:  # noqa: FBT001
    department = "2B" if corsican else "35"
    nirs = [
        fictitious_nir(n, female=n % 2 == 0, birth_year=1930 + n % 80, department=department)
        for n in range(20)
    ]
    printed = ["".join(" " * (at in gaps) + sign for at, sign in enumerate(nir)) for nir in nirs]
    names = ["TESTEUR", "DE LA FICTION", "EXEMPLE", "L'HENORET"]
    lines = [f"{names[n % 4]:30}{nir}{'RUE DU PORT':32}PARIS\n" for n, nir in enumerate(printed)]
    data = "".join(lines).encode()
    found = read(data)
    assert found.formats == ["fixed-width"]
    assert len(found.records) == 20
    assert found_nirs(data) == printed
    assert scan_bytes(data, "x.txt").state.tallies["fr.nir"].records == 20


@pytest.mark.parametrize("gaps", [(13,), (1, 3, 5, 7, 10, 13)])
def test_digits_with_others_between_them_are_no_number(gaps: tuple[int, ...]) -> None:
    for between, formats in ((" ", ["fixed-width"]), ("\u00a0", ["fixed-width"]), ("5", ["text"])):
        nirs = ("".join(between * (at in gaps) + sign for at, sign in enumerate(nir))
                for nir in health_inputs.nirs(12))  # fmt: skip
        data = "".join(f"{'TESTEUR':30}{nir}{'RUE DU PORT':32}PARIS\n" for nir in nirs).encode()
        assert read(data).formats == formats


@pytest.mark.parametrize("ruled", [False, True])
def test_columns_that_a_header_names_are_read_by_it(ruled: bool) -> None:  # noqa: FBT001
    widths = (20, 20, 14, 17, 12)
    rows = [("DURAND", "Zoé", "1979-02-01", nir, "B NEG") for nir in health_inputs.nirs(12)]
    header = ("NomPatient", "Prenom", "DateNaissance", "NumSecu", "Groupe")
    above = [header, *([tuple("-" * (width - 1) for width in widths)] if ruled else [])]
    lines = [
        "".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + "\r\n"
        for row in [*above, *rows]
    ]
    found = scan_bytes("".join(lines).encode(), "x.rpt")
    assert found.formats == ["aligned"]
    assert found.state.tallies["fr.nir"].records == 12
    assert found.state.tallies["person.name"].records == 12
    columns = {name for name, *_ in read("".join(lines).encode()).fields}
    assert columns == set(header)


def test_a_table_in_borders_is_a_table() -> None:
    rule = f"+{'-' * 22}+{'-' * 22}+{'-' * 17}+\n"
    rows = [("nom", "prenom", "nss"), *(("DURAND", "Zoé", nir) for nir in health_inputs.nirs(20))]
    lines = [f"| {last:20} | {first:20} | {nir:15} |\n" for last, first, nir in rows]
    data = "".join([rule, lines[0], rule, *lines[1:], rule]).encode()
    assert read(data, "x.txt").formats == ["delimited"]


def _glued(telephones: list[str]) -> dict[str, RuleTally]:
    """What is found in lines where a telephone stands between a NIR and the number of a house."""
    numbers = zip(health_inputs.nirs(len(telephones)), telephones, strict=True)
    lines = [
        f"{'TESTEUR':<20}{nir}{telephone:<10}{n + 11} RUE DES LILAS{'':<20}\n"
        for n, (nir, telephone) in enumerate(numbers)
    ]
    return scan_bytes("".join(lines).encode(), "x.fix").state.tallies


def test_telephones_between_other_numbers_are_told_by_their_place() -> None:
    told = [f"0{1 + n % 5}990{n:05}" if n % 4 else "" for n in range(20)]
    assert _glued(told)["fr.phone"].count == 15
    # A code before a date is no telephone, and neither is a number that others do not have.
    assert "fr.phone" not in _glued([f"0120{n:02}0{1 + n % 9}14" for n in range(20)])
    assert "fr.phone" not in _glued([f"{n % 3}{1 + n % 5}990{n:05}" for n in range(20)])


@pytest.mark.parametrize("year_first", [False, True])
def test_births_and_medicines_that_touch_are_told_by_their_places(year_first: bool) -> None:  # noqa: FBT001
    def line(nir: str, number: int) -> str:
        day, year = f"{1 + number % 28:02}", nir[1:3]
        born = f"{year}05{day}" if year_first else f"{day}05{year}"
        return f"310{nir}{'TESTEUR':<20}{born}34009300{number:05}DOLIPRANE{number:012}\n"

    nirs = health_inputs.nirs(20)
    found = scan_bytes("".join(map(line, nirs, range(20))).encode(), "x.fix").state.tallies
    assert found["person.birth-date"].count == 20
    assert found["health.drug"].count == 20
    assert found["fr.nir"].count == 20


def test_six_digits_that_disagree_with_numbers_are_no_births() -> None:
    for apart, births in ((0, 20), (7, 0)):
        rows = [
            f"{n};{1 + n % 28:02}05{(int(nir[1:3]) + apart) % 100:02};{nir};{n}\n"
            for n, nir in enumerate(health_inputs.nirs(20))
        ]
        found = scan_bytes("".join(rows).encode(), "x.csv").state.tallies
        assert found["fr.nir"].count == 20
        tally = found.get("person.birth-date")
        assert (tally.count if tally else 0) == births


def _with_telephone(telephones: list[str]) -> int:
    """How many telephones are found before a postcode in lines, blank where there is none."""
    lines = "".join(
        f"1{n:09}A{'DURAND':<25}{fictitious_nir(n, female=True, birth_year=1961, department='35')}"
        f"F{telephones[n % len(telephones)]:<10}59100ROUBAIX{'':60}\n"
        for n in range(60)
    )
    tally = scan_bytes(lines.encode(), "x.txt").state.tallies.get("fr.phone")
    return tally.count if tally is not None else 0


def test_telephones_of_one_kind_are_told_by_lines_that_have_none() -> None:
    mobiles = [f"06399{80000 + 137 * n}" if n % 4 else "" for n in range(60)]
    assert _with_telephone(mobiles) == 45
    assert _with_telephone(["0639980001", ""]) == 0


def stays(form: str = "{n:010}{b}{s}", count: int = 40, lifetime: int = 70) -> bytes:
    """Lines of stays: two for every second one."""
    lines = []
    for n in range(count):
        birth = f"{n % 28 + 1:02}{n % 12 + 1:02}{1930 + n % lifetime}"
        person = form.format(n=n + 7, b=birth, s="12"[n % 2])
        code = ("I10", "E119", "J459", "Z501")[n % 4]
        lines += [
            f"1107C26Z   0222026000001{person}35000   12{week:03}20240110{code:<8}{'':<8}{week}"
            for week in range(n % 2 + 1)
        ]
    return "".join(f"{line:<96}\n" for line in lines).encode()


def test_stays_have_a_number_a_birth_and_a_sex() -> None:
    found = read(stays(), "rss.txt")
    assert found.formats == ["fixed-width"]
    named = {name: value for name, _, value in reversed(found.fields) if name}
    assert named["date_naissance"] == b"01011930"
    assert (int(named["numero_sejour"]), named["sexe"]) == (7, b"1")
    assert named["code_cim10"].strip() == b"I10"
    counts = {r: t.count for r, t in scan_bytes(stays(), "rss.txt").state.tallies.items()}
    assert {"fr.ipp", "person.birth-date", "person.sex", "health.icd10"} <= set(counts)
    assert counts["person.birth-date"] == counts["health.icd10"] == 60


@pytest.mark.parametrize(
    "data",
    [
        stays("{n:010}{b}7"), stays("{n:010}{b} "), stays(lifetime=9), stays(count=8),
        stays("{n:010}AB{b}{s}"),
    ],
    ids="no-sex blank-sex few-years few-lines no-number".split(),
)  # fmt: skip
def test_other_numbers_and_dates_are_no_stays(data: bytes) -> None:
    assert read(data, "x.txt").formats != ["fixed-width"]


_SHAPES = {
    "short": "{nir}{name:<20}{given:<15}19850512",
    "no end": "{nir}{name:<20}{given}",
    "behind the name": "{name:<20}{nir}{given:<15}F",
    "behind a code": "E{nir}{name:<20}{given:<15}",
    "behind a date": "{name:<20}{given:<15}19850512{nir}",
    "last": "{name:<20}{given:<15}{nir}",
    "apart": "{nir} {name:<20}{given:<15}",
    "of an old length": "{nir}{name:<20}{given:<15}19850512{blank:70}",
    "behind a file": "{number:07}{nir}{name:<25}{given:<20}{blank:61}",
}


def _people(shape: str, count: int = 20) -> bytes:
    """Lines of a shape, with names that have accents."""
    names = ("MARTIN", "PRIGENT", "LE GOFF", "HÉNAFF", "DURAND", "TANGUY", "COLIN", "HASCOET")
    givens = ("René", "Anne", "Zoé", "Françoise", "Erwan", "Jeanne", "Hugo")
    lines = (
        shape.format(
            nir=nir, name=names[n % 8], given=givens[n % 7], number=n * 7_654_321 % 10**7, blank=""
        )
        for n, nir in enumerate(health_inputs.nirs(count))
    )
    return "".join(f"{line}\n" for line in lines).encode()


@pytest.mark.parametrize("name", _SHAPES)
def test_each_line_is_of_a_person_whatever_its_length(name: str) -> None:
    data = _people(_SHAPES[name])
    found = read(data)
    assert found.formats == ["fixed-width"]
    assert len(found.records) == 20
    assert found_nirs(data) == health_inputs.nirs(20)
    assert read(data, chunk_bytes=200) == found
    tallies = scan_bytes(data, "x.txt").state.tallies
    assert tallies["fr.nir"].records == tallies["person.name"].records == 20


@pytest.mark.parametrize(
    "shape",
    ["NIR {nir} dossier {number:07}", "NIR: {nir}  nom: {name}", "{nir}", "{nir};{number:07}",
     "le {number:07}, vu : {nir} OK  "],
)  # fmt: skip
def test_lines_that_name_or_part_their_values_are_not_taken_for_it(shape: str) -> None:
    data = _people(shape)
    assert read(data).formats != ["fixed-width"]
    assert scan_bytes(data, "x.txt").state.tallies["fr.nir"].count == 20


def test_a_header_does_not_hide_numbers_that_touch_names() -> None:
    data = b"NUMSECU        NOM                 PRENOM         NAISSANC\n" + _people(
        _SHAPES["short"]
    )
    assert scan_bytes(data, "x.txt").state.tallies["fr.nir"].records == 20


def test_numbers_without_key_that_touch_names() -> None:
    nirs = [nir[:13] for nir in health_inputs.nirs(40)]
    moments = [str(1_700_000_000_123 + n * 86_400_321) for n in range(40)]
    codes = [f"{1 + n % 2}{n * 7_654_321 % 10**6:06}{n:06}" for n in range(40)]
    for numbers, formats in ((nirs, ["fixed-width"]), (moments, ["text"]), (codes, ["text"])):
        lines = [f"{number}{'MARTIN':<20}{'René':<15}\n" for number in numbers]
        assert read("".join(lines).encode()).formats == formats
