"""Prose with much in it is cut into pieces; nothing but memory depends on it."""

import numpy as np
import pytest

from leakscan.detectors import engine
from leakscan.detectors.characters import Mask
from leakscan.detectors.engine import Detector, MemberDetector
from leakscan.detectors.layout import Layout
from leakscan.detectors.rules import load_rules
from leakscan.raw.chunk import MARGIN_BYTES, Chunk
from leakscan.raw.pieces import parts
from leakscan.readers.origin import Shifted

_LETTER = (
    "Madame Éloïse CRÉPIN, tél. 06 39 98 00 {:02d}, sérologie VIH négative, sous Levothyrox.\n"
)


def _chunk(letters: int) -> Chunk:
    texts = [(_LETTER.format(n % 100) * 20).encode() for n in range(letters)]
    starts = np.cumsum([0, *(len(text) for text in texts[:-1])])
    data = b"".join(texts)
    return Chunk(data, 0, len(data), 1, 0, starts, original=Shifted(1000))


def _found(detector: Detector, chunk: Chunk) -> list[tuple[int, ...]]:
    return _found_by(detector.member(), chunk)


def _found_by(member: MemberDetector, chunk: Chunk) -> list[tuple[int, ...]]:
    rows = []
    for piece, detection in member.detections(chunk):
        assert detection.hits is not None
        hits = detection.hits
        for rule, start, end in zip(hits.rule, hits.start, hits.end, strict=True):
            line = piece.first_line + piece.data.count(b"\n", piece.begin, start)
            record = piece.first_record + int(piece.record_of(np.array([start]))[0])
            rows.append((int(rule), piece.original(int(start)), int(end - start), line, record))
    return sorted(rows)


def test_findings_are_those_of_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    detector = Detector(load_rules())
    whole = _found(detector, _chunk(9))
    assert len(list(detector.member().detections(_chunk(9)))) == 1
    monkeypatch.setattr(engine, "_MANY", 600)
    assert len(list(detector.member().detections(_chunk(9)))) > 3
    assert _found(detector, _chunk(9)) == whole


def test_after_much_the_next_is_cut_before_it_is_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    detector = Detector(load_rules())
    whole = _found(detector, _chunk(9))
    monkeypatch.setattr(engine, "_MANY", 600)
    looked_at: list[int] = []

    class Member(MemberDetector):
        def _look(
            self, layout: Layout, handled: Mask | None, most: int | None = None
        ) -> engine._Seen | None:
            looked_at.append(layout.data.size)
            return super()._look(layout, handled, most)

    member, size = Member(detector), len(_chunk(9).data)
    assert [_found_by(member, _chunk(9)) for _ in range(2)] == [whole, whole]
    assert looked_at[0] == size
    assert len(looked_at) == 3
    assert max(looked_at[1:]) < size


@pytest.mark.parametrize("name", ["portable", "hyperscan"])
def test_words_beyond_what_is_looked_up_at_once_are_looked_up_in_parts(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if name == "hyperscan":
        pytest.importorskip("hyperscan")
    detector = Detector(load_rules(), name)
    whole = _found(detector, _chunk(9))
    of_one = detector.lane.find(np.frombuffer(_chunk(1).data, np.uint8)).entry.size
    monkeypatch.setattr(engine, "_MOST_WORDS", 5 * of_one)
    kept: list[int] = []

    class Member(MemberDetector):
        def _look(
            self, layout: Layout, handled: Mask | None, most: int | None = None
        ) -> engine._Seen | None:
            seen = super()._look(layout, handled, most)
            if layout.chunk.record_starts.size > 1:
                kept.append(seen.words.entry.size if seen is not None else 0)
            return seen

    assert _found_by(Member(detector), _chunk(9)) == whole
    assert kept[0] == 0
    assert len(kept) > 1
    assert max(kept) <= 5 * of_one


def test_addresses_of_mail_are_much_too(monkeypatch: pytest.MonkeyPatch) -> None:
    data = b"a@example.org " * 900
    chunk = Chunk(data, 0, len(data), 1, 0, np.arange(0, len(data), 1400), original=Shifted(0))
    detector = Detector(load_rules())
    whole = _found(detector, chunk)
    monkeypatch.setattr(engine, "_MANY", 600)
    pieces = [piece for piece, _ in detector.member().detections(chunk)]
    assert max(piece.data.count(b"@") for piece in pieces) < 400
    assert _found(detector, chunk) == whole


def test_a_record_of_its_own_is_looked_at_whatever_it_holds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    detector = Detector(load_rules())
    whole = _found(detector, _chunk(1))
    monkeypatch.setattr(engine, "_MOST_WORDS", 1)
    assert _found(detector, _chunk(1)) == whole


def test_parts_own_all_of_it_with_context() -> None:
    chunk = _chunk(5)
    (first_at, first), (second_at, second) = parts(chunk, 2)
    assert first_at == 0
    assert chunk.data[second_at:] == second.data
    assert first.data[first.begin : first.end] + second.data[second.begin : second.end] == (
        chunk.data
    )
    assert first.record_starts.size + second.record_starts.size == 5
    assert second.first_record == first.record_starts.size
    assert second.first_line == 1 + first.data[: first.end].count(b"\n")
    assert MARGIN_BYTES - 4 < second.begin <= MARGIN_BYTES
    assert second.data.decode()
    assert first.data.decode()


def test_parts_are_never_more_than_records() -> None:
    chunk = _chunk(5)
    found = [part for _, part in parts(chunk, 40)]
    assert [part.record_starts.size for part in found] == [1] * 5
    assert b"".join(part.data[part.begin : part.end] for part in found) == chunk.data
