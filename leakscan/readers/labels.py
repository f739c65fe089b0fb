"""Which sign parts labels from values in a text, and which label begins a record."""

import re
from collections import Counter
from collections.abc import Callable

from leakscan.frozen import frozen
from leakscan.readers.person_words import (
    hold_accounts,
    hold_people,
    is_login,
    is_secret,
    speaks_of_people,
)

SEPARATORS = b":=|;\t,"
ARROW = ord("=")
"""``=>`` parts as ``=`` does."""
LABEL_BYTES, _LABEL_WORDS = 64, 6
"""Longer ones are sentences."""
BEFORE = b" \t-*\"'`>#.[({"
AFTER = b" \t-*\"'`.])}"
"""What may stand around a label: an indentation, a dash of a list, quotes, dots that fill up."""
_LOOK_BYTES = 64 * 1024
_MAX_LINES = 600
_MIN_PAIRS, _MIN_PEOPLE = 4, 2
_SHARE, _ALONE_SHARE = 0.6, 0.85
_MIN_ALONE = 3
"""Labels about people in a text of one record."""
_MOST_LABELS = 200
_FEWER = 3
"""A label that is there so many times less than another does not begin the records."""
_NOT_CARDS = (b"BEGIN:", b"dn:", b"version: 1\ndn:", b"From ", b"%PDF", b"diff ", b"S10.G00.")
"""Calendars and address books, directories, mails, patches: rules know their labels."""
_BRACKETS = b" \t()[]{},"
"""What stands alone in lines of arrays that PHP prints, and says nothing."""
_LABEL = re.compile(r"[^\W\d][^:=|;\t,<>{}!?@\\]*")
_PARTED_CELLS = b"|;\t,"
"""Signs that stand between all cells of a table: in cards there is one in a line."""

_ACROSS = re.compile(rb": ?[;\t|,][^:]*: ?[;\t|,]")
"""Several labels in cells of a line: ``Nom :;DURAND;Prénom :;Zoé`` is a table that is filled in."""


@frozen(kw_only=False, repr=False)
class Labels:
    """How a text is labelled.

    Attributes:
        separator: Byte between label and value.
        opening: Label that begins each record; empty where the text is one record.
        names: The labels that name columns: they come again, or speak of people. What else stands
            before a separator is text as any: ``Elle est enceinte : 12 SA``.
    """

    separator: int
    opening: bytes
    names: frozenset[bytes]


def find_labels(head: bytes) -> Labels | None:
    """How a text that begins with `head` is labelled; None when it is no cards of people."""
    if head.startswith(_NOT_CARDS):
        return None
    lines = head[:_LOOK_BYTES].split(b"\n", _MAX_LINES)[:_MAX_LINES]
    filled = [line.rstrip(b"\r") for line in lines if line.strip()]
    if 2 * sum(b"] => " in line for line in filled) > len(filled):
        filled = [line for line in filled if line.strip(_BRACKETS)]
    found = {sign: _pairs(filled, sign) for sign in SEPARATORS if _may_part(filled, sign)}
    if not found:
        return None
    if 2 * sum(_ACROSS.search(line) is not None for line in filled) > len(filled):
        return None
    separator = max(found, key=lambda sign: len(found[sign]))
    labels = [label for label, _ in found[separator]]
    accounts = hold_accounts(found[separator])
    speaks = _speaks_of_accounts if accounts else speaks_of_people
    if not _are_cards(labels, filled, speaks) or not (accounts or hold_people(found[separator])):
        return None
    counts = Counter(labels)
    names = (label for label in counts if counts[label] > 1 or speaks(label))
    return Labels(separator, _opening(counts), frozenset(names))


def _may_part(lines: list[bytes], sign: int) -> bool:
    """Whether enough lines for cards have a sign, whose labels are worth being read then."""
    return sum(sign in line for line in lines) >= max(_MIN_PAIRS, _SHARE * len(lines))


def label_of(line: bytes, separator: int) -> bytes:
    """The label of a line, without what stands around it; empty when it has none."""
    label, sign, value = line.partition(bytes([separator]))
    label = label.lstrip(BEFORE).rstrip(AFTER)
    if not sign or not label or len(label) > LABEL_BYTES or len(label.split()) > _LABEL_WORDS:
        return b""
    if separator in _PARTED_CELLS and separator in value.rstrip(bytes([separator, 0x20])):
        return b""
    return label if _LABEL.fullmatch(label.decode("utf-8", "replace")) else b""


def _pairs(lines: list[bytes], separator: int) -> list[tuple[bytes, bytes]]:
    """Label and value of the lines that have one."""
    sign = bytes([separator])
    return [
        (label, line.partition(sign)[2]) for line in lines if (label := label_of(line, separator))
    ]


def _speaks_of_accounts(label: bytes) -> bool:
    """Whether a label says that people log in with its value, or speaks of them."""
    return is_login(label) or is_secret(label) or speaks_of_people(label)


def _are_cards(labels: list[bytes], filled: list[bytes], speaks: Callable[[bytes], bool]) -> bool:
    """Whether enough lines have labels, and enough of them speak of people.

    Lines of a word or two are titles and brackets: ``[patient1]``, ``},``, ``1. row``.
    """
    distinct = set(labels)
    people = sum(map(speaks, distinct))
    least = _SHARE if len(labels) > len(distinct) else _ALONE_SHARE
    needed = _MIN_PEOPLE if len(labels) > len(distinct) else _MIN_ALONE
    return (
        len(labels) >= max(_MIN_PAIRS, least * len(filled))
        and people >= needed
        and len(distinct) <= min(_MOST_LABELS, max(len(labels) // 2, _MIN_PAIRS * 4))
    )


def _opening(counts: Counter[bytes]) -> bytes:
    """The first label that is there about as often as any."""
    most = max(counts.values())
    if most == 1:
        return b""
    return next(label for label in counts if counts[label] * _FEWER >= most and counts[label] > 1)


__all__ = ["AFTER", "ARROW", "BEFORE", "LABEL_BYTES", "Labels", "find_labels", "label_of"]
