"""Lists of scans that are called by people; lists of other files stay text."""

import pytest

from leakscan.scanner import scan_bytes
from tests.readers.reading import read

FAMILIES = "DURAND LE-GOFF FICTIF L'HÉNORET MOREL".split()
GIVEN = "Zoé Marie-Claude Ali".split()
PEOPLE = [(FAMILIES[n % 5], GIVEN[n % 3], 1931 + 5 * n, n % 12 + 1, n + 10) for n in range(15)]
KINDS = "ORDO ECG CR_IRM COURRIER CARTE_VITALE".split()
LISTS = {
    "dir": "{d:02}/04/2024  08:07       1 939 374 {f}_{g}_{y}-{m:02}-{d:02}_{k}.pdf",
    "ls": "-rw-r--r-- 1 root root 1993 Jan  4  2024 {f}_{g}_{d:02}{m:02}{y}_{k}.PDF",
    "find": "/srv/ged/2024/{k}_{f}_{g}_{y}{m:02}{d:02}.tif",
    "tree": "│   ├── {f} {g} né(e) le {d:02}-{m:02}-{y} {k} 2024-03-01.pdf",
    "csv": '"S:\\GED\\{f}_{g}_{y}-{m:02}-{d:02}.docx"',
    "born-first": "{y}-{m:02}-{d:02}_{f}_{g}_{k}.jpg",
}


def listed(form: str) -> bytes:
    lines = (
        form.format(f=family, g=given, y=year, m=month, d=day, k=KINDS[day % 5])
        for family, given, year, month, day in PEOPLE
    )
    return ("\n".join(["Répertoire de S:\\GED", "", *lines]) + "\n").encode()


@pytest.mark.parametrize("name", LISTS)
def test_files_are_records_of_people(name: str) -> None:
    data = listed(LISTS[name])
    fields = read(data, "liste.txt").fields
    told = [value.decode() for column, _, value in fields if column == "patient"]
    assert told == [f"{family} {given}" for family, given, *_ in PEOPLE]
    state = scan_bytes(data, "liste.txt").state
    counts = {rule: tally.count for rule, tally in state.tallies.items()}
    assert counts == {"person.name": 15, "person.birth-date": 15}


@pytest.mark.parametrize(
    "form",
    [
        "/srv/doc/Rapport_Activite_20{n:02}-03-01_v2.pdf",
        "IMG_20{n:02}0312_{n}.jpg",
        "backup_base_sql_202401{n:02}.tar.gz.tif",
        "4{n:02} pages.pdf",
    ],
)
def test_dates_of_files_are_no_births(form: str) -> None:
    data = "".join(form.format(n=n) + "\n" for n in range(10, 25)).encode()
    assert read(data, "liste.txt").text == data
    assert not scan_bytes(data, "liste.txt").state.tallies
