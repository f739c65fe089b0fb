"""Keeps the package's patterns as `re` compiles them: `python -m leakscan.pattern_storing`.

The build of the package runs it (`hatch_build.py`) and keeps what it writes on standard output. See
`patterns` for when it is used.

`re` compiles in Python what `_sre` then makes a pattern of; what passes between the two is kept.
"""

import marshal
import re
import sys
from array import array
from importlib import import_module
from pkgutil import walk_packages

import leakscan
from leakscan.patterns import CODE, Deferred, Stored, Written, interpreter_mark

_WITHOUT_REFERENCES = 2
"""The version of `marshal` whose form of equal values is the same, however they came about."""


def all_patterns() -> list[tuple[Written, re.RegexFlag]]:
    """Text and flags of every pattern that a module of the package defers, each once, in order."""
    for module in walk_packages(leakscan.__path__, "leakscan."):
        # Neither the program nor the kernels, which are no modules.
        if not module.name.rpartition(".")[2].startswith("_"):
            import_module(module.name)
    return sorted(set(Deferred.known), key=lambda each: (isinstance(each[0], str), each))


def stored_pattern(written: Written, asked: re.RegexFlag) -> Stored:
    """What `re` gives `_sre` of a pattern."""
    parsed = import_module("re._parser").parse(written, int(asked))
    code = import_module("re._compiler")._code(parsed, int(asked))  # noqa: SLF001
    numbers: dict[str, int] = parsed.state.groupdict
    names = {number: name for name, number in numbers.items()}
    count: int = parsed.state.groups
    flags = int(asked) | parsed.state.flags
    by_number = tuple(names.get(number) for number in range(count))
    return flags, array(CODE, code).tobytes(), count - 1, dict(numbers), by_number


def stored_form(patterns: list[tuple[Written, re.RegexFlag]]) -> bytes:
    """The content of the file for these patterns."""
    stored = {(text, int(flags)): stored_pattern(text, flags) for text, flags in patterns}
    return interpreter_mark() + marshal.dumps(stored, _WITHOUT_REFERENCES)


if __name__ == "__main__":
    sys.stdout.buffer.write(stored_form(all_patterns()))
