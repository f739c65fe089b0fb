"""The built-in rules: where they are, and the form in which an installed package keeps them.

Reading YAML and spelling out 30,000 words takes a third of a second, more than scanning a small
file does. So the build of the package writes what comes of it into one file beside this one (see
`storing`), and a start maps that: rules as JSON; words, those of headers, those around keywords,
what typing errors leave of them, names of people, and compiled patterns, as arrays. It is used only
where the rules, and the code that reads them, are byte for byte those it was made from; anything
else, an edited checkout or no such file, means that the rules are read as any others are. It holds
nothing but what the rule files say, and is read from the package's own folder only.

The file: a line with `MARK` and the digest of `inputs_digest`; a line of JSON, `{"digest",
"rules", "arrays"}`, the words of a rule by where they stand in `TEXTS`, arrays as a list of (name,
type, number of elements); then the arrays, each beginning at a multiple of eight bytes.
"""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from hashlib import sha256
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

from leakscan.detectors.rule import Example, KeywordGroup, Rule, RuleSet
from leakscan.frozen import frozen
from leakscan.model.taxonomy import Assertion, RuleInfo, Tier

if TYPE_CHECKING:
    import numpy.typing as npt

    Arrays = Mapping[str, npt.NDArray[Any]]

MARK = b"leakscan rules 2"
ALIGNMENT = 8
BETWEEN = "\x7f"
"""Stands between words and in none."""
JOINED = ("keywords", "near", "veto")
"""What is stored as one text of each group."""
TEXTS = "texts"
"""The array of all such texts; rules hold where theirs begins and ends in it."""
STORED_FILE = Path(__file__).with_name("_stored_rules.bin")
_RULE_SUFFIXES = (".yaml", ".yml", ".txt", ".tsv")
_CODE = (
    *("detectors/assertion_cues.py", "detectors/builtin.py", "detectors/cells.py"),
    *("detectors/characters.py", "detectors/column_names.py"),
    *("detectors/compiled_patterns.py", "detectors/folding.py"),
    *("detectors/header_words.py", "detectors/keyword_syntax.py", "detectors/known_words.py"),
    *("detectors/misread_letters.py", "detectors/misspelt_words.py", "detectors/name_lexicon.py"),
    *("detectors/rule.py", "detectors/rule_file.py", "detectors/rule_yaml.py"),
    *(
        "detectors/rules.py",
        "detectors/statement_kinds.py",
        "detectors/storing.py",
        "detectors/tokens.py",
    ),
    *("detectors/vocabulary.py", "frozen.py", "identifiers/date.py", "membership.py"),
    *("model/taxonomy.py", "native/arrays.py", "native/library.py", "native/literals.py"),
    *("native/tokens.py", "patterns.py", "raw/selection.py"),
)
"""What decides how rules are read and laid out; a test holds that nothing is missing."""
_KERNELS = ("_kernels.so", "_kernels.dylib", "_kernels.dll")
PACKAGE = Path(__file__).resolve().parent.parent


@frozen(eq=False, repr=False)
class StoredRules:
    """The built-in rules as they were stored.

    Attributes:
        rules: As `rules.load_rules` reads them from the rule files.
        data: The whole file, in memory or mapped there.
        places: Type, number of elements and offset of each array.
    """

    rules: RuleSet
    data: bytes | mmap
    places: Mapping[str, tuple[str, int, int]]

    def arrays(self) -> "Arrays":
        """All arrays by name; they lie in `data` and cannot be written to."""
        import numpy as np

        return {
            name: np.frombuffer(self.data, kind, size, at)
            for name, (kind, size, at) in self.places.items()
        }


class JoinedWords(Sequence[str]):
    """Words of a rule, parted when one of them is first asked for: a scan may never do."""

    __slots__ = ("_data", "_end", "_start", "_words")

    def __init__(self, data: bytes | mmap, start: int, end: int) -> None:
        self._data, self._start, self._end = data, start, end
        self._words: tuple[str, ...] | None = None

    def _parted(self) -> tuple[str, ...]:
        if self._words is None:
            joined = self._data[self._start : self._end].decode()
            self._words = tuple(joined.split(BETWEEN)) if joined else ()
        return self._words

    def __bool__(self) -> bool:
        return self._start < self._end

    def __len__(self) -> int:
        return len(self._parted())

    def __iter__(self) -> Iterator[str]:
        return iter(self._parted())

    def __contains__(self, word: object) -> bool:
        return word in self._parted()

    @overload
    def __getitem__(self, at: int) -> str: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[str, ...]: ...

    def __getitem__(self, at: int | slice) -> str | tuple[str, ...]:
        return self._parted()[at]

    def __eq__(self, other: object) -> bool:
        if isinstance(other, JoinedWords):
            return self._parted() == other._parted()
        return self._parted() == other if isinstance(other, tuple) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._parted())

    def __reduce__(self) -> tuple[type[tuple[str, ...]], tuple[tuple[str, ...]]]:
        """What is mapped belongs to this process: a copy is the words, which are equal."""
        return tuple, (self._parted(),)

    def __repr__(self) -> str:
        return repr(self._parted())


def builtin_rules_dir() -> Path:
    """The folder of the built-in rules, in an installed package or in a checkout."""
    installed = PACKAGE / "rules"
    return installed if installed.is_dir() else PACKAGE.parent / "rules"


@cache
def stored_rules() -> StoredRules | None:
    """What the build of the package stored, unless rules or code are others by now."""
    try:
        return read_stored(STORED_FILE, inputs_digest(builtin_rules_dir(), PACKAGE))
    except OSError:
        return None


def stored_for(rules: RuleSet) -> "Arrays | None":
    """The arrays that were stored for a rule set; None when it is another than the built-in."""
    stored = stored_rules()
    return stored.arrays() if stored is not None and stored.rules.digest == rules.digest else None


def stored_beside(rules: RuleSet) -> "Arrays | None":
    """The arrays that were stored for those of some rules that are not a user's own.

    None when these are others than the built-in rules.
    """
    stored = stored_rules()
    if stored is None or stored.rules.rules != tuple(rule for rule in rules.rules if not rule.own):
        return None
    return stored.arrays()


def inputs_digest(rules: Path, package: Path) -> str:
    """SHA-256, hexadecimal, of all that the stored form is made of.

    Args:
        rules: Folder of rule files, with ``lexicons`` in it.
        package: Folder of the package, whose code reads them.

    Raises:
        OSError: A file cannot be read.
    """
    digest = sha256(sys.byteorder.encode())
    for path in _inputs(rules, package):
        content = path.read_bytes()
        digest.update(b"%s %d " % (path.name.encode(), len(content)))
        digest.update(content)
    return digest.hexdigest()


def _inputs(rules: Path, package: Path) -> Iterator[Path]:
    for folder in (rules, rules / "lexicons"):
        yield from sorted(path for path in folder.iterdir() if path.suffix in _RULE_SUFFIXES)
    yield from (package / name for name in _CODE)
    yield from (path for name in _KERNELS if (path := package / "native" / name).exists())


def read_stored(path: Path, inputs: str) -> StoredRules | None:
    """What a file holds, or None when it was not made from these `inputs` or is cut short.

    Raises:
        OSError: It cannot be read.
    """
    data = _mapped(path)
    first = MARK + b" " + inputs.encode() + b"\n"
    if data[: len(first)] != first:
        return None
    at = data.find(b"\n", len(first)) + 1
    if not at:
        return None
    head = json.loads(data[len(first) : at])
    places = {}
    for name, kind, size in head["arrays"]:
        at += -at % ALIGNMENT
        places[name] = (kind, size, at)
        at += size * int(kind[-1])
    if at != len(data):
        return None
    texts = places.get(TEXTS, ("", 0, 0))[2]
    rules = tuple(_rule(raw, _Texts(data, texts)) for raw in head["rules"])
    return StoredRules(rules=RuleSet(rules=rules, digest=head["digest"]), data=data, places=places)


def _mapped(path: Path) -> bytes | mmap:
    """The content of a file, of which pages that nobody asks for are not read.

    Who makes the file anew moves another into its place, as the build and pip do: what is mapped
    stays as it was. One that is cut short where it lies would end the processes that map it.
    """
    with path.open("rb") as stream:
        try:
            return mmap(stream.fileno(), 0, access=ACCESS_READ)
        except (OSError, ValueError):
            # Of an empty file, or where files cannot be mapped.
            return stream.read()


class _Texts:
    """Texts of words in a file, by where they begin and end among all."""

    def __init__(self, data: bytes | mmap, at: int) -> None:
        self._data, self._at = data, at

    def words(self, start: int, end: int) -> JoinedWords:
        return JoinedWords(self._data, self._at + start, self._at + end)


def _rule(raw: dict[str, Any], texts: _Texts) -> Rule:
    raw["info"] = RuleInfo(**raw["info"])
    raw["groups"] = tuple([_group(group, texts) for group in raw["groups"]])
    raw["examples"] = tuple([_example(example) for example in raw["examples"]])
    raw["tier"] = Tier(raw["tier"])
    raw["columns"] = texts.words(*raw["columns"])
    for key in ("labels", "veto", "negatives", "references"):
        raw[key] = tuple(raw[key])
    return Rule(**raw)


def _group(raw: dict[str, Any], texts: _Texts) -> KeywordGroup:
    raw["tier"] = Tier(raw["tier"])
    raw |= {key: texts.words(*raw[key]) for key in JOINED}
    return KeywordGroup(**raw)


def _example(raw: dict[str, Any]) -> Example:
    if raw["assertion"] is not None:
        raw["assertion"] = Assertion(raw["assertion"])
    return Example(**raw)
