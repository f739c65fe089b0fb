"""Counts that answer who, since when and from where, without keeping a value."""

from collections import Counter
from dataclasses import field
from typing import Self

from leakscan.frozen import slotted
from leakscan.model.keyed_counts import KeyedCounts
from leakscan.model.profiles import Profiles

MAX_LAYOUTS = 256
"""Layouts kept of one state; the ones with the smallest hashes."""


@slotted(eq=True, repr=True)
class Aggregates:
    """What is counted beside findings; a commutative monoid under `merge`.

    Attributes:
        persons: Attributes of distinct persons, by the rule id of the key that tells them apart.
        months: Records by month (``yyyymm``) of their first sample, visit or result.
        first_day, last_day: Of these, as ``yyyymmdd``; 0 without any.
        establishments: Records by laboratory or establishment.
        insurers: Records by insurer.
        software: Members by the program whose mark they bear.
        layouts: Tables by the keyed hash of their columns' names, and number of columns.
    """

    persons: dict[str, Profiles] = field(default_factory=dict)
    months: Counter[int] = field(default_factory=Counter)
    first_day: int = 0
    last_day: int = 0
    establishments: KeyedCounts = field(default_factory=KeyedCounts)
    insurers: KeyedCounts = field(default_factory=KeyedCounts)
    software: Counter[str] = field(default_factory=Counter)
    layouts: Counter[tuple[int, int]] = field(default_factory=Counter)

    def profiles(self, rule_id: str) -> Profiles:
        """The persons told apart by one key, made when it is the first."""
        return self.persons.setdefault(rule_id, Profiles())

    def count_days(self, first: int, last: int) -> None:
        """Widen the span of days."""
        known = [day for day in (self.first_day, first) if day]
        self.first_day = min(known, default=0)
        self.last_day = max(self.last_day, last)

    def count_layout(self, layout: tuple[int, int], tables: int = 1) -> None:
        """Count tables of one layout: hash of the names, number of columns."""
        self.layouts[layout] += tables
        if len(self.layouts) > MAX_LAYOUTS:
            del self.layouts[max(self.layouts)]

    @property
    def is_empty(self) -> bool:
        """Whether nothing was counted."""
        counted = (
            *(self.persons, self.months, self.first_day, self.last_day),
            *(self.software, self.layouts),
        )
        return not any(counted) and self.establishments.is_empty and self.insurers.is_empty

    def merge(self, other: Self) -> None:
        """Add all that `other` holds."""
        for rule_id, profiles in other.persons.items():
            self.profiles(rule_id).merge(profiles)
        self.months.update(other.months)
        self.count_days(other.first_day, other.last_day)
        self.establishments.merge(other.establishments)
        self.insurers.merge(other.insurers)
        self.software.update(other.software)
        for layout, tables in other.layouts.items():
            self.count_layout(layout, tables)
