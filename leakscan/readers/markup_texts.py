"""Two ways to look at small XML: every element by itself, or the texts of some of them."""

from collections import deque
from collections.abc import Iterable

from leakscan.frozen import frozen
from leakscan.readers.markup import Attributes, TextParts


@frozen(kw_only=False, repr=False)
class Element:
    """An element that has ended.

    Attributes:
        name: Without prefix.
        attributes: With their prefixes.
        text: Its own, not that of what stands in it.
        parent: Name of the element around it, empty for the root.
    """

    name: str
    attributes: Attributes
    text: str
    parent: str


class Elements:
    """Gives out each element when it ends."""

    __slots__ = ("_open", "out")

    def __init__(self) -> None:
        self.out: deque[Element] = deque()
        self._open: list[tuple[str, Attributes, TextParts]] = []

    def start(self, name: str, attributes: Attributes) -> None:
        """Remember it until it ends."""
        self._open.append((name, attributes, TextParts()))

    def end(self, _name: str) -> None:
        """It is complete."""
        name, attributes, parts = self._open.pop()
        parent = self._open[-1][0] if self._open else ""
        self.out.append(Element(name, attributes, parts.take(), parent))

    def text(self, text: str) -> None:
        """Belongs to the innermost element."""
        if self._open:
            self._open[-1][2].add(text)


class Texts:
    """Gives out one text for each of some elements, joined from others inside them."""

    __slots__ = (
        "_depth",
        "_hidden",
        "_inside",
        "_leaves",
        "_lines",
        "_parts",
        "_skipped",
        "_wholes",
        "out",
    )

    def __init__(
        self,
        wholes: Iterable[str],
        leaves: Iterable[str] = (),
        *,
        lines: Iterable[str] = (),
        skipped: Iterable[str] = (),
    ) -> None:
        """Choose.

        Args:
            wholes: Elements that give one text each, not within each other.
            leaves: Elements whose text is taken; none for all.
            lines: Elements that end a line.
            skipped: Elements whose text is never taken, nor that of what stands in them.
        """
        self.out: deque[str] = deque()
        self._wholes = frozenset(wholes)
        self._leaves = frozenset(leaves)
        self._lines = frozenset(lines)
        self._skipped = frozenset(skipped)
        self._parts = TextParts()
        self._inside = 0
        self._hidden = 0
        self._depth = 0

    def start(self, name: str, _attributes: Attributes) -> None:
        """Something may be taken from here on."""
        if name in self._wholes:
            self._depth += 1
        if name in self._leaves:
            self._inside += 1
        if name in self._skipped:
            self._hidden += 1

    def end(self, name: str) -> None:
        """A whole is complete."""
        if name in self._leaves:
            self._inside -= 1
        if name in self._skipped:
            self._hidden -= 1
        if name in self._lines and self._depth:
            self._parts.add("\n")
        if name in self._wholes:
            self._depth -= 1
            if not self._depth:
                self.out.append(self._parts.take())

    def text(self, text: str) -> None:
        """Kept inside a leaf of a whole."""
        if self._depth and not self._hidden and (self._inside or not self._leaves):
            self._parts.add(text)
