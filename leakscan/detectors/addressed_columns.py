"""Columns of messages to people or about them: ``Bonjour Zoé EXEMPLE, rappel de votre RDV``.

Logs of gateways, chats and tickets tell each person in a sentence and nowhere else, many of them
without a number beside. A head in which sentences greet, or hold somebody's numbers, says so of
all of them.
"""

import numpy as np

from leakscan.detectors.characters import Mask
from leakscan.detectors.rule import NO_RULE
from leakscan.detectors.votes import MIN_VOTES, Columns, HeadEvidence, VotedRules, Votes
from leakscan.patterns import deferred

_LEAST = 24
"""Bytes of a sentence on the average."""
_GREETED, _NUMBERED = 0.5, 0.4
"""Shares of cells that greet or say "you", and that hold a number of somebody."""
_GREETING = deferred(
    rb"(?i)(?:bonjour|bonsoir|salut|hello|ch(?:\xc3\xa8|e)re?|dear)[ ,]{1,2}"
    rb"(?-i:(?:(?:M|Mr|Mme|Mlle|Madame|Monsieur)\.? )?(?:[A-Z]|\xc3[\x80-\x9e]))"
)
_SPOKEN_TO = deferred(
    rb"(?i)\b(?:votre|vos|vous|veuillez|your|you)\b|\brappel\b.{0,16}\b(?:rdv|rendez)"
)
"""Of messages beside a telephone to which they were sent."""


def addressed_columns(
    columns: Columns, votes: Votes, evidence: HeadEvidence, rules: VotedRules
) -> Mask:
    """Columns of sentences that address people, or tell their numbers, and name them.

    Not where a column holds names: whom a remark speaks of besides is told by its own words.
    """
    found = np.zeros(columns.rule.size, np.bool_)
    if rules.name == NO_RULE or columns.of(rules.name).any():
        return found
    open_columns = (columns.rule == NO_RULE) | columns.of(rules.comment)
    open_columns &= ~(columns.professional | columns.author | columns.thing)
    sizes = votes.cells.ends - votes.cells.starts
    length = np.bincount(votes.column, weights=sizes, minlength=votes.columns)
    open_columns &= (votes.total >= MIN_VOTES) & (length >= _LEAST * votes.total)
    if not open_columns.any():
        return found
    told = (evidence.nir_fields, evidence.phone_fields, evidence.email_fields)
    numbered = votes.won(votes.of_fields(np.concatenate(told)), _NUMBERED)
    sent = rules.phone != NO_RULE and bool(columns.of(rules.phone).any())
    for column in np.flatnonzero(open_columns).tolist():
        cells = votes.sample(column)
        greeted = sum(_greets(cell, sent=sent) for cell in cells)
        found[column] = numbered[column] or greeted >= _GREETED * len(cells)
    return found


def _greets(cell: bytes, *, sent: bool) -> bool:
    """Whether a cell greets somebody; or, of what is sent to a telephone, speaks to somebody."""
    greeted = _GREETING.match(cell.lstrip(b'"')) is not None
    return greeted or (sent and _SPOKEN_TO.search(cell) is not None)
