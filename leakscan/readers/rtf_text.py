"""The text of an RTF document: paragraphs, tables, properties, objects.

Specification: Rich Text Format 1.9.1; [MS-OXRTFEX] for pages carried in RTF by mail. What says
how text looks is passed over; hidden and deleted text is text.
"""

import re
from collections import deque
from dataclasses import replace

from leakscan.frozen import frozen
from leakscan.readers.blocks import END_OF_TABLE, Block, TableRow
from leakscan.readers.charset_text import known_codec

_TOKEN = re.compile(
    rb"\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-z'])"
    rb"|([{}])|[\r\n]+|([^\\{}\r\n]+)",
    re.DOTALL,
)
_LOOKAHEAD = 64
_MAX_DEPTH = 1000
_MAX_TAG = 4096
_MAX_CELLS = 16_384
_MAX_HELD = 1024 * 1024
"""Characters of a paragraph or a row of a table."""
_LINES = re.compile(rb"</?(?:p|br|div|tr|li|h[1-6]|table|ul|ol|blockquote|pre)\b", re.IGNORECASE)
_MAX_OBJECT_DIGITS = 128 * 1024 * 1024
_SIGNS = {
    b"par": "\n",
    b"line": "\n",
    b"sect": "\n",
    b"page": "\f",
    b"tab": "\t",
    b"emdash": "—",
    b"endash": "–",
    b"lquote": "‘",
    b"rquote": "’",
    b"ldblquote": "“",
    b"rdblquote": "”",
    b"bullet": "•",
    b"enspace": " ",
    b"emspace": " ",
    b"nestcell": " ",
    b"nestrow": "\n",
}
_SYMBOLS = {b"~": " ", b"_": "-", b"-": "", b"\\": "\\", b"{": "{", b"}": "}", b"\t": "\t"}
_CODECS = {
    128: "cp932",
    129: "cp949",
    134: "cp936",
    136: "cp950",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
}
"""Code pages by the character sets of fonts."""
_SILENT = frozenset(
    b"fonttbl colortbl stylesheet listtable listoverridetable rsidtbl generator themedata "
    b"colorschememapping latentstyles datastore xmlnstbl mmathPr listpicture filetbl revtbl "
    b"bkmkstart bkmkend template wgrffmtfilter pnseclvl nonshppict sp sn objclass "
    b"atnid atnref atndate panose falt fname".split()
)
_KEPT = frozenset(
    b"annotation footnote header headerl headerr headerf footer footerl footerr footerf shptxt "
    b"shpinst fldinst atnauthor atnicn company manager hlinkbase do dptxbxtext".split()
)
"""Destinations that a reader may ignore, and that hold text."""
_INFO = frozenset(b"title subject author operator keywords comment doccomm category".split())


@frozen(kw_only=False)
class _Group:
    """What a group inherits.

    Attributes:
        kind: ``text``, ``silent``, ``info``, ``properties``, ``object``, or ``tag`` of the page
            that the document carries.
        replaced: Characters that stand for one in Unicode, after it.
        codec: Of bytes.
        repeated: It only stands for a page that is carried in the document.
    """

    kind: str = "text"
    replaced: int = 1
    codec: str = "cp1252"
    repeated: bool = False


class RtfText:
    """Takes a document piece by piece; blocks go out through the queue.

    Attributes:
        beside: Properties.
        objects: What is embedded, in hexadecimal.
        images: How many pictures there are.
    """

    __slots__ = (
        "_bytes",
        "_cells",
        "_codec",
        "_codecs",
        "_font",
        "_group",
        "_groups",
        "_held",
        "_ignorable",
        "_in_rows",
        "_in_table",
        "_is_page",
        "_room",
        "_skip",
        "_skip_bytes",
        "_tag",
        "_tail",
        "_text",
        "beside",
        "images",
        "objects",
        "out",
    )

    def __init__(self) -> None:
        self.out: deque[Block] = deque()
        self.beside: list[str] = []
        self.objects: list[bytearray] = []
        self.images = 0
        self._tail = b""
        self._held = 0
        self._group = _Group()
        self._groups: list[_Group] = []
        self._codec = "cp1252"
        self._codecs: dict[int, str] = {}
        self._font = 0
        self._bytes = bytearray()
        self._tag = bytearray()
        self._text: list[str] = []
        self._cells: list[str] = []
        self._ignorable = False
        self._is_page = False
        self._in_table = False
        self._in_rows = False
        self._skip = 0
        self._skip_bytes = 0
        self._room = _MAX_OBJECT_DIGITS

    def add(self, block: bytes, *, final: bool) -> None:
        """More of the document."""
        if self._skip_bytes:
            block, self._skip_bytes = (
                block[self._skip_bytes :],
                max(self._skip_bytes - len(block), 0),
            )
        held = self._tail + block
        end = len(held) if final else max(len(held) - _LOOKAHEAD, 0)
        at = 0
        while at < end:
            match = _TOKEN.match(held, at)
            if match is None:
                at += 1
                continue
            at = match.end()
            self._token(match)
            if self._skip_bytes:
                step = min(self._skip_bytes, len(held) - at)
                at += step
                self._skip_bytes -= step
        self._tail = held[at:]
        if final:
            self._spill()

    def _token(self, match: re.Match[bytes]) -> None:
        word, number, hexadecimal, symbol, brace, text = match.groups()
        if text is not None:
            self._plain(text)
        elif word is not None:
            self._control(word, int(number) if number else None)
        elif hexadecimal is not None:
            self._plain(bytes([int(hexadecimal, 16)]))
        elif brace == b"{":
            self._flush_bytes()
            if len(self._groups) < _MAX_DEPTH:
                self._groups.append(self._group)
        elif brace == b"}":
            self._close()
        elif symbol == b"*":
            self._ignorable = True
        elif symbol is not None:
            self._sign(_SYMBOLS.get(symbol, "\n" if symbol in b"\r\n" else ""))

    def _plain(self, data: bytes) -> None:
        kind = "silent" if self._group.repeated else self._group.kind
        if self._skip:
            skipped = min(self._skip, len(data))
            self._skip -= skipped
            data = data[skipped:]
        if kind in {"text", "info"}:
            self._bytes += data
            self._held += len(data)
            if self._held > _MAX_HELD:
                self._spill()
        elif kind == "tag" and len(self._tag) < _MAX_TAG:
            self._tag += data
        elif kind == "object" and len(data) <= self._room:
            self._room -= len(data)
            self.objects[-1] += data

    def _control(self, word: bytes, number: int | None) -> None:
        ignorable, self._ignorable = self._ignorable, False
        if word == b"bin":
            self._skip_bytes = max(number or 0, 0)
        elif word == b"fromhtml":
            self._is_page = True
        elif word == b"htmlrtf":
            self._flush_bytes()
            self._group = replace(self._group, repeated=self._is_page and number != 0)
        elif word == b"u" and number is not None:
            self._sign(chr(number & 0xFFFF))
            self._skip = self._group.replaced
        elif word in _SIGNS:
            self._break(word)
        elif word in {b"cell", b"row", b"intbl", b"pard", b"trowd"}:
            self._table(word)
        elif not self._font_word(word, number):
            self._destination(word, ignorable=ignorable)

    def _font_word(self, word: bytes, number: int | None) -> bool:
        """Words about characters: code pages, fonts, the length of replacements."""
        if number is None:
            return False
        if word == b"uc":
            self._group = replace(self._group, replaced=min(max(number, 0), 16))
        elif word == b"ansicpg":
            self._codec = known_codec(f"cp{number}")
            self._group = replace(self._group, codec=self._codec)
        elif word == b"f":
            self._flush_bytes()
            self._font = number
            self._group = replace(self._group, codec=self._codecs.get(number, self._codec))
        elif word == b"fcharset":
            if number in _CODECS:
                self._codecs[self._font] = _CODECS[number]
        else:
            return False
        return True

    def _destination(self, word: bytes, *, ignorable: bool) -> None:
        kind = self._group.kind
        if kind == "silent" and word != b"fonttbl":
            return
        if word in {b"pict", b"objdata"}:
            self.images += word == b"pict"
            if word == b"objdata":
                self.objects.append(bytearray())
            kind = "object" if word == b"objdata" else "silent"
        elif word in _INFO and self._groups and ignorable is False and self._in_info():
            kind = "info"
            self._bytes += word + b" : "
        elif word == b"info":
            kind = "properties"
        elif word == b"htmltag":
            kind = "tag"
        elif word in _SILENT or (ignorable and word not in _KEPT):
            kind = "silent"
        else:
            return
        self._group = replace(self._group, kind=kind)

    def _in_info(self) -> bool:
        return any(group.kind == "properties" for group in (*self._groups[-2:], self._group))

    def _close(self) -> None:
        self._flush_bytes()
        if self._group.kind == "info" and self._text:
            self.beside.append("".join(self._text) + "\n")
            self._text = []
        tag = self._group.kind == "tag"
        if self._groups:
            self._group = self._groups.pop()
        self._skip = 0
        if tag:
            self._sign(" " if b"&nbsp;" in self._tag else "\n" if _LINES.search(self._tag) else "")
            self._tag.clear()

    def _flush_bytes(self) -> None:
        if self._bytes:
            self._text.append(self._bytes.decode(self._group.codec, "replace"))
            self._bytes.clear()

    def _sign(self, sign: str) -> None:
        if self._group.kind in {"text", "info"} and sign and not self._group.repeated:
            self._flush_bytes()
            self._text.append(sign)

    def _break(self, word: bytes) -> None:
        if self._group.kind != "text" or self._group.repeated:
            return
        sign = _SIGNS[word]
        self._sign(sign)
        if sign in "\n\f" and not self._in_table:
            self._paragraph()

    def _table(self, word: bytes) -> None:
        if self._group.kind != "text":
            return
        if word == b"intbl":
            self._in_table = True
        elif word == b"pard":
            self._in_table = False
        elif word == b"cell":
            self._flush_bytes()
            self._cells.append(_joined(self._text).strip("\n"))
            self._text = []
            self._held += 1
            if len(self._cells) >= _MAX_CELLS:
                self._spill()
        elif word == b"row":
            self.out.append(TableRow(self._cells))
            self._cells, self._held = [], 0
            self._in_rows = True
            self._in_table = False

    def _spill(self) -> None:
        """Give out a paragraph or a row that does not end."""
        self._flush_bytes()
        if self._cells:
            self.out.append(TableRow(self._cells))
            self._cells, self._in_rows = [], True
        self._paragraph()

    def _paragraph(self) -> None:
        """A paragraph is complete; the table before it has ended."""
        self._flush_bytes()
        text = _joined(self._text)
        self._text, self._held = [], 0
        if not text:
            return
        if self._in_rows:
            self._in_rows = False
            self.out.append(END_OF_TABLE)
        self.out.append(text)


def _joined(parts: list[str]) -> str:
    """Text in which pairs of surrogates are one character."""
    text = "".join(parts)
    if any("\ud800" <= sign <= "\udfff" for sign in text):
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text
