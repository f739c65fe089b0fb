"""The vocabulary every room shares: tiers, assertion status, facets of a record.

A record's *signature* is the set of facets found in it, packed into one integer, so that
millions of records are counted as a handful of signatures and the score stays a pure
function of those counts (see `scoring`).
"""

from enum import IntEnum, IntFlag

from leakscan.frozen import frozen


class Tier(IntEnum):
    """How strongly a finding is supported; see the contract on rules."""

    LEXICAL = 0
    CONTEXTUAL = 1
    STRUCTURAL = 2
    VALIDATED = 3

    @property
    def label(self) -> str:
        """The name used in reports."""
        return self.name.lower()


class Assertion(IntEnum):
    """Whether a clinical statement is about the subject and true."""

    AFFIRMED = 0
    NEGATED = 1
    FAMILY = 2
    HYPOTHESIS = 3

    @property
    def label(self) -> str:
        """The name used in reports."""
        return self.name.lower()


class Facet(IntFlag):
    """What a record holds about somebody; one bit each, packed into a signature."""

    NONE = 0
    PSEUDONYM = 1 << 0
    NAME = 1 << 1
    BIRTH_DATE = 1 << 2
    SEX = 1 << 3
    POSTCODE = 1 << 4
    ADDRESS = 1 << 5
    PHONE = 1 << 6
    EMAIL = 1 << 7
    NIR = 1 << 8
    BANK_ACCOUNT = 1 << 9
    FINANCIAL = 1 << 10
    CARD = 1 << 11
    CREDENTIAL = 1 << 12
    DOCTOR = 1 << 13
    ID_DOCUMENT = 1 << 14
    STIGMATISING = 1 << 15
    GENETIC = 1 << 16
    ART9 = 1 << 17
    ART10 = 1 << 18


HEALTH_SHIFT = 20
"""Bits 20-22 of a signature: the highest health level (0 to 4) of the record."""
HEALTH_MASK = 0b111 << HEALTH_SHIFT
SUPPORT_SHIFT = 23
"""Bits 23-24 of a signature: distinct medical concepts in the record, at most 3."""
SUPPORT_MASK = 0b11 << SUPPORT_SHIFT
MAX_SUPPORTS = 3

PERSON_FACETS = (
    Facet.PSEUDONYM
    | Facet.NAME
    | Facet.BIRTH_DATE
    | Facet.ADDRESS
    | Facet.PHONE
    | Facet.EMAIL
    | Facet.NIR
    | Facet.DOCTOR
    | Facet.ID_DOCUMENT
)
"""A record is about a person when it has at least one of these."""

CATEGORY_FACETS: dict[str, Facet] = {
    "nir": Facet.NIR,
    "phone": Facet.PHONE,
    "email": Facet.EMAIL,
    "address": Facet.ADDRESS,
    "postcode": Facet.POSTCODE,
    "financial": Facet.BANK_ACCOUNT,
    "name": Facet.NAME,
    "birth-date": Facet.BIRTH_DATE,
    "sex": Facet.SEX,
    "doctor": Facet.DOCTOR,
    "professional": Facet.NONE,
    "insurance": Facet.NONE,
    "pseudonym": Facet.PSEUDONYM,
    "id-document": Facet.ID_DOCUMENT,
    "credential": Facet.CREDENTIAL,
    "care-contact": Facet.NONE,
    "health": Facet.NONE,
    "genetic": Facet.GENETIC,
    "art9": Facet.ART9,
    "art10": Facet.ART10,
}
"""The facet a finding of each category gives its record; health is a level, not a facet."""


@frozen
class RuleInfo:
    """What the safe side knows of a rule: enough to count, score and print, nothing to match.

    Attributes:
        id: Stable rule id, e.g. ``fr.nir``.
        category: A key of `CATEGORY_FACETS`.
        name: Human name by language (``fr``, ``en``).
        level: Health level 1-4 of a mention (`domain` table H1-H4), 0 when not about health.
        stigmatising: HIV, abortion, psychiatry, addiction and the like.
    """

    id: str
    category: str
    name: dict[str, str]
    level: int = 0
    stigmatising: bool = False

    @property
    def facet(self) -> Facet:
        """The facet a hit of this rule gives its record."""
        facet = CATEGORY_FACETS[self.category]
        return facet | Facet.STIGMATISING if self.stigmatising else facet
