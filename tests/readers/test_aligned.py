"""Printed lists: cells parted by blanks under a header; nothing else is taken for one."""

import pytest

from leakscan.scanner import scan_bytes
from tests.readers.reading import read

ROWS = [
    ("DURAND", "Zoé", "01/02/1979", "06 39 98 12 34", "A+"),
    ("L'HÉNORET", "Anaïs", "03/04/1944", "02 61 91 00 11", "O-"),
    ("DE LA FICTION", "Ali", "05/06/2015", "", "AB+"),
    ("FICTIF", "Léa", "07/08/1990", "01 99 00 12 34", "B-"),
]
WIDTHS = (18, 10, 13, 17, 8)
TITLES = ("NOM", "PRENOM", "NE LE", "TELEPHONE", "GROUPE")


def printed(*above: str, rule: str = "", times: int = 1) -> bytes:
    lines = [TITLES, *ROWS * times]
    text = ["".join(f"{cell:{width}}" for cell, width in zip(line, WIDTHS, strict=True)).rstrip()
            for line in lines]  # fmt: skip
    if rule:
        text.insert(1, " ".join(rule * (width - 1) for width in WIDTHS))
    return "\n".join([*above, *text, ""]).encode()


@pytest.mark.parametrize("above", [(), ("LISTE DES PATIENTS", "")])
@pytest.mark.parametrize("rule", ["", "-"])
def test_a_printed_list_is_a_table(above: tuple[str, ...], rule: str) -> None:
    found = read(printed(*above, rule=rule))
    assert found.formats == ["aligned"]
    names = [value.decode().strip() for column, _, value in found.fields if column == "NOM"]
    assert [name for name in names if name.strip("-")] == ["NOM", *(row[0] for row in ROWS)]


def test_a_lone_return_above_is_no_line() -> None:
    found = read(printed("Titre\rligne", ""))
    titles = {column for column, _, _ in found.fields}
    assert {"NOM", "PRENOM"} <= titles
    assert all(b"ligne" not in value for _, _, value in found.fields)


def test_what_is_found_in_it() -> None:
    tallies = scan_bytes(printed(times=6), "liste.txt").state.tallies
    counts = {rule: tally.count for rule, tally in tallies.items()}
    assert counts == {
        "person.name": 48, "person.birth-date": 24, "fr.phone": 18, "health.blood-group": 24,
    }  # fmt: skip


def test_each_page_may_have_titles_of_several_lines() -> None:
    titles = ["CAISSE DES LILAS    RETOUR 578      PAGE  {}", "édité le 15/03/2024  service 12", ""]
    lines = printed(times=6).decode().splitlines()
    pages = [
        line
        for page in range(1, 12)
        for line in [*(title.format(page) for title in titles), lines[0], "-" * 60, *lines[1:9]]
    ]
    found = scan_bytes("\n".join([*pages, ""]).encode(), "liste.txt")
    assert found.state.tallies["person.birth-date"].count == 88


def test_numbers_may_stand_right_of_their_title() -> None:
    text = printed(times=6).decode().splitlines()
    amounts = ["MONTANT", *(f"{n * 7 % 90}{n:02},50" for n in range(24))]
    lines = [f"{line:70}{amount:>5}" for line, amount in zip(text, amounts, strict=True)]
    tallies = scan_bytes("\n".join([*lines, ""]).encode(), "liste.lst").state.tallies
    assert tallies["person.birth-date"].count == 24


def test_a_line_that_does_not_keep_to_the_columns_is_searched_whole() -> None:
    note = "Rappeler tout le monde au 06 39 98 00 01 avant la fin de la semaine prochaine, merci\n"
    tallies = scan_bytes(printed(times=6) + note.encode(), "liste.txt").state.tallies
    assert tallies["fr.phone"].count == 19
    assert tallies["person.name"].count == 48


def test_titles_and_lines_across_pages_are_no_columns() -> None:
    page = printed(times=6).decode().split("\n", 1)
    rule = "-" * len(page[0])
    text = "\n".join([page[0], rule, page[1] + "\fÉDITION DU 04/01/2022   PAGE 2", rule, page[1]])
    assert read(text.encode()).formats == ["aligned"]


@pytest.mark.parametrize(
    "text",
    [
        "Cher confrère,  je revois  Mme Durand.\nElle va bien.\nMerci de la revoir.\nÀ bientôt.\n",
        "nom;  prenom;  tel\nA;B;C\nD;E;F\nG;H;I\n",
        "int  main  void\n{\n    return 0;\n}\nint other(void) { return 1; }\n",
        "a  b  c\n",
        "2021  2022  2023\n   1     2     3\n   4     5     6\n   7     8     9\n",
    ],
)
def test_other_texts_are_no_printed_lists(text: str) -> None:
    assert read(text.encode()).formats != ["aligned"]


def test_totals_titles_and_headers_between_rows_name_nobody() -> None:
    page = printed().decode()
    again = "\nTOTAL                 4\n\x0cETAT DES DOSSIERS                 PAGE 2\n" + page
    found = scan_bytes((page + again).encode(), "l.txt").state.tallies
    assert found["person.name"].count == 4 * len(ROWS)
    people = printed().replace(b"DURAND", b"LEPAGE").replace(b"FICTIF", b"TOTALE")
    assert scan_bytes(people, "l.txt").state.tallies["person.name"].count == 2 * len(ROWS)


def test_notes_may_be_set_in_under_rows() -> None:
    lines = printed(times=6).decode().splitlines()
    for at in range(3, 21, 6):
        lines.insert(at, "      >> joindre le service au 02 61 91 00 12 avant la sortie")
    found = scan_bytes("\n".join([*lines, ""]).encode(), "liste.txt")
    assert found.state.tallies["person.birth-date"].count == 24
    assert found.state.tallies["fr.phone"].count == 21


def test_the_header_of_a_later_page_holds_no_cells() -> None:
    lines = printed(times=6).decode().splitlines()
    pages = ["LISTE ABO", "", lines[0].replace("GROUPE", "ABO D"), *lines[1:12]] * 3
    fields = read("\n".join([*pages, ""]).encode()).fields
    assert sum(b"PRENOM" in value for _, _, value in fields) == 1
