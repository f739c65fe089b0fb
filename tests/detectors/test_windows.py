"""Values around keywords: found in windows cut out of bytes, at their places in bytes."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakscan.detectors.passages import Passages
from leakscan.detectors.rules import load_rules
from leakscan.detectors.windows import PatternRules

GROUP = next(group for rule in load_rules().rules for group in rule.groups)
AFTER = replace(GROUP, pattern=r"clé\s*(?P<value>[é\d]+)", before=0)
AROUND = replace(GROUP, pattern=r"(?<= )(?P<value>[é\d]+)\sclé", before=30)
FILLING = st.text("é€ a\U0001f600", max_size=60)


@pytest.mark.parametrize(("group", "written"), [(AFTER, "clé é12"), (AROUND, "é12 clé")])
@given(before=FILLING, after=FILLING, times=st.integers(1, 3))
def test_values_stand_where_their_bytes_do(
    group: object, written: str, before: str, after: str, times: int
) -> None:
    pieces = [f"{before} {written} {after}".encode() + b"\x1e"] * times
    data = np.frombuffer(b"".join(pieces), np.uint8)
    begins = np.arange(times) * len(pieces[0])
    key, value = (begins + pieces[0].index(word.encode()) for word in ("clé", "é12"))
    ends = begins + len(pieces[0]) - 1
    found = Passages(data, key, key + len("clé".encode()), begins, ends, begins * 0)
    patterns = PatternRules([group], [40], [False])  # type: ignore[list-item]
    matched, starts, stops = patterns.find(found, np.arange(times), np.zeros(times, np.int32))
    assert matched.all()
    assert starts.tolist() == value.tolist()
    assert (stops - starts).tolist() == [len("é12".encode())] * times
