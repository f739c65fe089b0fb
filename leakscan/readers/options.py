"""How to read: limits and overrides of the readers, as the user gave them."""

from leakscan.frozen import frozen
from leakscan.raw.chunk import CHUNK_BYTES


@frozen
class ReadOptions:
    """How to read.

    Attributes:
        chunk_bytes: Target size of a chunk; findings do not depend on it.
        encoding: A Python codec, instead of detection.
        input_format: The name of a format of text, or ``binary``, instead of detection (of
            what is inside compression).
        max_member_bytes: Most bytes read of one member, after decompression; 0 for no limit.
        max_ratio: Most decompressed bytes per compressed byte, once 16 MiB came out.
        max_depth: Most layers of compression and containers.
        max_members: Most members of one source, at all depths together; 0 for no limit.
        max_total_bytes: Most bytes read of one source and all it holds; 0 for no limit.
        every_cell: Cells that say again in each row whose it is are given out each time: counted
            once they are enough for a scan, a copy has to exchange them all.
    """

    chunk_bytes: int = CHUNK_BYTES
    encoding: str | None = None
    input_format: str | None = None
    max_member_bytes: int = 1 << 40
    max_ratio: int = 500
    max_depth: int = 8
    max_members: int = 1_000_000
    max_total_bytes: int = 1 << 42
    every_cell: bool = False
