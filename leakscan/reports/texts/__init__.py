"""Every sentence of the reports and commands for people, in French and English, by key.

Both languages have the same keys with the same placeholders; a test holds them to it.
"""

import re

from leakscan.reports.schema import Lang
from leakscan.reports.texts.cnil_en import CNIL_ENGLISH
from leakscan.reports.texts.cnil_fr import CNIL_FRENCH
from leakscan.reports.texts.commands import COMMANDS_ENGLISH, COMMANDS_FRENCH
from leakscan.reports.texts.en import ENGLISH
from leakscan.reports.texts.explain import EXPLAIN_ENGLISH, EXPLAIN_FRENCH
from leakscan.reports.texts.fr import FRENCH
from leakscan.reports.texts.gate import GATE_ENGLISH, GATE_FRENCH
from leakscan.reports.texts.page_en import PAGE_ENGLISH
from leakscan.reports.texts.page_fr import PAGE_FRENCH
from leakscan.reports.texts.software import SOFTWARE_NAMES

_BEFORE_COLON = re.compile(r" (?=:)")
_BEFORE_MARK = re.compile(r" (?=[;?!])")


def typeset(text: str) -> str:
    """A French text with no-break spaces before its punctuation."""
    narrow = _BEFORE_MARK.sub("\N{NARROW NO-BREAK SPACE}", text)
    return _BEFORE_COLON.sub("\N{NO-BREAK SPACE}", narrow)


_FRENCH = FRENCH | PAGE_FRENCH | CNIL_FRENCH | GATE_FRENCH | EXPLAIN_FRENCH | COMMANDS_FRENCH
_ENGLISH = ENGLISH | PAGE_ENGLISH | CNIL_ENGLISH | GATE_ENGLISH | EXPLAIN_ENGLISH | COMMANDS_ENGLISH

TEXTS: dict[Lang, dict[str, str]] = {
    "fr": {key: typeset(text) for key, text in _FRENCH.items()} | SOFTWARE_NAMES,
    "en": _ENGLISH | SOFTWARE_NAMES,
}


def say(lang: Lang, key: str, **values: object) -> str:
    """The text for a key, its placeholders filled."""
    return TEXTS[lang][key].format(**values)


def name_of(lang: Lang, family: str, word: str) -> str:
    """The name of a code such as a flag or a category; the code itself when unknown.

    A saved result may come from a later version with codes of its own.
    """
    return TEXTS[lang].get(f"{family}.{word}", word)
