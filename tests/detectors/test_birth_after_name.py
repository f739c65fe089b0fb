"""Dates right after a name are births between brackets, behind the sex, and beside a NIR."""

from collections.abc import Sequence

import pytest

from leakscan.scanner import scan_bytes
from tests.detectors.scanning import counts_of


@pytest.mark.parametrize(
    "text",
    [
        "Mme Lena EXEMPLE (19-03-1977) a reçu ce matin ses résultats au laboratoire.",
        "Patiente vue : Mme EXEMPLE Thi Lan - F - 17/08/1995, adressée pour un avis.",
        "M. FICTIF Ali, M, 01/02/1950, se présente ce jour pour un contrôle annuel.",
        "300 MARTIN Sandy 28/07/1939 239075796618289 15/05/2025",
        "2 39 07 57 966 182 89 MARTIN Sandy 28/07/1939 sortie 15/05/2025",
    ],
)
def test_a_date_after_a_name_is_found(text: str) -> None:
    assert counts_of(text)["person.birth-date"] == 1


@pytest.mark.parametrize(
    "text",
    [
        "Mme Lena EXEMPLE 19-03-1977 a reçu ce matin ses résultats au laboratoire.",
        "Mme Lena EXEMPLE (19 rue des Lilas, troisième étage, porte gauche) est sortie.",
        "Courrier de M. FICTIF du 01/02/2020, auquel il convient de répondre demain.",
        "300 MARTIN Sandy 28/07/2019 239075796618289 15/05/2025",
        "Mme Lena EXEMPLE (31/31/1977) a reçu ce matin ses résultats au laboratoire.",
    ],
)
def test_other_dates_are_not(text: str) -> None:
    assert "person.birth-date" not in counts_of(text)


_WARD = {
    "DURAND Lena": "03/05/1931",
    "MARTIN Ali": "17/11/1988",
    "PETIT Rose": "21/02/1957",
    "BERNARD Marc": "30/09/1972",
    "MOREAU Louise": "08/01/1946",
    "THOMAS Hugo": "12/12/1964",
}


def _listed(year: str | None = None) -> str:
    lines = [
        f"{200 + room} {name} {day[:6] + (year or day[6:])} 06 39 98 10 1{room} sortie prévue"
        for room, (name, day) in enumerate(_WARD.items())
    ]
    return "Patients présents ce jour\n" + "\n".join(lines) + "\n"


def test_dates_behind_many_names_are_births_when_they_spread_over_a_lifetime() -> None:
    assert counts_of(_listed())["person.birth-date"] == len(_WARD)


def test_dates_of_one_year_behind_many_names_are_not() -> None:
    assert "person.birth-date" not in counts_of(_listed("2023"))


SURNAMES = "Leroy Aubert Olivier Gaillard Robert Fournier Chen Pereira Yilmaz Janssens".split()
YEARS = [1931, 1944, 1952, 1960, 1971, 1980, 1988, 1995, 2003, 2014]


def _born_in_column(form: str, years: Sequence[int] = YEARS, header: str = "") -> int:
    rows = [
        f"{name} Zoé {form.format(year)};NFS;01/02/2024\n"
        for name, year in zip(SURNAMES, years, strict=True)
    ]
    data = f"identite;analyse;{header or 'prélevé le'}\n{''.join(rows)}"
    tally = scan_bytes(data.encode(), "export.csv").state.tallies.get("person.birth-date")
    return tally.count if tally is not None else 0


@pytest.mark.parametrize("form", ["(03/09/{})", "- 03/09/{}", ", 03.09.{}", "[{}-09-03]"])
def test_births_stand_behind_the_names_of_a_column(form: str) -> None:
    assert _born_in_column(form) == len(YEARS)


def test_visits_behind_the_names_of_a_column_are_no_births() -> None:
    assert _born_in_column("(03/09/{})", range(2015, 2025)) == 0


def test_a_column_of_births_leaves_none_behind_names() -> None:
    assert _born_in_column("(03/09/{})", header="date de naissance") == len(YEARS)


def test_years_and_numbers_behind_names_are_no_births() -> None:
    assert _born_in_column("(dossier {})") == 0
