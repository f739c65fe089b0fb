"""What is wrong with rules, without scanning anything: the static half of `rules check`.

The other half executes the examples through the whole pipeline. Both run in CI on the built-in
rules and on a user's machine on his own.
"""

import re
from collections.abc import Iterator

from leakscan.detectors.rule import MAX_MATCH_BYTES, KeywordGroup, Rule, RuleSet
from leakscan.frozen import frozen

_MIN_KEYWORD = 3
_MIN_EXACT_KEYWORD = 1
_MIN_NEGATIVES = 3
_TIMEOUT = 0.5
"""Seconds one pattern may take on one nasty window; those of the built-in rules take 1 ms."""
_NASTY = tuple(
    unit * (320 // len(unit)) for unit in ("a", "A ", "1", "1 ", ": ", "é'", "Aa-1.", "= ")
)
_UNBOUNDED = re.compile(r"(?<!\\)\.[*+]|\.\{\d+,\}")
_COLUMN = re.compile(r"[a-z0-9]+(?: [a-z0-9]+)*")
_HEALTH = frozenset({"health", "genetic", "care-contact"})


@frozen
class Problem:
    """Something to correct in a rule file.

    Attributes:
        source: Name of the rule file.
        rule: Id of the rule.
        key: Key that is wrong.
        message: What is wrong, in a few words.
    """

    source: str
    rule: str
    key: str
    message: str

    def __str__(self) -> str:
        return f"{self.source}: rule {self.rule}: {self.key}: {self.message}"


def check_rules(rules: RuleSet) -> list[Problem]:
    """All problems that show without scanning, in the order of the rules; loading found the rest.

    Loading already refuses unknown keys, wrong types, unknown categories and duplicate ids.
    """
    found = [
        Problem(source=rule.source, rule=rule.info.id, key=key, message=message)
        for rule in rules.rules
        for key, message in _problems(rule)
    ]
    return found + list(_shared_columns(rules))


def _problems(rule: Rule) -> Iterator[tuple[str, str]]:
    if not (rule.groups or rule.columns or rule.validator):
        yield "keywords", "finds nothing: no keywords, columns or validator"
    if not 0 < rule.max_bytes <= MAX_MATCH_BYTES:
        yield "max_bytes", f"must be 1 to {MAX_MATCH_BYTES}"
    if rule.info.level and rule.info.category not in _HEALTH:
        yield "level", f"only for the categories {', '.join(sorted(_HEALTH))}"
    if not rule.info.level and rule.info.category in _HEALTH:
        yield "level", f"required for category {rule.info.category}"
    yield from _missing(rule)
    for column in rule.columns:
        if not _COLUMN.fullmatch(column):
            yield "columns", f"{column!r} is not lower-case words without accents"
    for group in rule.groups:
        yield from _group_problems(group)


def _missing(rule: Rule) -> Iterator[tuple[str, str]]:
    if not rule.examples:
        yield "examples", "required"
    if len(rule.negatives) < _MIN_NEGATIVES:
        yield "negative_examples", f"at least {_MIN_NEGATIVES} required"
    if not rule.references:
        yield "references", "required"


def _group_problems(group: KeywordGroup) -> Iterator[tuple[str, str]]:
    if not group.keywords:
        yield "keywords", "required in every group"
    shortest = _MIN_EXACT_KEYWORD if group.upper else _MIN_KEYWORD
    for keyword in group.keywords:
        if keyword != keyword.strip():
            yield "keywords", f"{keyword!r} starts or ends with a space"
        elif len(keyword) < shortest and not group.pattern:
            yield "keywords", f"{keyword!r} is too short to be searched in any case"
    if not 0 < group.within <= MAX_MATCH_BYTES:
        yield "within", f"must be 1 to {MAX_MATCH_BYTES}"
    if group.pattern is not None:
        yield from (("pattern", message) for message in _pattern_problems(group.pattern))


def _pattern_problems(pattern: str) -> Iterator[str]:
    # Imported here because every scan imports this module through `rules`, and few check.
    import regex

    try:
        compiled = regex.compile(pattern)
    except regex.error as error:
        yield f"does not compile: {error.msg}"
        return
    if "value" not in compiled.groupindex:
        yield "has no group named value"
    if _UNBOUNDED.search(pattern):
        yield "is not bounded: give . a highest number of repeats"
    try:
        for text in _NASTY:
            for _ in compiled.finditer(text, timeout=_TIMEOUT):
                pass
    except TimeoutError:
        yield f"takes more than {_TIMEOUT} s on 320 characters"


def _shared_columns(rules: RuleSet) -> Iterator[Problem]:
    owner: dict[str, Rule] = {}
    for rule in rules.rules:
        for column in rule.columns:
            first = owner.setdefault(column, rule)
            if first is not rule:
                message = f"{column!r} already belongs to {first.info.id}"
                yield Problem(source=rule.source, rule=rule.info.id, key="columns", message=message)
