import re
from string import Formatter

from leakscan.model.coverage import GapReason
from leakscan.model.taxonomy import CATEGORY_FACETS, Assertion, Tier
from leakscan.reports.texts import TEXTS
from leakscan.scoring import policy
from leakscan.scoring.flags import ORDER


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_both_languages_have_every_key_with_the_same_placeholders() -> None:
    assert TEXTS["fr"].keys() == TEXTS["en"].keys()
    for key, french in TEXTS["fr"].items():
        assert placeholders(french) == placeholders(TEXTS["en"][key]), key


def test_every_code_has_a_name() -> None:
    wanted = {f"gap.{reason.value}" for reason in GapReason}
    wanted |= {f"category.{category}" for category in CATEGORY_FACETS}
    wanted |= {f"tier.{tier.label}" for tier in Tier}
    wanted |= {f"assertion.{assertion.label}" for assertion in Assertion}
    wanted |= {f"flag.{flag}" for flag in ORDER}
    wanted |= {f"basis.health-{level}" for level in range(1, 5)}
    wanted |= {f"persons.bracket.{bracket}" for _, bracket in policy.BRACKETS}
    wanted |= {f"persons.bracket.{policy.BRACKET_BEYOND}"}
    wanted |= {f"scenario.{cb}" for cb in policy.CB_GRID}
    assert not wanted - TEXTS["fr"].keys()


def test_french_punctuation_is_not_left_alone_on_a_line() -> None:
    assert not [key for key, text in TEXTS["fr"].items() if re.search(r" [:;?!]", text)]
