"""What the headers of a table share is no part of any of them."""

import pytest

from leakscan.detectors.header_affixes import without_affixes


@pytest.mark.parametrize(
    ("names", "left"),
    [
        ("XYZ_NOM XYZ_PRENOM XYZ_DDN ID", "NOM PRENOM DDN ID"),
        ("zzNom zzPrenom zzNaissance", "Nom Prenom Naissance"),
        ("NOMQQ PREQQ DTNAIQQ TELQQ CODE", "NOM PRE DTNAI TEL CODE"),
        ("nom prenom ddn", "nom prenom ddn"),
        ("a_nom b_prenom c_ddn", "a_nom b_prenom c_ddn"),
        ("", ""),
    ],
)
def test_what_most_headers_begin_or_end_with_is_left_out(names: str, left: str) -> None:
    assert without_affixes(names.split()) == left.split()
