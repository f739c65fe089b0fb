"""The draft as CommonMark."""

import re
from collections.abc import Sequence

from leakscan.reports import wording
from leakscan.reports.cnil.blocks import Block, Choices, Field, Heading, Paragraph
from leakscan.reports.schema import Lang
from leakscan.reports.texts import say

_ACTIVE = re.compile(r"([\\`*_\[\]#!~$&])")


def render(blocks: Sequence[Block], lang: Lang) -> str:
    """All blocks, with an empty line between them."""
    return "\n\n".join(_block(block, lang) for block in blocks) + "\n"


def _block(block: Block, lang: Lang) -> str:
    match block:
        case Heading():
            return f"{'#' * block.level} {_inert(block.text)}"
        case Paragraph():
            return f"**{_inert(block.text)}**" if block.strong else _inert(block.text)
        case Field():
            return f"**{_inert(block.label)}** – {_answer(block, lang)}"
        case Choices():
            note = f" *({say(lang, 'cnil.proposed')})*" if block.proposed else ""
            lines = [f"- {'☒' if ticked else '☐'} {_inert(o)}" for ticked, o in block.options]
            return "\n".join([f"**{_inert(block.label)}**{note}", "", *lines])


def _answer(field: Field, lang: Lang) -> str:
    if field.value:
        return _inert(field.value)
    # Brackets and bold stand out in raw text as well as rendered.
    hint = f"{wording.colon(lang)}{_inert(field.hint)}" if field.hint else ""
    return f"**\\[{say(lang, 'cnil.fill')}{hint}\\]**"


def _inert(text: str) -> str:
    """Text that is no markup."""
    return _ACTIVE.sub(r"\\\1", text).replace("<", "&lt;").replace(">", "&gt;")
