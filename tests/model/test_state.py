"""Tallies and places; that `merge` is a monoid is a property (tests/properties)."""

import pytest

from leakscan.model.coverage import Coverage, CoverageState, Gap, GapReason
from leakscan.model.errors import LimitExceeded, ReadError
from leakscan.model.state import MAX_PLACES, FileState, Place, RuleTally
from leakscan.model.taxonomy import (
    CATEGORY_FACETS,
    HEALTH_MASK,
    SUPPORT_MASK,
    Assertion,
    Facet,
    RuleInfo,
    Tier,
)


def test_a_tallys_tier_is_its_strongest() -> None:
    tally = RuleTally()
    assert (tally.tier, tally.count) == (Tier.LEXICAL, 0)
    tally.counts[Tier.CONTEXTUAL, Assertion.NEGATED] = 2
    tally.counts[Tier.STRUCTURAL, Assertion.AFFIRMED] = 1
    assert (tally.tier, tally.count) == (Tier.STRUCTURAL, 3)


def test_the_first_places_are_kept() -> None:
    late, early = RuleTally(), RuleTally()
    late.places = [Place(byte=n, line=1, record=1) for n in range(1000, 1000 + MAX_PLACES)]
    early.places = [Place(byte=n, line=1, record=1) for n in range(30)]
    late.merge(early)
    assert len(late.places) == MAX_PLACES
    assert [place.byte for place in late.places] == [*range(30), *range(1000, 1070)]


def test_a_tally_is_made_once() -> None:
    state = FileState()
    assert state.tally("fr.nir") is state.tally("fr.nir")
    assert state.subject("fr.nir") is state.subject("fr.nir")
    assert list(state.tallies) == ["fr.nir"]


def test_merging_leaves_the_other_alone() -> None:
    mine, other = FileState(), FileState()
    other.tally("fr.nir").counts[3, 0] = 2
    other.tally("fr.nir").fields["nir"] = 2
    mine.merge(other)
    mine.merge(other)
    assert mine.tallies["fr.nir"].count == 4
    assert other.tallies["fr.nir"].count == 2
    assert other.tallies["fr.nir"].fields == {"nir": 2}


def test_bits_of_a_signature_do_not_overlap() -> None:
    facets = sum(facet.value for facet in Facet)
    assert facets & HEALTH_MASK == facets & SUPPORT_MASK == HEALTH_MASK & SUPPORT_MASK == 0


@pytest.mark.parametrize("category", CATEGORY_FACETS)
def test_a_stigmatising_rule_says_so(category: str) -> None:
    plain = RuleInfo(id="a.b", category=category, name={})
    marked = RuleInfo(id="a.b", category=category, name={}, stigmatising=True)
    assert plain.facet == CATEGORY_FACETS[category]
    assert marked.facet == CATEGORY_FACETS[category] | Facet.STIGMATISING


def test_coverage_states() -> None:
    gap = Gap(reason=GapReason.CORRUPT)
    assert Coverage().state is CoverageState.COMPLETE
    assert Coverage(bytes_examined=1, gaps=[gap]).state is CoverageState.PARTIAL
    assert Coverage(gaps=[gap]).state is CoverageState.UNREAD


def test_read_errors_say_why() -> None:
    assert str(ReadError(GapReason.CORRUPT)) == "corrupt"
    assert str(LimitExceeded(GapReason.RATIO, "layer 2")) == "ratio: layer 2"
    assert LimitExceeded(GapReason.RATIO).reason is GapReason.RATIO
