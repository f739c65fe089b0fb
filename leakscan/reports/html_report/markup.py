"""HTML built from nested calls: text is escaped unless it is markup already."""

from html import escape
from typing import Self

_VOID = frozenset({"br", "hr", "input", "meta", "path", "rect", "line", "circle"})


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()

    @classmethod
    def of(cls, *parts: str) -> Self:
        """All parts on end, escaped where they are plain text."""
        return cls("".join(part if isinstance(part, Markup) else escape(part) for part in parts))


NOTHING = Markup("")


def tag(name: str, /, *children: str, **attributes: str | float | bool | None) -> Markup:
    """An element.

    Args:
        name: Of the element.
        children: Escaped unless they are `Markup`.
        attributes: By name; ``class_`` is ``class`` and other underscores are hyphens. None and
            False are left out, True is an attribute without a value.
    """
    start = f"<{name}{''.join(_attribute(key, value) for key, value in attributes.items())}>"
    if name in _VOID:
        # Closed by itself, which HTML ignores and SVG inside it needs.
        return Markup(f"{start[:-1]}/>")
    return Markup(f"{start}{Markup.of(*children)}</{name}>")


def _attribute(key: str, value: str | float | bool | None) -> str:  # noqa: FBT001 - a flag of HTML
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape(str(value))}"'


def each(name: str, children: list[str], **attributes: str | float | bool | None) -> Markup:
    """The same element around each child, on end."""
    return Markup.of(*(tag(name, child, **attributes) for child in children))


def table(headers: list[str], rows: list[list[str]], *, caption: str = "") -> Markup:
    """A table with a header row; the first cell of each row is its header."""
    head = tag("tr", *(tag("th", header, scope="col") for header in headers))
    body = [
        tag("tr", tag("th", row[0], scope="row"), *(tag("td", cell) for cell in row[1:]))
        for row in rows
    ]
    title = tag("caption", caption) if caption else NOTHING
    return tag("table", title, tag("thead", head), tag("tbody", *body))
