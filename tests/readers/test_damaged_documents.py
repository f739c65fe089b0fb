"""Documents that are cut, bent or misnamed: no crash, no silence, and what can be read is read."""

import random
from pathlib import Path

import pytest

from leakscan.readers.opening import is_installed
from leakscan.readers.registry import readable_formats
from tests.readers.documents import Found, examine
from tests.readers.golden import GOLDEN, source_of
from tests.readers.labelled import ROWS

FORMATS = ("docx", "html", "odf", "ole", "pdf", "pptx", "rtf", "xlsb", "xlsx", "xml")
_INSTALLED = {info.name for info in readable_formats() if is_installed(info)}
SAMPLES = [
    source_of(folder)
    for name in FORMATS
    for folder in sorted((GOLDEN / name).glob("*"))
    if name in _INSTALLED and folder.name in {"table", "letter"}
]
WORD = "DURAND"
_STEPS = {"pdf": 12}


def _id(path: Path) -> str:
    return f"{path.parent.parent.name}-{path.parent.name}"


def said(found: Found) -> bool:
    """Whether something was read, or told; markup whose text is cut off is whole without it."""
    read = found.texts or found.gaps or found.members
    return bool(read) or found.formats[0] in {"empty", "html", "rtf"}


@pytest.mark.parametrize("path", SAMPLES, ids=_id)
def test_a_document_cut_anywhere_is_read_or_told(path: Path) -> None:
    data = path.read_bytes()
    steps = _STEPS.get(path.parent.parent.name, 60)
    for number in range(1, steps):
        found = examine(data[: len(data) * number // steps], path.name)
        assert said(found), number


@pytest.mark.parametrize("path", SAMPLES, ids=_id)
def test_a_document_with_bent_bits_is_read_or_told(path: Path) -> None:
    data, draws = path.read_bytes(), random.Random(7)
    for _ in range(_STEPS.get(path.parent.parent.name, 60)):
        bent = bytearray(data)
        for _ in range(draws.choice((1, 1, 3, 20))):
            bent[draws.randrange(len(bent))] ^= 1 << draws.randrange(8)
        assert said(examine(bytes(bent), path.name))


@pytest.mark.parametrize("path", SAMPLES, ids=_id)
@pytest.mark.parametrize("ending", [".txt", ".csv", ".docx", ".xls", ".pdf", ".zip", ""])
def test_the_content_decides_whatever_the_name(path: Path, ending: str) -> None:
    found = examine(path.read_bytes(), f"export{ending}")
    assert found.formats == [path.parent.parent.name]
    assert any(WORD in text for text in found.texts)
    assert not found.gaps


@pytest.mark.parametrize("name", ["docx/table/table.docx", "xlsx/table/table.xlsx"])
def test_parts_before_a_cut_are_read(name: str) -> None:
    data = (GOLDEN / name).read_bytes()
    cut = data[: data.rindex(b"PK\x05\x06") - 1]
    cut = cut[: cut.index(b"PK\x01\x02")]
    found = examine(cut, Path(name).name)
    assert "zip directory missing" in {gap.where for gap in found.gaps}
    assert any(ROWS[0][4] in text for text in found.texts)
