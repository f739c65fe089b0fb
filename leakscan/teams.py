"""Large sources by teams: one worker reads, and those with nothing else to do help to examine.

Helpers come and go: a team is one worker while there are other sources to scan, and all of them
when one large source is left. What they find is merged by `FileState.merge`, which does not care
for order, so the report is that of one process.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from typing import TYPE_CHECKING

from leakscan.frozen import slotted
from leakscan.helping import Found
from leakscan.model.result import MEMBER_MARK, FileResult
from leakscan.readers.opening import bare_name
from leakscan.scanner import Task
from leakscan.sources import Source

if TYPE_CHECKING:
    from leakscan.model.known import Accepted

LARGE_BYTES = 4 * 1024 * 1024
"""Below this a source is examined before helpers have come."""
_EXPANSION = 5
"""What compressed bytes weigh: exports of tables shrink to a fifth."""
_PACKED = (".zip", ".7z", ".tgz", ".rar", ".jar", ".parquet", ".xlsx", ".docx", ".ods", ".odt")


@slotted(eq=True, repr=True)
class Team:
    """Who works on a large source, and what they found so far.

    Attributes:
        task: What they work on.
        relay: Number of the relay they use.
        led: The results of the one who reads, once there are.
        found: What the helpers found.
    """

    task: Task
    relay: int
    led: list[FileResult] | None = None
    found: list[Found] = field(default_factory=list)

    def join(self, results: list[FileResult], found: Found, *, leads: bool) -> None:
        """Somebody comes back: who `leads` with results, all with what they found."""
        self.found.append(found)
        if leads:
            self.led = results

    def results(self, accepted: "Mapping[str, Accepted] | None") -> Iterator[FileResult]:
        """The results of the source, once all are back; `accepted` is what a baseline knows."""
        assert self.led is not None
        for result in merged(self.led, self.found):
            known = (accepted or {}).get(result.path)
            if known is not None and known.whole is not None and result.units is not None:
                # Imported where a baseline is used: start-up is a promise.
                from leakscan.evidence.baselined import settle_whole

                settle_whole(result, known)
            yield result


def for_one(accepted: "Mapping[str, Accepted] | None") -> frozenset[str]:
    """The paths of sources that must not be divided.

    What a baseline lists one by one (up to 5,000 persons) is met in the order of the file. A file
    with more is known as a whole, whatever the order.
    """
    listed = (path for path, known in (accepted or {}).items() if known.whole is None)
    return frozenset(path.partition(MEMBER_MARK)[0] for path in listed)


def merged(results: list[FileResult], found: Iterable[Found]) -> Iterator[FileResult]:
    """The results of a source with what helpers found in its members."""
    # Members with the same content have the same number, and one state between them.
    by_number: dict[int, list[FileResult]] = {}
    for result in results:
        # Of those without a number the last is the source itself.
        same = by_number.setdefault(result.number, []) if result.number else []
        same.append(result)
        by_number[result.number] = same
    for part in found:
        for number, other in part.items():
            # When reading ended in an error a member may have no result of its own.
            same = by_number.get(number, results[-1:])
            _add(same[0], other)
            for result in same[1:]:
                result.state = same[0].state
                for gap in other.coverage.gaps:
                    result.coverage.tell_once(gap)
    yield from results


def _add(result: FileResult, other: FileResult) -> None:
    """Add what a helper found in a member."""
    result.state.merge(other.state)
    result.allowed += other.allowed
    if result.units is not None and other.units is not None:
        result.units.merge(other.units)
    for gap in other.coverage.gaps:
        result.coverage.tell_once(gap)


def weight(source: Source) -> int:
    """About how many bytes there are to examine."""
    size = 0 if source.gap else source.size or 0
    name = source.name.lower()
    return size * _EXPANSION if name.endswith(_PACKED) or bare_name(name) != name else size
