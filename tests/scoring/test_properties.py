"""The properties that `scoring` promises, for any evidence."""

from copy import deepcopy
from dataclasses import replace
from datetime import date
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from leakscan.model.assessment import Assessment
from leakscan.model.coverage import Coverage
from leakscan.model.state import FileState
from leakscan.model.taxonomy import Facet
from leakscan.scoring import Circumstances, Worst, assess, assess_scan, policy
from leakscan.scoring.record import rate
from tests.scoring.states import RULES, keys, signature, with_records

GRID = {dpc * ei for dpc in range(5) for ei in (0.0, 0.25, 0.5, 0.75, 1.0)}

facets = st.sets(st.sampled_from([f for f in Facet if f])).map(lambda chosen: Facet(sum(chosen)))
signatures = st.builds(signature, facets, health=st.integers(0, 4), concepts=st.integers(0, 3))
records = st.lists(st.tuples(signatures, st.integers(1, 5), st.integers(0, 2)), max_size=6)
tiers = st.integers(0, 2)


@st.composite
def states(draw: st.DrawFn) -> FileState:
    """Any evidence, with keys on both sides of a link."""
    state = FileState()
    for packed, number, tier in draw(records):
        with_records(state, packed, number, tier=tier)
    state.hints["lab-schema"] = draw(st.integers(0, 1))
    for side in (state.identity_keys, state.health_keys, state.subject("fr.nir")):
        side.merge(keys(range(draw(st.integers(0, 15)))))
    return state


def judge(state: FileState) -> Assessment:
    coverage = Coverage(bytes_examined=1)
    return assess(state, RULES, coverage, Circumstances(), as_of=date(2021, 3, 4))


def severity(judged: Assessment) -> tuple[float, float, int, int]:
    return (
        judged.established.se,
        judged.presumed.se,
        judged.established.band or 0,
        judged.subjects.estimate or 0,
    )


def never_above(one: Assessment, other: Assessment) -> bool:
    return all(a <= b for a, b in zip(severity(one), severity(other), strict=True))


def merged(*parts: FileState) -> FileState:
    whole = FileState()
    for part in parts:
        whole.merge(deepcopy(part))
    return whole


@given(states(), signatures, tiers)
def test_adding_a_record_never_lowers(state: FileState, packed: int, tier: int) -> None:
    before = judge(state)
    assert never_above(before, judge(with_records(state, packed, tier=tier)))


@given(signatures, facets, st.booleans())
def test_adding_a_facet_never_lowers(packed: int, more: Facet, context: bool) -> None:  # noqa: FBT001
    less_rated = rate(packed, health_context=context)
    more_rated = rate(packed | int(more), health_context=context)
    assert less_rated.se <= more_rated.se


@given(signatures, st.booleans())
def test_health_context_never_lowers(packed: int, context: bool) -> None:  # noqa: FBT001
    assert rate(packed, health_context=False).se <= rate(packed, health_context=context).se


@given(states(), facets)
def test_masking_a_category_never_raises(state: FileState, masked: Facet) -> None:
    redacted = deepcopy(state)
    for counter in redacted.signatures:
        kept = {packed & ~int(masked): 0 for packed in counter}
        for packed, number in counter.items():
            kept[packed & ~int(masked)] += number
        counter.clear()
        counter.update(kept)
    assert never_above(judge(redacted), judge(state))


def test_identification_is_upward_closed() -> None:
    for needed, ei in policy.EI_RULES:
        for extra in Facet:
            assert rate(int(needed | extra), health_context=False).ei >= ei


@given(states(), states())
def test_merge_is_commutative_and_never_lowers(one: FileState, other: FileState) -> None:
    whole = judge(merged(one, other))
    assert severity(whole) == severity(judge(merged(other, one)))
    assert never_above(judge(one), whole)
    assert never_above(judge(other), whole)


@given(states())
def test_an_empty_state_is_neutral(state: FileState) -> None:
    assert judge(merged(state, FileState())) == judge(state)


@given(states())
def test_duplication_leaves_presumed_and_persons(state: FileState) -> None:
    once, twice = judge(state), judge(merged(state, state))
    assert once.presumed == twice.presumed
    # Records are counted as often as they stand there, persons once.
    assert replace(once.subjects, keyless_records=0) == replace(twice.subjects, keyless_records=0)


@given(states(), st.integers(1, 10**9), st.integers(0, 4))
def test_noise_never_dilutes(state: FileState, noise: int, level: int) -> None:
    before = severity(judge(state))
    with_records(state, signature(health=level), noise)
    assert severity(judge(state)) == before


@given(states())
def test_bounds_and_grid(state: FileState) -> None:
    judged = judge(state)
    assert judged.established.se in GRID
    assert judged.presumed.se in GRID
    assert judged.established.se <= judged.presumed.se


@given(st.lists(states(), max_size=4))
def test_a_scan_is_at_least_as_bad_as_its_worst_file(files: list[FileState]) -> None:
    parts = [judge(state) for state in files]
    total = assess_scan(
        Worst.of(parts),
        merged(*files),
        RULES,
        Coverage(bytes_examined=1),
        Circumstances(),
        as_of=date(2021, 3, 4),
    )
    assert all(never_above(part, total) for part in parts)
    assert total.established.se in GRID


@given(st.lists(states(), max_size=4), st.randoms(use_true_random=False))
def test_files_may_finish_in_any_order(files: list[FileState], rng: Random) -> None:
    """Workers finish as they like: the verdict on all, explained, stays the same."""

    def whole(order: list[FileState]) -> Assessment:
        return assess_scan(
            Worst.of(judge(state) for state in order),
            merged(*order),
            RULES,
            Coverage(bytes_examined=1),
            Circumstances(),
            as_of=date(2021, 3, 4),
        )

    shuffled = list(files)
    rng.shuffle(shuffled)
    assert whole(shuffled) == whole(files)


@given(st.lists(states(), min_size=1, max_size=4))
def test_what_explains_a_scan_reaches_its_severity(files: list[FileState]) -> None:
    total = assess_scan(
        Worst.of(judge(state) for state in files),
        merged(*files),
        RULES,
        Coverage(bytes_examined=1),
        Circumstances(),
        as_of=date(2021, 3, 4),
    )
    reached = max((driver.dpc * driver.ei for driver in total.drivers), default=0.0)
    assert reached == (total.established.se or total.presumed.se)


@given(states(), st.sampled_from(["none", "known", "public"]), st.booleans())
def test_circumstances_only_add(state: FileState, disclosure: str, malicious: bool) -> None:  # noqa: FBT001
    declared = Circumstances(disclosure=disclosure, malicious=malicious)
    judged = assess(state, RULES, Coverage(bytes_examined=1), declared, as_of=date(2021, 3, 4))
    plain = judge(state)
    assert judged.established == plain.established
    assert judged.scenario is not None
    expected = plain.established.se + declared.cb if plain.established.se else 0.0
    assert judged.scenario["se"] == expected
