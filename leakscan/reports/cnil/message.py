"""The message to the persons concerned: article 34(2), in plain words, with blanks to fill."""

from collections.abc import Iterator

from leakscan.reports.cnil.blocks import Block, Field, Heading, Paragraph
from leakscan.reports.schema import Document, Lang
from leakscan.reports.texts import name_of, say

_ADVICE = (
    ("identification", "password"),
    ("nir", "nir"),
    ("financieres", "bank"),
    ("coordonnees", "phishing"),
    ("sante", "health"),
)
"""What to tell persons, by what was found of them."""


def message(document: Document, lang: Lang) -> Iterator[Block]:
    """A model letter: what happened, which data, what may follow, what to do, whom to ask."""
    codes = document["total"].get("notification")
    found = codes["cnil"] if codes else []
    data = ", ".join(name_of(lang, "cnil", code) for code in found)
    yield Heading(say(lang, "cnil.message"), 3)
    yield Paragraph(say(lang, "cnil.message.greeting"))
    yield Field(say(lang, "cnil.message.what"), hint=say(lang, "cnil.message.what.hint"))
    yield Field(say(lang, "cnil.message.data"), data)
    yield Paragraph(say(lang, "cnil.message.consequences"))
    for code, advice in _ADVICE:
        if code in found:
            yield Paragraph(f"– {say(lang, f'cnil.message.advice.{advice}')}")
    yield Field(say(lang, "cnil.message.done"), hint=say(lang, "cnil.message.done.hint"))
    yield Field(say(lang, "cnil.message.ask"), hint=say(lang, "cnil.message.ask.hint"))
    yield Paragraph(say(lang, "cnil.message.rights"))
