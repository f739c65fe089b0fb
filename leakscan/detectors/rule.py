"""What a rule says, as plain data: the engines compile it, the commands print it.

Follows the project's contract on rules (ids, categories, tiers, file format). Nothing here may
know how a rule is matched, nor any scanned content.
"""

from collections.abc import Sequence

from leakscan.frozen import frozen
from leakscan.model.taxonomy import Assertion, RuleInfo, Tier

NO_RULE = -1
"""Instead of the index of a rule, where there is none."""
MAX_MATCH_BYTES = 512
"""Upper bound of `Rule.max_bytes`: half the margin that chunks repeat on both sides of a cut."""


@frozen
class KeywordGroup:
    """Keywords of a rule that share their conditions and their weight.

    Attributes:
        keywords: Literals, braces expanded, without duplicates; lower case unless `upper`.
        upper: Match only what is written exactly so; otherwise case and accents are ignored.
        pattern: For the `regex` module, to be found around the keyword and to contain it; its
            group ``value`` is the hit. None: the keyword is the hit.
        level: Health level 1-4 of a mention, 0 when it is not about health.
        specific: An unambiguous statement about a person when affirmed.
        tier: Of a hit outside any known column.
        near: At least one must stand within `within` bytes on either side; empty: no condition.
        veto: None may stand within `within` bytes on either side, the rule's own included.
        within: Distance in bytes.
        digit_within: A digit must stand within this many bytes on either side, 0 for no such
            condition: a cheap test that spares the pattern most of what it would refuse.
        digit_before, digit_after: The same on one side: of a house number, of a result.
        before: Bytes before a keyword at which the pattern's match may begin. Each is one more
            place at which it is tried; 0: the match begins where the keyword does.
        near_health: A health word of any rule that needs neither a neighbour nor a pattern itself
            does as one of `near`.
        refuses: The pattern only refuses what the keyword is part of (``enceinte de pesée``): the
            keyword may be misspelt, and makes up for a neighbour, as one without a pattern.
        strict: One of `near` must stand there in columns about health as well.
    """

    keywords: Sequence[str]
    upper: bool
    pattern: str | None
    level: int
    specific: bool
    tier: Tier
    near: Sequence[str]
    veto: Sequence[str]
    within: int
    digit_within: int = 0
    digit_before: int = 0
    digit_after: int = 0
    before: int = 40
    near_health: bool = False
    refuses: bool = False
    strict: bool = False

    @property
    def stands_alone(self) -> bool:
        """Whether its words are believed as they stand: no neighbour or pattern need find them."""
        return not self.near and (not self.pattern or self.refuses)


@frozen
class Example:
    """The content of a small file in which a rule must find something (fictitious).

    Attributes:
        count: How many findings exactly; None: at least one.
        assertion: What at least one of them must be; None: any.
    """

    text: str
    count: int | None = None
    assertion: Assertion | None = None


@frozen
class Rule:
    """One rule.

    Attributes:
        info: What the safe side knows of it.
        groups: Keyword groups; empty for rules that only know columns or a validator.
        columns: Normalised header names it owns: lower case, no accents, single spaces.
        labels: Words that carry a value which its check key does not prove (numeric lane).
        veto: Words near which a value of the numeric lane does not count.
        max_bytes: Longest match with its window, at most `MAX_MATCH_BYTES`.
        validator: Name of the kernel that finds its values, or None.
        tier: Of a hit outside any known column.
        negatives: Contents in which it must find nothing.
        source: Name of its rule file.
        own: It is a user's, none of the built-in ones.
    """

    info: RuleInfo
    groups: tuple[KeywordGroup, ...]
    columns: Sequence[str]
    labels: tuple[str, ...]
    veto: tuple[str, ...]
    max_bytes: int
    validator: str | None
    tier: Tier
    examples: tuple[Example, ...]
    negatives: tuple[str, ...]
    references: tuple[str, ...]
    source: str
    own: bool = False


@frozen
class RuleSet:
    """Rules in the order of their ids, and what identifies their content.

    Attributes:
        digest: SHA-256, hexadecimal, of the rules and lexicons; layout, comments and the
            division into files do not change it.
    """

    rules: tuple[Rule, ...]
    digest: str

    def number_of(self, rule_id: str) -> int:
        """The index of a rule, `NO_RULE` where the set lacks it."""
        found = (number for number, rule in enumerate(self.rules) if rule.info.id == rule_id)
        return next(found, NO_RULE)
