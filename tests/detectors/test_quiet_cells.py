"""Cells that are remembered as quiet give the names that cells give which are looked at."""

import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakscan.detectors import quiet_cells as module
from leakscan.detectors.engine import Detector
from leakscan.detectors.quiet_cells import QuietCells, are_quiet
from leakscan.detectors.rules import load_rules
from leakscan.native.library import KERNELS
from leakscan.readers.opening import ReadOptions, open_member

pytestmark = pytest.mark.skipif(KERNELS is None, reason="cells are remembered by a kernel")

_WORDS = (
    "patiente enceinte, sous Levothyrox Doliprane VIH positif connu sa fille son mari voir Mme mme "
    "Dr Corinne Jean TESTEUR DURAND morin : ( - et de 06 39 98 12 34"
).split(" ")
_REMARKS = st.lists(st.sampled_from(_WORDS), min_size=3, max_size=9).map(" ".join)


def _table(remarks: list[str]) -> bytes:
    rows = (
        f"{n};{'Dr' if n % 3 else 'Mme'};{remark};{n}\n" for n, remark in enumerate(remarks * 3)
    )
    return ("dossier;civilite;commentaire;num\n" + "".join(rows)).encode()


def _names(detector: Detector, data: bytes) -> list[tuple[int, int, int]]:
    """The record and the span of each name, of a table."""
    name = detector.rules.number_of("person.name")
    member, found = detector.member(), []
    for chunk in open_member(io.BytesIO(data), "x.csv", ReadOptions()).chunks():
        for piece, seen in member.detections(chunk):
            hits = seen.hits
            own = np.empty(0, np.int64) if hits is None else np.flatnonzero(hits.rule == name)
            if hits is not None:
                rows = zip(hits.start[own].tolist(), hits.end[own].tolist(), strict=True)
                found += [(piece.first_record, *row) for row in rows]
    return found


@pytest.fixture(scope="module")
def detector() -> Detector:
    return Detector(load_rules())


@given(remarks=st.lists(_REMARKS, min_size=1, max_size=12))
def test_the_same_names_are_found(detector: Detector, remarks: list[str]) -> None:
    data = _table(["patiente enceinte, sa fille Corinne rappelle", *remarks])
    detector.quiet_cells = None
    expected = _names(detector, data)
    assert expected
    detector.quiet_cells = QuietCells()
    assert _names(detector, data) == expected
    assert _names(detector, data) == expected


def _cells(*texts: str, before: str = ";") -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A text with these cells, and where they begin and end."""
    data = "".join(f"{before}{text}" for text in texts).encode() + b"\n"
    sizes = np.array([len(text.encode()) for text in texts])
    highs = np.cumsum(sizes + len(before.encode()))
    return np.frombuffer(data, np.uint8), highs - sizes, highs


@pytest.mark.parametrize(
    ("text", "quiet"),
    [
        ("sous Levothyrox, a rappeler", True),
        ("GROSSESSE en cours, voir le dossier", True),
        ("voir Anne MARTIN pour la suite", False),
        ("enceinte, sa fille Corinne rappelle", False),
        ("enceinte, voir mme morin", False),
        ("(Corinne) rappelle pour la suite", False),
    ],
)
def test_which_cells_are_quiet(text: str, *, quiet: bool) -> None:
    assert are_quiet(*_cells("sous Levothyrox", text, "sous Levothyrox")).tolist()[1] is quiet


def test_only_quiet_cells_are_left_out() -> None:
    memory = QuietCells()
    cells = _cells("sous Levothyrox depuis peu", "enceinte, sa fille Corinne rappelle")
    for _ in range(3):
        assert memory.others(*cells).tolist() == [1]


def test_cells_that_a_word_may_reach_into_are_looked_at() -> None:
    memory = QuietCells()
    assert memory.others(*_cells("sous Levothyrox depuis peu")).tolist() == []
    for before in ("a", "é", "-"):
        assert memory.others(*_cells("sous Levothyrox depuis peu", before=before)).tolist() == [0]


def test_it_forgets_and_rests(monkeypatch: pytest.MonkeyPatch) -> None:
    memory = QuietCells()
    monkeypatch.setattr(module, "_MAX_CELLS", 3)
    every = [f"sous Levothyrox depuis {n} ans" for n in range(40)]
    seen = [memory.others(*_cells(*every[low : low + 4])).size for low in range(0, 40, 4)]
    # The first four are learned, and none of the next comes again: eight times nobody asks.
    assert seen == [0, 0, *[4] * 8]
    assert memory.others(*_cells(*every[-4:])).size == 0
