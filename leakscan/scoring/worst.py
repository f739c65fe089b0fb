"""What the assessment of a scan takes from those of its files, as they come, in any order.

A scan may have a million files: nothing is kept of one that does not make the whole worse.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import field

from leakscan.frozen import slotted
from leakscan.model.assessment import Assessment, Driver, Score
from leakscan.model.taxonomy import Tier
from leakscan.scoring.drivers import strongest
from leakscan.scoring.severity import score


@slotted(eq=True, repr=True)
class Worst:
    """The worst of the files so far, and what they have in sum.

    Attributes:
        established, presumed: The highest severities.
        records_concerned: Of all files.
    """

    established: float = 0.0
    presumed: float = 0.0
    records_concerned: int = 0
    _groups: dict[tuple[float, float], "_Group"] = field(default_factory=dict)
    _suspected: dict[tuple[float, float], "_Group"] = field(default_factory=dict)
    _without: dict[str, float] = field(default_factory=dict)

    @classmethod
    def of(cls, files: Iterable[Assessment]) -> "Worst":
        """The worst of these."""
        worst = cls()
        for file in files:
            worst.add(file)
        return worst

    def add(self, file: Assessment) -> None:
        """Take in the assessment of one more file."""
        for name in self._without.keys() | file.without.keys():
            # A file that does without the data is as severe as it is.
            before = self._without.get(name, self.established)
            self._without[name] = max(before, file.without.get(name, file.established).se)
        self.established = max(self.established, file.established.se)
        self.presumed = max(self.presumed, file.presumed.se)
        self.records_concerned += file.records_concerned
        # A file in which nothing is established explains what is presumed of it.
        groups = self._groups if file.established.se else self._suspected
        for driver in file.drivers:
            groups.setdefault((driver.dpc, driver.ei), _Group()).add(driver)

    @property
    def drivers(self) -> tuple[Driver, ...]:
        """The strongest groups of records of all files: each file's first ones hold them all.

        What is only presumed of some file explains nothing that is established of another.
        """
        groups = self._groups or self._suspected
        return strongest(group.driver(*key) for key, group in groups.items())

    @property
    def without(self) -> dict[str, Score]:
        """What all files would still be without each kind of data, where that is less."""
        rest = sorted(self._without.items())
        return {name: score(se) for name, se in rest if se < self.established}


@slotted(eq=True, repr=True)
class _Group:
    """Records of one context and one ease of identification, whatever gives them."""

    records: Counter[tuple[str, tuple[str, ...]]] = field(default_factory=Counter)
    categories: set[str] = field(default_factory=set)
    evidence: Tier = Tier.LEXICAL

    def add(self, driver: Driver) -> None:
        self.records[driver.dpc_basis, driver.ei_basis] += driver.records
        self.categories.update(driver.categories)
        self.evidence = max(self.evidence, driver.evidence)

    def driver(self, dpc: float, ei: float) -> Driver:
        """The group, explained by what gives most of its records, by name when equal."""
        dpc_basis, ei_basis = min(self.records, key=lambda basis: (-self.records[basis], basis))
        return Driver(
            dpc=dpc,
            ei=ei,
            categories=tuple(sorted(self.categories)),
            records=self.records.total(),
            dpc_basis=dpc_basis,
            ei_basis=ei_basis,
            evidence=self.evidence,
        )
