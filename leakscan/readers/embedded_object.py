"""The file in an OLE 1 object, as rich text, Access and old documents embed it.

Specification: [MS-OLEDS] 2.2.5 (embedded object) and 2.3.6 (packager objects).
"""

import struct

_EMBEDDED = 2


def embedded_data(data: bytes) -> bytes:
    """The data of an embedded object; all of it when it is another thing.

    Source: [MS-OLEDS] 2.2.5: version, kind, three strings with their lengths, size, data.
    """
    if len(data) < 8 or struct.unpack_from("<I", data, 4)[0] != _EMBEDDED:
        return data
    at = 8
    for _ in range(3):
        if at + 4 > len(data):
            return data
        at += 4 + struct.unpack_from("<I", data, at)[0]
    if at + 4 > len(data):
        return data
    return data[at + 4 : at + 4 + struct.unpack_from("<I", data, at)[0]] or data


def native_data(stream: bytes) -> bytes:
    """The file in an Ole10Native stream: after its label and paths.

    Source: [MS-OLEDS] 2.3.6; packager objects: size, flags, label, path, two numbers, a path
    again, size, data.
    """
    at = 6
    for _ in range(2):
        at = stream.find(b"\0", at) + 1
        if not at:
            return stream
    at += 4
    if at + 4 > len(stream):
        return stream
    at += 4 + struct.unpack_from("<I", stream, at)[0]
    if at + 4 > len(stream):
        return stream
    size = struct.unpack_from("<I", stream, at)[0]
    return stream[at + 4 : at + 4 + size] or stream
