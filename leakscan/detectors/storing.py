"""Makes the stored form of the built-in rules: `python -m leakscan.detectors.storing`.

The build of the package runs it (`hatch_build.py`), after compiling the kernels, and keeps what
it writes on standard output. See `builtin` for the form, and for when it is used.
"""

import json
import sys
from dataclasses import asdict
from typing import Any

from leakscan.detectors.builtin import (
    ALIGNMENT,
    BETWEEN,
    JOINED,
    MARK,
    PACKAGE,
    builtin_rules_dir,
    inputs_digest,
)
from leakscan.detectors.column_names import ColumnNames
from leakscan.detectors.known_words import known_arrays
from leakscan.detectors.misread_letters import ShapedWords
from leakscan.detectors.misspelt_words import MisspeltWords
from leakscan.detectors.name_lexicon import lexicon_arrays
from leakscan.detectors.rule import Rule, RuleSet
from leakscan.detectors.rules import read_rules
from leakscan.detectors.vocabulary import Vocabulary


def stored_form(rules: RuleSet, inputs: str) -> bytes:
    """The content of the file for `rules`, made from inputs with this digest."""
    vocabulary = Vocabulary.build(rules)
    arrays = {
        **vocabulary.arrays(),
        **MisspeltWords.build(vocabulary).arrays(),
        **ShapedWords.build(vocabulary).arrays(),
        **ColumnNames.build(rules).arrays(),
        **lexicon_arrays(),
        **known_arrays(vocabulary.groups),
    }
    head = {
        "digest": rules.digest,
        "rules": [_as_stored(rule) for rule in rules.rules],
        "arrays": [(name, array.dtype.str, array.size) for name, array in arrays.items()],
    }
    text = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode()
    parts = bytearray(MARK + b" " + inputs.encode() + b"\n" + text + b"\n")
    for array in arrays.values():
        parts += bytes(-len(parts) % ALIGNMENT)
        parts += array.tobytes()
    return bytes(parts)


def _as_stored(rule: Rule) -> dict[str, Any]:
    """The parts of a rule, its many words as one text: 27,000 take long to read one by one."""
    parts = asdict(rule)
    parts["columns"] = BETWEEN.join(rule.columns)
    for group in parts["groups"]:
        group |= {key: BETWEEN.join(group[key]) for key in JOINED}
    return parts


if __name__ == "__main__":
    inputs = inputs_digest(builtin_rules_dir(), PACKAGE)
    sys.stdout.buffer.write(stored_form(read_rules([builtin_rules_dir()]), inputs))
