"""Which sign parts the cells of a table, also a rare one, below comments."""

import pytest

from leakscan.readers.dialect import sniff_dialect

ROWS = ["NOM", "NE_LE", "TEL"], *([f"DURAND{n}", "07/03/1962", ""] for n in range(20))
COMMENTS = ("", "# extraction\n", "# extraction\n# genere le 02/09 - separateur {}\n#", "TITRE\n\n")


def text(sign: str, above: str = "", end: str = "\n") -> bytes:
    return (above.format(sign) + "".join(sign.join(row) + end for row in ROWS)).encode()


@pytest.mark.parametrize("sign", ";,\t|~^!$@\x01\x1f")
@pytest.mark.parametrize("above", COMMENTS)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_delimiter_is_told(sign: str, above: str, end: str) -> None:
    found = sniff_dialect(text(sign, above, end), final=True)
    assert found is not None
    assert (found.delimiter, found.preamble > 0) == (ord(sign), above.count("\n") > 0)


@pytest.mark.parametrize("sign", "~!$@")
def test_a_rare_sign_now_and_then_parts_nothing(sign: str) -> None:
    lines = [f"Voici {sign}{sign * (n % 3)} une note n° {n}{sign}" for n in range(20)]
    assert sniff_dialect("\n".join(lines).encode(), final=True) is None
    few = "\n".join([*["Une note sans rien."] * 9, f"a{sign}b{sign}c", f"d{sign}e{sign}f"])
    assert sniff_dialect(few.encode(), final=True) is None
