"""Any rule can be all that there is: what the others would have found is no part of it."""

import pytest

from tests.detectors.scanning import rules, state_of

_FOUND = (
    "Patiente Mme Zoé TESTEUR, née le 03/04/1981, tél. 06 39 98 12 34, zoe@example.org,\n"
    "12 rue des Lilas, 35000 Rennes : séro-\npositive, sous Levothyrox, groupe sanguin A+.\n"
)


@pytest.mark.parametrize("rule", [rule.info.id for rule in rules().rules])
def test_prose_is_read_with_one_rule(rule: str) -> None:
    assert not state_of("Il pleut, et rien de plus.\n", only=(rule,)).tallies
    assert set(state_of(_FOUND, only=(rule,)).tallies) <= {rule}


@pytest.mark.parametrize("rule", ["fr.phone", "health.hiv", "health.drug", "email"])
def test_a_rule_alone_finds_its_own(rule: str) -> None:
    assert rule in state_of(_FOUND, only=(rule,)).tallies
