"""What FHIR defines is about nobody; the patients beside it, and whoever is proved, are counted."""

import json
from datetime import date
from typing import Any

import pytest

from leakscan.model.coverage import Coverage
from leakscan.model.state import FileState
from leakscan.model.taxonomy import Tier
from leakscan.scoring import Circumstances, assess
from tests.detectors.scanning import rules, state_of

Resource = dict[str, Any]
VOCABULARY = ["Séropositif au VIH", "Cancer du sein", "Schizophrénie paranoïde", "Hépatite C"]
PATIENTS: list[Resource] = [
    {"resourceType": "Patient", "id": f"p{n}", "birthDate": f"1979-02-{n:02}", "gender": "female",
     "name": [{"family": "TESTEUR", "given": ["Zoé"]}]} for n in range(1, 25)
]  # fmt: skip
RESULTS: list[Resource] = [
    {"resourceType": "Observation", "id": f"o{n}", "subject": {"reference": f"Patient/p{n}"},
     "code": {"text": "Sérologie VIH"}, "valueString": "positif"} for n in range(1, 25)
]  # fmt: skip


def definition(kind: str, number: int) -> Resource:
    said = VOCABULARY[number % len(VOCABULARY)]
    return {
        "resourceType": kind,
        "id": f"d{number}",
        "extension": [{"url": "http://exemple.example/fmm", "valueString": said}],
        "publisher": "Groupe de travail",
        "contact": [
            {"name": "Zoé TESTEUR", "telecom": [{"system": "email", "value": "zoe@atelier.fr"}]}
        ],
        "description": f"{said}. Auteur : Mme Zoé TESTEUR, zoe@atelier.fr, 06 39 98 12 34",
        "alias": [f"A{number}"],
    }


def definitions(kind: str) -> list[Resource]:
    return [definition(kind, number) for number in range(12)]


def state_of_bundle(resources: list[Resource]) -> FileState:
    bundle = {"resourceType": "Bundle", "entry": [{"resource": each} for each in resources]}
    return state_of(json.dumps(bundle, ensure_ascii=False), "b.json")


def band(state: FileState) -> int:
    infos = {rule.info.id: rule.info for rule in rules().rules}
    judged = assess(state, infos, Coverage(), Circumstances(), as_of=date(2026, 1, 1))
    assert judged.established.band is not None
    return judged.established.band


@pytest.mark.parametrize("kind", ["StructureDefinition", "CodeSystem", "ValueSet", "Questionnaire"])
def test_definitions_are_about_nobody(kind: str) -> None:
    for state in (
        state_of_bundle(definitions(kind)),
        state_of("\n".join(map(json.dumps, definitions(kind))), "d.ndjson"),
    ):
        assert band(state) <= 1
        assert not any(sketch.estimate() for sketch in state.subjects.values())
        assert {tally.tier for tally in state.tallies.values()} == {Tier.LEXICAL}


def test_elements_of_profiles_define_without_saying_so() -> None:
    def element(number: int) -> Resource:
        defined = definition("ElementDefinition", number)
        del defined["resourceType"]
        where = {"path": f"Claim.item{number}", "min": 0, "max": "1"}
        return {**defined, **where, "short": "Ligne", "definition": "Une ligne"}

    elements = [element(number) for number in range(12)]
    parts = [{"element": elements[:6]}, {"element": elements[6:]}]
    assert band(state_of(json.dumps({"element": elements}), "p.json")) <= 1
    assert band(state_of(json.dumps({"parts": parts}), "p.json")) <= 1
    for each in elements:
        del each["short"]
    assert band(state_of(json.dumps({"element": elements}), "p.json")) >= 2
    assert band(state_of(json.dumps({"parts": parts}), "p.json")) >= 2


def test_the_same_text_of_other_resources_is_somebody_s() -> None:
    assert band(state_of_bundle(definitions("Communication"))) >= 3


def test_patients_among_definitions_are_counted_as_by_themselves() -> None:
    alone = state_of_bundle([*PATIENTS, *RESULTS])
    mixed = state_of_bundle([*PATIENTS, *definitions("ValueSet"), *RESULTS])
    assert band(mixed) == band(alone) >= 3
    assert mixed.signatures[Tier.STRUCTURAL] == alone.signatures[Tier.STRUCTURAL]
    assert mixed.subjects.keys() == alone.subjects.keys()


def test_resources_within_a_patient_s_do_not_define_it() -> None:
    within = [{**each, "contained": [{"resourceType": "ValueSet", "id": "v"}]} for each in PATIENTS]
    assert state_of_bundle(within).tallies["person.name"].tier == Tier.STRUCTURAL


def test_a_definition_with_a_number_that_is_proved_is_read_as_ever() -> None:
    named = definitions("Library")
    named[0]["description"] += ", NIR 144509912300979"
    state = state_of_bundle(named)
    assert state.tallies["fr.nir"].tier == Tier.VALIDATED
    assert band(state) >= 3
