"""Hits that a column's role gives to its cells: names, dates, doctors, passwords, codes."""

from collections.abc import Callable, Container, Iterator
from enum import Enum, auto
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from leakscan.detectors.cells import Cells, accepted, cells_of_columns
from leakscan.detectors.characters import Bytes, Mask, Offsets
from leakscan.detectors.layout import Layout
from leakscan.detectors.number_columns import NumberCells, nir_cells, phone_cells
from leakscan.detectors.rule import NO_RULE, RuleSet
from leakscan.detectors.written_dates import DateForm, numbers_of
from leakscan.model.taxonomy import Tier
from leakscan.native import arrays
from leakscan.native.library import KERNELS
from leakscan.patterns import deferred
from leakscan.raw.hits import ColumnHits

if TYPE_CHECKING:
    from leakscan.detectors.columns import TableProfile


class Kind(Enum):
    """What a cell must look like to count."""

    NONE = auto()
    LETTERS = auto()
    CODE = auto()
    ACCOUNT = auto()
    FILLED = auto()
    DATE = auto()
    SEX = auto()
    POSTCODE = auto()
    BLOOD_GROUP = auto()
    ICD10 = auto()
    NIR = auto()
    PHONE = auto()


_HIDDEN_KINDS = frozenset({Kind.DATE, Kind.SEX, Kind.POSTCODE, Kind.BLOOD_GROUP, Kind.ICD10})
_HIDDEN_CATEGORIES = frozenset({"name", "doctor"})
"""Columns that hold nothing but what their role says: the lanes need not search them."""
_RHESUS = deferred(r"^(?!.*\babo).*\brh")
"""In the name of a column: its ``-`` is a value."""
_MIN_MORE = 12
"""Bytes of the shortest cell that can hold a name and a telephone number."""
_MIN_STRAY = 10
"""Bytes of a telephone number, and of nearly all addresses."""
_MIN_AFTER_DATE, _MAX_TIME = 18, 32
"""Bytes of the shortest cell with a date and more than a time besides, and of the longest time."""
_MIN_TIME_AND_MORE, _BACK = 26, (10, 14)
"""Bytes of a date, a time and a telephone number at the least; those that such a number takes."""
_HOUR_ENDS = (12, 13)
"""Where a colon stands behind an hour after a date: ``01/02/1979 8:30``, ``1979-02-01T08:30``."""
_MAX_NAME = 64
"""Bytes beyond which a cell of a column of names is something else, or several cells."""
_NUMBER_BYTES = {Kind.NIR: 22, Kind.PHONE: 17}
"""Bytes that one number takes at the most: what stands besides is searched for words."""
_KIND_BY_ID = {
    "health.blood-group": Kind.BLOOD_GROUP,
    "health.icd10": Kind.ICD10,
    "health.comment": Kind.NONE,
    "date.sample": Kind.DATE,
}
_KIND_BY_CATEGORY = {
    "nir": Kind.NIR,
    "phone": Kind.PHONE,
    "email": Kind.NONE,
    "name": Kind.LETTERS,
    "doctor": Kind.LETTERS,
    "address": Kind.LETTERS,
    "insurance": Kind.CODE,
    "professional": Kind.CODE,
    "pseudonym": Kind.CODE,
    "id-document": Kind.CODE,
    "financial": Kind.ACCOUNT,
    "credential": Kind.FILLED,
    "birth-date": Kind.DATE,
    "sex": Kind.SEX,
    "postcode": Kind.POSTCODE,
}
_SHAPES: dict[Kind, Callable[[Cells], Mask]] = {
    Kind.LETTERS: Cells.have_letters,
    Kind.CODE: Cells.are_codes,
    Kind.ACCOUNT: Cells.are_accounts,
    Kind.SEX: Cells.are_sexes,
    Kind.POSTCODE: Cells.are_postcodes,
    Kind.BLOOD_GROUP: Cells.are_blood_groups,
    Kind.ICD10: Cells.are_icd10,
}


_NUMBERS: dict[Kind, Callable[[Cells], NumberCells]] = {
    Kind.NIR: nir_cells,
    Kind.PHONE: phone_cells,
}


_PLAIN = {
    Kind.FILLED: arrays.FILLED_KIND,
    Kind.LETTERS: arrays.LETTERS_KIND,
    Kind.CODE: arrays.CODE_KIND,
    Kind.DATE: arrays.DATE_KIND,
}
"""Kinds that the kernel knows."""


Seen = tuple[arrays.Accepted, Offsets, Offsets]
"""Cells of a column that count, the record of each, and fields that hold more than a name."""


def _seen_by_kernel(layout: Layout, asked: dict[int, arrays.Asked]) -> Iterator[tuple[int, Seen]]:
    """What the kernel sees in each column."""
    width, first_row = layout.chunk.width, layout.owned_rows.start
    if not width:
        for column, (_, kind, least) in asked.items():
            which, starts, ends, record = layout.column_spans(column)
            cells = accepted(kind, layout.data, starts, ends)
            if least:
                more = _hold_more(layout, column)
            else:
                more = which[_strays(kind, layout.data, (starts, ends), cells)]
            yield column, (cells, record[cells.which], more)
        return
    # Rows whose cells all are there are gone through once for all columns.
    starts, ends = layout.whole_rows
    # The rows of a chunk may all end before the columns of its table do.
    there = [each for each in asked.values() if each.column < width]
    seen = cells_of_columns(layout.data, (starts, ends), width, there, _MAX_NAME)
    rows = np.arange(first_row, layout.owned_rows.stop)
    for (column, kind, least), (cells, named) in zip(there, seen, strict=True):
        own = slice(column, None, width)
        spans = (starts[own], ends[own])
        more = named if least else _strays(kind, layout.data, spans, cells)
        record = rows if cells.which.size == rows.size else cells.which + first_row
        yield column, (cells, record, (more + first_row) * width + column)


def _strays(
    kind: int, data: Bytes, spans: tuple[Offsets, Offsets], dates: arrays.Accepted
) -> Offsets:
    """Which cells of a column of dates are none, or hold more, and so what stands in others.

    Rows whose cells are shifted have a NIR where others have a date.
    """
    if kind != arrays.DATE_KIND:
        return dates.which[:0]
    more = dates.which[_hold_more_than_dates(data, dates.starts, dates.ends)]
    if dates.which.size == spans[0].size:
        return more
    strange = spans[1] - spans[0] >= _MIN_STRAY
    strange[dates.which] = False
    strange[more] = True
    return np.flatnonzero(strange)


def _hold_more_than_dates(data: Bytes, starts: Offsets, ends: Offsets) -> Mask:
    """Whether trimmed cells that begin with a date hold more than a time: ``01/02/1979 2 79…``."""
    size = ends - starts
    more = size >= _MIN_AFTER_DATE
    if more.any():
        long = np.flatnonzero(more & (size <= _MAX_TIME))
        at = starts[long]
        timed = np.logical_or.reduce([data[at + place] == ord(":") for place in _HOUR_ENDS])
        timed &= ~_end_in_telephones(data, ends[long]) | (size[long] < _MIN_TIME_AND_MORE)
        more[long[timed]] = False
    return more


def _end_in_telephones(data: Bytes, ends: Offsets) -> Mask:
    """Whether cells end in what may be one: ``01/02/2024 08:30 06 39…``; no time goes on so."""
    begins = (
        (data[ends - back] == ord("0")) & (data[ends - back - 1] == ord(" ")) for back in _BACK
    )
    return np.logical_or.reduce(list(begins))


def _hold_more(layout: Layout, column: int) -> Offsets:
    """Fields of a column of names that hold a number or an address besides: ``MARTIN 06 39…``.

    Told by two digits or an @ among the first or last eight bytes of long cells, or a point
    among the last, as at the end of an address, or by its length.
    """
    which, starts, ends, _ = layout.column_spans(column)
    if KERNELS is not None:
        return which[arrays.cells_with_more(layout.data, starts, ends, _MIN_MORE, _MAX_NAME)]
    return which[_with_more(layout.data, starts, ends)]


def _with_more(data: Bytes, starts: Offsets, ends: Offsets) -> Offsets:
    """The twin of the kernel."""
    long = np.flatnonzero(ends - starts >= _MIN_MORE)
    if not long.size:
        return long
    # Long cells have eight bytes at either end, so plain strides read them as machine words.
    words = np.ndarray((data.size - 7,), "<u8", data, strides=(1,))
    edges = np.stack([words[starts[long]], words[ends[long] - 8]], axis=1)
    signs = edges.view(np.uint8)
    digits = (signs - np.uint8(48)) < 10
    more = (digits.sum(axis=1) > 1) | (signs == ord("@")).any(axis=1)
    more |= (signs[:, 8:] == ord(".")).any(axis=1)
    more |= ends[long] - starts[long] > _MAX_NAME
    return long[more]


class CellRules:
    """Which rules own whole columns, and what their cells must look like."""

    def __init__(self, rules: RuleSet) -> None:
        self._kinds = [
            _KIND_BY_ID.get(rule.info.id) or _KIND_BY_CATEGORY.get(rule.info.category, Kind.FILLED)
            for rule in rules.rules
        ]
        self._levels = [rule.info.level for rule in rules.rules]
        self._keyless = rules.number_of("fr.nir.keyless")
        hidden = [
            kind in _HIDDEN_KINDS or rule.info.category in _HIDDEN_CATEGORIES
            for kind, rule in zip(self._kinds, rules.rules, strict=True)
        ]
        self.hidden = np.array([*hidden, False], np.bool_)
        """By rule index, and last for none: its columns need not be searched."""
        numbers = [kind in _NUMBERS for kind in self._kinds]
        self.wordless = self.hidden | np.array([*numbers, False], np.bool_)
        """By rule index, and last for none: its columns need not be searched for words."""

    def hits(self, layout: Layout) -> tuple[list[ColumnHits], Mask | None]:
        """Hits of all cells, of the owned records, in columns with a role.

        Returns:
            The hits, and for each field whether it was read as a number and need not be
            searched; None when none was.
        """
        fields, profile = layout.chunk.fields, layout.profile
        if profile is None or fields is None:
            return [], None
        found: list[ColumnHits] = []
        handled: Mask | None = None
        plain = self._plain_columns(profile) if KERNELS is not None else {}
        found += self._plain(plain, layout, profile)
        others = self._other_columns(profile, plain)
        seen = layout.cells_of(others)
        for column, (which, cells, record) in zip(others, seen, strict=True):
            rule = profile.rule[column]
            kind = self._kinds[rule]
            if self._hides(rule):
                layout.expose(column, _hold_more(layout, column))
            if kind in _NUMBERS:
                handled = np.zeros(fields.starts.size, np.bool_) if handled is None else handled
                numbers = _NUMBERS[kind](cells)
                handled[which if numbers.are_all(cells) else which[numbers.which]] = True
                layout.expose(column, which[cells.ends - cells.starts > _NUMBER_BYTES[kind]])
                found += self._numbers(column, cells, record, numbers, profile)
            else:
                keep, value = self._judged(column, cells, profile)
                if self.hidden[rule] and not self._hides(rule):
                    strange = ~keep & (cells.ends - cells.starts >= _MIN_STRAY)
                    if kind is Kind.DATE:
                        strange |= _hold_more_than_dates(layout.data, cells.starts, cells.ends)
                    layout.expose(column, which[strange])
                found += self._kept(column, cells, record, keep, value, profile)
        return sorted(found, key=lambda part: part.column), handled

    def _plain_columns(self, profile: "TableProfile") -> dict[int, arrays.Asked]:
        """What the kernel is asked of columns of a kind that it knows."""
        return {
            column: arrays.Asked(
                column,
                _PLAIN[self._kinds[rule]],
                _MIN_MORE if self._hides(rule) else 0,
            )
            for column, rule in enumerate(profile.rule.tolist())
            if rule != NO_RULE
            and self._kinds[rule] in _PLAIN
            and profile.date_form[column] == DateForm.USUAL
            and not self._may_deny(rule)
        }

    def _other_columns(self, profile: "TableProfile", plain: Container[int]) -> list[int]:
        """Columns of a role, told by their cells, that are not `plain`."""
        return [
            column
            for column, rule in enumerate(profile.rule.tolist())
            if rule != NO_RULE and self._kinds[rule] is not Kind.NONE and column not in plain
        ]

    def _hides(self, rule: int) -> bool:
        """Whether the rule's columns hold names, and are searched only where there is more."""
        return bool(self.hidden[rule]) and self._kinds[rule] is Kind.LETTERS

    def _numbers(
        self,
        column: int,
        cells: Cells,
        record: Offsets,
        numbers: NumberCells,
        profile: "TableProfile",
    ) -> Iterator[ColumnHits]:
        """Hits of a NIR or telephone column: sound numbers, and NIRs with another key."""
        rule = int(profile.rule[column])
        is_nir = self._kinds[rule] is Kind.NIR
        kinds = [(rule, numbers.sound, Tier.VALIDATED if is_nir else Tier.STRUCTURAL)]
        if is_nir and self._keyless != NO_RULE:
            kinds.append((self._keyless, ~numbers.sound, Tier.STRUCTURAL))
        every = numbers.are_all(cells)
        for owner, chosen, tier in kinds:
            own = numbers.take(chosen)
            if own.which.size:
                # Mostly all cells of the column are numbers, and sound.
                at = None if every and own is numbers else own.which
                yield ColumnHits(
                    rule=owner,
                    column=column,
                    tier=tier,
                    personal=not profile.professional[column],
                    synthetic=int(np.count_nonzero(own.synthetic)),
                    start=cells.starts if at is None else cells.starts.take(at),
                    end=cells.ends if at is None else cells.ends.take(at),
                    record=record if at is None else record.take(at),
                    value=own.value,
                )

    def _may_deny(self, rule: int) -> bool:
        """Whether cells of the rule's columns may say that something is not there."""
        return self._kinds[rule] is Kind.FILLED and self._levels[rule] > 0

    def _plain(
        self, asked: dict[int, arrays.Asked], layout: Layout, profile: "TableProfile"
    ) -> Iterator[ColumnHits]:
        """Hits of columns of a kind that the kernel knows."""
        if not asked:
            return
        for column, (cells, record, more) in _seen_by_kernel(layout, asked):
            if more.size:
                layout.expose(column, more)
            value = cells.values if asked[column].kind == arrays.DATE_KIND else None
            spans = (cells.starts, cells.ends, record)
            yield from self._column_hits(column, spans, profile, value=value)

    def _judged(
        self, column: int, cells: Cells, profile: "TableProfile"
    ) -> tuple[Mask, npt.NDArray[np.uint64] | None]:
        """Which cells of a column of any other kind count, and their values, if they have any."""
        rule = int(profile.rule[column])
        kind = self._kinds[rule]
        keep = cells.filled()
        if kind is Kind.BLOOD_GROUP and _RHESUS.search(profile.names[column]):
            keep |= cells.are_signs()
        value: npt.NDArray[np.uint64] | None = None
        if kind is Kind.DATE:
            value = numbers_of(cells, DateForm(profile.date_form[column]))
            keep &= value > 0
        elif kind in _SHAPES:
            keep &= _SHAPES[kind](cells)
        if self._may_deny(rule):
            keep &= ~cells.are_no()
        return keep, value

    def _kept(
        self,
        column: int,
        cells: Cells,
        record: Offsets,
        keep: Mask,
        value: npt.NDArray[np.uint64] | None,
        profile: "TableProfile",
    ) -> Iterator[ColumnHits]:
        """Hits of the cells that were judged to count."""
        if not keep.all():
            cells, record = cells.take(keep), record[keep]
            value = None if value is None else value[keep]
        negated = cells.are_negative() if self._may_deny(int(profile.rule[column])) else None
        spans = (cells.starts, cells.ends, record)
        yield from self._column_hits(column, spans, profile, value=value, negated=negated)

    def _column_hits(
        self,
        column: int,
        spans: tuple[Offsets, Offsets, Offsets],
        profile: "TableProfile",
        *,
        value: npt.NDArray[np.uint64] | None = None,
        negated: Mask | None = None,
    ) -> Iterator[ColumnHits]:
        """The hits of a column at these starts and ends, in these records, if there are any."""
        rule = int(profile.rule[column])
        default = profile.default_date[column]
        if default and value is not None:
            known = value != default
            starts, ends, records = (each[known] for each in spans)
            spans, value = (starts, ends, records), value[known]
        if spans[0].size:
            yield ColumnHits(
                rule=rule,
                column=column,
                tier=Tier.STRUCTURAL,
                level=self._levels[rule],
                personal=not profile.professional[column],
                start=spans[0],
                end=spans[1],
                record=spans[2],
                value=value,
                negated=negated,
            )
