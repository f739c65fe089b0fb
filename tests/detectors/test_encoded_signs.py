"""Among signs that encode a picture nothing is an address or a disease; in dense text all is."""

import base64
import random

import pytest

from tests.detectors.scanning import counts_of

HEAD = "%!PS-Adobe-3.0 EPSF-3.0\n%%Title: figure\n/Data currentfile /ASCII85Decode filter def\n"


def picture(size: int = 600_000) -> bytes:
    return random.Random(85).randbytes(size)


def by_chance(text: str, name: str) -> int:
    """How many hits are addresses or diseases."""
    found = counts_of(text, name)
    return sum(n for rule, n in found.items() if rule == "email" or rule.startswith("health."))


def lines_of(signs: bytes, width: int, end: str) -> str:
    text = signs.decode("ascii")
    return end.join(text[at : at + width] for at in range(0, len(text), width))


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_picture_in_ascii85(end: str) -> None:
    # Sixty where such signs are not told.
    assert by_chance(HEAD + lines_of(base64.a85encode(picture()), 72, end), "figure.eps") <= 3


def test_a_picture_in_a_patch() -> None:
    patch = "GIT binary patch\nliteral 600000\n" + lines_of(base64.b85encode(picture()), 65, "\n")
    # Eighteen where they are not.
    assert by_chance(patch, "x.patch") <= 2


@pytest.mark.parametrize(
    "dense",
    [
        '[{"nom":"TESTEUR","mail":"zoe@atelier.fr","note":"VIH+"},{"a":[1,2],"b":null,"c":"x_y"}]',
        "<p id='1' class='b'><a href='/x?y=1&z=2#t'>zoe@atelier.fr</a>;<b>VIH+</b>;(ok)</p>",
        "('TESTEUR','zoe@atelier.fr','VIH+',1,NULL),('FICTIF','ali@atelier.fr','VIH-',2,NULL);",
        "ali@atelier.fr:Tr0p!Sur#\nzoe@atelier.fr:V$r%42^&\nlea@atelier.fr:(Oui)*=2\n",
        "TESTEUR;Zoé;zoe@atelier.fr;VIH+;?;!;#;$;%;06.39.98.12.34\n",
    ],
)
def test_addresses_in_dense_text(dense: str) -> None:
    assert counts_of(f"Relevé\n\n{dense}", "x.log")["email"] >= 1


GAP = "\n" * 12


def test_scraps_of_a_binary() -> None:
    scraps = "".join(f"{GAP}h{sign}G?\xa0b" for sign in "ABCDEFGHIJ") + f"{GAP}VIH?\xd6{GAP}"
    assert by_chance("\x00\x01" + scraps, "x.pkl") == 0


@pytest.mark.parametrize("field", ["VIH+", "VIH +", "VIH: positif", "sérologie VIH", "VIH (2019)"])
def test_fields_of_a_binary(field: str) -> None:
    assert by_chance(f"TESTEUR{GAP}{field}{GAP}FICTIF{GAP}", "x.log") >= 1
