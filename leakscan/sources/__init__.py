"""Sources."""
from dataclasses import dataclass
from typing import BinaryIO
from leakscan.model.coverage import Gap
@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    name: str
    size: int | None
    gap: Gap | None
    location: str | None
    def open(self) -> BinaryIO:
        assert self.location
        return open(self.location, "rb", buffering=0)
