"""One table and one letter, fictitious, that every format is given to hold.

``tests/golden/<format>/table`` holds the table and ``tests/golden/<format>/letter`` the letter,
written by a library that is not ours; `tests/acceptance/test_format_invariance.py` compares what
is found in them with what is found in the CSV file and the text file.
"""

import csv
import io

_WRITTEN = (
    ("DURAND", "Zoé", "F", "12/03/1961", "2615099123045", "06 39 98 12 34", "GLY", "1.42"),
    ("L'HÉNORET", "Anaïs", "F", "30/11/1984", "2845099200112", "02 61 91 00 11", "TSH", "2.31"),
    ("MARTIN", "Léo", "M", "01/02/2015", "1155099311208", "01 99 00 45 67", "CRP", "48"),
    ("PETIT & FILS", "Marc", "M", "25/07/1939", "1395099412377", "03 53 01 22 33", "INR", "3.6"),
    ("LE GOFF", "Maëlle", "F", "17/09/1972", "2725099512499", "04 65 71 10 20", "FERR", "12"),
    ("GARCIA", "Inès", "F", "08/12/1990", "2905099612501", "05 36 49 98 76", "HCG", "12500"),
    ("BERNARD", "Paul", "M", "19/05/1955", "1555099712633", "06 39 98 77 01", "HBA1C", "8.4"),
    ("ROUSSEAU", "Chloé", "F", "03/10/2001", "2015099812744", "06 39 98 00 42", "VIH", "0.02"),
)  # fmt: skip
_COMMENTS = (
    "Diabète de type 2 connu",
    "pas d'allergie connue\nsous Levothyrox",
    "angine ; prélèvement à domicile",
    "fibrillation auriculaire, sous Previscan",
    "",
    'enceinte de 8 SA, "à revoir"',
    "mère diabétique",
    "sérologie VIH négative",
)
HEADER = [
    "nom",
    "prénom",
    "sexe",
    "date_naissance",
    "nir",
    "téléphone",
    "code_analyse",
    "résultat",
    "email",
    "commentaire",
]


def _nir(thirteen: str) -> str:
    return f"{thirteen}{97 - int(thirteen) % 97:02}"


ROWS = [
    [*row[:4], _nir(row[4]), *row[5:], f"{row[1].lower()}@example.org", comment]
    for row, comment in zip(_WRITTEN, _COMMENTS, strict=True)
]
DATE_COLUMN = HEADER.index("date_naissance")
NUMBER_COLUMNS = (HEADER.index("nir"), HEADER.index("résultat"))
"""Columns that formats with types hold as numbers."""

PARAGRAPHS = [
    "Cabinet médical des Tilleuls",
    "Dr Hélène Marchand",
    "Le 14 octobre 2023",
    f"Objet : Mme Zoé DURAND, née le 12/03/1961, NIR {ROWS[0][4]}",
    "Cher confrère,",
    (
        "Je revois votre patiente pour son diabète de type 2, compliqué d'une rétinopathie. "
        "Elle est sous metformine. L'HbA1c est à 8,4 %."
    ),
    "Pas d'antécédent d'infarctus. Sa mère était atteinte d'un cancer du sein.",
    "Elle peut être jointe au 06 39 98 12 34 ou à zoe@example.org.",
    "Bien confraternellement,",
]


def table_csv() -> bytes:
    """The table as a French export."""
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows([HEADER, *ROWS])
    return out.getvalue().encode()


def letter_text() -> bytes:
    """The letter as plain text."""
    return "".join(f"{paragraph}\n" for paragraph in PARAGRAPHS).encode()
