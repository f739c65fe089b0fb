"""Loading the rules takes longer than scanning a few letters: it is done once for all scans."""

from functools import cache

import pytest

from leakscan.detectors.rules import load_rules

_loaded = cache(load_rules)


@pytest.fixture(autouse=True)
def rules_loaded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Scans in this process share the rules."""
    monkeypatch.setattr("leakscan.cli.session.load_rules", _loaded)
