"""One rule as lines of text for `leakscan rules show`."""

from collections.abc import Iterator, Sequence

from leakscan.detectors.rules import KeywordGroup, Rule
from leakscan.reports.schema import Lang
from leakscan.reports.texts import name_of, say
from leakscan.reports.wording import colon

_MAX_WORDS = 40
"""Words of a list that are shown; a lexicon has thousands."""


def rule_lines(rule: Rule, lang: Lang) -> Iterator[str]:
    """What `rule` says, a line at a time."""
    info = rule.info
    yield f"{info.id}{colon(lang)}{info.name[lang]}"
    for key, value in _facts(rule, lang):
        yield f"  {say(lang, f'rule.{key}')}{colon(lang)}{value}"
    for group in rule.groups:
        yield from (f"  {line}" for line in _group(group, lang))
    for key, text in _examples(rule):
        yield f"  {say(lang, f'rule.{key}')}{colon(lang)}{_one_line(text)}"


def _facts(rule: Rule, lang: Lang) -> Iterator[tuple[str, str]]:
    """What is true of the rule as a whole, by the key of what it is called."""
    info = rule.info
    stigma = f", {say(lang, 'rule.stigmatising')}" if info.stigmatising else ""
    yield "category", f"{info.category}{stigma}"
    if info.level:
        yield "level", str(info.level)
    yield "evidence", name_of(lang, "tier", rule.tier.label)
    yield "longest", say(lang, "rule.bytes", n=rule.max_bytes)
    yield "file", rule.source
    if rule.validator:
        yield "key", rule.validator
    lists = ("columns", rule.columns), ("labels", rule.labels), ("veto", rule.veto)
    yield from ((key, _words(words, lang)) for key, words in lists if words)


def _examples(rule: Rule) -> Iterator[tuple[str, str]]:
    yield from (("finds", example.text) for example in rule.examples)
    yield from (("leaves", text) for text in rule.negatives)
    yield from (("reference", reference) for reference in rule.references)


def _group(group: KeywordGroup, lang: Lang) -> Iterator[str]:
    if group.keywords:
        yield f"{say(lang, 'rule.keywords')}{colon(lang)}{_words(group.keywords, lang)}"
    if group.upper:
        yield f"  {say(lang, 'rule.exactly')}"
    if group.pattern:
        yield f"  {say(lang, 'rule.pattern')}{colon(lang)}{_one_line(group.pattern)}"
    for key, words in (("near", group.near), ("far", group.veto)):
        if words:
            yield f"  {say(lang, f'rule.{key}', n=group.within)}{colon(lang)}{', '.join(words)}"


def _words(words: Sequence[str], lang: Lang) -> str:
    shown = ", ".join(words[:_MAX_WORDS])
    beyond = len(words) - _MAX_WORDS
    return f"{shown} {say(lang, 'cell.more', n=beyond)}" if beyond > 0 else shown


def _one_line(text: str) -> str:
    return " ".join(text.split())
