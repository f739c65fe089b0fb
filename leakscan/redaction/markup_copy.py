"""Small XML with other words for what is found in its texts, every tag where it was.

Comments, drawings, properties, page headers, addresses of links: what a workbook holds beside
its cells. Runs of one paragraph are read together, since a program may cut a word anywhere.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import field
from html import escape, unescape

from leakscan.detectors.engine import MemberDetector
from leakscan.frozen import slotted
from leakscan.model.coverage import GapReason
from leakscan.model.errors import ReadError
from leakscan.redaction.prose_spans import Found, found_in
from leakscan.redaction.replacements import MASK, Replacer

_TOKEN = re.compile(r"<[^>]*>|[^<]+")
_NAME = re.compile(r"</?(?:[\w.-]+:)?([\w.-]+)")
_TOLD = re.compile(
    r"""\s(?:[\w.-]+:)?(?:connection|caption|command|descr|display|error|errorTitle|prompt|
    promptTitle|string|Target|title|tooltip|alt)\s*=\s*(?:"([^"]*)"|'([^']*)')""",
    re.VERBOSE,
)
"""Attributes that people fill in, or that hold an address; others name things."""
_RUN = frozenset({"r", "t", "rPr", "solidFill", "ln"})
_MAX_DOCUMENT = 60 * 1024
"""Bytes of texts that are read together; a record of prose ends at 64 KiB."""


@slotted(eq=True)
class _Document:
    """Texts that are read as one: where each stands in the part, and what it says."""

    places: list[tuple[int, int]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    label: str = ""
    size: int = 0

    def __str__(self) -> str:
        return self.label + "".join(self.texts) if self.texts else ""

    def add(self, start: int, end: int, written: str) -> None:
        """One more text, as it is written."""
        text = unescape(written)
        self.size += len(text.encode(errors="replace"))
        if self.size > _MAX_DOCUMENT:
            raise ReadError(GapReason.TOO_LARGE, "a text that is longer than a cell can be")
        self.places.append((start, end))
        self.texts.append(text)


def copied_markup(
    data: bytes,
    detector: MemberDetector,
    replacer: Replacer,
    counted: Counter[int],
    *,
    labelled: bool = False,
    remarks: bool = False,
) -> bytes:
    """A part with what is found in its texts replaced.

    Args:
        data: The part, or a piece of one that is whole tags.
        detector: Of the workbook.
        replacer: Says what stands instead.
        counted: Takes what was replaced, by rule index.
        labelled: Elements are named after what they hold (properties of a document).
        remarks: Texts are comments, and go whole: what else stands beside a diagnosis cannot be
            known.

    Raises:
        ReadError: It is not UTF-8, or not written plainly.
    """
    try:
        part = data.decode("utf-8")
    except UnicodeDecodeError:
        raise ReadError(GapReason.UNSUPPORTED, "a part in another encoding than UTF-8") from None
    if "<![CDATA[" in part or "<!DOCTYPE" in part:
        raise ReadError(GapReason.UNSUPPORTED, "a part with sections that cannot be copied")
    documents = _documents(part, labelled=labelled)
    changes: list[tuple[int, int, str]] = []
    for number, found in found_in([str(each) for each in documents], detector, replacer):
        counted.update(rule for _, _, rule, _ in found)
        places = documents[number].places
        if remarks:
            changes += ((*place, "" if at else MASK.decode()) for at, place in enumerate(places))
        else:
            changes += _changes(documents[number], found)
    at, pieces = 0, list[str]()
    for start, end, text in sorted(changes):
        pieces += [part[at:start], escape(text)]
        at = end
    return "".join([*pieces, part[at:]]).encode() if changes else data


def _documents(part: str, *, labelled: bool) -> list[_Document]:
    documents, current, name = list[_Document](), _Document(), ""
    for match in _TOKEN.finditer(part):
        token = match[0]
        if token[0] != "<":
            if current.size + len(token) * 2 > _MAX_DOCUMENT:
                documents.append(current)
                current = _Document()
            if labelled and not current.texts:
                current.label = f"{name} : "
            current.add(match.start(), match.end(), token)
            continue
        found = _NAME.match(token)
        name = found[1] if found else ""
        documents += _told(token, match.start())
        if not (name in _RUN or name.endswith(("Pr", "Font")) or token.endswith("/>")):
            documents.append(current)
            current = _Document()
    return [document for document in [*documents, current] if str(document).strip()]


def _told(tag: str, base: int) -> list[_Document]:
    """The attributes of a tag that may hold something, each by itself."""
    documents = []
    for told in _TOLD.finditer(tag):
        group = 1 if told[1] is not None else 2
        document = _Document()
        document.add(base + told.start(group), base + told.end(group), told[group])
        documents.append(document)
    return documents


def _changes(document: _Document, found: Iterable[Found]) -> list[tuple[int, int, str]]:
    """The places of a document's texts with other texts for them."""
    texts = [text.encode(errors="replace") for text in document.texts]
    begin = len(document.label.encode())
    changes = []
    for place, text in zip(document.places, texts, strict=True):
        end = begin + len(text)
        pieces, at = list[bytes](), begin
        for low, high, _, instead in found:
            if low < end and high > begin:
                pieces += [
                    text[at - begin : max(low, at) - begin],
                    instead if low >= begin else b"",
                ]
                at = min(high, end)
        if pieces:
            pieces.append(text[at - begin :])
            changes.append((*place, b"".join(pieces).decode("utf-8", "replace")))
        begin = end
    return changes
