"""The message to the persons concerned: article 34(2), in plain words, with blanks to fill."""

from collections.abc import Iterator

from leakscan.reports import triage
from leakscan.reports.cnil.blocks import Block, Field, Heading, Paragraph
from leakscan.reports.schema import Document, Lang
from leakscan.reports.texts import TEXTS, name_of, say

_ADVICE = (
    (frozenset({"credential"}), "password"),
    (frozenset({"nir"}), "nir"),
    (frozenset({"financial"}), "bank"),
    (frozenset({"phone", "email", "address", "postcode"}), "phishing"),
    (frozenset({"health", "care-contact"}), "health"),
)
"""What to tell persons, by what was found of them."""


def message(document: Document, lang: Lang) -> Iterator[Block]:
    """A model letter: what happened, which data, what may follow, what to do, whom to ask."""
    total = document["total"]
    codes = total.get("notification")
    found = triage.categories(total) if codes and codes["cnil"] else []
    # In words for people: the form's "identification" may be a password or a file number.
    data = ", ".join(
        TEXTS[lang].get(f"message.{category}") or name_of(lang, "category", category)
        for category in found
    )
    yield Heading(say(lang, "cnil.message"), 3)
    yield Paragraph(say(lang, "cnil.message.greeting"))
    yield Field(say(lang, "cnil.message.what"), hint=say(lang, "cnil.message.what.hint"))
    yield Field(say(lang, "cnil.message.data"), data)
    yield Paragraph(say(lang, "cnil.message.consequences"))
    for concerned, advice in _ADVICE:
        if not concerned.isdisjoint(found):
            yield Paragraph(f"– {say(lang, f'cnil.message.advice.{advice}')}")
    yield Field(say(lang, "cnil.message.done"), hint=say(lang, "cnil.message.done.hint"))
    yield Field(say(lang, "cnil.message.ask"), hint=say(lang, "cnil.message.ask.hint"))
    yield Paragraph(say(lang, "cnil.message.rights"))
