"""Names of files and folders are input as well: what identifies somebody in them is masked."""

from pathlib import Path

import pytest

from leakscan.detectors.engine import Detector
from leakscan.detectors.rules import load_rules
from leakscan.evidence.keyed import Fingerprinter
from leakscan.paths import MemberNames, NameTags, printable_paths
from tests.privacy.canaries import (
    CORSICAN,
    DOCTOR,
    EMAIL,
    LANDLINE,
    MOBILE,
    NAME,
    NIR,
    STREET,
    Canary,
    leaks,
    plant,
)

SEPARATORS = (
    "", " ", "_", ".", "-", "\u2013", "\u2011", "\u00a0", "\u202f", "\u2009", "\u200b", "\t", "\n",
    "  ", "__", " - ", ",", ";", ":", "+", "~", "'", "=", "\u00b7", "%20",
)  # fmt: skip


@pytest.fixture(scope="module")
def detector() -> Detector:
    return Detector(load_rules(), "portable")


def shown(name: str, detector: Detector) -> bytes:
    (path,) = printable_paths([name], detector)
    return path.encode()


def digits(path: bytes) -> int:
    return sum(48 <= sign <= 57 for sign in path)


@pytest.mark.parametrize("number", [NIR, CORSICAN, MOBILE, LANDLINE], ids=lambda n: n.kind)
@pytest.mark.parametrize("separator", SEPARATORS, ids=ascii)
def test_numbers_in_groups(number: Canary, separator: str, detector: Detector) -> None:
    for name in ("doc {}.pdf", "{}", "scans/{}/page.tif", "CR_{}_final.docx"):
        path = shown(name.format(number.printed(separator)), detector)
        # Nothing of what the name had: neither as it was nor with the separators replaced.
        assert digits(path) <= 1, name


@pytest.mark.parametrize(
    "number",
    [
        NIR,
        MOBILE,
        CORSICAN,
    ],
    ids=lambda number: number.kind,
)
def test_numbers_glued_to_letters(number: Canary, detector: Detector) -> None:
    for separator in ("", " ", "-"):
        assert digits(shown(f"a{number.printed(separator)}b.tar.gz", detector)) == 0


@pytest.mark.parametrize(
    "name",
    [
        f"{EMAIL.value}.eml",
        f"contact_{EMAIL.value}_2020.csv",
        f"Mme {NAME.value}.pdf",
        f"Mme_{NAME.value}_2020.pdf",
        f"MME {NAME.value}.PDF",
        f"lettre du Dr {DOCTOR.value}.txt",
        f"17 impasse {STREET.value} 29000.txt",
        f"+33{MOBILE.value[1:]}.vcf",
        f"export.{NIR.value}",
        f"{'a' * 200}{NIR.value}{'b' * 30}",
        f"{NIR.value}/{MOBILE.value}/{EMAIL.value}",
    ],
)
def test_what_else_identifies(name: str, detector: Detector) -> None:
    assert leaks(shown(name, detector)) == []


@pytest.mark.parametrize(
    "name", ["labo_20201031.sql", "export_patients.csv", "2021/03/04/lot-12.csv", "CR 12.pdf"]
)
def test_what_identifies_nobody_stays(name: str, detector: Detector) -> None:
    assert shown(name, detector) == name.encode()


def test_masked_names_stay_apart(detector: Detector) -> None:
    names = [f"{NIR.value}.csv", f"{MOBILE.value}.csv", f"x/{NIR.value}.csv", f"{NIR.value}/x.csv"]
    paths = printable_paths(names, detector)
    assert len(set(paths)) == len(names)
    assert paths[0].endswith(".csv")


def test_planted_names(detector: Detector, tmp_path: Path) -> None:
    plant(tmp_path)
    names = [path.relative_to(tmp_path).as_posix() for path in sorted(tmp_path.rglob("*"))]
    assert leaks("\n".join(names).encode())
    assert leaks("\n".join(printable_paths(names, detector)).encode()) == []


def test_tags_depend_on_the_name_and_the_key_alone(detector: Detector) -> None:
    names = [f"scans/{NIR.printed('')}.pdf", f"{MOBILE.printed(' ')}.pdf", "plain.pdf"]
    tags = NameTags(Fingerprinter(b"k" * 32))
    alone = [printable_paths([name], detector, tags)[0] for name in names]
    assert printable_paths(names[::-1], detector, tags)[::-1] == alone
    assert alone[2] == "plain.pdf"
    assert len(set(alone)) == 3
    assert [digits(path.encode()) for path in alone] == [0, 0, 0]
    others = NameTags(Fingerprinter(b"x" * 32))
    assert printable_paths(names[:1], detector, others) != alone[:1]
    assert MemberNames(detector, tags).path("a.zip", names[0]) == f"a.zip!/{alone[0]}"
    assert leaks("\n".join(alone).encode()) == []
