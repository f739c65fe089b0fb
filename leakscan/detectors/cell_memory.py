"""Remembering what short cells gave: in tables the same remark comes again and again.

Bounded, in memory only, for the life of a process; the keys are cells, so this is raw data and
never leaves the room.
"""

import numpy as np
import numpy.typing as npt

_MAX_CELLS = 20_000

Verdict = tuple[int, int, int, int]
"""Of one accepted occurrence: its rank among those of its cell, the start and end of its value
relative to the cell, and its assertion."""


class CellMemory:
    """Verdicts by cell; an answer is a number under which they are kept."""

    __slots__ = ("_answers", "_counts", "_firsts", "_verdicts")

    def __init__(self) -> None:
        self._answers: tuple[dict[bytes, int], dict[bytes, int]] = ({}, {})
        self._firsts: list[int] = []
        self._counts: list[int] = []
        self._verdicts: list[Verdict] = []

    def __repr__(self) -> str:
        return f"CellMemory({len(self._firsts)})"

    def find(self, cell: bytes, health: bool) -> int | None:  # noqa: FBT001 - a key, no switch
        """The answer for a cell of a column that is or is not about health, if it is known."""
        return self._answers[health].get(cell)

    def keep(self, cell: bytes | None, health: bool, verdicts: list[Verdict]) -> int:  # noqa: FBT001
        """A new answer; found again later unless `cell` is None."""
        answer = len(self._firsts)
        self._firsts.append(len(self._verdicts))
        self._counts.append(len(verdicts))
        self._verdicts += verdicts
        if cell is not None:
            self._answers[health][cell] = answer
        return answer

    def unfold(
        self, answers: list[int], ranks: npt.NDArray[np.int64], lows: npt.NDArray[np.int64]
    ) -> npt.NDArray[np.int64]:
        """The verdicts of all cells of a chunk, one row each, as positions in the chunk.

        Forgets everything afterwards when there is too much.

        Args:
            answers: One for each cell.
            ranks: Number of each cell's first occurrence.
            lows: Where each cell starts.
        """
        which = np.array(answers, np.int64)
        counts = np.array(self._counts, np.int64)[which]
        cell = np.repeat(np.arange(which.size), counts)
        within = np.arange(cell.size) - np.repeat(np.cumsum(counts) - counts, counts)
        verdicts = np.array(self._verdicts, np.int64).reshape(-1, 4)
        rows = verdicts[np.array(self._firsts, np.int64)[which][cell] + within]
        rows[:, 0] += ranks[cell]
        rows[:, 1:3] += lows[cell, None]
        if len(self._firsts) > _MAX_CELLS:
            self.__init__()  # type: ignore[misc]
        return rows
