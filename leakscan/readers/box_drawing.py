"""Tables drawn with the lines of DOS and of terminals, as the pipes and dashes that are read.

Listings of DOS programs and consoles draw ``│ 586135 │ MENARD Nathan │`` under a header and a line
of crossings, with single, double and heavy lines. Every sign takes three bytes in UTF-8, and what
it becomes as many, so that places stay what they were.

Source: Unicode, block Box Drawing (U+2500-257F), of which CP437 and CP850 have a part.
"""

from collections.abc import Iterable, Iterator

from leakscan.patterns import deferred
from leakscan.readers.origin import Piece
from leakscan.readers.rewriting import Rewrite
from leakscan.readers.whole_lines import whole_lines

_BARS = "│┃║╎╏┆┇┊┋"
_DASHES = "─━═╌╍┄┅┈┉"
_OPENING, _CROSSING, _CLOSING = "├┝┞┟┠┡┢┣╞╟╠", "┼┽┾┿╀╁╂╃╄╅╆╇╈╉╊╋╪╫╬", "┤┥┦┧┨┩┪┫╡╢╣"
_CORNERS = "┌┍┎┏┐┑┒┓└┕┖┗┘┙┚┛╒╓╔╕╖╗╘╙╚╛╜╝╭╮╯╰┬┭┮┯┰┱┲┳┴┵┶┷┸┹┺┻╤╥╦╧╨╩"
_SIGNS = [
    *((sign.encode(), b" | ") for sign in _BARS + _OPENING + _CROSSING + _CLOSING),
    *((sign.encode(), b"---") for sign in _DASHES),
]


def _one_of(signs: str) -> str:
    return "(?:" + "|".join(signs) + ")"


_RULE = deferred(
    f"(?<!{_one_of(_DASHES)}){_one_of(_DASHES)}++(?:{_one_of(_CROSSING)}{_one_of(_DASHES)}++)+".encode()
)
"""A line of crossings, as no drawn tree has."""
_BORDER = deferred(
    f"(?m)^[ \t\f]*+(?=[^\n]*{_one_of(_CORNERS)})"
    f"(?:{_one_of(_DASHES + _CORNERS + _BARS)}|[ \t])++(?=\r?$)".encode()
)
"""The top and the bottom of a table."""


def find_rewrite(head: bytes) -> Rewrite | None:
    """What makes drawn tables plain, when a text that begins with `head` has one."""
    return _plain if _RULE.search(head) is not None else None


def _plain(pieces: Iterable[Piece]) -> Iterator[Piece]:
    for piece in whole_lines(pieces):
        data = _BORDER.sub(lambda border: b" " * len(border[0]), piece.data)
        for sign, plain in _SIGNS:
            data = data.replace(sign, plain)
        yield Piece(data, piece.locate)


__all__ = ["find_rewrite"]
