"""Baseline files: which findings are accepted, by whom, why and until when.

One JSON object a line: a header with the format's version and the id of the key, then one entry
for each unit (see `model.known`), sorted. No line numbers, no times of scans, nothing that
depends on a machine: two machines with the same key write the same bytes, one more patient is
one more line, and git merges two branches line by line.

A fingerprint is sixteen letters, not digits: it must not look like a number of somebody's.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import blake2b

from leakscan.frozen import frozen
from leakscan.model.errors import UsageError
from leakscan.model.known import Accepted, UnitKey, joined, signature_of, words_of

VERSION = 1
_HEAD = "leakscan-baseline"
_LETTERS = str.maketrans("0123456789abcdef", "abcdefghijklmnop")
_DIGITS = str.maketrans("abcdefghijklmnop", "0123456789abcdef")
_PRINT_LETTERS = 16
_KEYS = {
    "path": str, "rule": str, "fingerprint": str, "count": int, "holds": str,
    "reason": str, "author": str, "expires": str,
}  # fmt: skip
_CONFLICT = ("<<<<<<<", "=======", ">>>>>>>")
NEVER = "never"


@dataclass(frozen=True, slots=True, order=True, kw_only=True)
class Entry:
    """One accepted unit.

    Attributes:
        path: As reports print it.
        rule: Whose value tells it apart; ``*`` for a file as a whole.
        print: Keyed fingerprint of that value.
        count: How many of it are accepted.
        signature: What they may hold.
        reason, author: Why, and by whom it was accepted.
        expires: Last day on which it is accepted, ISO 8601, or ``never``.
    """

    path: str
    rule: str
    print: int
    count: int
    signature: int
    reason: str
    author: str
    expires: str

    @property
    def key(self) -> UnitKey:
        """What tells it from others of its file."""
        return self.rule, self.print

    def is_exceeded_by(self, count: int, signature: int) -> bool:
        """Whether there is more of it now, or it holds more, than was accepted."""
        return count > self.count or joined(self.signature, signature) != self.signature

    def is_expired(self, day: date) -> bool:
        """Whether it is no longer accepted on `day`."""
        return self.expires != NEVER and date.fromisoformat(self.expires) < day


@frozen
class Baseline:
    """A baseline file: the id of its key, and its entries in order."""

    key_id: str
    entries: tuple[Entry, ...] = ()

    def accepted(self, day: date) -> dict[str, Accepted]:
        """What is accepted on `day`, by path."""
        by_path: dict[str, dict[UnitKey, tuple[int, int]]] = defaultdict(dict)
        for entry in self.entries:
            if not entry.is_expired(day):
                by_path[entry.path][entry.key] = (entry.count, entry.signature)
        return {path: Accepted(entries=found) for path, found in by_path.items()}

    def expired(self, day: date) -> tuple[Entry, ...]:
        """The entries that are no longer accepted."""
        return tuple(entry for entry in self.entries if entry.is_expired(day))


@frozen
class Terms:
    """Why something is accepted, by whom and until when."""

    reason: str
    author: str
    expires: str


@frozen
class Changes:
    """What an update changed: entries that came, that are gone, and that hold more or fewer."""

    added: tuple[Entry, ...]
    removed: tuple[Entry, ...]
    changed: tuple[Entry, ...]


Found = Mapping[str, Mapping[UnitKey, tuple[int, int]]]
"""Count and signature of every unit of every file scanned, by path."""


def key_id_of(key: bytes) -> str:
    """What tells keys apart without telling them."""
    digest = blake2b(b"baseline", key=key[:64], person=b"lk:key-id", digest_size=8)
    return digest.hexdigest().translate(_LETTERS)


def updated(
    old: Baseline, found: Found, terms: Terms | None, *, kept: Iterable[Entry], renew: bool
) -> tuple[Baseline, Changes]:
    """The baseline of what is there now, and what changed.

    Args:
        old: As it was.
        found: What is there now.
        terms: Of what is new or more than was accepted, and of everything under `renew`; None
            when there is neither.
        kept: Entries of files that were not looked at, to be left alone.
        renew: Old entries take the new terms as well.

    Raises:
        UsageError: There is something new or more, and no terms.
    """
    before = {(entry.path, entry.key): entry for entry in old.entries}
    entries = list(kept)
    added, changed = [], []
    for path, units in found.items():
        for (rule, print_), (count, signature) in units.items():
            known = before.get((path, (rule, print_)))
            # Whoever accepted a patient did not accept the diagnosis that came later.
            more = known is None or known.is_exceeded_by(count, signature)
            if known is None or more or (renew and terms is not None):
                terms = _required(terms)
                entry = Entry(
                    path=path, rule=rule, print=print_, count=count, signature=signature,
                    reason=terms.reason, author=terms.author, expires=terms.expires,
                )  # fmt: skip
            else:
                entry = replace(known, count=count, signature=signature)
            entries.append(entry)
            if known is None:
                added.append(entry)
            elif entry != known:
                changed.append(entry)
    now = {(entry.path, entry.key) for entry in entries}
    removed = [entry for place, entry in before.items() if place not in now]
    changes = Changes(added=tuple(added), removed=tuple(removed), changed=tuple(changed))
    return Baseline(key_id=old.key_id, entries=tuple(sorted(entries))), changes


def _required(terms: Terms | None) -> Terms:
    if terms is None:
        raise UsageError(
            "there is something new to accept: say why, who and until when, with"
            " --reason TEXT --author NAME --expires YYYY-MM-DD (or never)"
        )
    return terms


def write_baseline(baseline: Baseline) -> str:
    """The file's text."""
    head = {_HEAD: VERSION, "key": baseline.key_id}
    return "".join(f"{line}\n" for line in [_json(head), *sorted(map(_line, baseline.entries))])


def read_baseline(text: str, name: str) -> Baseline:
    """The baseline in a file's text; `name` is for messages.

    Lines may come in any order and more than once, as a merge leaves them.

    Raises:
        UsageError: It is no baseline, or holds what a baseline cannot; names the line.
    """
    lines = text.removeprefix("\ufeff").splitlines()
    parsed = list(_parsed(lines, name))
    key_id = _key_id([line for _, line in parsed if _HEAD in line], name)
    merged: dict[tuple[str, UnitKey], Entry] = {}
    for number, line in parsed:
        if _HEAD not in line:
            entry = _entry(line, f"{name}: line {number}")
            known = merged.get((entry.path, entry.key))
            merged[entry.path, entry.key] = entry if known is None else _both(known, entry)
    return Baseline(key_id=key_id, entries=tuple(sorted(merged.values())))


def _key_id(heads: list[dict[str, object]], name: str) -> str:
    """The id of the key, of a file's header; merges leave several, all alike."""
    if not heads:
        raise UsageError(f"{name}: is no baseline: `leakscan baseline create` writes one")
    # By type as well, since `True` is 1 to Python.
    if any(type(head[_HEAD]) is not int or head[_HEAD] != VERSION for head in heads):
        raise UsageError(f"{name}: is of another version of leakscan")
    key = heads[0].get("key")
    if any(head.get("key") != key for head in heads):
        raise UsageError(f"{name}: was made with two keys: make it again with one")
    if not isinstance(key, str):
        raise UsageError(f"{name}: its header does not say with which key it was made")
    return key


def _both(first: Entry, second: Entry) -> Entry:
    """One entry for two of the same unit: what both branches accepted."""
    return replace(
        min(first, second),
        count=max(first.count, second.count),
        signature=joined(first.signature, second.signature),
    )


def _parsed(lines: Iterable[str], name: str) -> Iterator[tuple[int, dict[str, object]]]:
    for number, line in enumerate(lines, 1):
        if line.startswith(_CONFLICT):
            raise UsageError(
                f"{name}: line {number} is a conflict marker: keep the lines of both sides,"
                " their order does not matter"
            )
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError):
            raise UsageError(f"{name}: line {number} is not JSON") from None
        if not isinstance(value, dict):
            raise UsageError(f"{name}: line {number} is no JSON object")
        yield number, value


def _entry(line: dict[str, object], where: str) -> Entry:
    unknown = sorted(line.keys() - _KEYS)
    if unknown:
        raise UsageError(f"{where}: unknown key {unknown[0]}")
    for key, kind in _KEYS.items():
        # True is an int to Python, and nothing is there less than never.
        if not isinstance(line.get(key), kind) or isinstance(line[key], bool):
            raise UsageError(f"{where}: {key} is missing or of another type")
    text = {key: str(line[key]) for key in _KEYS}
    try:
        if text["expires"] != NEVER:
            date.fromisoformat(text["expires"])
        return Entry(
            path=text["path"],
            rule=text["rule"],
            print=number_of(text["fingerprint"]),
            count=_count(text["count"]),
            signature=signature_of(text["holds"]),
            reason=text["reason"],
            author=text["author"],
            expires=text["expires"],
        )
    except (ValueError, KeyError):
        raise UsageError(f"{where}: a value is not of its kind") from None


def _count(text: str) -> int:
    count = int(text)
    if count < 0:
        raise ValueError("a count below 0")
    return count


def number_of(letters: str) -> int:
    """The fingerprint that sixteen letters say.

    Raises:
        ValueError: They say none.
    """
    if len(letters) != _PRINT_LETTERS or letters.strip("abcdefghijklmnop"):
        raise ValueError
    return int(letters.translate(_DIGITS), 16)


def _line(entry: Entry) -> str:
    return _json(
        {
            "path": entry.path,
            "rule": entry.rule,
            "fingerprint": f"{entry.print:016x}".translate(_LETTERS),
            "count": entry.count,
            "holds": words_of(entry.signature),
            "reason": entry.reason,
            "author": entry.author,
            "expires": entry.expires,
        }
    )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
