"""A source examined by several gives, merged, what one examination of it gives."""

import gzip
import io
import multiprocessing
import zipfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from functools import cache
from time import sleep

import pytest

from leakscan.detectors.rules import load_rules
from leakscan.helping import Found
from leakscan.model.allowance import Allowance
from leakscan.model.coverage import Gap, GapReason
from leakscan.model.known import Accepted, Met
from leakscan.model.result import FileResult
from leakscan.readers.opening import ReadOptions
from leakscan.relay import Relay, relays
from leakscan.scanner import Scanner, ScanOptions, Task
from leakscan.sources import Source, memory_source
from leakscan.teams import Team, for_one, merged, weight
from tests.properties.test_chunks_end_to_end import CONTENTS, evidence_of

CHUNK_BYTES = 30_011
pytestmark = pytest.mark.skipif(
    "fork" not in multiprocessing.get_all_start_methods(), reason="no memory is shared"
)


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
            members.writestr(f"{content}/copy/{name}", make())
        members.writestr("damaged.gz", gzip.compress(CONTENTS["sql"][1]())[:5000])
    return packed.getvalue()


def told(results: list[FileResult]) -> list[object]:
    return [
        (r.path, r.formats, r.encoding, r.bytes, r.coverage, evidence_of(r.state)) for r in results
    ]


def by_team(
    source: Source, helpers: int, using: Scanner | None = None
) -> tuple[list[FileResult], list[Found]]:
    """What who reads found, and what each of the helpers did; they are there before it begins."""
    using = using or scanner()
    relay = relays(multiprocessing.get_context("fork"), helpers + 1)[0]
    relay.open()
    with ThreadPoolExecutor(helpers) as pool:
        with relay.leading():
            found = [pool.submit(helped, relay, using) for _ in range(helpers)]
            while not relay.wants():
                sleep(0.001)
            results = list(using.results(source, "path", relay=relay))
            rest = using.handed(relay, wait=False)
        return results, [rest, *(part.result() for part in found)]


def helped(relay: Relay, using: Scanner) -> Found:
    with relay.helping() as is_open:
        assert is_open
        return using.handed(relay, wait=True)


@pytest.mark.parametrize("content", [*CONTENTS, "archive", "gzip"])
def test_what_helpers_find_adds_up(content: str) -> None:
    if content == "archive":
        name, data = "all.zip", archive()
    elif content == "gzip":
        name, data = "lab.csv.gz", gzip.compress(CONTENTS["csv-cp1252"][1]())
    else:
        name, make = CONTENTS[content]
        data = make()
    source = memory_source(data, name)
    alone = told(list(scanner().results(source, "path")))
    results, found = by_team(source, 2)
    assert any(found)
    assert told(list(merged(results, found))) == alone


def test_what_may_pass_and_units_add_up() -> None:
    allow = (
        Allowance(rule="fr.phone", reason="ours"),
        Allowance(rule="fr.nir", path="x", reason=""),
    )
    read = ReadOptions(chunk_bytes=CHUNK_BYTES)
    options = ScanOptions(
        engine="portable", key=b"k" * 32, read=read, allow=allow, collect_units=True
    )
    using = Scanner(load_rules(), options)
    source = memory_source(archive(), "all.zip")
    alone = list(using.results(source, "path"))
    results, found = by_team(source, 2, using)
    assert any(part.allowed[0] for helper in found for part in helper.values())
    together = list(merged(results, found))
    assert told(together) == told(alone)
    assert [result.allowed for result in together] == [result.allowed for result in alone]
    assert [units_of(result) for result in together] == [units_of(result) for result in alone]


def units_of(result: FileResult) -> object:
    units = result.units
    return units and (units.entries(), units.count, units.digest, units.signature)


@pytest.mark.parametrize("changed", [False, True])
def test_a_file_known_as_a_whole_may_be_divided(
    changed: bool,  # noqa: FBT001
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("leakscan.model.known.MAX_UNITS", 50)
    read = ReadOptions(chunk_bytes=CHUNK_BYTES)
    options = ScanOptions(engine="portable", key=b"k" * 32, read=read, collect_units=True)
    data = CONTENTS["csv-cp1252"][1]()
    source = memory_source(data, "lab.csv")
    (before,) = Scanner(load_rules(), options).results(source, "path")
    assert before.units is not None
    assert before.units.many
    accepted = {"path": Accepted(entries=before.units.entries())}
    assert for_one(accepted) == frozenset()
    if changed:
        source = memory_source(data[: data.rindex(b"\n", 0, -1) + 1], "lab.csv")
    using = Scanner(load_rules(), replace(options, accepted=accepted, collect_units=False))
    (alone,) = using.results(source, "path")
    team = Team(Task(source, "path"), 0)
    team.led, team.found = by_team(source, 2, using)
    (together,) = team.results(accepted)
    assert alone.fresh is not None
    assert together.fresh is not None
    assert (together.met, evidence_of(together.fresh)) == (alone.met, evidence_of(alone.fresh))
    assert together.met == (Met(vanished=1) if changed else Met(known=before.units.count))


def test_what_is_listed_one_by_one_is_for_one() -> None:
    listed, whole = Accepted(entries={("fr.nir", 1): (1, 1)}), Accepted(entries={("*", 1): (9, 1)})
    accepted = {"a.csv": listed, "b.zip!/c.csv": listed, "d.csv": whole}
    assert for_one(accepted) == {"a.csv", "b.zip"}
    assert for_one(None) == frozenset()


@pytest.mark.parametrize("content", ["csv-cp1252", "letters-utf-16", "long-line", "archive"])
def test_every_chunk_can_be_handed_over(content: str, monkeypatch: pytest.MonkeyPatch) -> None:
    offers: list[bool] = []
    offer = Relay.offer

    def counted(self: Relay, data: bytes, rest: object) -> bool:
        offers.append(offer(self, data, rest))
        return offers[-1]

    monkeypatch.setattr(Relay, "offer", counted)
    data = archive() if content == "archive" else CONTENTS[content][1]()
    by_team(memory_source(data, content), 1)
    assert len(offers) >= 2
    assert all(offers)


def test_what_goes_wrong_while_helping_is_a_gap(monkeypatch: pytest.MonkeyPatch) -> None:
    relay = relays(multiprocessing.get_context("fork"), 2)[0]
    relay.open()
    source = memory_source(CONTENTS["sql"][1](), "lab.sql")
    with ExitStack() as stack:
        stack.enter_context(relay.leading())
        stack.enter_context(relay.helping())
        results = list(scanner().results(source, "path", relay=relay))
        monkeypatch.setattr("leakscan.helping.columns_of", None)
        rest = scanner().handed(relay, wait=False)
    (joined,) = merged(results, [rest])
    (gap,) = joined.coverage.gaps
    assert gap.reason is GapReason.IO_ERROR
    assert gap.where.startswith("internal error TypeError in examine_handed:")
    assert joined.state.records


def test_what_has_no_result_of_its_own_goes_to_the_last() -> None:
    gap = Gap(reason=GapReason.IO_ERROR)
    lost = FileResult(path="")
    lost.state.records = 3
    lost.coverage.gaps.append(gap)
    (joined,) = merged([FileResult(path="all.zip")], [{7: lost}])
    assert (joined.path, joined.state.records, joined.coverage.gaps) == ("all.zip", 3, [gap])


@pytest.mark.parametrize(
    ("name", "size", "expected"),
    [("a.csv", 10, 10), ("a.csv.GZ", 10, 50), ("a.zip", 10, 50), ("-", None, 0)],
)
def test_compressed_bytes_weigh_more(name: str, size: int | None, expected: int) -> None:
    assert weight(Source(name=name, size=size)) == expected
