"""Properties of an Outlook store that have names instead of fixed numbers, and what they hold.

Specification: [MS-PST] 2.4.7 (name-to-id map), [MS-OXPROPS]. Contacts keep addresses of mail and
of houses in them, appointments their place, and forms of one's own whatever they ask for.
"""

from struct import iter_unpack, unpack_from
from uuid import UUID

from leakscan.readers.damage import DAMAGE
from leakscan.readers.pst_heap import Heap
from leakscan.readers.pst_pages import Store

MAP_NODE = 0x61
_GUIDS, _ENTRIES, _STRINGS = 2, 3, 4
_FIRST_NAMED = 0x8000
_PUBLIC_STRINGS = 2
"""Names that users and their forms give."""
_FIRST_OWN_SET = 3
_ADDRESS = UUID("00062004-0000-0000-c000-000000000046")
_APPOINTMENT = UUID("00062002-0000-0000-c000-000000000046")
_NUMBERED = {
    (_ADDRESS, 0x801A): "Home address",
    (_ADDRESS, 0x801B): "Work address",
    (_ADDRESS, 0x801C): "Other address",
    (_ADDRESS, 0x8083): "E-mail",
    (_ADDRESS, 0x8084): "E-mail name",
    (_ADDRESS, 0x8093): "E-mail",
    (_ADDRESS, 0x80A3): "E-mail",
    (_APPOINTMENT, 0x8208): "Location",
}
_MAX_NAME = 512
_PROGRAM_SIGNS = frozenset(":/")
"""In names that programs give, such as ``urn:schemas``."""
FIXED = {
    0x3001: "Name",
    0x3A06: "Given name",
    0x3A08: "Telephone",
    0x3A09: "Home telephone",
    0x3A0D: "Location",
    0x3A11: "Surname",
    0x3A15: "Address",
    0x3A16: "Company",
    0x3A17: "Title",
    0x3A18: "Department",
    0x3A1A: "Telephone",
    0x3A1B: "Work telephone",
    0x3A1C: "Mobile telephone",
    0x3A1D: "Radio telephone",
    0x3A1E: "Car telephone",
    0x3A1F: "Other telephone",
    0x3A21: "Pager",
    0x3A24: "Fax",
    0x3A25: "Home fax",
    0x3A2F: "Home telephone",
    0x3A42: "Birthday",
    0x3A44: "Middle name",
    0x3A48: "Spouse",
    0x3A4F: "Nickname",
    0x3A58: "Children",
    0x3A59: "City",
    0x3A5B: "Postal code",
    0x3A5D: "Street",
}
"""What contacts hold under fixed numbers, by number."""


def labels_of(store: Store) -> dict[int, str]:
    """What properties of objects that are no messages are called, by number."""
    try:
        node = store.node(MAP_NODE)
        return FIXED | _named(Heap(store, node)) if node else FIXED
    except DAMAGE:
        return FIXED


def _named(heap: Heap) -> dict[int, str]:
    held = heap.properties()
    guids, entries, strings = (heap.bytes_of(held[tag]) for tag in (_GUIDS, _ENTRIES, _STRINGS))
    labels = {}
    for identity, kind, number in iter_unpack("<IHH", entries[: len(entries) // 8 * 8]):
        label = ""
        if kind & 1:
            label = _name(strings, identity) if kind >> 1 == _PUBLIC_STRINGS else ""
        elif kind >> 1 >= _FIRST_OWN_SET:
            at = 16 * ((kind >> 1) - _FIRST_OWN_SET)
            if at + 16 <= len(guids):
                label = _NUMBERED.get((UUID(bytes_le=guids[at : at + 16]), identity), "")
        if label:
            labels[_FIRST_NAMED + number] = label
    return labels


def _name(strings: bytes, at: int) -> str:
    (size,) = unpack_from("<I", strings, at)
    name = strings[at + 4 : at + 4 + min(size, _MAX_NAME)].decode("utf-16-le", "replace")
    return "" if _PROGRAM_SIGNS & set(name) else name
