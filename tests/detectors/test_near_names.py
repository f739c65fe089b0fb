"""Misspelt names: counting letters leaves nothing out that comparing would have found."""

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz, process

from leakscan.detectors.near_names import CUTOFF, NearNames, may_be_misspelt
from tests.detectors.scanning import rules

NAMES = [name for rule in rules().rules for name in rule.columns if may_be_misspelt(name)]


def altered(draw: st.DrawFn) -> str:
    name = draw(st.sampled_from(NAMES))
    for _ in range(draw(st.integers(0, 3))):
        at, gone = draw(st.integers(0, len(name))), draw(st.integers(0, 1))
        name = name[:at] + draw(st.text("aeinrst\u00e9 ", max_size=1)) + name[at + gone :]
    return name


@given(st.composite(altered)())
def test_the_same_as_comparing_with_all(name: str) -> None:
    best = None
    if may_be_misspelt(name):
        best = process.extractOne(name, NAMES, scorer=fuzz.ratio, score_cutoff=CUTOFF)
    assert NearNames(NAMES).find(name) == (best[0] if best else None)


def test_names_far_from_all() -> None:
    near = NearNames(["date naissance", "commentaire"])
    assert near.find("comentaire") == "commentaire"
    assert near.find("quantite livree") is None
    assert near.find("aaaaaa") is None
    assert NearNames([]).find("comentaire") is None
