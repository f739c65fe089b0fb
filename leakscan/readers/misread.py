"""Whether bytes were read in an encoding they are not written in.

Almost any bytes decode as UTF-16, and UTF-16 decodes as cp1252, without an error and without a
word of the text: only what the bytes look like tells. Blocks are judged as a whole, so text in
scripts whose characters may look like two letters (Chinese) passes.
"""

import numpy as np
import numpy.typing as npt

from leakscan.readers.escapes import Bytes

_TAB, _TILDE = 0x09, 0x7E
_MAX_STRANGE = 0.4
"""UTF-32 read as UTF-16 has one in two, text in another script one in six."""
_MAX_NULS = 0.2
"""More than any padding leaves, less than Latin text in UTF-16 has."""


def looks_misread(block: bytes, codec: str) -> bool:
    """Whether a block of a text decoded with `codec` was hardly written in it.

    Args:
        block: From an even offset.
        codec: Normalised name; UTF-32 is never said to be misread, as it then fails to decode.
    """
    if codec.startswith("utf-32"):
        return False
    if codec not in {"utf-16-le", "utf-16-be"}:
        return block.count(0) > _MAX_NULS * len(block)
    data = np.frombuffer(block, np.uint8, len(block) & ~1)
    low, high = (data[::2], data[1::2]) if codec == "utf-16-le" else (data[1::2], data[::2])
    # Two ASCII characters in one; or the other byte order, and UTF-32, where the low byte is 0.
    strange = (_is_ascii_text(low) & _is_ascii_text(high)) | (low == 0)
    return int(np.count_nonzero(strange)) > _MAX_STRANGE * low.size


def _is_ascii_text(data: Bytes) -> npt.NDArray[np.bool_]:
    return (data - np.uint8(_TAB)) <= _TILDE - _TAB
