r"""Calls of commands of LaTeX, written out."""

import pytest

from leakscan.scanner import scan_bytes
from tests.readers.reading import read

BODY = r"{Chère #1, née le #2, \\ dossier {\bf n} \{a\}. Tél. #3.}"
DEFINITIONS = (
    r"\newcommand{\lettre}[3]",
    r"\newcommand*\lettre[3]",
    r"\renewcommand {\lettre} [3] ",
    r"\def\lettre#1#2#3",
    r"\NewDocumentCommand{\lettre}{m m m}",
)
CALLS = "".join(
    rf"\lettre{{Mme Zoé TESTEUR{n}}} {{0{n}/02/1979}}{{06 39 98 12 3{n}}}" + "\n"
    for n in range(1, 8)
)


@pytest.mark.parametrize("definition", DEFINITIONS)
def test_calls_say_what_the_command_writes(definition: str) -> None:
    data = f"\\documentclass{{letter}}\n{definition}{BODY}\n{CALLS}\\end{{document}}\n".encode()
    assert "Chère Mme Zoé TESTEUR1, née le 01/02/1979,".encode() in read(data, "x.tex").text
    counts = {rule: tally.count for rule, tally in scan_bytes(data, "x.tex").state.tallies.items()}
    assert counts == {"person.name": 7, "person.birth-date": 7, "fr.phone": 7}


@pytest.mark.parametrize(
    "text",
    [
        CALLS,
        r"\newcommand{\lettre}[3]{Chère #1" + "\n" + CALLS,
        r"\newcommand{\autre}[2]{#1 #2}" + "\n" + CALLS,
        r"\newcommand{\lettre}[3]{#1#2#3}" + "\n" + r"\lettre{a}{b" * 40 + "\n",
    ],
)
def test_what_is_not_defined_or_not_closed_stays(text: str) -> None:
    assert read(text.encode(), "x.tex").text == text.encode()
