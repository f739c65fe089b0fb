"""What a severity hangs on: never more without a kind of data, and the right kinds are named."""

from hypothesis import given

from leakscan.model.state import FileState
from leakscan.model.taxonomy import Facet
from leakscan.scoring.without import MAX_SIGNATURES, severities_without
from tests.scoring.states import signature, state_of, with_records
from tests.scoring.test_properties import judge, states


@given(states())
def test_leaving_out_never_raises(state: FileState) -> None:
    judged = judge(state)
    for rest in judged.without.values():
        assert rest.se < judged.established.se


def test_what_makes_the_difference_is_named() -> None:
    state = state_of(signature(Facet.NAME | Facet.NIR, health=4))
    found = {name: rest.se for name, rest in judge(state).without.items()}
    assert found == {
        "nir": 2.0,
        "name": 3.0,
        "health": 2.0,
        "all-identity": 0.0,
        "all-sensitive": 2.0,
    }


def test_what_something_else_replaces_makes_none() -> None:
    state = state_of(signature(Facet.NAME | Facet.NIR | Facet.EMAIL, health=4))
    assert set(judge(state).without) == {"health", "all-identity", "all-sensitive"}


def test_too_many_kinds_of_records_are_not_tried() -> None:
    state = FileState()
    for packed in range(MAX_SIGNATURES):
        with_records(state, packed << 1)
    assert severities_without(state, health_context=False) == {}
