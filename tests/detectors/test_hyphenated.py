"""Words parted at the end of a line are found, where they stand, with their status."""

import numpy as np
import pytest

from benchmarks.accuracy.judging import found_in
from benchmarks.accuracy.sample import Sample
from leakscan.detectors.characters import Bytes
from leakscan.detectors.engine import Detector
from leakscan.detectors.hyphenated import rejoined_words
from leakscan.detectors.lexical import LexicalLane, Words
from leakscan.raw.chunk import Chunk
from tests.detectors.scanning import rules

_PATIENT = "Mme Léa TESTEUR, née le 03/04/1981, vue ce jour en consultation.\n"


def found(text: str) -> set[tuple[str, str, str]]:
    sample = Sample.of("test", text)
    hits = found_in(sample)
    return {(hit.rule, sample.data[hit.start : hit.end].decode(), hit.assertion) for hit in hits}


@pytest.mark.parametrize(
    ("text", "rule", "value", "status"),
    [
        ("Patiente séro-\npositive depuis 2009", "health.hiv", "séro-\npositive", "affirmed"),
        ("elle n'est pas en-\r\nceinte", "health.pregnancy", "en-\r\nceinte", "negated"),
        ("sous levothy-\n   rox 75", "health.drug", "levothy-\n   rox", "affirmed"),
        ("> sous metfor-\n> mine", "health.drug", "metfor-\n> mine", "affirmed"),
        ("en post-\npartum", "health.pregnancy", "post-\npartum", "affirmed"),
        ("hépa\xadtite C chronique", "health.hepatitis", "hépa\xadtite C chronique", "affirmed"),
        ("dépres\xad\nsion sévère", "health.psychiatry", "dépres\xad\nsion sévère", "affirmed"),
        ("mère atteinte d'Alzhei-\nmer", "health.disability", "Alzhei-\nmer", "family"),
    ],
)
def test_a_parted_word_is_one(text: str, rule: str, value: str, status: str) -> None:
    assert (rule, value, status) in found(_PATIENT + text)
    assert (rule, value, status) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "une longue en-\n\nceinte de pierre",
        "la liste : en-\nCeinte",
        "séro -\npositif",
        "1-\n2 en--\nceinte",
    ],
)
def test_other_ends_of_lines_part_nothing(text: str) -> None:
    assert not {rule for rule, _, _ in found(_PATIENT + text) if rule.startswith("health.")}


def test_they_are_found_far_into_a_text_where_somebody_is() -> None:
    filler = "Rien de notable dans ce long compte rendu de réunion.\n" * 4000
    letter = _PATIENT + "Patiente séro-\npositive.\n"
    assert ("health.hiv", "séro-\npositive", "affirmed") in found(filler + "\f" + letter)


def test_many_partings_are_taken_some_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    filler = b"Rien de notable dans ce long compte rendu de consultation. "
    record, count = filler + b"s\xc3\xa9ro-\npositive. " + filler + b"\n\n", 10_000
    starts = np.arange(count) * len(record)
    chunk = Chunk(record * count, 0, count * len(record), count, 0, starts)
    sizes: list[int] = []
    find = LexicalLane.find

    def watched(lane: LexicalLane, data: Bytes) -> Words:
        sizes.append(data.size)
        return find(lane, data)

    monkeypatch.setattr(LexicalLane, "find", watched)
    words = rejoined_words(Detector(rules()).lane, chunk, starts)
    assert words is not None
    assert (np.diff(words.start) >= 0).all()
    assert {*(starts + len(filler)).tolist()} <= {*words.start.tolist()}
    assert max(sizes) <= 4096 * 2 * 140 < sum(sizes)
