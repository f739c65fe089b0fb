"""Addresses and landlines in prose that stand with nobody: a service's more often than a person's.

A page about blood groups ends with where to give blood. Beside a name, a birth date or a NIR the
same lines are somebody's; a mobile telephone and a mailbox are always taken for a person's. What
is doubted still counts, as a word alone does: it can make a severity presumed, not established.
"""

import numpy as np

from leakscan.detectors.characters import Mask
from leakscan.identifiers.phone import are_mobile
from leakscan.membership import are_in, distinct
from leakscan.model.taxonomy import Tier
from leakscan.raw.chunk import Chunk
from leakscan.raw.hits import Hits

PERSON_CATEGORIES = frozenset("name birth-date nir insurance pseudonym id-document".split())


def doubt_lone_contacts(
    hits: list[Hits], chunk: Chunk, *, is_person: Mask, address: int, phone: int
) -> None:
    """Lower the tier of addresses and landlines in records that hold no person.

    Args:
        hits: Of one chunk of prose, or of a table without people; their tiers are changed.
        chunk: The chunk.
        is_person: By rule index, the rules that tell a person.
        address, phone: The rules of contacts, by index.
    """
    contacts = [part for part in hits if ((part.rule == address) | (part.rule == phone)).any()]
    if not contacts:
        return
    starts = [part.start[is_person[part.rule]] for part in hits]
    held = distinct(chunk.record_of(np.concatenate(starts)))
    for part in contacts:
        landline = (part.rule == phone) & ~are_mobile(part.value)
        alone = ~are_in(chunk.record_of(part.start), held)
        alone &= part.tier <= Tier.CONTEXTUAL
        part.tier[alone & (landline | (part.rule == address))] = Tier.LEXICAL
