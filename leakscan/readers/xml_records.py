"""Which elements of an XML document are records, and what stands in them.

A record is the outermost element that comes more than once beside its like and holds more than
one value. It is decided on the first 64 KiB, as what columns hold is.
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import field
from xml.parsers.expat import ExpatError

from leakscan.frozen import slotted
from leakscan.model.coverage import GapReason
from leakscan.model.errors import ReadError
from leakscan.readers.entries import Entry
from leakscan.readers.further_tables import is_header, may_name_columns
from leakscan.readers.markup import Attributes, make_parser
from leakscan.readers.person_words import count_speaking

Path = tuple[str, ...]

_MAX_DEPTH = 256
_MAX_TEXT = 256 * 1024
_MAX_VALUES = 20_000
_MAX_RECORD = 512 * 1024
_SEVERAL = 1.5
"""Values in each element of a kind that are more than one."""
_MIN_PEOPLE = 2
_MAX_KEYS = 256
_NO_CELL = -1
_BORN = re.compile(r"(?i)nais|birth|ddn|dob$|^nir|^ins$|nss|secu")
"""Names of what a person has, and a mere contact of somebody's has not."""
_TEXTUAL = frozenset(
    "para paragraph paragraphe text texte line ligne item span value valeur content body".split()
)
"""Names that say nothing of what stands in them."""
_GENERIC = frozenset(
    "field column col champ colonne binding property prop param parameter data attribute attr "
    "value item element variable dicomattribute entry cell valeur info meta".split()
)
"""Elements whose name stands in an attribute: ``<field name="nom">DURAND</field>``."""
_ONLY_KEYS = frozenset({"key", "cle"})
_KEYS = _ONLY_KEYS | frozenset("name nom label libelle champ".split())
_HELD = frozenset({"value", "valeur"})
_HELD_BY_KEY = _HELD | frozenset("string integer real date data number int long double".split())
"""Values beside an element that names them: ``<key>nom</key><string>DURAND</string>`` of Apple's
property lists, ``<name>nom</name><value>…`` of XML-RPC and settings."""
_PEOPLE = frozenset(
    "patient personne person individu client assure adherent beneficiaire salarie agent contact "
    "eleve etudiant resident donneur sujet subject medecin praticien famille membre".split()
)
"""Elements whose ``nom`` is somebody's, also where a ``valeur`` follows."""
_CELLS = frozenset("col cell value data td c v val column field valeur cellule".split())
"""Elements of a row that have the names that were declared before it, in their order."""
_DECLARING = ("name", "nom", "label", "libelle", "title", "caption")
_NOTHING_NAMED = (-1, "", "")
"""How deep an element stands that names the next, what it is called, and what it says."""
_NAMING = ("name", "nom", "key", "keyword", "label", "libelle", "itemoid", "code", "id")
_ITEM = "itemdata"
"""Of CDISC ODM, whose typed forms are called ``ItemDataString`` and the like."""
_STUDY_PREFIX = re.compile(r"\A(?:IT?|ITEM)[._-](?:[A-Z]{2}[._-](?=[A-Z]{2}))?")
_TECHNICAL = ("xmlns", "xsi:", "xml:")


def record_paths(head: bytes) -> frozenset[Path]:
    """Paths of the elements that are records, given the first bytes as UTF-8."""
    survey = _Survey()
    parser = make_parser(survey, "utf-8")
    with suppress(ExpatError, ValueError, ReadError):
        parser.Parse(head)
    return survey.records()


@slotted
class _Kind:
    """The elements of one path.

    Attributes:
        inside: Those that stand in them, by name.
        count: How many there are.
        most: How many of them stand in one element at most.
        values: How many values stand in them: directly, and at any depth once gathered.
        beside: How many the element that is open holds of each kind so far.
        keys: Names of their attributes.
    """

    inside: dict[str, "_Kind"] = field(default_factory=dict)
    count: int = 0
    most: int = 0
    values: int = 0
    beside: dict[str, int] = field(default_factory=dict)
    keys: set[str] = field(default_factory=set)

    def gather(self) -> int:
        """The values at any depth, each counted once and not with every element around it."""
        self.values += sum(kind.gather() for kind in self.inside.values())
        return self.values

    def records(self, path: Path) -> Iterator[Path]:
        """The outermost paths at or below this one that repeat and hold several values each."""
        if len(path) > 1 and self.repeats():
            yield (*path, *self._to_people())
            return
        for name, kind in self.inside.items():
            yield from kind.records((*path, name))

    def repeats(self) -> bool:
        """Whether it repeats and holds several values each."""
        return self.most > 1 and self.values >= _SEVERAL * self.count

    def _to_people(self) -> Path:
        """The way to the people in it where it is about none itself: cards of families, batches."""
        outside: list[str] = [*self.keys]
        kinds: deque[tuple[Path, _Kind]] = deque([((), self)])
        people: Path = ()
        while kinds:
            path, kind = kinds.popleft()
            for name, inner in kind.inside.items():
                names = inner.names() if inner.repeats() and not people else []
                if count_speaking(map(str.encode, names)) >= _MIN_PEOPLE and _are_born(names):
                    people = (*path, name)
                    continue
                outside += [name, *inner.keys]
                kinds.append(((*path, name), inner))
        return () if count_speaking(map(str.encode, outside)) else people

    def names(self) -> list[str]:
        """What elements in it, and attributes, are called."""
        inner = (each for name, kind in self.inside.items() for each in (name, *kind.names()))
        return [*self.keys, *inner]


def _are_born(names: Iterable[str]) -> bool:
    """Whether one of the names is that of a birth, or of a number that tells it."""
    return any(_BORN.search(name) for name in names)


class _Survey:
    """Counts elements by path, and the values that stand in them at any depth."""

    __slots__ = ("_open", "out")

    def __init__(self) -> None:
        self.out: deque[Path] = deque()
        self._open = [_Kind()]

    def start(self, name: str, attributes: Attributes) -> None:
        """One more of its kind, beside others or alone."""
        if len(self._open) > _MAX_DEPTH:
            raise ReadError(GapReason.TOO_DEEP, f"more than {_MAX_DEPTH} elements")
        parent = self._open[-1]
        kind = parent.inside.setdefault(name, _Kind())
        beside = parent.beside[name] = parent.beside.get(name, 0) + 1
        kind.count += 1
        kind.most = max(kind.most, beside)
        kind.beside = {}
        self._open.append(kind)
        told = [key for key in attributes if not key.startswith(_TECHNICAL)]
        kind.values += len(told)
        if len(kind.keys) < _MAX_KEYS:
            kind.keys.update(told)

    def end(self, _name: str) -> None:
        """It ends; an element without others in it is a value."""
        kind = self._open.pop()
        kind.values += not kind.beside

    def text(self, _text: str) -> None:
        """Values are counted by their elements."""

    def records(self) -> frozenset[Path]:
        """The outermost paths that repeat and hold several values each."""
        self._open[0].gather()
        return frozenset(self._open[0].records(()))


def _local(name: str) -> str:
    """The name of an element without its namespace, in lower case."""
    return name.rpartition(":")[2].lower()


def _naming(name: str, attributes: Attributes) -> str:
    """The attribute that tells what an element of a generic name is called; empty for none.

    ``<item id="…">`` may hold a number of somebody, which must stay a value to be searched.
    """
    local = _local(name)
    if local not in _GENERIC and not local.startswith(_ITEM):
        return ""
    known = {key.lower(): key for key in attributes}
    told = next(
        (known[key] for key in _NAMING if key in known and attributes[known[key]].strip()), ""
    )
    return told if told and may_name_columns([_named(attributes[told])]) else ""


def _named(identifier: str) -> str:
    """The name of a field in what identifies it in a study: ``I_DM_SURNAME``, ``IT.DM.BRTHDTC``."""
    return _STUDY_PREFIX.sub("", identifier)


class _Declared:
    """The names of columns, told before rows whose cells have none.

    ``<METADATA><FIELD NAME="Nom" …/>…</METADATA>`` before ``<ROW><COL><DATA>DURAND…`` of
    FileMaker; so do Cognos, VOTable and writers of their own. Others have a row of titles first.
    """

    __slots__ = ("_names", "_settled", "_titles", "_within")

    def __init__(self) -> None:
        self._names: list[str] = []
        self._within: list[str] = []
        self._titles: list[str] = []
        self._settled = False

    def start(self, path: list[str], attributes: Attributes) -> None:
        """An element: the name of a column when it is empty and called so."""
        if _local(path[-1]) not in _GENERIC or not attributes:
            return
        known = {key.lower(): value for key, value in attributes.items()}
        told = next((known[key] for key in _DECLARING if known.get(key, "").strip()), "")
        if not told or not _HELD.isdisjoint(known):
            return
        if path != self._within:
            self._names, self._within = [], path.copy()
        if len(self._names) < _MAX_KEYS:
            self._names.append(told.strip())

    def text(self, path: list[str]) -> None:
        """What an element says: then its name is that of this value alone."""
        if path == self._within:
            self._names, self._within = [], []

    def title(self, name: str, text: str) -> None:
        """What a cell of a first row says, or one above all rows."""
        if not self._settled and _local(name) in _CELLS and len(self._titles) < _MAX_KEYS:
            self._titles.append(text)

    def settle(self, *, after_row: bool) -> None:
        """A row begins, or ended: what was said are names, or nothing but values."""
        if not self._settled and not self._names and is_header(self._titles):
            self._names, self._settled = self._titles, True
        self._titles = []
        self._settled |= after_row

    def name(self, cell: int) -> str:
        """What the cells of a place are called; empty without."""
        return self._names[cell] if 0 <= cell < len(self._names) else ""


class XmlRecords:
    """Handles a document: records of named values, and lines of text for what is around them."""

    __slots__ = (
        "_cell", "_declared", "_depth", "_entries", "_held", "_labels", "_named", "_path",
        "_records", "_size", "_texts", "out",
    )  # fmt: skip

    def __init__(self, records: Iterable[Path]) -> None:
        self.out: deque[list[Entry] | str] = deque()
        self._records = frozenset(records)
        self._path: list[str] = []
        self._labels: list[str] = []
        self._texts: list[list[str]] = []
        self._entries: list[Entry] = []
        self._depth = 0
        self._held = 0
        self._named = _NOTHING_NAMED
        self._declared = _Declared()
        self._cell = _NO_CELL
        self._size = 0

    def start(self, name: str, attributes: Attributes) -> None:
        """An element, perhaps a record, and its attributes."""
        if len(self._path) >= _MAX_DEPTH:
            raise ReadError(GapReason.TOO_DEEP, f"more than {_MAX_DEPTH} elements")
        self._path.append(name)
        self._texts.append([])
        naming = _naming(name, attributes)
        self._labels.append(_named(attributes[naming]) if naming else name)
        if not self._depth and self._records and tuple(self._path) in self._records:
            self._depth = len(self._path)
            self._cell = _NO_CELL
            self._declared.settle(after_row=False)
        elif self._depth and len(self._path) == self._depth + 1 and not naming:
            self._cell += _local(name) in _CELLS
        self._declared.start(self._path, attributes)
        for key, value in attributes.items():
            if naming and key.lower() == "value":
                self._value(self._labels[-1], value)
            elif not key.startswith(_TECHNICAL) and key != naming:
                self._value(f"{name}.{key.rpartition(':')[2]}", value)

    def end(self, name: str) -> None:
        """Its text is complete, and a record perhaps."""
        text = "".join(self._texts.pop())
        label = self._named_beside(text, self._labels.pop())
        if text.strip():
            self._declared.text(self._path)
            self._declared.title(name, text.strip())
            if self._texts and self._texts[-1]:
                # Text before it: it is a word of its parent's, not a value.
                self._texts[-1].append(f" {text.strip()} ")
            elif self._depth and (column := self._declared.name(self._cell)):
                self._value(column, text.strip())
            else:
                self._value(self._name(label), text.strip())
        if len(self._path) == self._depth:
            self._give()
            self._depth = 0
            self._declared.settle(after_row=True)
        self._path.pop()

    def _name(self, label: str) -> str:
        """What a value is called that stands in the innermost element."""
        if len(self._path) - self._depth <= 1:
            return label
        parent = self._labels[-1]
        # The value of a field may have its type around it.
        return f"{parent}.{label}" if parent == self._path[-2] else parent

    def _named_beside(self, text: str, label: str) -> str:
        """What an element that ends is called by the one before it, else `label`."""
        name, depth = _local(self._path[-1]), len(self._path)
        if name in _KEYS:
            found = text.strip()
            around = _local(self._path[-2]) if depth > 1 else ""
            names = found and around not in _PEOPLE and may_name_columns([found])
            self._named = (depth, name, found) if names else _NOTHING_NAMED
            return label
        where, told, key = self._named
        if depth < where:
            # What it was to name would have stood inside the element that ends.
            self._named = _NOTHING_NAMED
            return label
        # The value of XML-RPC has its type inside.
        inside = depth == where + 1 and _local(self._path[-2]) in _HELD
        beside = depth == where and name in (_HELD_BY_KEY if told in _ONLY_KEYS else _HELD)
        if not (beside or inside):
            return label
        self._named = _NOTHING_NAMED
        return key

    def text(self, text: str) -> None:
        """Belongs to the innermost element; very long text is given out in pieces."""
        # Blanks between thousands of elements are not kept, nor looked at with each of them.
        if not self._texts or not (self._texts[-1] or text.strip()):
            return
        parts = self._texts[-1]
        parts.append(text)
        self._size += len(text)
        if self._size > _MAX_TEXT:
            self._value(self._path[-1], "".join(parts))
            parts.clear()
            self._size = 0

    def comment(self, text: str) -> None:
        """It belongs to no element, and is a line by itself."""
        if text.strip():
            self.out.append(f"{text.strip()}\n")

    def finish(self) -> None:
        """The document ended, complete or not."""
        while self._path:
            self.end(self._path[-1])

    def _value(self, name: str, value: str) -> None:
        self._size = 0
        if not self._depth:
            label = name.rpartition(".")[2]
            named = len(label) > 2 and label.lower() not in _TEXTUAL
            self.out.append(f"{label} : {value}\n" if named else f"{value}\n")
            return
        self._entries.append((name, value))
        self._held += len(value) + 1
        if len(self._entries) >= _MAX_VALUES or self._held > _MAX_RECORD:
            self._give()

    def _give(self) -> None:
        if self._entries:
            self.out.append(self._entries)
        self._entries, self._held = [], 0
