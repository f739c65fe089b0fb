"""The privacy gate: tiers settled by company, signatures, persons, and nothing raw kept."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakscan.evidence.gate import Gate
from leakscan.evidence.keyed import Fingerprinter
from leakscan.evidence.tallies import Columns
from leakscan.model.state import MAX_PLACES, FileState
from leakscan.model.taxonomy import (
    HEALTH_MASK,
    HEALTH_SHIFT,
    SUPPORT_MASK,
    SUPPORT_SHIFT,
    Assertion,
    Facet,
    Tier,
)
from tests.evidence.building import RULES, Hit, as_columns, chunk_and_hits
from tests.properties.test_chunks_end_to_end import evidence_of

NIR = 1445099123009
MOBILE, LANDLINE = 639981234, 199001234


def state_of(*hits: Hit, tabular: bool = True, year: int = 2026) -> FileState:
    chunk, found = chunk_and_hits(list(hits), tabular=tabular)
    state = FileState()
    Gate(RULES, Fingerprinter(bytes(range(32))), year=year).absorb(state, chunk, found)
    return state


def tier_of(rule: str, *hits: Hit) -> Tier:
    return state_of(*hits).tallies[rule].tier


def nir(record: int = 0, value: int = NIR, tier: Tier = Tier.VALIDATED) -> Hit:
    return Hit(rule="fr.nir", record=record, value=value, tier=tier)


def word(tier: Tier = Tier.LEXICAL, *, specific: bool = False, record: int = 0) -> Hit:
    return Hit(rule="health.hiv", tier=tier, level=4, specific=specific, record=record, concept=1)


@pytest.mark.parametrize(
    ("company", "tier"),
    [
        ([], Tier.LEXICAL),
        ([nir()], Tier.CONTEXTUAL),
        ([Hit(rule="person.name", text="TESTEUR")], Tier.CONTEXTUAL),
        ([Hit(rule="person.name", text="TESTEUR", tier=Tier.CONTEXTUAL)], Tier.LEXICAL),
        ([nir(record=1)], Tier.LEXICAL),
        ([Hit(rule="health.drug", level=3)], Tier.LEXICAL),
        ([Hit(rule="email", text="contact@labo.fr", personal=False)], Tier.LEXICAL),
    ],
)
def test_a_bare_word_beside_a_person_is_contextual(company: list[Hit], tier: Tier) -> None:
    hits = sorted([word(), *company], key=lambda hit: hit.record)
    assert tier_of("health.hiv", *hits) is tier


@pytest.mark.parametrize(
    ("statement", "company", "tier"),
    [
        (word(specific=True), nir(), Tier.STRUCTURAL),
        (word(Tier.CONTEXTUAL, specific=True), nir(), Tier.STRUCTURAL),
        (word(specific=True), nir(tier=Tier.STRUCTURAL), Tier.CONTEXTUAL),
        (word(specific=True), nir(record=1), Tier.LEXICAL),
        (word(Tier.CONTEXTUAL), nir(), Tier.CONTEXTUAL),
    ],
)
def test_a_clear_statement_beside_a_validated_person_is_structural(
    statement: Hit, company: Hit, tier: Tier
) -> None:
    assert tier_of("health.hiv", statement, company) is tier


def test_company_never_lowers_a_tier() -> None:
    assert tier_of("health.hiv", word(Tier.VALIDATED), nir()) is Tier.VALIDATED


def signatures(state: FileState, least: int = Tier.STRUCTURAL) -> list[tuple[Facet, int, int, int]]:
    """(facets, health level, supports, records) of each signature."""
    unpacked = []
    for packed, records in sorted(state.signatures[least].items()):
        level = (packed & HEALTH_MASK) >> HEALTH_SHIFT
        supports = (packed & SUPPORT_MASK) >> SUPPORT_SHIFT
        unpacked.append((Facet(packed & ~(HEALTH_MASK | SUPPORT_MASK)), level, supports, records))
    return unpacked


def test_a_signature_holds_a_records_facets() -> None:
    state = state_of(
        nir(),
        Hit(rule="fr.phone", value=MOBILE),
        Hit(rule="health.hiv", level=4, concept=1),
        Hit(rule="health.drug", level=3, concept=2),
    )
    facets = Facet.NIR | Facet.PHONE | Facet.STIGMATISING
    assert signatures(state) == [(facets, 4, 2, 1)]


def test_a_signature_counts_only_evidence_of_its_strength() -> None:
    state = state_of(
        nir(),
        Hit(rule="fr.phone", value=LANDLINE, tier=Tier.CONTEXTUAL),
        Hit(rule="email", text="a@b.fr", tier=Tier.CONTEXTUAL, record=1),
        Hit(rule="health.drug", level=3, tier=Tier.LEXICAL, record=2),
    )
    assert signatures(state, Tier.STRUCTURAL) == [(Facet.NIR, 0, 0, 1)]
    assert signatures(state, Tier.CONTEXTUAL) == [
        (Facet.EMAIL, 0, 0, 1),
        (Facet.NIR | Facet.PHONE, 0, 0, 1),
    ]
    assert len(signatures(state, Tier.LEXICAL)) == 3


@pytest.mark.parametrize(
    ("assertion", "level"),
    [
        (Assertion.AFFIRMED, 4),
        (Assertion.NEGATED, 3),
        (Assertion.FAMILY, 3),
        (Assertion.HYPOTHESIS, 3),
    ],
)
def test_what_is_not_affirmed_weighs_one_less_and_never_nothing(
    assertion: Assertion, level: int
) -> None:
    high = state_of(Hit(rule="health.hiv", level=4, assertion=assertion))
    low = state_of(Hit(rule="health.hiv", level=1, assertion=assertion))
    assert signatures(high) == [(Facet.STIGMATISING, level, 0, 1)]
    assert signatures(low) == [(Facet.STIGMATISING, 1, 0, 1)]


def test_supports_are_distinct_concepts_three_at_most() -> None:
    for concepts, supports in (([5], 1), ([5, 5], 1), ([5, 6], 2), ([1, 2, 3, 4, 5], 3), ([-1], 0)):
        state = state_of(*(Hit(rule="health.drug", level=3, concept=one) for one in concepts))
        assert signatures(state) == [(Facet.NONE, 3, supports, 1)]


def test_records_with_the_same_facets_share_a_signature() -> None:
    state = state_of(*(nir(record, NIR + record) for record in range(50)))
    assert signatures(state) == [(Facet.NIR, 0, 0, 50)]
    assert state.records == 50


def test_an_impersonal_hit_gives_no_facet() -> None:
    state = state_of(Hit(rule="fr.phone", value=LANDLINE, personal=False))
    assert signatures(state) == []
    assert state.subjects == {}
    assert state.tallies["fr.phone"].count == 1


def test_a_tally_counts_hits_and_records() -> None:
    state = state_of(nir(0), nir(0, NIR + 1), nir(0), nir(2))
    tally = state.tallies["fr.nir"]
    assert (tally.count, tally.records) == (4, 2)
    assert tally.distinct is not None
    assert tally.distinct.estimate() == (2, True)
    assert [place.record for place in tally.places] == [1, 1, 1, 3]
    assert [place.line for place in tally.places] == [1, 1, 1, 3]
    assert [place.column for place in tally.places] == [1, 3, 5, 1]


def test_the_first_hundred_places_are_kept() -> None:
    state = state_of(*(nir(record) for record in range(MAX_PLACES + 50)))
    places = state.tallies["fr.nir"].places
    assert [place.record for place in places] == [*range(1, MAX_PLACES + 1)]


def test_form_feeds_of_the_chunk_turn_pages() -> None:
    texts = [b"\f..", b".", b"\f.", b".\f\f", b"."]
    data = b"".join(b"x" + text for text in texts)
    chunk, found = chunk_and_hits([nir() for _ in texts], tabular=False)
    found.start[:] = [place for place in range(len(data)) if data[place] == ord("x")]
    found.end[:] = found.start + 1
    for begin, first_page, pages in ((0, 1, [1, 2, 2, 3, 5]), (4, 7, [7, 7, 7, 8, 10])):
        state = FileState()
        part = replace(chunk, data=data, begin=begin, end=len(data), first_page=first_page)
        Gate(RULES, Fingerprinter(bytes(32)), year=2026).absorb(state, part, found)
        assert [place.page for place in state.tallies["fr.nir"].places] == pages


def test_a_header_is_no_record() -> None:
    chunk, found = chunk_and_hits([nir(1), nir(2)])
    state = FileState()
    gate = Gate(RULES, Fingerprinter(bytes(32)), year=2026)
    columns = Columns(header_records=1, header_rows=1, names=["nir"], laboratory=True)
    gate.absorb(state, chunk, found, columns=columns)
    assert state.records == 2
    assert [place.record for place in state.tallies["fr.nir"].places] == [1, 2]
    assert state.hints["lab-schema"] == 1


def test_a_chunk_without_hits_counts_its_records() -> None:
    chunk, _ = chunk_and_hits([nir(4)])
    state = FileState()
    Gate(RULES, Fingerprinter(bytes(32)), year=2026).absorb(state, chunk, None)
    assert state.records == 5
    assert state.tallies == {}


def subjects(state: FileState) -> dict[str, int]:
    counted = {kind: sketch.estimate()[0] for kind, sketch in state.subjects.items()}
    named, _ = state.names.estimate()
    return counted | ({"person.name": named} if named else {})


def phones(*numbers: int, record: int = 0) -> Sequence[Hit]:
    return [Hit(rule="fr.phone", value=number, record=record) for number in numbers]


def test_a_row_is_about_one_person() -> None:
    row = [
        *phones(MOBILE, MOBILE + 1, LANDLINE),
        *(Hit(rule="email", text=f"p{n}@example.org") for n in range(3)),
    ]
    assert subjects(state_of(*row)) == {"fr.phone": 1, "email": 1}


def test_a_letter_names_many() -> None:
    prose = [
        *phones(LANDLINE, LANDLINE + 1, MOBILE, MOBILE + 1),
        *(Hit(rule="email", text=f"p{n}@example.org") for n in range(3)),
    ]
    assert subjects(state_of(*prose, tabular=False)) == {"fr.phone": 3, "email": 3}


def test_each_landline_of_a_list_of_people_is_one_more() -> None:
    listed = [
        hit
        for n in range(4)
        for hit in (Hit(rule="person.name", text=f"TESTEUR {n}"), *phones(LANDLINE + n))
    ]
    assert subjects(state_of(*listed, tabular=False))["fr.phone"] == 4
    # Two are no list, of two numbers behind a name one counts, and a mobile stands for both.
    assert subjects(state_of(*listed[:4], tabular=False))["fr.phone"] == 1
    assert subjects(state_of(*listed, *phones(LANDLINE + 9), tabular=False))["fr.phone"] == 4
    assert subjects(state_of(*listed, *phones(MOBILE), tabular=False))["fr.phone"] == 4


def test_landlines_of_a_list_may_stand_before_the_names() -> None:
    sent = [
        hit
        for n in range(4)
        for hit in (*phones(LANDLINE + n), Hit(rule="person.name", text=f"TESTEUR {n}"))
    ]
    # Behind the first three names stand numbers, too: those of the next.
    assert subjects(state_of(*sent, tabular=False))["fr.phone"] == 4
    assert subjects(state_of(*sent[:4], tabular=False))["fr.phone"] == 1
    both = [*sent[:2], *phones(MOBILE), *sent[2:]]
    assert subjects(state_of(*both, tabular=False))["fr.phone"] == 4


def test_every_nir_of_a_row_is_a_person() -> None:
    assert subjects(state_of(nir(), nir(value=NIR + 1))) == {"fr.nir": 2}


def person(record: int, *names: str, born: int = 0) -> list[Hit]:
    hits = [Hit(rule="person.name", text=name, record=record) for name in names]
    return [*hits, *([Hit(rule="person.birth-date", value=born, record=record)] if born else [])]


@pytest.mark.parametrize(
    ("rows", "persons"),
    [
        ([("TESTEUR", "Zoé", 19690711), ("TESTEUR", "Zoé", 19690711)], 1),
        ([("TESTEUR", "Zoé", 19690711), ("Testeur", "ZOE", 19690711)], 1),
        ([("TESTEUR", "Zoé", 19690711), ("Zoé", "TESTEUR", 19690711)], 1),
        ([("TESTEUR", "Zoé", 19690711), ("TESTEUR", "Zoé", 19690712)], 2),
        ([("TESTEUR", "Zoé", 19690711), ("TESTEUR", "Ali", 19690711)], 2),
        ([("TESTEUR", "Zoé", 0), ("TESTEUR", "Zoé", 0)], 1),
        ([("TESTEUR", "Zoé", 0), ("TESTEUR", "Zoé", 19690711)], 2),
        ([("TESTEUR", "Zoé", 0), ("FICTIF", "Ali", 0), ("EXEMPLE", "Léa", 20010101)], 3),
    ],
)
def test_name_and_birth_date_tell_persons_of_a_table(
    rows: list[tuple[str, str, int]], persons: int
) -> None:
    hits = [
        hit
        for record, (last, first, born) in enumerate(rows)
        for hit in person(record, last, first, born=born)
    ]
    assert subjects(state_of(*hits)) == {"person.name": persons}


def test_names_without_structure_count_nobody_in_a_table() -> None:
    state = state_of(Hit(rule="person.name", text="TESTEUR", tier=Tier.CONTEXTUAL))
    assert subjects(state) == {}


def test_in_prose_a_birth_date_belongs_to_the_name_before() -> None:
    both = [*person(0, "TESTEUR Zoé", born=19690711), *person(0, "FICTIF Ali", born=19700711)]
    assert subjects(state_of(*both, tabular=False)) == {"person.name": 2}
    dateless = person(0, "TESTEUR Zoé", "FICTIF Ali")
    assert subjects(state_of(*dateless, tabular=False)) == {}
    reversed_order = [Hit(rule="person.birth-date", value=19690711), *person(0, "TESTEUR Zoé")]
    assert subjects(state_of(*reversed_order, tabular=False)) == {}


def test_birth_years_come_from_dates_else_from_nirs() -> None:
    dated = state_of(nir(), Hit(rule="person.birth-date", value=19460711))
    assert dated.birth_years == {1946: 1}
    young = 2255099123009
    assert state_of(nir(), nir(1, young)).birth_years == {1944: 1, 2025: 1}
    assert state_of(nir(value=2275099123009), year=2026).birth_years == {1927: 1}


def test_pseudonyms_link_identities_and_health() -> None:
    hits = [
        Hit(rule="fr.ipp", text="IPP-1"),
        Hit(rule="person.name", text="TESTEUR"),
        Hit(rule="fr.ipp", text="ipp 1", record=1),
        Hit(rule="health.hiv", level=4, record=1),
        Hit(rule="fr.ipp", text="IPP-2", record=2),
    ]
    state = state_of(*hits)
    assert state.identity_keys.estimate() == state.health_keys.estimate() == (1, True)
    assert state.identity_keys.shared(state.health_keys) == 1


def test_synthetic_values_are_compared_with_what_could_be() -> None:
    state = state_of(nir(), Hit(rule="fr.phone", value=MOBILE, synthetic=True), word())
    assert state.hints == {"identifiable": 2, "synthetic": 1}


def rows_of(cells: list[tuple[bool, ...]]) -> tuple[list[Hit], list[Hit]]:
    """For each record, what stands in columns with a role, and what was found by itself."""
    in_columns: list[Hit] = []
    found: list[Hit] = []
    for record, (named, born, ill, known, called) in enumerate(cells):
        if named:
            in_columns.append(Hit(rule="person.name", text=f"TESTEUR{record % 5}", record=record))
        if born:
            date = 19460711 + record
            in_columns.append(Hit(rule="person.birth-date", value=date, record=record))
        if ill:
            status = Assertion.NEGATED if record % 3 else Assertion.AFFIRMED
            in_columns.append(Hit(rule="health.drug", level=3, assertion=status, record=record))
        if known:
            in_columns.append(nir(record, NIR + record % 7))
        if called:
            number = MOBILE + record % 3
            in_columns.append(Hit(rule="fr.phone", value=number, synthetic=True, record=record))
        if record % 3:
            found.append(word(specific=record % 2 == 0, record=record))
            found.append(Hit(rule="email", text=f"p{record}@example.org", record=record))
    return in_columns, found


@given(st.lists(st.tuples(*[st.booleans()] * 5), min_size=1, max_size=30))
def test_cells_of_columns_count_as_hits_do(cells: list[tuple[bool, ...]]) -> None:
    in_columns, found = rows_of(cells)
    together = sorted([*in_columns, *found], key=lambda hit: hit.record)
    chunk, everything = chunk_and_hits(together)
    is_cell = np.array([hit in in_columns for hit in together], np.bool_)
    gate = Gate(RULES, Fingerprinter(bytes(32)), year=2026)
    joined, apart = FileState(), FileState()
    gate.absorb(joined, chunk, everything if together else None)
    columns = as_columns(chunk, together, is_cell)
    _, others = chunk_and_hits(together)
    others = others.take(~is_cell)
    gate.absorb(apart, chunk, others if len(others) else None, columns)
    assert evidence_of(apart) == evidence_of(joined)


def test_nothing_kept_is_a_value() -> None:
    state = state_of(
        nir(), *phones(MOBILE), Hit(rule="email", text="canary@example.org"), *person(0, "CANARY")
    )
    everything = repr(state) + "".join(
        np.array2string(sketch.hashes(), threshold=10**6) for sketch in state.subjects.values()
    )
    for value in (str(NIR), str(MOBILE), "canary", "CANARY"):
        assert value not in everything
