"""The words that are looked for around keywords: those of their neighbours, and cues of a status.

Those of the built-in rules are stored (see `builtin`): to read 3,000 phrases takes longer than to
scan a page.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy.typing as npt

from leakscan.detectors.assertion_cues import cue_phrases
from leakscan.detectors.builtin import stored_for
from leakscan.detectors.rule import KeywordGroup, RuleSet
from leakscan.detectors.tokens import WordList

_STORED = "known."


def known_words(rules: RuleSet, groups: Sequence[KeywordGroup]) -> WordList:
    """The words around the keywords of a rule set; of the built-in rules as they were stored."""
    stored = stored_for(rules)
    if stored is None:
        return WordList(_phrases(groups))
    names = (name for name in stored if name.startswith(_STORED))
    arrays = {name.removeprefix(_STORED): stored[name] for name in names}
    return WordList(_phrases(groups), arrays)


def known_arrays(groups: Sequence[KeywordGroup]) -> Mapping[str, npt.NDArray[Any]]:
    """What is stored of the words of these groups, as arrays of one dimension."""
    arrays = WordList(_phrases(groups)).arrays()
    return {_STORED + name: array for name, array in arrays.items()}


def neighbour_phrases(groups: Sequence[KeywordGroup]) -> list[str]:
    """All words and phrases that some group wants or does not want."""
    return [phrase for group in groups for phrase in (*group.near, *group.veto)]


def _phrases(groups: Sequence[KeywordGroup]) -> list[str]:
    return [*neighbour_phrases(groups), *cue_phrases()]
