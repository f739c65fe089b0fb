"""Reading one rule: from the mapping a YAML file holds to a `Rule`, with errors that name it.

Unknown keys are errors, with the nearest known key as a suggestion, because a misspelt ``veto``
would otherwise silently widen a rule. Must not know where the files are.
"""

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from typing import NoReturn, TypeGuard, TypeVar

from leakscan.detectors.keyword_syntax import expand_braces
from leakscan.detectors.rule import Example, KeywordGroup, Rule
from leakscan.frozen import frozen
from leakscan.model.errors import RuleError
from leakscan.model.taxonomy import CATEGORY_FACETS, Assertion, RuleInfo, Tier

Lexicon = Callable[[str], tuple[str, ...]]
"""The terms of a lexicon by its file name."""

_DEFAULTS = frozenset(
    "level specific tier near near_lexicon refuses strict veto within case pattern digit_within"
    " digit_before digit_after before".split()
)
_GROUP_KEYS = _DEFAULTS | {"keywords", "lexicon"}
_RULE_KEYS = _GROUP_KEYS | {
    "id",
    "name",
    "category",
    "stigmatising",
    "max_bytes",
    "columns",
    "labels",
    "groups",
    "validator",
    "examples",
    "negative_examples",
    "references",
}
T = TypeVar("T")
D = TypeVar("D")
_EXAMPLE_KEYS = frozenset({"text", "count", "assertion"})
_VALIDATORS = ("nir", "phone", "email", "iban")
_TIERS = {tier.label: tier for tier in Tier}
_ASSERTIONS = {assertion.label: assertion for assertion in Assertion}
_DEFAULT_WITHIN = 40
_DEFAULT_BEFORE = 40
_DEFAULT_MAX_BYTES = 80
_MAX_LEVEL = 4


def rule_from(entry: object, *, source: str, lexicon: Lexicon, own: bool) -> Rule:
    """The rule that one list item of the rule file `source`, a user's `own` or not, describes.

    Raises:
        RuleError: Naming the file, the rule and the key.
    """
    raw = entry if _is_mapping(entry) else {}
    rule_id = raw.get("id")
    if not isinstance(rule_id, str) or not rule_id.isprintable() or not rule_id:
        raise RuleError(f"{source}: every rule is a mapping with an id")
    keys = _Keys(raw, where=f"{source}: rule {rule_id}", known=_RULE_KEYS)
    return Rule(
        info=_info(keys, rule_id),
        groups=_groups(keys, lexicon),
        columns=keys.words("columns"),
        labels=keys.words("labels"),
        veto=keys.words("veto"),
        max_bytes=keys.number("max_bytes", _DEFAULT_MAX_BYTES),
        validator=keys.choice("validator", {name: name for name in _VALIDATORS}, None),
        tier=keys.choice("tier", _TIERS, Tier.LEXICAL),
        examples=tuple(_example(item, keys) for item in keys.items("examples")),
        negatives=keys.texts("negative_examples"),
        references=keys.texts("references"),
        source=source,
        own=own,
    )


@frozen(kw_only=False)
class _Keys:
    """Typed access to one mapping; every complaint says where."""

    raw: Mapping[str, object]
    where: str
    known: frozenset[str]

    def __post_init__(self) -> None:
        for key in self.raw:
            if key not in self.known:
                self.fail(str(key), f"unknown key{_suggestion(str(key), self.known)}")

    def fail(self, key: str, why: str) -> NoReturn:
        raise RuleError(f"{self.where}: {key}: {why}") from None

    def text(self, key: str) -> str | None:
        value = self.raw.get(key)
        if value is not None and not isinstance(value, str):
            self.fail(key, "must be text")
        return value

    def flag(self, key: str, default: bool) -> bool:  # noqa: FBT001 - a default, not a switch
        value = self.raw.get(key, default)
        return value if isinstance(value, bool) else self.fail(key, "must be true or false")

    def number(self, key: str, default: int) -> int:
        value = self.raw.get(key, default)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            self.fail(key, "must be a whole number, 0 or more")
        return value

    def level(self, default: int) -> int:
        level = self.number("level", default)
        return level if level <= _MAX_LEVEL else self.fail("level", "must be 0 to 4")

    def choice(self, key: str, choices: Mapping[str, T], default: D) -> T | D:
        value = self.raw.get(key)
        if value is None:
            return default
        if not isinstance(value, str) or value not in choices:
            self.fail(key, f"must be one of {', '.join(choices)}")
        return choices[value]

    def items(self, key: str) -> list[object]:
        value = self.raw.get(key, [])
        return value if isinstance(value, list) else self.fail(key, "must be a list")

    def texts(self, key: str) -> tuple[str, ...]:
        items = self.items(key)
        texts = tuple(item for item in items if isinstance(item, str))
        return texts if len(texts) == len(items) else self.fail(key, "every item must be text")

    def words(self, key: str, *, lower: bool = True) -> tuple[str, ...]:
        """The list's words, braces expanded, without duplicates."""
        words: dict[str, None] = {}
        for text in self.texts(key):
            try:
                for word in expand_braces(text.lower() if lower else text):
                    words[word] = None
            except ValueError as error:
                self.fail(key, f"{text!r}: {error}")
        return self.sound(key, tuple(words))

    def sound(self, key: str, words: tuple[str, ...]) -> tuple[str, ...]:
        """The same words, each of which something can be: lists of them are joined by newlines."""
        for word in words:
            if not (word.isprintable() and (word[:1].isalnum() or not all(map(_is_nothing, word)))):
                self.fail(key, f"{word!r}: is blank, or has signs that are not printable")
        return words


def _info(keys: _Keys, rule_id: str) -> RuleInfo:
    name = keys.raw.get("name")
    if not _is_mapping(name) or set(name) != {"fr", "en"}:
        keys.fail("name", "must have fr and en, and no other language")
    category = keys.text("category") or ""
    if category not in CATEGORY_FACETS:
        keys.fail("category", f"unknown category{_suggestion(category, CATEGORY_FACETS)}")
    return RuleInfo(
        id=rule_id,
        category=category,
        name={language: str(text) for language, text in name.items()},
        level=keys.level(0),
        stigmatising=keys.flag("stigmatising", default=False),
    )


def _groups(rule: _Keys, lexicon: Lexicon) -> tuple[KeywordGroup, ...]:
    """The shorthand `keywords` of the rule, if any, then its groups."""
    defaults = {key: rule.raw[key] for key in _DEFAULTS & rule.raw.keys()}
    entries: list[object] = list(rule.items("groups"))
    if rule.raw.get("keywords") or rule.raw.get("lexicon"):
        entries.insert(0, {key: rule.raw[key] for key in _GROUP_KEYS & rule.raw.keys()})
    return tuple(_group(entry, rule, defaults, lexicon) for entry in entries)


def _group(
    entry: object, rule: _Keys, defaults: Mapping[str, object], lexicon: Lexicon
) -> KeywordGroup:
    if not _is_mapping(entry):
        rule.fail("groups", "every group is a mapping")
    own = _Keys(entry, where=f"{rule.where}: groups", known=_GROUP_KEYS)
    keys = _Keys({**defaults, **entry}, where=own.where, known=_GROUP_KEYS)
    upper = keys.choice("case", {"upper": True, "any": False}, default=False)
    terms = keys.words("keywords", lower=not upper)
    if name := keys.text("lexicon"):
        terms += keys.sound("lexicon", lexicon(name))
    near = keys.words("near")
    if name := keys.text("near_lexicon"):
        near += keys.sound("near_lexicon", lexicon(name))
    tier = keys.choice("tier", _TIERS, Tier.LEXICAL)
    return KeywordGroup(
        keywords=tuple(dict.fromkeys(terms)),
        upper=upper,
        pattern=keys.text("pattern"),
        level=keys.level(0),
        specific=keys.flag("specific", default=False),
        # A neighbour is what tier "contextual" means.
        tier=max(tier, Tier.CONTEXTUAL) if near else tier,
        near=_in_both_numbers(near),
        veto=_in_both_numbers(rule.words("veto") + own.words("veto")),
        within=keys.number("within", _DEFAULT_WITHIN),
        digit_within=keys.number("digit_within", 0),
        digit_before=keys.number("digit_before", 0),
        digit_after=keys.number("digit_after", 0),
        before=keys.number("before", _DEFAULT_BEFORE),
        near_health="near_lexicon" in keys.raw,
        refuses=keys.flag("refuses", default=False),
        strict=keys.flag("strict", default=False),
    )


def _in_both_numbers(words: Iterable[str]) -> tuple[str, ...]:
    """Neighbours as they were given, and single words in the plural as well."""
    given = tuple(words)
    plurals = (f"{word}s" for word in given if word.isalpha() and word[-1] not in "sxz")
    return tuple(dict.fromkeys((*given, *plurals)))


def _example(item: object, rule: _Keys) -> Example:
    if isinstance(item, str):
        return Example(text=item)
    if not _is_mapping(item):
        rule.fail("examples", "every example is text or a mapping")
    keys = _Keys(item, where=f"{rule.where}: examples", known=_EXAMPLE_KEYS)
    return Example(
        text=keys.text("text") or "",
        count=keys.number("count", 0) if "count" in item else None,
        assertion=keys.choice("assertion", _ASSERTIONS, None),
    )


def _is_nothing(sign: str) -> bool:
    """Whether nothing is left of a sign in plain text: spaces at an end, accents on no letter."""
    return sign.isspace() or sign == "_" or unicodedata.combining(sign) > 0


def _is_mapping(value: object) -> TypeGuard[Mapping[str, object]]:
    return isinstance(value, dict) and all(isinstance(key, str) for key in value)


def _suggestion(word: str, known: Iterable[str]) -> str:
    """Text that proposes the nearest of `known`, or nothing when none is near."""
    # Imported only for a complaint: it would add 6 ms to every start.
    from rapidfuzz import process

    best = process.extractOne(word, sorted(known), score_cutoff=60)
    return f"; did you mean {best[0]}?" if best else ""
