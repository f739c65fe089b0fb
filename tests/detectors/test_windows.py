"""What a cell gives is remembered by its text, so nothing outside it may have a say."""

import numpy as np

from leakscan.detectors.engine import Detector
from leakscan.raw.chunk import Chunk, Fields, Table
from tests.detectors.scanning import rules

CELL = "tombée rue enceinte, né le, IPP, grossesse, VIH"
NEIGHBOURS = ["x" * 200, "12", "né le 01/02/1990", "VIH", "pas de", ""]


def hits_in(detector: Detector, neighbour: str, cell: str) -> list[tuple[str, int, int, int]]:
    """Rule, span in the cell and assertion of the cell's hits, between two like neighbours."""
    raw = [text.encode() for text in (neighbour, cell, neighbour)]
    data = b"\n".join(raw) + b"\n"
    sizes = np.array([len(one) for one in raw])
    ends = np.cumsum(sizes + 1) - 1
    index = Fields(ends - sizes, ends, np.zeros(3, np.int32))
    table = Table(columns=["commentaire"], header_certain=True)
    chunk = Chunk(data, 0, len(data), 1, 0, index.starts, table, index)
    [(_, detection)] = detector.member().detections(chunk)
    hits = detection.hits
    assert hits is not None
    low, high = int(index.starts[1]), int(index.ends[1])
    rows = zip(hits.rule, hits.start - low, hits.end - low, hits.assertion, strict=True)
    ids = [rule.info.id for rule in rules().rules]
    return [
        (ids[rule], int(start), int(end), int(assertion))
        for rule, start, end, assertion in rows
        if 0 <= start <= high - low
    ]


def test_neighbours_have_no_say() -> None:
    alone = {repr(hits_in(Detector(rules(), "portable"), one, CELL)) for one in NEIGHBOURS}
    assert len(alone) == 1
    remembering = Detector(rules(), "portable")
    for neighbour in (*NEIGHBOURS, *NEIGHBOURS[::-1]):
        assert repr(hits_in(remembering, neighbour, CELL)) in alone


def test_what_is_remembered_is_what_was_found() -> None:
    remembering = Detector(rules(), "portable")
    for cell in (CELL, "VIH négatif", "pas de grossesse", "VIH", "mère VIH+"):
        first = hits_in(remembering, "x", cell)
        assert first
        assert hits_in(remembering, "x", cell) == first
        assert hits_in(Detector(rules(), "portable"), "x", cell) == first


def test_what_stands_before_a_window_is_remembered_with_it() -> None:
    remembering = Detector(rules(), "portable")
    for cell in (
        "grossesse, rue du Dr Exemple",
        "grossesse, vue du Dr Exemple",
        "grossesse, rue du Dr Exemple",
    ):
        found = hits_in(remembering, "x", cell)
        assert found == hits_in(Detector(rules(), "portable"), "x", cell)
        assert any(rule == "person.doctor" for rule, *_ in found) == (", vue" in cell)
