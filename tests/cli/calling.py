"""What the `leakscan` fixture is made of."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Outcome:
    """What a user sees of one call."""

    code: int
    out: str
    err: str


class Run(Protocol):
    """Calls the command line with these arguments."""

    def __call__(self, *arguments: object) -> Outcome: ...
