"""What Word, Excel and PowerPoint files have in common: parts, relationships, properties.

Specification: ECMA-376 part 2 (Open Packaging Conventions), 5th edition.
"""

import posixpath
from collections.abc import Callable, Iterable, Iterator

from leakscan.frozen import frozen
from leakscan.model.coverage import Gap
from leakscan.model.errors import ReadError
from leakscan.raw.embedded import Embedded
from leakscan.readers.feed import ByteFeed
from leakscan.readers.markup import Handler, T, attribute, parse
from leakscan.readers.markup_texts import Elements, Texts
from leakscan.readers.package import Package, PartStream
from leakscan.readers.software import application_of

_MAX_SMALL_PARTS = 10_000
_PROPERTIES = ("docProps/core.xml", "docProps/app.xml", "docProps/custom.xml")
_DULL_PROPERTIES = frozenset(
    [
        "Template",
        "TotalTime",
        "Pages",
        "Words",
        "Characters",
        "Application",
        "DocSecurity",
        "Lines",
        "Paragraphs",
        "ScaleCrop",
        "LinksUpToDate",
        "CharactersWithSpaces",
        "SharedDoc",
        "HyperlinksChanged",
        "AppVersion",
        "PresentationFormat",
        "Slides",
        "Notes",
        "HiddenSlides",
        "MMClips",
        "revision",
        "created",
        "modified",
        "lastPrinted",
        "i4",
        "TitlesOfParts",
        "HeadingPairs",
    ]
)
DULL_PARTS = (
    "[Content_Types].xml",
    "docProps/thumbnail",
    "customXml/itemProps",
    *(f"word/{part}" for part in ("theme", "styles", "settings", "fontTable", "webSettings")),
    *(f"word/{part}" for part in ("numbering", "fonts/", "stylesWithEffects", "printerSettings")),
    *(f"xl/{part}" for part in ("theme", "printerSettings", "calcChain", "metadata")),
    "xl/drawings/commentsDrawing",
    *(f"ppt/{part}" for part in ("theme", "slideLayouts", "slideMasters", "tableStyles")),
    *(f"ppt/{part}" for part in ("presProps", "viewProps", "printerSettings", "fonts/")),
    *(f"ppt/{part}" for part in ("handoutMasters", "notesMasters", "tags/", "presentation.xml")),
)
"""How a document looks; names of styles and fonts are nobody's data."""
_LINK = "hyperlink"


@frozen(kw_only=False, repr=False)
class Relationship:
    """What a part refers to.

    Attributes:
        kind: Last word of its type: ``worksheet``, ``comments``…
        target: Name of the other part, or an address outside the file.
        external: It is such an address; never followed.
    """

    kind: str
    target: str
    external: bool


class Document:
    """A package with what is read of it; parts that cannot be read become gaps."""

    __slots__ = ("_feed", "_related", "_seen", "package")

    def __init__(self, feed: ByteFeed, package: Package) -> None:
        self._feed = feed
        self._related: dict[str, dict[str, Relationship]] = {}
        self._seen: set[str] = set()
        self.package = package

    def __repr__(self) -> str:
        return f"Document({self.package!r})"

    def parsed(self, name: str, handler: Handler[T]) -> Iterator[T]:
        """What a handler makes of a part; nothing when there is none."""
        return self.read(name, lambda stream: parse(stream, handler))

    def read(self, name: str, reader: Callable[[PartStream], Iterator[T]]) -> Iterator[T]:
        """What a reader makes of a part, once; nothing when there is none."""
        if name not in self.package.parts or name in self._seen:
            return
        self._seen.add(name)
        try:
            yield from reader(self.package.open(name))
        except ReadError as error:
            self._feed.gaps.append(Gap(reason=error.reason, where=error.detail))

    def named(self, folder: str, *words: str) -> list[str]:
        """Parts below a folder whose file name begins with one of some words, in order."""
        found = [
            name
            for name in self.package.parts
            if name.startswith(folder)
            and name.endswith(".xml")
            and name.rpartition("/")[2].startswith(words)
        ]
        return sorted(found, key=lambda name: (len(name), name))[:_MAX_SMALL_PARTS]

    def relationships(self, part: str) -> dict[str, Relationship]:
        """What a part refers to, by the identifiers it uses."""
        if part in self._related:
            return self._related[part]
        folder, _, file = part.rpartition("/")
        found = self._related[part] = {}
        for element in self.parsed(posixpath.join(folder, "_rels", f"{file}.rels"), Elements()):
            if element.name == "Relationship":
                get = element.attributes.get
                external = get("TargetMode", "") == "External"
                target = get("Target", "")
                if not external:
                    target = posixpath.normpath(posixpath.join(f"/{folder}", target)).lstrip("/")
                kind = get("Type", "").rpartition("/")[2]
                found[get("Id", "")] = Relationship(kind, target, external)
        return found

    def main_part(self, default: str) -> str:
        """The part that the package begins with."""
        for relationship in self.relationships("").values():
            if relationship.kind == "officeDocument" and not relationship.external:
                return relationship.target
        return default

    def texts_of(self, names: Iterable[str], handler: Callable[[], Texts]) -> Iterator[str]:
        """Texts of several parts, one after the other."""
        for name in names:
            yield from self.parsed(name, handler())

    def written_by(self, said: str) -> None:
        """Take note of the program that the document says wrote it."""
        self._feed.software = application_of(said)

    def properties(self) -> Iterator[str]:
        """Title, authors, subject and what else a document says of itself, one text."""
        said = [
            element
            for name in _PROPERTIES
            for element in self.parsed(name, Elements())
            if element.text.strip()
        ]
        for element in said:
            if element.name == "Application":
                self.written_by(element.text)
        lines = [
            f"{attribute(element.attributes, 'name') or element.name} : {element.text.strip()}\n"
            for element in said
            if element.name not in _DULL_PROPERTIES and element.parent not in _DULL_PROPERTIES
        ]
        if lines:
            yield "".join(lines)

    def addresses(self) -> Iterator[str]:
        """What links point at outside the file: addresses of mail, numbers of telephone."""
        for name in list(self.package.parts):
            if not name.endswith(".rels"):
                continue
            folder, _, file = name.rpartition("_rels/")
            part = folder + file.removesuffix(".rels")
            for relationship in self.relationships(part).values():
                if relationship.external and relationship.kind == _LINK:
                    yield relationship.target

    def members(self, dull: tuple[str, ...]) -> Iterator[Embedded]:
        """All that nothing has read: objects, images, macros, data of forms, strange files.

        Args:
            dull: Beginnings of names of parts that hold no text of anybody.
        """
        for name in list(self.package.parts):
            if name not in self._seen and not name.endswith("/") and not name.startswith(dull):
                yield Embedded(name, self._opener(name))

    def _opener(self, name: str) -> Callable[[], PartStream]:
        return lambda: self.package.open(name)
