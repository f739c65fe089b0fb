"""Tags and text of HTML, as lenient as browsers are, in time that grows with the text alone.

Specification: https://html.spec.whatwg.org/multipage/parsing.html, as far as text is concerned.
A tag ends at the next ``>`` outside quotes; where quotes never close, at the next ``>``.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import field
from html import unescape

from leakscan.frozen import frozen

_MAX_TAG = 64 * 1024
_MAX_UNCLOSED = 100
"""After so many tags with a quote that never closes, quotes are no longer believed."""
_NAME = re.compile(r"</?([A-Za-z][^\s/>]*+)")
_TAG = re.compile(r"""</?[A-Za-z][^\s/>]*+(?:[^>"']++|"[^"]*+"|'[^']*+')*+>""")
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]++)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++)))?+""")
_RAW = frozenset({"script", "style", "textarea", "title", "xmp", "noembed"})
"""Elements in which there are no tags."""


@frozen(kw_only=False, repr=False)
class Token:
    """A tag, a comment or text.

    Attributes:
        kind: ``start``, ``end``, ``text``, ``raw`` (inside the element `name`) or ``comment``.
        name: Of the element, in lower case.
        text: Of text and comments, entities resolved.
        attributes: By name in lower case.
    """

    kind: str
    name: str = ""
    text: str = ""
    attributes: dict[str, str] = field(default_factory=dict)


def tokens(texts: Iterable[str]) -> Iterator[Token]:
    """Tokens of a document; text comes in as many as the source likes."""
    scan = _Scan()
    for text in texts:
        yield from scan.add(text, final=False)
    yield from scan.add("", final=True)


class _Scan:
    """What of the text is not yet understood, and the element whose raw text it is."""

    __slots__ = ("_held", "_raw", "_unclosed")

    def __init__(self) -> None:
        self._held = ""
        self._raw = ""
        self._unclosed = 0

    def add(self, text: str, *, final: bool) -> Iterator[Token]:
        """Tokens that are complete."""
        held, at = self._held + text, 0
        while at < len(held):
            step = self._raw_text if self._raw else self._next
            token, end = step(held, at, final=final)
            if end == at:
                break
            at = end
            if token is not None:
                yield token
        self._held = held[at:]

    def _raw_text(self, held: str, at: int, *, final: bool) -> tuple[Token | None, int]:
        """Text up to the end tag of the element that holds it."""
        name = self._raw
        end = (
            held.lower().find(f"</{name}", at)
            if len(held) < 4 * _MAX_TAG
            else _find(held, name, at)
        )
        if end == at:
            self._raw = ""
            return None, self._tag(held, at, final=final)[1] or at + 2
        if end < 0:
            keep = 0 if final else len(name) + 2
            end = max(len(held) - keep, at)
        text = held[at:end]
        return (Token("raw", name, text) if text else None), end

    def _next(self, held: str, at: int, *, final: bool) -> tuple[Token | None, int]:
        if held[at] != "<":
            end = held.find("<", at)
            if end < 0:
                end = len(held)
                if not final and (entity := held.rfind("&", at)) > end - 32 and entity >= at:
                    end = entity
            text = held[at:end]
            return (Token("text", text=unescape(text)) if text else None), end
        if not final and len(held) - at < 4:
            return None, at
        if held.startswith("<!--", at):
            return self._until(held, at, "-->", 4, final=final)
        if held.startswith("<![CDATA[", at):
            return self._until(held, at, "]]>", 9, final=final)
        if held[at + 1 : at + 2] in {"!", "?"}:
            end = held.find(">", at) + 1
            return None, end or (len(held) if final or len(held) - at > _MAX_TAG else at)
        return self._tag(held, at, final=final)

    def _until(
        self, held: str, at: int, mark: str, skip: int, *, final: bool
    ) -> tuple[Token | None, int]:
        """A comment; one that does not end in time is given out in pieces."""
        end = held.find(mark, at + skip)
        if end >= 0:
            return Token("comment", text=held[at + skip : end]), end + len(mark)
        if final or len(held) - at > _MAX_TAG:
            return Token("comment", text=held[at + skip :]), len(held)
        return None, at

    def _tag(self, held: str, at: int, *, final: bool) -> tuple[Token | None, int]:
        name = _NAME.match(held, at, at + 256)
        if name is None:
            return Token("text", text="<"), at + 1
        found = None
        if self._unclosed < _MAX_UNCLOSED:
            found = _TAG.match(held, at, at + _MAX_TAG)
        if found is not None:
            end = found.end()
        elif not final and len(held) - at < _MAX_TAG:
            return None, at
        else:
            self._unclosed += 1
            end = held.find(">", at, at + _MAX_TAG) + 1 or min(at + _MAX_TAG, len(held))
        return self._parsed(name[1].lower(), held[name.end() : end].rstrip(">"), held[at + 1]), end

    def _parsed(self, name: str, rest: str, sign: str) -> Token:
        if sign == "/":
            return Token("end", name)
        found: dict[str, str] = {}
        for match in _ATTRIBUTE.finditer(rest):
            value = match[2] or match[3] or match[4] or ""
            found.setdefault(match[1].lower(), unescape(value) if "&" in value else value)
        if name in _RAW:
            self._raw = name
        return Token("start", name, attributes=found)


def _find(held: str, name: str, at: int) -> int:
    """The end tag of an element, in whatever case, without a copy of a long text."""
    found = re.compile(f"</{re.escape(name)}", re.IGNORECASE).search(held, at)
    return found.start() if found else -1
