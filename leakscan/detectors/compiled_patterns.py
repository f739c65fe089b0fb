"""Patterns of rules as `regex` compiles them; those of the built-in rules were compiled before.

`regex` compiles in Python: two to eight milliseconds a pattern, of which a text needs nine or more.
What comes of it is kept as pickling keeps it (what `copyreg` has for a pattern), but written as
literals of Python, which are data whatever they say. It is used with the very version of `regex`
that made it; with any other, and for all other patterns, they are compiled when they are needed.
"""

import copyreg
from ast import literal_eval
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from leakscan.detectors.builtin import stored_rules
from leakscan.detectors.rule import RuleSet

if TYPE_CHECKING:
    import regex

_STORED = "patterns"


def compiled(pattern: str) -> "regex.Pattern[str]":
    """A pattern, as `regex.compile` gives it.

    Raises:
        regex.error: It is none.
    """
    # Imported at the first pattern that is needed: many scans need none.
    import regex

    kept = _kept().get(pattern)
    if kept is None:
        return regex.compile(pattern)
    make, _ = _reduced(regex.compile(""))
    made: regex.Pattern[str] = make(*literal_eval(kept))
    return made


def pattern_arrays(rules: RuleSet) -> dict[str, npt.NDArray[Any]]:
    """What is stored of the patterns of a rule set, as arrays of one dimension."""
    import regex

    lines = [_written(regex.compile(pattern)) for pattern in _patterns(rules)]
    text = "\n".join((regex.__version__, *lines))
    return {_STORED: np.frombuffer(text.encode(), np.uint8)}


def _written(pattern: "regex.Pattern[str]") -> str:
    """A pattern as literals on one line; nothing where these would not say the same."""
    _, parts = _reduced(pattern)
    line = repr(parts)
    try:
        return line if literal_eval(line) == parts and len(line.splitlines()) == 1 else ""
    except (ValueError, SyntaxError):
        return ""


@cache
def _kept() -> Mapping[str, str]:
    """The built-in rules' patterns by their text, as they were written."""
    import regex

    stored = stored_rules()
    if stored is None:
        return {}
    version, *lines = stored.arrays()[_STORED].tobytes().decode().split("\n")
    if version != regex.__version__:
        return {}
    pairs = zip(_patterns(stored.rules), lines, strict=True)
    return {pattern: line for pattern, line in pairs if line}


def _patterns(rules: RuleSet) -> list[str]:
    """All patterns, each once."""
    groups = (group for rule in rules.rules for group in rule.groups)
    return [*dict.fromkeys(group.pattern for group in groups if group.pattern)]


def _reduced(pattern: "regex.Pattern[str]") -> tuple[Any, tuple[object, ...]]:
    """What makes a pattern, and of what."""
    reduce: Any = copyreg.dispatch_table[type(pattern)]
    make, parts = reduce(pattern)
    return make, parts
