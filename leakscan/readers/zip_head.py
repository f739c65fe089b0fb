"""What a zip's first bytes tell of it: the names of its first entries.

Specification: PKWARE APPNOTE 6.3.10, 4.3.7. Names of entries inside an entry (a document stored
in an archive) are not taken for its own.
"""

import re
import struct

_LOCAL = b"PK\x03\x04"
_LOCAL_SIZE = 30
_STORED = 0
_DEFERRED = 8
_BINARY_SHEET = re.compile(r"xl/(worksheets/sheet\d*|styles|sharedStrings)\.bin$")


def first_names(head: bytes) -> list[str]:
    """Names of the entries whose headers stand in `head`, as far as they can be followed."""
    names: list[str] = []
    at = 0
    while head.startswith(_LOCAL, at) and len(head) >= at + _LOCAL_SIZE:
        flags, method, size, name, extra = struct.unpack("<6xHH8xI4xHH", head[at : at + 30])
        start = at + _LOCAL_SIZE
        names.append(head[start : start + name].decode("utf-8", "replace").replace("\\", "/"))
        end = start + name + extra + size
        if not size and flags & _DEFERRED:
            if method == _STORED:
                break
            end = head.find(_LOCAL, end)
        at = end if end >= 0 else len(head)
    return names


def is_package(head: bytes, name: str, folder: str, endings: tuple[str, ...]) -> bool:
    """Whether a zip is an OOXML document with a main folder.

    Args:
        head: First bytes.
        name: Of the file, in lower case.
        folder: ``word/``, ``xl/`` or ``ppt/``.
        endings: Of file names; they decide where the folder does not come into sight.
    """
    if not head.startswith(_LOCAL):
        return False
    names = first_names(head)
    packaged = any(part in {"[Content_Types].xml", "_rels/.rels"} for part in names)
    within = any(part.startswith(folder) for part in names)
    other = any(part.startswith(_FOLDERS) for part in names) and not within
    return (packaged and within) or ((packaged or within) and not other and name.endswith(endings))


_FOLDERS = ("word/", "xl/", "ppt/")


def is_binary_workbook(head: bytes) -> bool:
    """Whether a zip is an Excel workbook in binary parts (xlsb)."""
    names = first_names(head)
    return any(part == "xl/workbook.bin" or _BINARY_SHEET.match(part) for part in names)
