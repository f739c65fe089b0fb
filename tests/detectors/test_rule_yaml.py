"""Rule files are read as PyYAML reads them, whatever they are written in."""

from collections.abc import Callable

import pytest
import yaml

from leakscan.detectors.builtin import builtin_rules_dir
from leakscan.detectors.rule_yaml import read_yaml

TEXTS = [
    "",
    "# only a comment",
    "word",
    "1: x\n2: y\n1: z",
    "- [1, 2.5, yes, no, null, ~, 2020-01-02, 0x1F, '12', \"x\\n\", =, '', on]",
    "- yes\n- 'yes'\n- 12\n- '12'\n- word\n-\n- ''\n- two words\n",
    "- |\n a\n b\n- >\n c\n d\n- !!str 5",
    "a: {b: [c, '',]}\nd: {}\ne: []",
    "? [x]\n: y",
    "{{a: b}: c}",
    "&a [x, *a]",
    "a: &x {b: 1}\nc:\n  <<: *x",
    "- <<\n- <<: {a: 1}\n",
    "--- a\n--- b",
    "!!set {a, b}",
    "- !unknown a",
    "a: b: c",
    "[",
    "*x",
    "\t- x",
]


def load(text: str) -> object:
    """As PyYAML says it by itself; its two parsers word their complaints differently."""
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def outcome(read: Callable[[str], object], text: str) -> str:
    try:
        return repr(read(text))
    except yaml.YAMLError as error:
        return f"{type(error).__name__}: {error}"


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_says_what_pyyaml_says(text: str) -> None:
    assert outcome(read_yaml, text) == outcome(load, text)


def test_the_built_in_rules_say_what_pyyaml_says() -> None:
    for path in builtin_rules_dir().glob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        assert repr(read_yaml(text)) == repr(load(text))
