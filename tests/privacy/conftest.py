"""Loading the rules takes longer than scanning a few letters: it is done once for all scans."""

from functools import cache

import pytest

from leakscan.detectors.rules import RuleSet, load_rules
from leakscan.detectors.vocabulary import Vocabulary

_loaded = cache(load_rules)
_of_rules = Vocabulary.of
_vocabularies: dict[int, tuple[RuleSet, Vocabulary]] = {}


def _vocabulary(rules: RuleSet) -> Vocabulary:
    """The vocabulary of a rule set that is kept alive, so that its id stays its own."""
    if id(rules) not in _vocabularies:
        _vocabularies[id(rules)] = rules, _of_rules(rules)
    return _vocabularies[id(rules)][1]


@pytest.fixture(autouse=True)
def rules_loaded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Scans in this process share the rules and their words."""
    monkeypatch.setattr("leakscan.cli.session.load_rules", _loaded)
    monkeypatch.setattr("leakscan.scanner.load_rules", _loaded)
    monkeypatch.setattr(Vocabulary, "of", staticmethod(_vocabulary))
