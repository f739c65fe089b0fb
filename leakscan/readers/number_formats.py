"""What a spreadsheet shows for a number: dates, and numbers written through a mask of digits.

Specification: ECMA-376 part 1, 18.8.30 (numFmt) and 18.17.4 (dates); Excel shows a NIR or a
phone number stored as a number through such a mask, and a CSV export holds what is shown.
Decimal formats are left alone: what they round away is data.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from enum import Enum

_BUILT_IN_DATES = frozenset([*range(14, 18), 22, *range(27, 32), 34, 35, 36, *range(50, 59)])
_BUILT_IN_TIMES = frozenset([18, 19, 20, 21, 32, 33, 45, 46, 47])
_IGNORED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_SIGN = re.compile(r'"([^"]*)"|\\(.)|\[[^\]]*\]|_(.)|\*.|([0#])|([ \-/()|])|(.)', re.DOTALL)
_MIN_MASK_DIGITS = 5
_MAX_MASK = 64
_EPOCH_1900, _EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001
_MAX_DAYS = 2_958_465
_DAY_SECONDS = 86_400
_EXACT = 2.0**53

Mask = tuple[str, ...]


class Kind(Enum):
    """What a number stands for."""

    NUMBER = "number"
    DATE = "date"
    TIME = "time"


class NumberFormat:
    """One cell format.

    Attributes:
        kind: What its numbers stand for.
        plain: Numbers are shown as they are.
    """

    __slots__ = ("_masks", "kind", "plain")

    def __init__(self, number: int, code: str = "") -> None:
        self.kind = _kind(number, code)
        self._masks = _masks_of(code) if self.kind is Kind.NUMBER else ()
        self.plain = self.kind is Kind.NUMBER and not self._masks

    def show(self, value: str, *, epoch_1904: bool = False) -> str:
        """The text of a stored number, or `value` itself when it is none."""
        if self.kind is not Kind.NUMBER:
            return shown_date(value, time_only=self.kind is Kind.TIME, epoch_1904=epoch_1904)
        digits = shown_number(value)
        if not self._masks or not digits.isdigit():
            return digits
        fitting = [mask for mask in self._masks if _size(mask) == len(digits)]
        return _masked(digits, fitting[0] if fitting else max(self._masks, key=_size))


def shown_number(value: str) -> str:
    """A stored number without the noise of its binary form: 36.8, 144509912300979."""
    if value.isdigit():
        return value
    try:
        number = float(value)
    except ValueError:
        return value
    if abs(number) < _EXACT and number == int(number):
        return str(int(number))
    return repr(number)


def shown_date(value: str, *, time_only: bool = False, epoch_1904: bool = False) -> str:
    """A serial number of days as ``31/12/1950`` and ``08:30`` as far as it has such parts."""
    try:
        serial = float(value)
    except ValueError:
        return value
    if not 0 <= serial <= _MAX_DAYS:
        return shown_number(value)
    moment = (_EPOCH_1904 if epoch_1904 else _EPOCH_1900) + timedelta(
        seconds=round(serial * _DAY_SECONDS)
    )
    if not epoch_1904 and 1 <= serial < 60:
        # The calendar of Excel knows a 29 February 1900; days before it are one off.
        moment += timedelta(days=1)
    return shown_moment(moment, has_date=serial >= 1 and not time_only)


def shown_moment(moment: datetime | date, *, has_date: bool = True) -> str:
    """A date, a time or both, the French way."""
    has_time = isinstance(moment, datetime) and bool(moment.hour or moment.minute or moment.second)
    form = "%d/%m/%Y" if has_date else ""
    if has_time or not has_date:
        form = f"{form} %H:%M".strip()
    return moment.strftime(form)


def formats_of(xfs: Sequence[int], codes: Mapping[int, str]) -> list[NumberFormat]:
    """Formats by style: `xfs` are format numbers, `codes` those the document defines."""
    known: dict[int, NumberFormat] = {}
    for number in xfs:
        if number not in known:
            known[number] = NumberFormat(number, codes.get(number, ""))
    return [known[number] for number in xfs]


def _kind(number: int, code: str) -> Kind:
    if not code:
        if number in _BUILT_IN_DATES:
            return Kind.DATE
        return Kind.TIME if number in _BUILT_IN_TIMES else Kind.NUMBER
    elapsed = re.search(r"\[(h+|m+|s+)\]", code.lower()) is not None
    bare = _IGNORED.sub("", code.partition(";")[0]).lower()
    if "general" in bare or "standard" in bare or "@" in bare or set(bare) & set("#?"):
        return Kind.NUMBER
    if set(bare) & set("yadj"):
        return Kind.DATE
    if elapsed or set(bare) & set("hs"):
        return Kind.TIME
    return Kind.DATE if "m" in bare else Kind.NUMBER


def _masks_of(code: str) -> tuple[Mask, ...]:
    """The masks of a format: conditions choose between two by the size of the number."""
    masks = (_mask_of(section) for section in code.split(";")[:2])
    return tuple(mask for mask in masks if mask)


def _mask_of(section: str) -> Mask:
    """The signs of a mask of digits, ``0`` and ``#`` for digits; empty for anything else."""
    signs: list[str] = []
    for match in _SIGN.finditer(section):
        quoted, escaped, space, digit, literal, other = match.groups()
        if other is not None:
            return ()
        if digit:
            signs.append(digit)
        else:
            plain = quoted or escaped or literal or (" " if space is not None else "")
            signs += [sign for sign in plain if sign not in "0#"]
    digits = [sign for sign in signs if sign in "0#"]
    worth = len(digits) >= _MIN_MASK_DIGITS and ("0" in digits[:1] or len(signs) > len(digits))
    return tuple(signs) if worth and len(signs) < _MAX_MASK else ()


def _size(mask: Mask) -> int:
    return sum(sign in "0#" for sign in mask)


def _masked(digits: str, mask: Mask) -> str:
    """Digits written through a mask, from the right; those beyond it stand before."""
    shown: list[str] = []
    left = list(digits)
    for sign in reversed(mask):
        if sign not in "0#":
            shown.append(sign)
        elif left:
            shown.append(left.pop())
        elif sign == "0":
            shown.append("0")
    return "".join([*left, *reversed(shown)]).strip()
