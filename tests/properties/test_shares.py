"""A source examined in shares gives, merged, what one examination of it gives."""

import gzip
import io
import zipfile
from functools import cache

import pytest

from leakscan.detectors.rules import load_rules
from leakscan.examination import WHOLE, Share
from leakscan.model.coverage import GapReason
from leakscan.model.result import FileResult
from leakscan.readers.opening import ReadOptions
from leakscan.scan import Scanner, ScanOptions, Task, unscanned
from leakscan.shares import Shares, in_shares
from leakscan.sources import Source, memory_source
from tests.properties.test_chunks_end_to_end import CONTENTS, evidence_of

CHUNK_BYTES = 30_011
MIB = 1 << 20


@cache
def scanner() -> Scanner:
    read = ReadOptions(chunk_bytes=CHUNK_BYTES)
    return Scanner(load_rules(), ScanOptions(engine="portable", key=b"k" * 32, read=read))


@cache
def archive() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as members:
        for content, (name, make) in CONTENTS.items():
            members.writestr(f"{content}/{name}", make())
        members.writestr("damaged.gz", gzip.compress(CONTENTS["sql"][1]())[:5000])
    return packed.getvalue()


def told(results: list[FileResult]) -> list[object]:
    return [
        (r.path, r.formats, r.encoding, r.bytes, r.coverage, evidence_of(r.state)) for r in results
    ]


def in_turn(source: Source, count: int) -> list[FileResult]:
    shares, joined = Shares(), []
    for index in reversed(range(count)):
        task = Task(source, "path", Share(index, count))
        found = list(scanner().results(source, "path", share=task.share))
        joined += shares.join(task, found)
        assert bool(joined) == (index == 0)
    return joined


@pytest.mark.parametrize("count", [2, 3])
@pytest.mark.parametrize("content", [*CONTENTS, "archive", "gzip"])
def test_shares_add_up(content: str, count: int) -> None:
    if content == "archive":
        name, data = "all.zip", archive()
    elif content == "gzip":
        name, data = "lab.csv.gz", gzip.compress(CONTENTS["csv-cp1252"][1]())
    else:
        name, make = CONTENTS[content]
        data = make()
    source = memory_source(data, name)
    alone = told(list(scanner().results(source, "path")))
    assert told(in_turn(source, count)) == alone


def test_every_share_has_something_to_do() -> None:
    source = memory_source(CONTENTS["sql"][1](), "lab.sql")
    parts = [next(scanner().results(source, "p", share=Share(n, 2))) for n in range(2)]
    assert all(part.state.records > 50 for part in parts)


def test_a_share_that_was_lost_is_a_gap_of_the_whole() -> None:
    source = memory_source(CONTENTS["sql"][1](), "lab.sql")
    shares = Shares()
    lost = unscanned(source, "path", GapReason.IO_ERROR, "worker process died")
    assert not list(shares.join(Task(source, "path", Share(1, 2)), [lost]))
    lead = list(scanner().results(source, "path", share=Share(0, 2)))
    (joined,) = shares.join(Task(source, "path", Share(0, 2)), lead)
    assert [gap.reason for gap in joined.coverage.gaps] == [GapReason.IO_ERROR]
    assert joined.state.records


class Sized:
    """A source of which only the size is asked."""

    gap = None

    def __init__(self, size: int) -> None:
        self.size = size


@pytest.mark.parametrize(
    ("sizes", "counts"),
    [
        ([500, 20, 10], [4, 1, 1]),
        ([200, 200, 200, 200], [1, 1, 1, 1]),
        ([100] * 10, [1] * 10),
        ([31, 20], [1, 1]),
    ],
)
def test_only_what_would_keep_others_waiting_is_divided(
    sizes: list[int], counts: list[int]
) -> None:
    tasks = [Task(Sized(size * MIB), str(size)) for size in sizes]  # type: ignore[arg-type]
    divided = in_shares(tasks, 4)
    assert len(divided) == sum(counts)
    assert [sum(d.source is task.source for d in divided) for task in tasks] == counts
    assert in_shares(tasks, 1) == [Task(t.source, t.path, WHOLE) for t in tasks]
