"""What kernels give back never shows what was scanned, and none writes beyond its arrays."""

import numpy as np
import pytest

from leakscan.native import arrays, records
from leakscan.native.library import KERNELS

pytestmark = pytest.mark.skipif(KERNELS is None, reason="built without a compiler")

ROW = b"279035121518989;0639981234;23/04/1959\n"
DATA = np.frombuffer(ROW, np.uint8)
STARTS = np.array([0, 16, 27])
ENDS = np.array([15, 26, 37])
NO_PLACEHOLDERS = arrays.Placeholders(np.zeros(1, np.uint64), np.zeros(256, np.uint32))


def test_results_show_sizes_only() -> None:
    cell = (DATA, STARTS, ENDS)
    fields = (STARTS, ENDS, np.arange(3, dtype=np.int32))
    hidden = np.array([False, True, False])
    indexed = arrays.index_rows(DATA, ord(";"), quoted=False, final=True, max_quoted=64)
    assert repr(indexed) == "Indexed(1, 3, 3, 3)"
    shown = (
        arrays.nirs_in_digits(DATA, arrays.Runs(STARTS, ENDS - STARTS, np.zeros(3, np.uint8))),
        arrays.searched_text(DATA, fields, hidden, (None, None), 0x1E),
        arrays.look_at_cells(*cell, NO_PLACEHOLDERS),
        arrays.cells_of_kind(arrays.DATE_KIND, *cell, NO_PLACEHOLDERS),
        arrays.nir_cells(*cell),
        arrays.phone_cells(*cell, NO_PLACEHOLDERS.keys, np.zeros((1, 2), np.uint64)),
    )
    texts = [f"{each} {each!r}" for each in shown]
    assert texts[0] == "Nirs(1, 1, 1, 1, 1) Nirs(1, 1, 1, 1, 1)"
    for text in texts:
        assert not any(part in text for part in ("279", "0639", "1959", "[", "array"))


@pytest.mark.parametrize("record", [-1, 2])
def test_hits_of_no_record_are_refused(record: int) -> None:
    hits = records.Statements(
        np.array([record]),
        np.zeros(1, np.int8),
        np.zeros(1, np.int64),
        np.zeros(1, np.int8),
        np.zeros(1, np.int8),
        np.zeros(1, np.int32),
    )
    evidence = records.Evidence(np.zeros(2, np.int64), np.zeros(2, np.int64), np.zeros(2, np.bool_))
    with pytest.raises(AssertionError):
        records.signatures(hits, evidence, 0, supports=8, level_shift=8, support_shift=16)
