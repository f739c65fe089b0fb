"""What a baseline knows of files, as keyed fingerprints: accepted findings, and those of a scan.

The unit is what one person or statement leaves in a file: a row of a table, a line of prose. It
is told from others by the keyed fingerprint of its strongest identifier, and counts as known
while it holds nothing of another kind than what was accepted. So a new rule, or another place in
the file, changes nothing, and one more patient is one more unit.
"""

from dataclasses import field

import numpy as np
import numpy.typing as npt

from leakscan.frozen import frozen, slotted
from leakscan.model.taxonomy import HEALTH_MASK, HEALTH_SHIFT, Facet

Numbers = npt.NDArray[np.uint64]
Signatures = npt.NDArray[np.int64]
"""Facet bits and health level, as in `taxonomy`, without supports."""

MAX_UNITS = 5_000
"""Units told apart in one file; a file with more is known as a whole."""
WHOLE = "*"
"""Stands for the rule where a file is known as a whole."""

UnitKey = tuple[str, int]
"""A rule id and a keyed fingerprint."""


@slotted(eq=True, repr=True)
class Units:
    """The units found in one file.

    Attributes:
        found: Count and signature by key; empty once there are more than `MAX_UNITS`.
        count: How many there are in all.
        digest: Sum of their fingerprints, which does not depend on their order.
        signature: All that any of them holds.
        many: There are more than `MAX_UNITS`.
    """

    found: dict[UnitKey, tuple[int, int]] = field(default_factory=dict)
    count: int = 0
    digest: int = 0
    signature: int = 0
    many: bool = False

    def add(self, rule: str, prints: Numbers, signatures: Signatures) -> None:
        """Count units of one rule."""
        self.count += prints.size
        self.digest = (self.digest + int(prints.sum())) % 2**64
        self.signature = joined(self.signature, *signatures.tolist())
        if self.many:
            return
        for print_, signature in zip(prints.tolist(), signatures.tolist(), strict=True):
            count, held = self.found.get((rule, print_), (0, 0))
            self.found[rule, print_] = count + 1, joined(held, signature)
            if len(self.found) > MAX_UNITS:
                self.many = True
                self.found.clear()
                return

    def merge(self, other: "Units") -> None:
        """Add what was found in another part of the same file."""
        self.count += other.count
        self.digest = (self.digest + other.digest) % 2**64
        self.signature = joined(self.signature, other.signature)
        for key, (count, signature) in other.found.items():
            known, held = self.found.get(key, (0, 0))
            self.found[key] = known + count, joined(held, signature)
        self.many = self.many or other.many or len(self.found) > MAX_UNITS
        if self.many:
            self.found.clear()

    def entries(self) -> dict[UnitKey, tuple[int, int]]:
        """Count and signature by key: of each unit, or of the file as a whole."""
        if self.many:
            return {(WHOLE, self.digest): (self.count, self.signature)}
        return self.found


@frozen
class Accepted:
    """What a baseline accepts of one file: count and signature by key."""

    entries: dict[UnitKey, tuple[int, int]]

    @property
    def whole(self) -> UnitKey | None:
        """The key of the file as a whole, when that is how it is known."""
        return next((key for key in self.entries if key[0] == WHOLE), None)


@frozen
class Met:
    """How many units of a file a baseline knew, and how many of its entries it did not meet."""

    known: int = 0
    vanished: int = 0


def joined(*signatures: int) -> int:
    """The signature of all these together."""
    bits, level = 0, 0
    for signature in signatures:
        bits |= signature & ~HEALTH_MASK
        level = max(level, signature & HEALTH_MASK)
    return bits | level


def words_of(signature: int) -> str:
    """What a signature holds, in words: ``health-4 name nir``."""
    words = [
        (facet.name or "").lower().replace("_", "-")
        for facet in Facet
        if facet and signature & facet.value
    ]
    level = (signature & HEALTH_MASK) >> HEALTH_SHIFT
    return " ".join(sorted([*words, *([f"health-{level}"] if level else [])]))


def signature_of(words: str) -> int:
    """The signature that words say.

    Raises:
        KeyError: A word is none of ours.
    """
    signature = 0
    for word in words.split():
        family, _, level = word.partition("health-")
        if not family and level in {"1", "2", "3", "4"}:
            signature = joined(signature, int(level) << HEALTH_SHIFT)
        else:
            signature |= Facet[word.upper().replace("-", "_")].value
    return signature
