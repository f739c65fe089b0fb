"""What is taken for plain text is never a document, a database or an archive."""

from pathlib import Path

import pytest

from leakscan.readers.opening import HEAD_BYTES
from leakscan.readers.plain_formats import MAIL_FORMATS, is_plain
from leakscan.readers.registry import BYTE_FORMATS
from tests.readers.test_golden import CASES

OTHERS = [entry for entry in BYTE_FORMATS if entry not in MAIL_FORMATS]
SOURCES = [
    path for folder in CASES for path in folder.iterdir() if path.name != "expected.json"
]  # fmt: skip


@pytest.mark.parametrize(
    "source", SOURCES, ids=lambda path: f"{path.parent.parent.name}-{path.parent.name}"
)
def test_a_document_is_not_plain(source: Path) -> None:
    head = source.read_bytes()[:HEAD_BYTES]
    for cut in (64, 512, len(head)):
        for entry in OTHERS:
            if entry.recognise(head[:cut], source.name):
                assert not is_plain(head[:cut], source.name), entry.info.name


def test_every_format_was_asked_about() -> None:
    seen = {
        entry.info.name
        for source in SOURCES
        for entry in OTHERS
        if entry.recognise(source.read_bytes()[:HEAD_BYTES], source.name)
    }
    assert len(seen) >= 0.8 * len(OTHERS)


@pytest.mark.parametrize("head", [b"nom;prenom\nA;B\n", "é\n".encode(), b"{}", b"From a@b\n", b""])
def test_text_is_plain(head: bytes) -> None:
    assert is_plain(head, "a.txt")
