import ast
import re
import stat
from itertools import chain
from pathlib import Path
from string import Formatter

import pytest

import leakscan
from leakscan.model.coverage import GapReason
from leakscan.model.taxonomy import CATEGORY_FACETS, Assertion, Tier
from leakscan.readers import binary
from leakscan.readers.registry import readable_formats
from leakscan.reports.texts import TEXTS
from leakscan.reports.texts.errors import error_text
from leakscan.reports.texts.places import place
from leakscan.reports.wording import gap
from leakscan.scoring import policy
from leakscan.scoring.flags import ORDER
from leakscan.sources.source import special_kind

PACKAGE = Path(leakscan.__file__).parent


def test_what_says_the_same_as_the_reason_is_said_once() -> None:
    assert gap({"reason": "permission", "where": "permission denied"}, "en") == "permission denied"
    assert gap({"reason": "permission", "where": "folder"}, "en") == "permission denied (folder)"


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_both_languages_have_every_key_with_the_same_placeholders() -> None:
    assert TEXTS["fr"].keys() == TEXTS["en"].keys()
    for key, french in TEXTS["fr"].items():
        assert placeholders(french) == placeholders(TEXTS["en"][key]), key


def test_every_code_has_a_name() -> None:
    wanted = {f"gap.{reason.value}" for reason in GapReason}
    wanted |= {f"category.{category}" for category in CATEGORY_FACETS}
    wanted |= {f"tier.{tier.label}" for tier in Tier}
    wanted |= {f"assertion.{assertion.label}" for assertion in Assertion}
    wanted |= {f"flag.{flag}" for flag in ORDER}
    wanted |= {f"basis.health-{level}" for level in range(1, 5)}
    wanted |= {f"persons.bracket.{bracket}" for _, bracket in policy.BRACKETS}
    wanted |= {f"persons.bracket.{policy.BRACKET_BEYOND}"}
    wanted |= {f"scenario.{cb}" for cb in policy.CB_GRID}
    assert not wanted - TEXTS["fr"].keys()


SAME_IN_EVERY_LANGUAGE = frozenset(
    "tar cpio ar 7z zip rar rar5 cab iso gzip bzip2 xz zstd lz4 compress "
    "openssl age luks pgp keepass ansible-vault".split()
)
"""Containers and ciphers, whose names are all that people call them."""


def test_every_format_is_called_by_a_name_for_people() -> None:
    known = {info.name for info in readable_formats()} | {name for _, _, name, _ in binary._MAGICS}
    known |= {"empty", binary.UNKNOWN.name}
    named = {key.removeprefix("format.") for key in TEXTS["fr"] if key.startswith("format.")}
    assert known - named == SAME_IN_EVERY_LANGUAGE


def test_french_punctuation_is_not_left_alone_on_a_line() -> None:
    assert not [key for key, text in TEXTS["fr"].items() if re.search(r" [:;?!]", text)]


def usage_errors() -> set[str]:
    """What is wrong with a command, as it stands in the code that says so."""
    said: set[str] = set()
    for source in (
        *PACKAGE.glob("cli/*.py"),
        *PACKAGE.glob("sources/*.py"),
        PACKAGE / "baseline.py",
    ):
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "UsageError":
                said.add(_words(node.args[0]))
    return {words for words in said if re.search("[a-z]{2} ", words)}


def test_errors_of_usage_are_told_in_french() -> None:
    said = usage_errors()
    assert len(said) > 50
    assert {words for words in said if error_text(words, "en") != words} == set()
    assert {words for words in said if error_text(words, "fr") == words} == set()


_ROOMS = ("readers", "sources", "redaction")
_TELLERS = {"Gap", "ReadError", "LimitExceeded"}


def told_places() -> set[str]:
    """What readers say of the places that they could not read, as it stands in their code."""
    said: set[str] = set()
    for source in chain.from_iterable(PACKAGE.glob(f"{room}/*.py") for room in _ROOMS):
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in _TELLERS:
                parts = (*node.args, *(keyword.value for keyword in node.keywords))
                said |= set(filter(None, map(_words, parts)))
    return said


def _words(part: ast.expr) -> str:
    """The words of a literal, numbers standing for what is filled in."""
    if isinstance(part, ast.JoinedStr):
        return "".join(_words(piece) or "7" for piece in part.values)
    return part.value if isinstance(part, ast.Constant) and isinstance(part.value, str) else ""


def test_places_that_were_not_read_are_told_in_french() -> None:
    """All but a few: one that has no translation is told as it is."""
    said = {words for words in told_places() if " " in words}
    assert len(said) > 60
    assert {words for words in said if place(words, "en") != words} == set()
    untold = {words for words in said if place(words, "fr") == words}
    assert len(untold) <= 5, untold


def test_files_that_are_none_are_told_in_french() -> None:
    kinds = {special_kind(mode) for mode in (stat.S_IFIFO, stat.S_IFCHR, stat.S_IFLNK)}
    assert len(kinds) == 3
    assert not kinds & {place(kind, "fr") for kind in kinds}


@pytest.mark.parametrize(
    ("words", "french"),
    [
        ("no text layer on 2 of 90 pages", "pages sans couche de texte\xa0: 2 sur 90"),
        ("1 image", "1 image"),
        ("too-large, after 1 member", "too-large, après 1 membre"),
        ("12 bytes missing", "12 octets manquent"),
        ("gzip data ends too early", "données gzip coupées"),
        ("7z header damaged", "en-tête 7z endommagé"),
        ("part data damaged, names included", "une partie est endommagée, noms compris"),
        ("something new, 3 of them", "something new, 3 of them"),
        ("pdf: install leakscan[pdf]", "pdf\xa0: installer leakscan[pdf]"),
        ("pst: only its strings", "pst\xa0: ses chaînes seulement"),
        ("symbolic link that leads nowhere", "lien symbolique qui ne mène nulle part"),
        (
            "bytes do not look like cp037: give the right --encoding",
            "les octets n'ont pas l'air de cp037\xa0: donner le bon --encoding",
        ),
        (
            "pdf cannot be redacted, only text, xlsx",
            "pdf ne peut pas être expurgé, seulement text, xlsx",
        ),
        ("", ""),
    ],
)
def test_places_keep_their_numbers(words: str, french: str) -> None:
    assert place(words, "fr") == french
