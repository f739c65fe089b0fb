"""Short texts by number: each replacement belongs to the text it was found in."""

import pytest

from leakscan.detectors.engine import Detector
from leakscan.model.errors import ReadError
from leakscan.raw.chunk import MAX_PROSE_RECORD_BYTES
from leakscan.redaction.prose_spans import found_in
from leakscan.redaction.replacements import MASK, Masker
from tests.detectors.scanning import rules
from tests.redaction.test_redactor import nir_of

EMPTY = ["", " \n", "\0", "\0 \t\0"]


def _found(texts: list[str]) -> dict[int, str]:
    detector = Detector(rules(), "portable").member()
    found = {}
    for number, spans in found_in(texts, detector, Masker("null")):
        data = texts[number].encode()
        ((low, high, _, instead),) = spans
        found[number] = (data[:low] + instead + data[high:]).decode()
    return found


def test_texts_of_nothing_shift_no_replacement() -> None:
    said = f"NIR {nir_of(1)}."
    expected = said.replace(nir_of(1), MASK.decode())
    texts = [*EMPTY, said, *EMPTY, "rien", said]
    assert _found(texts) == {4: expected, len(texts) - 1: expected}


def test_a_text_that_would_be_several_records_is_refused() -> None:
    with pytest.raises(ReadError, match="64 KiB"):
        _found(["a", "é" * (MAX_PROSE_RECORD_BYTES // 2)])
