"""Words that names of fields about people are made of: enough to tell a list of people.

What a field means is told elsewhere, from the rules; readers ask only whether a text is worth
being read as records of people.
"""

from collections.abc import Iterable

from leakscan.patterns import deferred

_SPEAKS = deferred(
    r"(?<![a-z])(?:(?:pre|sur|last|first|family|given|full|birth|maiden)?_?(?:noms?|name)(?![a-z])"
    r"|pr[eé]?noms?|nais|n[eé]\(?e?\)? le|n[eé]e?_le|birth|dob(?![a-z])|ddn|patronym|surname"
    r"|t[eé]l(?:[eé]phone|s)?(?![a-z])|portable|mobile|phone|e?-?mail(?![a-z])|courriel|secu|s[eé]curit"
    r"|nir(?![a-z])|nss(?![a-z])|num_?ss(?![a-z])|matricule|ipp(?![a-z])|civilit|sexe?(?![a-z])|gender|m[eé]decin"
    r"|(?:groupe|gpe|gr) (?:sang|abo)|adresse|address|patiente?(?![a-z])|r[eé]sidente?(?![a-z]))"
)
_LOGIN = deferred(
    r"\b(?:user(?:[ _]?name|[ _]?id)?|login|log|e-?mail|mail|identifiant|(?:nom_)?utilisateur"
    r"|compte)\b"
)
_SECRET = deferred(r"\b(?:pass(?:[ _]?word|wd)?|pwd|mdp|mot[ _-]de[ _-]passe)\b")
_TELLING = deferred(rb"(?:\d[ ./-]?){6}|[^\s@]@[^\s@]|\d \w{3,9} \d{4}")
_PASSWORD = deferred(rb"[^\s${<*][^\s]{3,63}")
_MIN_ACCOUNTS = 3
_LOOK_BYTES = 64
_CAMEL = deferred(r"(?<=[a-z])(?=[A-Z])")


def speaks_of_people(label: bytes) -> bool:
    """Whether a field's name has a word that fields about people are called by."""
    return _SPEAKS.search(_in_words(label)) is not None


def count_speaking(labels: Iterable[bytes]) -> int:
    """How many names of fields, none of which holds a line end, speak of people."""
    text = _in_words(b"\n".join(labels))
    # Of most texts none does, which one search tells.
    first = _SPEAKS.search(text)
    if first is None:
        return 0
    begin = text.rfind("\n", 0, first.start()) + 1
    return sum(_SPEAKS.search(name) is not None for name in text[begin:].split("\n"))


def is_login(label: bytes) -> bool:
    """Whether a field, or one of several in lines, is called as those by which people log in."""
    return _LOGIN.search(_in_words(label)) is not None


def is_secret(label: bytes) -> bool:
    """Whether a field, or one of several in lines, is called as passwords are."""
    return _SECRET.search(_in_words(label)) is not None


def _in_words(label: bytes) -> str:
    """Names of fields in lower case, their words apart."""
    return _CAMEL.sub("_", label.decode("utf-8", "replace")).lower()


def hold_people(pairs: Iterable[tuple[bytes, bytes]]) -> bool:
    """Whether values tell people apart: dates, numbers and addresses of mail, not types or notes.

    So a description of a table's fields (``date_naissance: varchar``) is no list of people.

    Args:
        pairs: Names of fields and values.
    """
    telling: dict[bytes, list[bool]] = {}
    for label, value in pairs:
        if value.strip() and speaks_of_people(label):
            tells = _TELLING.search(value[:_LOOK_BYTES]) is not None
            # ``nir: {type: string, pattern: '^[12]\\d{12}'}`` says what such values are.
            telling.setdefault(label, []).append(tells and value.strip()[:1] != b"{")
    return any(2 * sum(marks) > len(marks) for marks in telling.values())


def hold_accounts(pairs: Iterable[tuple[bytes, bytes]]) -> bool:
    """Whether values are accounts: logins, and passwords that tell them apart.

    Not settings, which name an account once, nor texts of forms (``password: Mot de passe``).

    Args:
        pairs: Names of fields and values.
    """
    logins, secrets = set(), []
    for label, value in pairs:
        if is_login(label):
            logins.add(value.strip())
        elif is_secret(label):
            secrets.append(value.strip())
    sound = {secret for secret in secrets if _PASSWORD.fullmatch(secret)}
    return min(len(logins), len(sound)) >= _MIN_ACCOUNTS and 2 * len(sound) >= len(secrets)


__all__ = [
    "count_speaking",
    "hold_accounts",
    "hold_people",
    "is_login",
    "is_secret",
    "speaks_of_people",
]
