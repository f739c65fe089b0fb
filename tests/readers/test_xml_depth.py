"""XML with many elements at one place, and many around each: read in time linear in its size."""

import time

import pytest

from tests.readers.reading import read

DEEP = "<a>" * 240, "</a>" * 240


def seconds(text: str) -> float:
    begun = time.process_time()
    read(text.encode(), "x.xml")
    return time.process_time() - begun


@pytest.mark.parametrize(("before", "after"), [("<r>", "</r>"), DEEP], ids=["flat", "deep"])
def test_thousands_of_elements_with_lines_between(before: str, after: str) -> None:
    text = before + "<b>t</b><c>u</c>\n" * 12_000 + after
    # 0.2 s; what looks back at all that went before takes a minute.
    assert seconds(text) < 20


def test_blanks_before_a_text_are_none_of_it() -> None:
    found = read(b"<r>\n<p>\n  un <b>mot</b> gras\n</p>\n<p>deux <i>mots</i></p></r>", "x.xml")
    assert b"un  mot  gras" in found.text
    assert b"deux  mots" in found.text


def test_records_are_found_below_hundreds_of_elements() -> None:
    row = "<p><nom>TESTEUR</nom><ville>Fictive</ville></p>\n"
    found = read((DEEP[0] + row * 3 + DEEP[1]).encode(), "x.xml")
    names = [value for column, _, value in found.fields if column.endswith("nom")]
    assert names == [b"TESTEUR"] * 3
