"""What the decoding of a binary format raises on bytes that are not of that format."""

import struct
import zlib

DAMAGE = (IndexError, KeyError, ValueError, struct.error, OverflowError, zlib.error)
"""For formats whose structures lead to each other; one of these costs the structure at hand."""
