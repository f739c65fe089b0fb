"""RDF as text (Turtle, N-Triples, N-Quads, TriG) as objects of JSON: one a subject.

Specification: W3C RDF 1.1 Turtle, N-Triples, N-Quads and TriG. What is said of a subject is one
object, whose keys are the last words of the predicates; what stands in brackets is an object in it.
Of FHIR (https://hl7.org/fhir/R4/rdf.html), where every value is a node of its own, the value stands
for the node.
"""

import re
from collections.abc import Callable, Iterable, Iterator

from leakscan.model.errors import ReadError
from leakscan.patterns import deferred
from leakscan.readers.json_writing import JsonText
from leakscan.readers.origin import Piece
from leakscan.readers.rewriting import Rewrite
from leakscan.readers.texts import canonical, nowhere

_BEGIN = deferred(
    rb"""(?xi) (?: \s++ | \#[^\n]*+\n )*+
    (?: (?:@prefix|prefix) [ \t]+ [\w.-]*: \s*+ <[^<>\s]*>
      | (?:@base|base) [ \t]+ <[^<>\s]*>
      | (?:<[^<>\s]{1,300}>|_:\w+) \s+ <[^<>\s]{1,300}>
        \s+ (?: <[^<>\s]{1,300}> | _:\w+ | "(?:[^"\\\n]|\\.)*"\S* )
        (?: \s+ (?:<[^<>\s]{1,300}>|_:\w+) )? \s* [.;,] )"""
)
_TOKEN = deferred(
    r"""(?xs)
      (?P<space> \s++ | \#[^\n]*+\n )
    | (?P<text> \"\"\"(?:[^"\\]|\\.|"(?!""))*+\"\"\" | '''(?:[^'\\]|\\.|'(?!''))*+'''
              | "(?!"")(?:[^"\\\n]|\\.)*+" | '(?!'')(?:[^'\\\n]|\\.)*+' )
    | (?P<kind> \^\^(?:<[^<>\s]*>|[\w.-]*:[\w.-]*) | @[A-Za-z][\w-]* )
    | (?P<name> <[^<>\s"{}|^`]*> )
    | (?P<number> [+-]?\d[\d.]*(?:[eE][+-]?\d+)?(?<!\.)(?![\w:]) )
    | (?P<word> [\w.%~\\-]*:(?:[\w:%~\\/-]|\.(?=[\w:%~\\/-]))* | [A-Za-z]\w* )
    | (?P<sign> [\[\](){};,.] )
    | (?P<other> . )"""
)
_ESCAPE = deferred(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_LETTERS = {"n": "\n", "t": "\t", "r": "\r", "b": " ", "f": " "}
_LAST_WORD = deferred(r"[^/#:.]*\Z")
_DIRECTIVES = frozenset(("@prefix", "@base", "prefix", "base", "graph"))
_VALUES = frozenset(("value", "v"))
"""Predicates of FHIR whose object is what the node stands for: of R4, and of R5."""
_LONGEST = 64 * 1024
_LATEST = 4096
"""Characters that wait for what follows: the last token may go on."""
_PIECE_BYTES = 64 * 1024

Token = tuple[str, str]


def find_rewrite(head: bytes) -> Rewrite | None:
    """What makes objects of the subjects of a text that begins with `head`."""
    return _objects if _BEGIN.match(head) is not None else None


def _objects(pieces: Iterable[Piece]) -> Iterator[Piece]:
    subjects = _Subjects()
    for kind, word in _tokens(pieces):
        try:
            subjects.take(kind, word)
        except ReadError:
            # Too deep: what follows is one more subject.
            subjects.close()
        if subjects.text.waiting >= _PIECE_BYTES:
            yield Piece(canonical(subjects.text.taken()), nowhere)
    subjects.close()
    yield Piece(canonical(subjects.text.taken()) or b"\n", nowhere)


def _tokens(pieces: Iterable[Piece]) -> Iterator[Token]:
    """The tokens but for blanks and comments; pieces may end inside one."""
    rest = ""
    for piece in pieces:
        text = rest + piece.data.decode(errors="replace")
        end = len(text) - _LATEST
        at = 0
        while at < end:
            found = _TOKEN.match(text, at)
            assert found is not None
            open_ended = found.lastgroup == "other" and found[0] in "\"'#<"
            if (open_ended or found.end() == len(text)) and len(text) - at < _LONGEST:
                break
            if found.lastgroup != "space":
                yield str(found.lastgroup), found[0]
            at = found.end()
        rest = text[at:]
    for found in _TOKEN.finditer(rest):
        if found.lastgroup != "space":
            yield str(found.lastgroup), found[0]


class _Subjects:
    """Writes an object for each subject; those of lines one after the other are joined.

    Attributes:
        text: Takes the objects.
    """

    __slots__ = ("_brackets", "_key", "_place", "_skipped", "_subject", "text")

    def __init__(self) -> None:
        self.text = JsonText()
        self._subject = ""
        self._key = ""
        self._place = 0
        self._brackets: list[tuple[str, bool]] = []
        self._skipped = False

    def take(self, kind: str, word: str) -> None:
        """The next token."""
        if kind == "sign":
            self._sign(word)
        elif self._skipped or (not self._place and word.lower() in _DIRECTIVES):
            # Those of SPARQL end with the name that others have a dot behind.
            self._skipped = kind != "name"
        elif kind in {"kind", "other"}:
            return
        elif self._place == 0:
            self._begin(word)
        elif self._place == 1:
            self._key = "type" if word == "a" else _last_word(word)
            self._place = 2
        else:
            self._give(kind, word)

    def close(self) -> None:
        """Nothing more is said of the subject."""
        self.text.close()
        self._subject, self._place = "", 0
        self._brackets.clear()

    def _begin(self, word: str) -> None:
        """A subject; the one before goes on where it is the same."""
        if word != self._subject or not self.text.depth:
            self.close()
            self.text.begin("{}")
            self.text.key("id")
            self.text.value(_last_word(word))
            self._subject = word
        self._place = 1

    def _give(self, kind: str, word: str) -> None:
        """An object: a literal, or the last word of a name."""
        if self._place > 2:
            # The graph of a quad.
            return
        self._open_node()
        self.text.key(self._brackets[-1][0] if self._stands_for_node() else self._key)
        self.text.value(_OBJECTS.get(kind, _last_word)(word))
        self._place = 3

    def _stands_for_node(self) -> bool:
        return bool(self._brackets) and self._key in _VALUES and not self._brackets[-1][1]

    def _open_node(self) -> None:
        """Open the object of a node of which more is said than a value."""
        if self._brackets and not self._brackets[-1][1] and self._key not in _VALUES:
            name = self._brackets[-1][0]
            self.text.key(name)
            self.text.begin("{}")
            self._brackets[-1] = (name, True)

    def _sign(self, sign: str) -> None:
        if sign == "." and not self._brackets:
            self._skipped, self._place = False, 0
        elif self._skipped or sign in "(){}":
            self._skipped &= sign != "{"
            self._place = 0 if sign in "{}" else self._place
        elif sign == "[":
            self._open()
        elif sign == "]" and self._brackets:
            self._close_node()
        elif sign == ";":
            self._place = 1
        elif sign == ",":
            self._place = 2

    def _close_node(self) -> None:
        """Its predicate may have further objects."""
        self._key, opened = self._brackets.pop()
        if opened:
            self.text.end()
        self._place = 3

    def _open(self) -> None:
        """A node without a name; at the place of a subject it is one."""
        if self._place == 0:
            self._begin("[]")
            self._subject = ""
            self._brackets.append(("", True))
            self.text.key("node")
            self.text.begin("{}")
        else:
            self._open_node()
            self._brackets.append((self._key, False))
        self._place = 1


def _last_word(name: str) -> str:
    """What a name ends with: ``fhir:Patient.birthDate`` is ``birthDate``."""
    found = _LAST_WORD.search(name.strip("<>").rstrip("/#"))
    return found[0] if found is not None else ""


def _literal(text: str) -> str:
    quotes = 3 if text[:3] in {'"""', "'''"} else 1
    return _ESCAPE.sub(_unescaped, text[quotes:-quotes])


def _unescaped(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    if code is None:
        return _LETTERS.get(found[3], found[3])
    return chr(int(code, 16)) if int(code, 16) < 0x110000 else " "


_OBJECTS: dict[str, Callable[[str], str]] = {"text": _literal, "number": str}
"""What an object says, by its kind; names say their last word."""


__all__ = ["find_rewrite"]
