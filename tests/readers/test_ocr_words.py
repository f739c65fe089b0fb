"""Recognised pages: what stands between words, and what the words are."""

from html import escape

import pytest

from leakscan.scanner import scan_bytes
from tests.readers.reading import read

LINES = [
    ("DURAND", "Zoé", "01/02/1979", "06", "39", "98", "12", "34", "plaie"),
    ("L'HÉNORET", "Ali", "03/04/1944", "0261910011", "R&D"),
    ("FICTIF", "Anne", "05/06/2015", "01.99.00.12.34", "doigt"),
] * 2
FOUND = {"fr.phone": 6, "person.birth-date": 6, "person.name": 6}


def hocr(between: str) -> str:
    lines = (
        f"<span class='ocr_line' title=\"bbox 1 2 3 4; baseline 0 -5\">{between}"
        + between.join(
            f"<span class='ocrx_word' title='bbox 12 20 14 25; x_wconf 68'>{escape(word)}</span>"
            for word in line
        )
        + f"{between}</span>"
        for line in LINES
    )
    return f"<html><body><div class='ocr_page'>{between.join(lines)}</div></body></html>"


def alto(prefix: str) -> str:
    lines = "".join(
        f"<{prefix}TextLine HPOS='1'>"
        + f"<{prefix}SP/>".join(
            f'<{prefix}String HPOS="120" CONTENT="{escape(word)}" WC="0.9"/>' for word in line
        )
        + f"</{prefix}TextLine>\n"
        for line in LINES
    )
    return (
        f'<?xml version="1.0"?>\n<{prefix}alto><{prefix}Page>{lines}</{prefix}Page></{prefix}alto>'
    )


def bbox() -> str:
    words = "".join(
        f'<word xMin="{20 * place}.2" yMin="{20 * number}.1" yMax="33">{escape(word)}</word>\n'
        for number, line in enumerate(LINES)
        for place, word in enumerate(line)
    )
    return f'<!DOCTYPE html><html><body><doc><page width="595">\n{words}</page></doc></body></html>'


def abbyy() -> str:
    lines = "\n".join(
        '<line baseline="1"><formatting>'
        + "".join(f'<charParams l="1">{escape(sign)}</charParams>' for sign in " ".join(line))
        + "</formatting></line>"
        for line in LINES
    )
    return (
        f'<?xml version="1.0"?><document><page><block><par>{lines}</par></block></page></document>'
    )


def tsv() -> str:
    numbers = "level page_num block_num par_num line_num word_num"
    head = "\t".join([*numbers.split(), *"left top width height conf text".split()])
    rows = [
        f"5\t1\t1\t1\t{number}\t{place}\t1\t2\t3\t4\t88.1\t{word}"
        for number, line in enumerate(LINES, 1)
        for place, word in enumerate(line, 1)
    ]
    return "\n".join([head, *rows, ""])


PAGES = {
    "hocr": hocr("\n  "), "hocr-in-a-line": hocr(" "), "alto": alto(""), "alto-named": alto("a:"),
    "bbox": bbox(), "abbyy": abbyy(), "tesseract": tsv(),
}  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_lines_are_those_of_the_page(page: str) -> None:
    text = read(PAGES[page].encode(), "scan.tsv" if page == "tesseract" else "scan.xml").text
    lines = [" ".join(line.split()) for line in text.decode().splitlines() if line.strip()]
    assert lines == [" ".join(line) for line in LINES]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("dribble", [0, 61])
def test_what_is_found(page: str, dribble: int) -> None:
    data = PAGES[page].encode()
    if dribble:
        assert read(data, "scan.html", dribble=dribble).text == read(data, "scan.html").text
        return
    state = scan_bytes(data, "scan.html").state
    assert {rule: tally.count for rule, tally in state.tallies.items()} == FOUND


def test_other_pages_are_read_as_they_were() -> None:
    page = b"<html><body><p class='word'>DURAND</p><p title='bbox'>Z</p></body></html>"
    assert read(page, "x.html").formats == ["html"]
