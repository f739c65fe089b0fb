"""Makes the stored form of the built-in rules: `python -m leakscan.detectors.storing`.

The build of the package runs it (`hatch_build.py`), after compiling the kernels, and keeps what
it writes on standard output. See `builtin` for the form, and for when it is used.
"""

import importlib
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any
from zlib import crc32

import numpy as np
import numpy.typing as npt
import regex

from leakscan.detectors.builtin import (
    ALIGNMENT,
    BETWEEN,
    JOINED,
    MARK,
    PACKAGE,
    TEXTS,
    builtin_rules_dir,
    inputs_digest,
)
from leakscan.detectors.column_names import ColumnNames
from leakscan.detectors.compiled_patterns import pattern_arrays
from leakscan.detectors.known_words import known_arrays
from leakscan.detectors.misread_letters import ShapedWords
from leakscan.detectors.misspelt_words import MisspeltWords
from leakscan.detectors.name_lexicon import lexicon_arrays
from leakscan.detectors.rule import Rule, RuleSet
from leakscan.detectors.rules import read_rules
from leakscan.detectors.statement_kinds import kind_arrays
from leakscan.detectors.vocabulary import Vocabulary


def stored_form(rules: RuleSet, inputs: str) -> bytes:
    """The content of the file for `rules`, made from inputs with this digest."""
    vocabulary = Vocabulary.build(rules)
    texts = bytearray()
    written = [_as_stored(rule, texts) for rule in rules.rules]
    arrays = {
        **vocabulary.arrays(),
        **MisspeltWords.build(vocabulary).arrays(),
        **ShapedWords.build(vocabulary).arrays(),
        **ColumnNames.build(rules).arrays(),
        **lexicon_arrays(),
        **known_arrays(vocabulary.groups),
        **kind_arrays(rules, vocabulary.groups, vocabulary.group_rule),
        **_patterns(rules),
        TEXTS: np.frombuffer(bytes(texts), np.uint8),
    }
    head = {
        "digest": rules.digest,
        "rules": written,
        "arrays": [(name, array.dtype.str, array.size) for name, array in arrays.items()],
    }
    text = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode()
    parts = bytearray(MARK + b" " + inputs.encode() + b"\n" + text + b"\n")
    for array in arrays.values():
        parts += bytes(-len(parts) % ALIGNMENT)
        parts += array.tobytes()
    return bytes(parts)


def _patterns(rules: RuleSet) -> dict[str, npt.NDArray[Any]]:
    """What is stored of their patterns, the same for every build.

    `regex` puts the parts of patterns into sets, by hashes of classes, which are where these lie in
    memory; so the members of its sets of signs come in another order in each process.
    """
    try:
        part = importlib.import_module("regex._regex_core").RegexBase
        kept = part.__hash__
    except (ImportError, AttributeError):
        return pattern_arrays(rules)
    part.__hash__ = lambda part: crc32(_told(part).encode())
    try:
        regex.purge()
        return pattern_arrays(rules)
    finally:
        part.__hash__ = kept


def _told(part: object) -> str:
    """What a part of a pattern is: the same for equal ones."""
    if isinstance(part, type):
        return part.__name__
    if isinstance(part, tuple | list):
        return ",".join(map(_told, part)).join("()")
    key = getattr(part, "_key", None)
    return repr(part) if key is None else _told(key)


def _as_stored(rule: Rule, texts: bytearray) -> dict[str, Any]:
    """The parts of a rule, its words put into `texts`: reading a megabyte of JSON takes 5 ms."""
    parts = asdict(rule)
    parts["columns"] = _placed(rule.columns, texts)
    for group in parts["groups"]:
        group |= {key: _placed(group[key], texts) for key in JOINED}
    return parts


def _placed(words: Sequence[str], texts: bytearray) -> tuple[int, int]:
    """Where the words stand in `texts`, to which they are added."""
    start = len(texts)
    texts += BETWEEN.join(words).encode()
    return start, len(texts)


if __name__ == "__main__":
    inputs = inputs_digest(builtin_rules_dir(), PACKAGE)
    sys.stdout.buffer.write(stored_form(read_rules([builtin_rules_dir()]), inputs))
