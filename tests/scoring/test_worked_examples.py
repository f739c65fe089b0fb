"""The worked examples of the scoring model, and what each part of it says."""

from datetime import date

import pytest

from leakscan.model.assessment import Assessment, Band
from leakscan.model.coverage import Coverage, Gap, GapReason
from leakscan.model.errors import UsageError
from leakscan.model.state import FileState
from leakscan.model.taxonomy import Facet, Tier
from leakscan.scoring import POLICY_DIGEST, Circumstances, Worst, assess, assess_scan
from tests.scoring.states import RULES, keys, signature, state_of, with_finding, with_records

AS_OF = date(2021, 3, 4)
LEAKED = Circumstances(disclosure="public", malicious=True)
READ = Coverage(bytes_examined=1000)
PSEUDONYMISED = Facet.PSEUDONYM | Facet.SEX | Facet.POSTCODE
LEAK_2021 = Facet.NAME | Facet.NIR | Facet.BIRTH_DATE | Facet.STIGMATISING | Facet.CREDENTIAL


def judge(
    state: FileState,
    coverage: Coverage = READ,
    circumstances: Circumstances | None = None,
) -> Assessment:
    return assess(state, RULES, coverage, circumstances or Circumstances(), as_of=AS_OF)


def in_laboratory(state: FileState) -> FileState:
    state.hints["lab-schema"] = 3
    return state


@pytest.mark.parametrize(
    ("state", "se", "band", "presumed", "leaked"),
    [
        pytest.param(state_of(signature(LEAK_2021, health=4)), 4, 4, 4, 5, id="a: 2021 leak"),
        pytest.param(state_of(signature(health=3)), 0, 0, 0, 0, id="b: drug price list"),
        pytest.param(
            state_of(signature(Facet.NAME, health=4), tier=0), 0, 0, 2, 0, id="c: blog on HIV"
        ),
        pytest.param(state_of(signature(Facet.NAME | Facet.PHONE)), 1, 1, 1, 2, id="d: phones"),
        pytest.param(state_of(signature(Facet.PSEUDONYM, health=4)), 1, 1, 1, 2, id="e: id+ICD"),
        pytest.param(state_of(signature(PSEUDONYMISED, health=4)), 2, 2, 2, 3, id="e'"),
        pytest.param(
            state_of(signature(PSEUDONYMISED | Facet.BIRTH_DATE, health=4)), 3, 3, 3, 4, id="e''"
        ),
        pytest.param(state_of(signature(Facet.NIR)), 1.5, 1, 1.5, 2.5, id="f: one NIR"),
        pytest.param(
            in_laboratory(state_of(signature(Facet.NIR))), 2.25, 2, 2.25, 3.25, id="f': in a lab"
        ),
    ],
)
def test_worked_example(
    state: FileState, se: float, band: int, presumed: float, leaked: float
) -> None:
    judged = judge(state, circumstances=LEAKED)
    assert (judged.established.se, judged.established.band) == (se, band)
    assert judged.presumed.se == presumed
    assert judged.scenario is not None
    assert judged.scenario["se"] == leaked
    assert judged.grid == ()


def test_three_contextual_supports_establish() -> None:
    weak = signature(Facet.NAME, health=4)
    two = with_records(FileState(), weak, 2, tier=1)
    assert judge(two).established.se == 0
    assert judge(with_records(two, weak, 1, tier=1)).established.se == 2


def test_three_medical_concepts_in_one_record_establish() -> None:
    letter = state_of(signature(Facet.NAME, health=4, concepts=3), tier=1)
    assert judge(letter).established.se == 2


def test_supports_of_worse_records_count_for_lesser_ones() -> None:
    state = state_of(
        signature(Facet.NAME, health=4),
        signature(Facet.NAME, health=3),
        signature(Facet.NAME, health=2),
        tier=1,
    )
    assert judge(state).established.se == 1


def test_a_doctor_never_combines() -> None:
    note = signature(Facet.DOCTOR, health=4)
    assert judge(state_of(note)).established.se == 0.5
    assert judge(in_laboratory(state_of(note))).established.se == 0.5
    assert judge(state_of(note)).flags == ()
    both = signature(Facet.DOCTOR | Facet.PHONE, health=4)
    assert judge(state_of(both)).established.se == 2


def test_identity_document() -> None:
    assert judge(state_of(signature(Facet.ID_DOCUMENT))).established.se == 1
    named = signature(Facet.ID_DOCUMENT | Facet.NAME)
    assert judge(state_of(named)).established.se == 2


def test_credentials_inherit_what_they_open() -> None:
    account = signature(Facet.CREDENTIAL | Facet.EMAIL)
    assert judge(state_of(account)).established.se == 1.5
    assert judge(in_laboratory(state_of(account))).established.se == 3


def test_person_gate_keeps_vocabulary_at_zero() -> None:
    lonely = Facet.SEX | Facet.POSTCODE | Facet.CREDENTIAL | Facet.STIGMATISING | Facet.GENETIC
    judged = judge(in_laboratory(state_of(signature(lonely, health=4))))
    assert judged.established.band is Band.NONE
    assert judged.flags == ()


def test_nothing_examined_is_undetermined() -> None:
    locked = Coverage(gaps=[Gap(reason=GapReason.ENCRYPTED)])
    judged = judge(FileState(), locked, LEAKED)
    assert judged.established.band is None
    assert judged.presumed.band is None
    assert judged.scenario is None
    assert judged.flags == ("undetermined",)
    assert judged.subjects.estimate is None


def test_a_picture_alone_is_not_undetermined() -> None:
    picture = Coverage(gaps=[Gap(reason=GapReason.NO_TEXT)])
    assert judge(FileState(), picture).established.band is Band.NONE


def test_zero_with_a_gap_is_flagged() -> None:
    half = Coverage(bytes_examined=10, gaps=[Gap(reason=GapReason.CORRUPT)])
    judged = judge(FileState(), half)
    assert judged.established.band is Band.NONE
    assert judged.flags == ("undetermined",)
    assert judge(state_of(signature(Facet.NIR)), half).flags == ("nir",)


def two_tables(shared: int) -> FileState:
    """A pseudonymised extract and its correspondence table."""
    state = state_of(signature(Facet.PSEUDONYM, health=4), signature(Facet.PSEUDONYM | Facet.NAME))
    state.identity_keys.merge(keys(range(100)))
    state.health_keys.merge(keys(range(100 - shared, 200)))
    return state


def test_linked_tables_are_one_leak() -> None:
    apart, linked = judge(two_tables(9)), judge(two_tables(10))
    assert apart.established.se == 1
    assert "linked" not in apart.flags
    assert linked.established.se == 4 * 0.5
    assert "linked" in linked.flags
    assert linked.drivers[0].dpc_basis == "linked"


def test_linked_across_files() -> None:
    health = state_of(signature(Facet.PSEUDONYM, health=4))
    health.health_keys.merge(keys(range(50)))
    identity = state_of(signature(Facet.PSEUDONYM | Facet.NAME | Facet.PHONE))
    identity.identity_keys.merge(keys(range(50)))
    parts = [judge(health), judge(identity)]
    merged = FileState()
    merged.merge(health)
    merged.merge(identity)
    total = assess_scan(Worst.of(parts), merged, RULES, READ, Circumstances(), as_of=AS_OF)
    assert [part.established.se for part in parts] == [1, 1]
    assert total.established.se == 4
    assert total.drivers[0].dpc_basis == "linked"


def test_what_is_presumed_of_one_file_explains_nothing_established_of_another() -> None:
    staff = state_of(signature(Facet.NAME | Facet.NIR))
    letter = FileState()
    with_records(letter, signature(Facet.NAME | Facet.BIRTH_DATE, health=4), tier=0)
    parts = [judge(letter), judge(staff)]
    assert parts[0].presumed.se == 4
    merged = FileState()
    merged.merge(letter)
    merged.merge(staff)
    total = assess_scan(Worst.of(parts), merged, RULES, READ, Circumstances(), as_of=AS_OF)
    assert total.established.se == 2
    assert {driver.dpc * driver.ei for driver in total.drivers} == {2}
    alone = assess_scan(Worst.of(parts[:1]), letter, RULES, READ, Circumstances(), as_of=AS_OF)
    assert {driver.dpc * driver.ei for driver in alone.drivers} == {4}


def test_words_of_several_files_explain_what_they_establish_together() -> None:
    files = []
    for _ in range(3):
        state = state_of(signature(Facet.NAME | Facet.PHONE))
        files.append(with_records(state, signature(Facet.NAME | Facet.PHONE, health=3), tier=1))
    parts = [judge(state) for state in files]
    merged = FileState()
    for state in files:
        merged.merge(state)
    total = assess_scan(Worst.of(parts), merged, RULES, READ, Circumstances(), as_of=AS_OF)
    assert {part.established.se for part in parts} == {1}
    assert total.established.se == 3
    assert (total.drivers[0].dpc, total.drivers[0].ei) == (3, 1)
    assert total.without["health"].se == 1


def test_a_laboratory_file_lends_its_context_to_no_other() -> None:
    prices = in_laboratory(state_of(signature(health=3)))
    phones = state_of(signature(Facet.NAME | Facet.PHONE))
    parts = [judge(prices), judge(phones)]
    merged = FileState()
    merged.merge(prices)
    merged.merge(phones)
    total = assess_scan(Worst.of(parts), merged, RULES, READ, Circumstances(), as_of=AS_OF)
    assert total.established.se == 1
    assert merged.hints["lab-schema"] == 3


@pytest.mark.parametrize(
    ("persons", "bracket"),
    [(1, "1-5"), (5, "1-5"), (6, "6-50"), (300, "51-300"), (5000, "301-5000"), (5001, ">5000")],
)
def test_brackets(persons: int, bracket: str) -> None:
    state = state_of(signature(Facet.NIR))
    state.subject("fr.nir").merge(keys(range(persons)))
    state.subject("email").merge(keys(range(persons // 2)))
    subjects = judge(state).subjects
    assert (subjects.estimate, subjects.exact, subjects.basis) == (persons, True, "fr.nir")
    assert subjects.bracket == bracket
    assert ("large-scale" in judge(state).flags) == (persons > 5000)


def test_large_estimates_are_rounded() -> None:
    state = state_of(signature(Facet.NIR))
    state.subject("fr.nir").merge(keys(range(491_840)))
    subjects = judge(state).subjects
    assert not subjects.exact
    assert subjects.estimate is not None
    assert subjects.estimate % 100 == 0
    assert abs(subjects.estimate - 491_840) < 5_000


def test_persons_without_a_key() -> None:
    known = judge(state_of(signature(Facet.NAME))).subjects
    assert (known.estimate, known.exact, known.bracket) == (None, False, "1-5")
    guessed = judge(state_of(signature(Facet.NAME), tier=0)).subjects
    assert (guessed.estimate, guessed.bracket) == (0, "0")


def test_flags() -> None:
    state = state_of(signature(LEAK_2021 | Facet.GENETIC | Facet.ART10, health=4))
    state.birth_years[2003] = 1
    assert judge(state).flags == (
        "nir",
        "art9",
        "art10",
        "genetic",
        "stigmatising",
        "credentials",
    )
    state.birth_years[2004] = 1
    assert "minors" in judge(state).flags


def test_synthetic_values_are_said_and_change_nothing_else() -> None:
    state = state_of(signature(Facet.NIR))
    plain = judge(state)
    state.hints["identifiable"], state.hints["synthetic"] = 10, 5
    fictitious = judge(state)
    assert fictitious.flags == (*plain.flags, "synthetic-looking")
    assert fictitious.established == plain.established


def test_drivers_explain_the_established_score() -> None:
    state = with_records(FileState(), signature(Facet.NIR | Facet.NAME, health=4), 3)
    with_records(state, signature(Facet.NAME), 40)
    with_records(state, signature(Facet.NAME | Facet.PHONE, health=4), 1, tier=0)
    drivers = judge(state).drivers
    assert [(d.dpc, d.ei, d.records) for d in drivers] == [(4, 1, 3), (1, 0.5, 40)]
    assert drivers[0].dpc_basis == "health-4"
    assert set(drivers[0].ei_basis) == {"name", "nir"}
    assert drivers[0].categories == ("health", "name", "nir")


def test_findings_are_ordered_and_split() -> None:
    state = with_finding(FileState(), "health.hiv", 5, tier=Tier.CONTEXTUAL, negated=2)
    with_finding(state, "fr.nir", 3, tier=Tier.VALIDATED, distinct=2)
    nir, hiv = judge(state).findings[::1]
    assert (nir.rule.id, nir.tier, nir.distinct) == ("fr.nir", Tier.VALIDATED, 2)
    assert hiv.tiers == {"contextual": 5}
    assert hiv.assertions == {"affirmed": 3, "negated": 2, "family": 0, "hypothesis": 0}


def test_grid_only_when_nothing_is_declared() -> None:
    state = state_of(signature(LEAK_2021, health=4))
    judged = judge(state)
    assert judged.scenario is None
    assert [(cb, score.se) for cb, score in judged.grid] == [
        (0, 4),
        (0.25, 4.25),
        (0.5, 4.5),
        (1.0, 5),
    ]
    harmless = judge(state, circumstances=Circumstances(disclosure="none"))
    assert harmless.scenario == {"cb": 0.0, "se": 4.0, "band": 4.0}


def test_unknown_disclosure_is_refused_without_quoting_it() -> None:
    with pytest.raises(UsageError) as caught:
        judge(FileState(), circumstances=Circumstances(disclosure="everywhere"))
    assert "everywhere" not in str(caught.value)


def test_policy_digest_is_stable_in_form() -> None:
    assert len(POLICY_DIGEST) == 64


def test_every_kind_of_key_is_counted_and_records_without_one_are_said() -> None:
    state = state_of(signature(Facet.NIR), signature(Facet.PSEUDONYM, health=4))
    with_records(state, signature(Facet.PSEUDONYM, health=3), 7)
    state.subject("fr.nir").merge(keys(range(12)))
    state.subject("email").merge(keys(range(5)))
    subjects = judge(state).subjects
    assert subjects.keys == {"fr.nir": 12, "email": 5}
    assert (subjects.estimate, subjects.basis) == (12, "fr.nir")
    assert subjects.keyless_records == 8
