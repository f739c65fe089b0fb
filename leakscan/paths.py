"""How sources are called in reports: their names, without what must not be printed.

A name is scanned like any text: the segments (folders, file) in which an identifier is found
are masked, and so is any long number, which might be one. Control characters, which could
drive a terminal, and bytes that are no text are replaced.
"""

from collections import Counter
from collections.abc import Sequence
from functools import cached_property, lru_cache

from leakscan.detectors.engine import Detector
from leakscan.evidence.keyed import Fingerprinter
from leakscan.model.result import MEMBER_MARK
from leakscan.patterns import LONG_NUMBER, MASK, deferred

_IDENTITY = frozenset(
    {"nir", "phone", "email", "name", "birth-date", "address", "doctor", "financial", "id-document"}
)
_LEAST_DIGITS = 5
"""In what `LONG_NUMBER` finds: each letter stands behind a digit."""
_SEPARATORS = deferred(r"(?:%20|[\W_])+")
_UNPRINTABLE = deferred(
    r"[^\x20-\x7e\u00a1-\u1fff\u2010-\u2027\u2030-\u205e\u2190-\ud7ff\uf900-\ufdcf"
    r"\U0001f300-\U0001faff]"  # pictures, which people do put into names of folders
)
_DIGITS = deferred(r"\d+")
_POSTCODE = "75001"
_MAX_NAME = 1024
"""Characters kept of a member's name."""
_MAX_KNOWN = 10_000
_LETTERS = "abcdefghijklmnop"
_TAG_LETTERS = 6
_SUFFIX = deferred(r"(?:\.(?:tar|csv|sql|json|txt|xml))?\.[A-Za-z][A-Za-z0-9]{0,7}$")


class NameTags:
    """Letters that tell masked names apart whatever else is scanned, under a key that stays.

    A baseline knows findings by the path they stand in, so a masked path must not depend on how
    many others are masked. Like any fingerprint, a tag can be tested by who has the key.
    """

    def __init__(self, fingerprinter: Fingerprinter) -> None:
        self._fingerprinter = fingerprinter

    def of(self, segment: str) -> str:
        """Six letters, no digit: a tag must not look like a number of somebody's."""
        number = self._fingerprinter.whole("name", segment.encode(errors="replace"))
        return "".join(_LETTERS[number >> 4 * at & 15] for at in range(_TAG_LETTERS))


def printable_paths(
    names: Sequence[str], detector: Detector, tags: NameTags | None = None
) -> list[str]:
    """A printable name for each source, in order; masked ones stay apart.

    Args:
        names: Raw.
        detector: Tells what must be masked.
        tags: Tell masked names apart; without them, and where tags are the same, numbers do.
    """
    masked = _Masker(detector, tags)
    paths = [masked.path(name) for name in names]
    seen: Counter[str] = Counter()
    result = []
    for path in paths:
        seen[path] += 1
        again = seen[path] > 1 and MASK in path
        result.append(path.replace(MASK, f"{MASK}{seen[path]}", 1) if again else path)
    return result


class MemberNames:
    """How members of one source are called: ``outer.zip!/folder/name``, each name only once.

    A member's name is chosen by whoever made the container. It is text for people, and never
    used as a path.
    """

    def __init__(self, detector: Detector, tags: NameTags | None = None) -> None:
        self._detector, self._tags = detector, tags
        self._seen: Counter[str] = Counter()

    @cached_property
    def _masker(self) -> "_Masker":
        """Made for the first member: most sources have none."""
        return _Masker(self._detector, self._tags)

    def path(self, outer: str, name: str) -> str:
        """What to call the member `name` (raw) of what is called `outer` (printable)."""
        path = f"{outer}{MEMBER_MARK}{self._masker.path(_plain(name))}"
        self._seen[path] += 1
        again = self._seen[path]
        return path if again == 1 else f"{path}~{again}"


def _plain(name: str) -> str:
    """A member's name with the separators of POSIX, without a root, of bounded length."""
    name = name[:_MAX_NAME] + "…" * (len(name) > _MAX_NAME)
    segments = name.replace("\\", "/").split("/")
    return "/".join(segment for segment in segments if segment not in {"", "."})


def _shape(segment: str) -> str:
    """A segment without what numbers it apart: ``f17.txt`` is judged as ``f75.txt`` is.

    Up to five digits identify nobody by their value, a postcode at most, so that one stands for
    all: to search a name takes a millisecond, and an archive may hold a million.
    """
    if _digits_in(segment) > len(_POSTCODE):
        return segment
    return _DIGITS.sub(lambda run: _POSTCODE[: len(run[0])], segment)


def _digits_in(segment: str) -> int:
    return sum(map(str.isdigit, segment))


class _Masker:
    def __init__(self, detector: Detector, tags: NameTags | None) -> None:
        self._detector = detector
        self._tags = tags
        self._segment = lru_cache(_MAX_KNOWN)(self._shown)
        self._verdict = lru_cache(_MAX_KNOWN)(self._detect)

    def path(self, name: str) -> str:
        return "/".join(self._segment(segment) for segment in name.split("/"))

    def _shown(self, segment: str) -> str:
        plain = segment.isascii() and segment.isprintable()
        clean = segment if plain else _UNPRINTABLE.sub("\ufffd", segment)
        if clean.endswith("!"):
            # Only we may say that a member begins.
            clean = clean[:-1] + "\ufffd"
        return self._masked(clean) if self._identifies(segment) else clean

    def _masked(self, segment: str) -> str:
        suffix = _SUFFIX.search(segment)
        tag = self._tags.of(segment) if self._tags is not None else ""
        return MASK + tag + (suffix.group() if suffix else "")

    def _identifies(self, segment: str) -> bool:
        if _digits_in(segment) >= _LEAST_DIGITS and LONG_NUMBER.search(segment):
            return True
        return self._verdict(_shape(segment))

    def _detect(self, segment: str) -> bool:
        try:
            # As written, for addresses and decimals, and with every separator a space.
            return any(
                not _IDENTITY.isdisjoint(
                    self._detector.categories_in(text.encode(errors="replace"))
                )
                for text in {segment, _SEPARATORS.sub(" ", segment)}
            )
        except Exception:  # noqa: BLE001 - what cannot be judged is masked; the scan goes on
            return True
