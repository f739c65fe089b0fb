"""Text of others in Markdown: nothing of it links, mentions anybody or is rendered."""

import re

_ACTIVE = re.compile(r"([\\`*_\[\]#!~$&])")
_BACKTICKS = re.compile("`+")


def escape(text: str) -> str:
    """Text of others that can be no markup and no link."""
    return _ACTIVE.sub(r"\\\1", text).replace("<", "&lt;").replace(">", "&gt;")


def code(text: str) -> str:
    """Text of others as a code span, in which nothing links, mentions or is rendered."""
    fence = "`" * (max(map(len, _BACKTICKS.findall(text)), default=0) + 1)
    return f"{fence} {text} {fence}" if "`" in text else f"{fence}{text}{fence}"
