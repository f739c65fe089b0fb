"""Words that names of fields about people are made of: enough to tell a list of people.

What a field means is told elsewhere, from the rules; readers ask only whether a text is worth
being read as records of people.
"""

import re
from collections.abc import Iterable

_SPEAKS = re.compile(
    r"(?<![a-z])(?:(?:pre|sur|last|first|family|given|full|birth|maiden)?_?(?:noms?|name)(?![a-z])"
    r"|pr[eé]?noms?|nais|n[eé]\(?e?\)? le|n[eé]e?_le|birth|dob(?![a-z])|ddn|patronym|surname"
    r"|t[eé]l(?:[eé]phone|s)?(?![a-z])|portable|mobile|phone|e?-?mail(?![a-z])|courriel|secu|s[eé]curit"
    r"|nir(?![a-z])|nss(?![a-z])|num_?ss(?![a-z])|matricule|ipp(?![a-z])|civilit|sexe?(?![a-z])|gender|m[eé]decin"
    r"|groupe sanguin|adresse|address)"
)
_TELLING = re.compile(rb"(?:\d[ ./-]?){6}|[^\s@]@[^\s@]|\d \w{3,9} \d{4}")
_LOOK_BYTES = 64
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def speaks_of_people(label: bytes) -> bool:
    """Whether a field's name has a word that fields about people are called by."""
    text = _CAMEL.sub("_", label.decode("utf-8", "replace"))
    return _SPEAKS.search(text.lower()) is not None


def hold_people(pairs: Iterable[tuple[bytes, bytes]]) -> bool:
    """Whether values tell people apart: dates, numbers and addresses of mail, not types or notes.

    So a description of a table's fields (``date_naissance: varchar``) is no list of people.

    Args:
        pairs: Names of fields and values.
    """
    telling: dict[bytes, list[bool]] = {}
    for label, value in pairs:
        if value.strip() and speaks_of_people(label):
            telling.setdefault(label, []).append(_TELLING.search(value[:_LOOK_BYTES]) is not None)
    return any(2 * sum(marks) > len(marks) for marks in telling.values())


__all__ = ["hold_people", "speaks_of_people"]
