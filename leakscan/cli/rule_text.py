"""One rule as lines of text for `leakscan rules show`."""

from collections.abc import Iterator, Sequence

from leakscan.detectors.rules import KeywordGroup, Rule
from leakscan.reports.schema import Lang

_MAX_WORDS = 40
"""Words of a list that are shown; a lexicon has thousands."""


def rule_lines(rule: Rule, lang: Lang) -> Iterator[str]:
    """What `rule` says, a line at a time."""
    info = rule.info
    yield f"{info.id}: {info.name[lang]}"
    yield f"  category: {info.category}" + (", stigmatising" if info.stigmatising else "")
    if info.level:
        yield f"  health level: {info.level}"
    yield f"  evidence: {rule.tier.label}; longest match: {rule.max_bytes} bytes"
    yield f"  file: {rule.source}"
    if rule.validator:
        yield f"  check key: {rule.validator}"
    yield from _words("columns", rule.columns)
    yield from _words("labels", rule.labels)
    yield from _words("not near", rule.veto)
    for group in rule.groups:
        yield from _group(group)
    for example in rule.examples:
        yield f"  finds: {_one_line(example.text)}"
    for text in rule.negatives:
        yield f"  leaves: {_one_line(text)}"
    for reference in rule.references:
        yield f"  reference: {reference}"


def _group(group: KeywordGroup) -> Iterator[str]:
    yield from _words("keywords", group.keywords)
    if group.upper:
        yield "    written exactly so"
    if group.pattern:
        yield f"    pattern: {_one_line(group.pattern)}"
    if group.near:
        yield f"    within {group.within} bytes of: {', '.join(group.near)}"
    if group.veto:
        yield f"    not within {group.within} bytes of: {', '.join(group.veto)}"


def _words(heading: str, words: Sequence[str]) -> Iterator[str]:
    if words:
        more = f" and {len(words) - _MAX_WORDS} more" if len(words) > _MAX_WORDS else ""
        yield f"  {heading}: {', '.join(words[:_MAX_WORDS])}{more}"


def _one_line(text: str) -> str:
    return " ".join(text.split())
